//! The table and the facets, driven as by mouse, keyboard and screen reader.
