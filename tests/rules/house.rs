//! The rooms and what each may use.

/// A room and the rooms it may use besides itself.
pub(crate) struct Room {
    pub(crate) name: &'static str,
    pub(crate) may: &'static [&'static str],
}

const fn room(name: &'static str, may: &'static [&'static str]) -> Room {
    Room { name, may }
}

/// Every room. `worker::protocol` is a room of its own within `worker`; who may use `worker` may
/// use the protocol too, but not the other way round.
pub(crate) const ROOMS: &[Room] = &[
    room("access", &[]),
    room("journal", &[]),
    room("index", &["access"]),
    room("plan", &["access", "journal"]),
    room("sheet", &["access", "journal", "plan"]),
    room("evidence", &["access", "journal", "plan", "sheet"]),
    room("wix", &["access", "journal"]),
    room("store", &["access", "journal"]),
    room("secrets", &[]),
    room("sandbox", &[]),
    room(
        "worker::protocol",
        &["access", "index", "journal", "plan", "evidence", "sheet"],
    ),
    room(
        "worker",
        &[
            "access", "index", "journal", "plan", "evidence", "secrets", "sheet", "store", "wix",
        ],
    ),
    room(
        "model",
        &[
            "access",
            "index",
            "journal",
            "plan",
            "evidence",
            "sheet",
            "worker::protocol",
        ],
    ),
    room("kit", &[]),
    room(
        "panes",
        &[
            "access",
            "index",
            "journal",
            "kit",
            "model",
            "plan",
            "evidence",
            "sheet",
            "worker::protocol",
        ],
    ),
    room(
        "app",
        &[
            "access",
            "index",
            "journal",
            "kit",
            "model",
            "panes",
            "plan",
            "evidence",
            "sheet",
            "worker::Handle",
            "worker::handle",
            "worker::protocol",
        ],
    ),
    // The command line has no screen: it asks the worker, and checks files without a profile, for
    // which it reads them with the store's own eyes.
    room(
        "cli",
        &[
            "access", "index", "journal", "model", "plan", "evidence", "secrets", "sheet", "store",
            "worker",
        ],
    ),
    room("lib", &[]),
    // Where everything is handed in from outside: clock, chance, the log, the sandbox.
    room(
        "program",
        &[
            "access", "app", "cli", "index", "journal", "kit", "model", "panes", "plan",
            "evidence", "sandbox", "secrets", "sheet", "store", "wix", "worker",
        ],
    ),
    room("main", &["program"]),
];

/// Places outside the crate that only some rooms may use.
pub(crate) struct Border {
    pub(crate) places: &'static [&'static str],
    pub(crate) only: &'static [&'static str],
}

/// The borders. What is not named here is free for all rooms.
pub(crate) const BORDERS: &[Border] = &[
    Border {
        places: &[
            "egui",
            "egui_extras",
            "egui_material_icons",
            "emath",
            "epaint",
        ],
        only: &["kit", "panes", "app"],
    },
    Border {
        places: &["eframe"],
        only: &["kit", "panes", "app", "program"],
    },
    Border {
        places: &["rusqlite", "rusqlite_migration"],
        only: &["store"],
    },
    Border {
        places: &["reqwest"],
        only: &["wix"],
    },
    Border {
        places: &["axum"],
        only: &["sandbox"],
    },
    Border {
        places: &["keyring", "keyring_core"],
        only: &["secrets"],
    },
    Border {
        places: &["rfd"],
        only: &["app"],
    },
    // The window's thread and the pure rooms never wait: no runtime, no files, no network.
    Border {
        places: &["std::fs", "std::net", "std::process", "tokio", "tokio_util"],
        only: &[
            "app", "cli", "main", "program", "sandbox", "secrets", "store", "wix", "worker",
        ],
    },
];
