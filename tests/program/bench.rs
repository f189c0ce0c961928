//! A sandbox in a process of its own, a data folder, and the program on both.

use crate::{PROGRAM, Sandbox};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Longest wait for any fact. Tests go on as soon as it is there.
const PATIENCE: Duration = Duration::from_mins(1);
/// Between two looks at something that another process changes.
const LOOK: Duration = Duration::from_millis(2);

/// Everything a command needs.
pub(crate) struct Bench {
    pub(crate) sandbox: Sandbox,
    pub(crate) dir: TempDir,
    pub(crate) key: Option<String>,
}

/// What a command came to.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn of(out: &Output) -> Self {
        Self {
            code: out.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&out.stdout).into_owned(),
            err: String::from_utf8_lossy(&out.stderr).into_owned(),
        }
    }

    /// The object on standard output, which agrees with the number of the process.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.out.matches('\n').count(), 1, "one line: {}", self.out);
        let value: Value = serde_json::from_str(&self.out).expect("one JSON object");
        assert_eq!(value["exit"], json!(self.code), "{value}");
        assert_eq!(value["ok"], json!(self.code == 0), "{value}");
        value
    }

    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }
}

impl Bench {
    /// A sandbox without a rate limit, and nothing else.
    pub(crate) fn bare(size: &str) -> Self {
        let sandbox = Sandbox::start(&["--size", size, "--rate", "off"]);
        let key = sandbox.1["apiKey"].as_str().map(str::to_owned);
        Self {
            sandbox,
            dir: tempfile::tempdir().expect("a folder"),
            key,
        }
    }

    /// A profile of its account, which was read.
    pub(crate) fn read(size: &str) -> Self {
        let bench = Self::bare(size);
        bench.connect("Try").ends(0);
        bench.run(&["sync"]).ends(0);
        bench
    }

    pub(crate) fn connect(&self, name: &str) -> Ran {
        let base = self.base();
        self.run(&[
            "connect",
            "--name",
            name,
            "--base-url",
            &base,
            "--pace",
            "off",
        ])
    }

    pub(crate) fn base(&self) -> String {
        self.sandbox.1["baseUrl"]
            .as_str()
            .expect("an address")
            .to_owned()
    }

    /// The key whose name is in its text.
    pub(crate) fn key_named(&self, name: &str) -> String {
        let keys = self.sandbox.1["keys"].as_array().expect("keys");
        let part = format!(".{name}.");
        let keys = keys.iter().filter_map(|k| k["apiKey"].as_str());
        keys.into_iter()
            .find(|k| k.contains(&part))
            .expect("a key")
            .to_owned()
    }

    pub(crate) fn site(&self, nth: usize) -> String {
        self.sandbox.1["sites"][nth]["id"]
            .as_str()
            .expect("a site")
            .to_owned()
    }

    /// Every site of the account, with the seats for contributors that are free there.
    pub(crate) fn seats(&self) -> Vec<(String, u64)> {
        let told = self.run(&["export", "sites", "--format", "json"]).ends(0);
        let all: Vec<Value> = serde_json::from_str(&told.out).expect("a list");
        let ids = all.iter().map(|s| s["id"].as_str().expect("an id"));
        let left = |site: &str| {
            let told = self.control("GET", &format!("seats?site={site}"), &Value::Null);
            let n = |name: &str| told[name].as_u64().expect("a number");
            n("seats").saturating_sub(n("contributors") + n("openInvites"))
        };
        ids.map(|site| (site.to_owned(), left(site))).collect()
    }

    /// Sites with room for this many people more.
    #[track_caller]
    pub(crate) fn roomy(&self, sites: usize, seats: u64) -> Vec<String> {
        let all = self.seats().into_iter().filter(|(_, left)| *left >= seats);
        let found: Vec<String> = all.map(|(site, _)| site).take(sites).collect();
        assert_eq!(found.len(), sites, "sites with {seats} free seats");
        found
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The same as an argument.
    pub(crate) fn arg(&self, name: &str) -> String {
        self.file(name).display().to_string()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .env("GATEHOUSE_DATA_DIR", self.data())
            .env_remove("GATEHOUSE_API_KEY")
            // No key store: what a test does is not kept on the computer that runs it.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
            .stdin(Stdio::null());
        if let Some(key) = &self.key {
            command.env("GATEHOUSE_API_KEY", key);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command(arguments).output().expect("the program"))
    }

    /// Starts a command that goes on by itself.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the program")
    }

    /// A plan that makes so many members of the first site.
    pub(crate) fn plan_members(&self, plan: &str, members: usize) {
        let rows: Vec<String> = (0..members)
            .map(|n| format!("m{n}@example.com,M{n}\n"))
            .collect();
        let csv = format!("loginEmail,firstName\n{}", rows.concat());
        std::fs::write(self.file("members.csv"), csv).expect("a file");
        self.run(&[
            "plan",
            "create-members",
            "--site",
            &self.site(0),
            "--file",
            &self.arg("members.csv"),
            "-o",
            &self.arg(plan),
            "--force",
        ])
        .ends(0);
    }

    /// Addresses of ordinary people in the team, in their order.
    pub(crate) fn people(&self, n: usize) -> Vec<String> {
        let team = self.run(&["export", "team", "--format", "json"]).ends(0);
        let team: Value = serde_json::from_str(&team.out).expect("JSON");
        let holds = |p: &Value, word: &str| p["holds"].to_string().contains(word);
        team.as_array()
            .expect("a list")
            .iter()
            .filter(|p| p["kind"] == "person" && !holds(p, "Owner"))
            .filter_map(|p| p["email"].as_str().filter(|e| !e.is_empty()))
            .take(n)
            .map(str::to_owned)
            .collect()
    }

    pub(crate) fn journal(&self) -> PathBuf {
        let profiles = std::fs::read_dir(self.data().join("profiles")).expect("profiles");
        let mut journals = profiles.flatten().map(|p| p.path().join("journal.log"));
        journals.next().expect("a journal")
    }

    pub(crate) fn journal_lines(&self) -> usize {
        let bytes = std::fs::read(self.journal()).unwrap_or_default();
        bytes.split(|b| *b == b'\n').count() - 1
    }

    /// Asks the sandbox's control API.
    pub(crate) fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let url = format!("{}/_sandbox/{path}", self.base());
        answered(|client| match method {
            "POST" => client.post(url).json(body),
            "DELETE" => client.delete(url),
            _ => client.get(url),
        })
    }

    /// Asks the sandbox as Wix, about one site.
    pub(crate) fn ask(&self, site: &str, path: &str, body: &Value) -> Value {
        let url = format!("{}{path}", self.base());
        let key = self.key.clone().expect("a key");
        answered(|client| {
            let request = client.post(url).header("authorization", key);
            request.header("wix-site-id", site).json(body)
        })
    }

    pub(crate) fn fault(&self, fault: &Value) {
        self.control("POST", "faults", fault);
    }

    /// Writes that reached the sandbox.
    pub(crate) fn writes(&self) -> u64 {
        let state = self.control("GET", "state", &Value::Null);
        state["writes"].as_u64().expect("a number")
    }

    /// How often each address was created on the first site.
    pub(crate) fn created(&self) -> Vec<(String, u64)> {
        let path = format!("members?site={}", self.site(0));
        let told = self.control("GET", &path, &Value::Null);
        let created = told["created"].as_object().expect("an object").clone();
        created
            .into_iter()
            .map(|(email, n)| (email, n.as_u64().expect("a number")))
            .collect()
    }
}

/// The JSON of an answer of 200.
fn answered(ask: impl FnOnce(&reqwest::Client) -> reqwest::RequestBuilder) -> Value {
    drop(rustls::crypto::ring::default_provider().install_default());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let client = reqwest::Client::builder()
            .no_proxy()
            .build()
            .expect("a client");
        let answer = ask(&client).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 200);
        answer.json().await.expect("JSON")
    })
}

/// Waits for a fact that another process makes.
#[track_caller]
pub(crate) fn until(what: &str, mut so: impl FnMut() -> bool) {
    let mut waited = Duration::ZERO;
    while !so() {
        assert!(waited < PATIENCE, "nothing more happened before {what}");
        std::thread::sleep(LOOK);
        waited += LOOK;
    }
}

/// Sends a signal to a process that the test started.
pub(crate) fn signal(child: &Child, name: &str) {
    let told = Command::new("kill")
        .args([&format!("-{name}"), &child.id().to_string()])
        .status()
        .expect("kill");
    assert!(told.success());
}
