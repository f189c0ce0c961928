//! A site with a million members: read over HTTP from a sandbox in a process of its own, looked at
//! in another, so that the memory that is told is the program's alone.

use crate::desk::Desk;
use crate::report::line;
use crate::window::{MEMBERS, Window};
use anyhow::Context as _;
use gatehouse::sandbox::Hello;
use gatehouse::worker::protocol::{
    Command, JobCard, JobKind, JobState, MembersReading, Practice, Size,
};
use gatehouse::worker::{PracticeLauncher, PracticeServer};
use std::future::Future;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// The word with which this program starts itself to look at the members that a folder keeps.
pub(crate) const LOOK: &str = "--members-in";

/// The sandbox in a process of its own.
struct Apart {
    child: Child,
    hello: Hello,
}

impl Apart {
    fn start(members: &str) -> anyhow::Result<Self> {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_gatehouse"))
            .args(["sandbox", "--size", "s", "--rate", "off"])
            .args(["--members", members])
            .stdout(Stdio::piped())
            .spawn()?;
        let mut told = String::new();
        let out = child.stdout.take().context("its output")?;
        BufReader::new(out).read_line(&mut told)?;
        Ok(Self {
            child,
            hello: serde_json::from_str(&told)?,
        })
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        self.child.kill().unwrap_or_default();
        self.child.wait().map(drop).unwrap_or_default();
    }
}

/// Tells the worker where that sandbox is.
struct There(Hello);

impl PracticeLauncher for There {
    fn launch(
        &self,
        _practice: Practice,
        _state: PathBuf,
    ) -> Pin<Box<dyn Future<Output = Result<PracticeServer, String>> + Send>> {
        let server = PracticeServer {
            unlimited: true,
            base_url: self.0.base_url.clone(),
            api_key: self.0.api_key.clone(),
            account: self.0.account_id.clone(),
            site_invites: Vec::new(),
        };
        Box::pin(async move { Ok(server) })
    }
}

/// Reads the members, then starts another process that looks at them. `MEMBERS_ROWS` takes another
/// number of them.
pub(crate) fn measure() -> anyhow::Result<()> {
    let members = std::env::var("MEMBERS_ROWS").unwrap_or_else(|_| "1000000".to_owned());
    let apart = Apart::start(&members)?;
    let dir = tempfile::tempdir()?;
    let launcher: Arc<dyn PracticeLauncher> = Arc::new(There(apart.hello.clone()));
    let mut desk = Desk::open(dir.path(), Size::S, Some(launcher))?;
    desk.reading()?;
    let took = read(&mut desk, &apart.hello)?;
    drop(desk);
    line(&format!(
        "\n{members} members were read over HTTP in {} s",
        took.as_secs()
    ));
    let mut look = std::process::Command::new(std::env::current_exe()?)
        .arg(LOOK)
        .arg(dir.path())
        .stdin(Stdio::piped())
        .spawn()?;
    // It has a key, so it is no argument.
    let mut way = look.stdin.take().context("its input")?;
    way.write_all(serde_json::to_string(&apart.hello)?.as_bytes())?;
    drop(way);
    anyhow::ensure!(look.wait()?.success(), "looking at the members");
    Ok(())
}

fn read(desk: &mut Desk, hello: &Hello) -> anyhow::Result<Duration> {
    let site = hello.sites.first().context("a site")?.id.as_str().into();
    let how = MembersReading::Everybody;
    desk.handle.send(Command::SyncMembers { site, how });
    let mut found: Option<JobCard> = None;
    desk.until("everybody is read", |m| {
        let job = m.last_job(JobKind::SyncMembers);
        found = job.filter(|j| !j.state.is_active()).cloned();
        found.is_some()
    })?;
    let job = found.context("a reading of members")?;
    anyhow::ensure!(matches!(job.state, JobState::Done(_)), "{:?}", job.state);
    let took = job.ended.context("its end")?.duration_since(job.started);
    Ok(took.unsigned_abs())
}

/// The other process: plays the scenes, and tells what the kernel says of its memory.
pub(crate) fn look(data: &Path) -> anyhow::Result<()> {
    let mut told = String::new();
    std::io::stdin().read_to_string(&mut told)?;
    let launcher: Arc<dyn PracticeLauncher> = Arc::new(There(serde_json::from_str(&told)?));
    let window = Window::open(data, launcher, Size::S, MEMBERS)?;
    let opened = memory("VmRSS");
    crate::list(window, MEMBERS, None)?;
    line(&format!(
        "Memory of this process: {opened} MB with the list open, {} MB after all scenes, {} MB at \
         the most",
        memory("VmRSS"),
        memory("VmHWM"),
    ));
    Ok(())
}

/// Megabytes of memory as the kernel tells them; 0 where it does not.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with(name));
    let kb = line.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok());
    kb.unwrap_or(0) / 1_000
}
