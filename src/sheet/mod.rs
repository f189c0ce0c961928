//! Tables as files. So far: receipts as CSV.

mod out;

pub use out::{escaped, receipt_csv};
