//! Plays a case: the real worker, real files, and the real sandbox over HTTP.

use super::case::{Case, Expect, LiftWords, Limits, WishWords};
use super::edits::edited;
use super::words::Scene;
use crate::desk::Desk;
use crate::support::{Setup, Wix, start};
use gatehouse::journal::RunId;
use gatehouse::plan::{Brake, BrakeHit, BrakeLimits, Lift, Outcome, Plan, Receipt, Scope};
use gatehouse::sandbox::{Config, Size};
use gatehouse::worker::protocol::{
    Command, ErrorCard, PlanReview, PlanState, RunPhase, RunView, SaveKind, Trouble,
};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

/// How a case ended.
enum End {
    /// Nothing came to be a run.
    Failed(ErrorCard),
    Over(Arc<RunView>),
}

/// Plays one case and checks everything it expects.
pub(crate) fn play(case: &Case, honest: bool) {
    let mut stage = Stage::set(case);
    let earlier = stage.last.take();
    let planned = stage.planned(&case.wish, earlier.as_ref());
    let ready = planned.and_then(|review| match &case.file {
        Some(edits) => stage.through_a_file(&review.plan, edits),
        None => Ok(review),
    });
    let before = stage.wix.writes().len();
    let (review, end) = match ready {
        Err(error) => (None, End::Failed(error)),
        Ok(review) => {
            stage.outside(&case.between);
            let lifts = stage.lifts(&case.lifts);
            let end = stage.applied(&review.plan, lifts);
            (Some(review), end)
        }
    };
    if let Some(review) = &review {
        // The review warns of a reading that broke off.
        assert_eq!(review.plan.complete, !case.incomplete);
    }
    let sent = stage.wix.writes().len() - before;
    if honest {
        assert!(case.lifts.is_empty(), "an honest plan needs no lift");
        let review = review.as_ref().expect("a plan");
        assert_eq!(review.brakes, [], "an honest plan meets no brake");
        assert!(matches!(case.expect, Expect::Done { .. }));
    } else {
        assert_eq!(sent, 0, "a hostile plan sends nothing");
    }
    check(&case.expect, review.as_deref(), &end, sent);
}

struct Stage {
    wix: Wix,
    desk: Desk,
    /// The run before, and its plan.
    last: Option<(RunId, Arc<Plan>)>,
}

impl Stage {
    fn set(case: &Case) -> Self {
        let size: Size = case.size.parse().expect("a size");
        let wix = Wix::new(Config {
            switches: case.switches.clone(),
            ..Config::fixed(size, start())
        });
        let mut desk = Setup::default().desk(None);
        desk.connect(&wix, &wix.key("full"));
        let mut stage = Self {
            wix,
            desk,
            last: None,
        };
        if !case.before.is_empty() {
            stage.outside(&case.before);
            stage.desk.sync();
        }
        if case.incomplete {
            stage.wix.fault(&json!({
                "match": {"path": "/team/search"}, "after": 2, "kind": {"status": 400},
            }));
            stage.desk.sync();
        }
        stage.set_limits(&case.limits);
        for wish in &case.earlier {
            let last = stage.last.take();
            let review = stage.planned(wish, last.as_ref()).expect("a plan");
            let lift = |hit: &BrakeHit| Lift {
                brake: hit.brake,
                scope: hit.scope.clone(),
                typed: hit.type_name.clone(),
            };
            let lifts = review.brakes.iter().map(lift).collect();
            match stage.applied(&review.plan, lifts) {
                End::Over(run) => stage.last = Some((run.run.clone(), Arc::clone(&run.plan))),
                End::Failed(error) => panic!("{error}"),
            }
        }
        for fault in &case.faults {
            stage.wix.fault(fault);
        }
        stage
    }

    fn scene(&self) -> Scene<'_> {
        Scene {
            wix: &self.wix,
            table: self.desk.model.team.clone().expect("a team"),
        }
    }

    fn outside(&self, changes: &[serde_json::Value]) {
        for change in changes {
            let change = self.scene().outside(change);
            self.wix.post("outside", &change);
        }
    }

    fn set_limits(&mut self, limits: &Limits) {
        let usual = BrakeLimits::default();
        let own = limits.own_user.as_ref().map(|w| self.scene().user(w));
        let wanted = BrakeLimits {
            share_percent: limits.share_percent.unwrap_or(usual.share_percent),
            share_from: limits.share_from.unwrap_or(usual.share_from),
            number: limits.number.unwrap_or(usual.number),
            co_owners: limits.co_owners.unwrap_or(usual.co_owners),
            mails_per_day: limits.mails_per_day.unwrap_or(usual.mails_per_day),
            own_user: own,
        };
        self.desk.send(Command::SetBrakes(wanted.clone()));
        self.desk.until("the brakes of the profile", |m| {
            let session = m.session.as_ref()?;
            (session.profile.brakes == wanted).then_some(())
        });
    }

    /// The account's name, as it has to be typed.
    fn account(&self) -> String {
        let session = self.desk.model.session.as_ref().expect("a profile");
        session.profile.name_to_type().to_owned()
    }

    fn lifts(&self, words: &[LiftWords]) -> Vec<Lift> {
        let lift = |w: &LiftWords| Lift {
            brake: w.brake,
            scope: w
                .site
                .as_ref()
                .map_or(Scope::Account, |site| Scope::Site(self.scene().site(site))),
            typed: w.typed.replace("@account", &self.account()),
        };
        words.iter().map(lift).collect()
    }

    fn planned(
        &mut self,
        words: &WishWords,
        last: Option<&(RunId, Arc<Plan>)>,
    ) -> Result<Arc<PlanReview>, ErrorCard> {
        let command = match words {
            WishWords::Undo {} => Command::Undo(last.expect("a run").0.clone()),
            // By the way of a file: the same plan, bit by bit.
            WishWords::Again {} => {
                let plan = Arc::clone(&last.expect("a run").1);
                return self.through_a_file(&plan, &[]);
            }
            wish => Command::MakePlan(self.scene().wish(wish)),
        };
        plan_of(&mut self.desk, command)
    }

    /// Saves the plan, changes the file, and opens it again.
    fn through_a_file(
        &mut self,
        plan: &Arc<Plan>,
        edits: &[super::case::Edit],
    ) -> Result<Arc<PlanReview>, ErrorCard> {
        let path = self.desk.dir.path().join("plan.json");
        save(&mut self.desk, plan, &path);
        let bytes = std::fs::read(&path).expect("a file");
        std::fs::write(&path, edited(&self.scene(), bytes, edits)).expect("a file");
        plan_of(&mut self.desk, Command::OpenPlan(path))
    }

    fn applied(&mut self, plan: &Arc<Plan>, lifts: Vec<Lift>) -> End {
        let before = self.desk.model.run.as_ref().map(|r| r.run.clone());
        self.desk.send(Command::Apply {
            plan: Arc::clone(plan),
            lifts,
        });
        self.desk.until("the end of the plan", |m| {
            if let PlanState::Failed(error) = &*m.plan {
                return Some(End::Failed(error.clone()));
            }
            let run = m.run.clone()?;
            let over = run.phase == RunPhase::Over && Some(&run.run) != before.as_ref();
            over.then_some(End::Over(run))
        })
    }
}

/// Sends a command that makes a plan, and waits for it.
pub(crate) fn plan_of(desk: &mut Desk, command: Command) -> Result<Arc<PlanReview>, ErrorCard> {
    desk.send(Command::DropPlan);
    desk.until("no plan", |m| (*m.plan == PlanState::None).then_some(()));
    desk.send(command);
    desk.until("a plan", |m| match &*m.plan {
        PlanState::Ready(review) => Some(Ok(Arc::clone(review))),
        PlanState::Failed(error) => Some(Err(error.clone())),
        _ => None,
    })
}

/// Saves a plan and waits until it is there.
pub(crate) fn save(desk: &mut Desk, plan: &Arc<Plan>, path: &Path) {
    desk.send(Command::Save {
        what: SaveKind::Plan(Arc::clone(plan)),
        path: path.to_owned(),
    });
    let told = format!("Saved to {}", path.display());
    desk.until("a saved plan", |m| {
        let mut notices = m.activity.notices.iter();
        notices.any(|n| n.text.sentence == told).then_some(())
    });
}

fn check(expect: &Expect, review: Option<&PlanReview>, end: &End, sent: usize) {
    match expect {
        Expect::Held { brakes, says } => {
            let card = card_of(end, "held");
            assert_eq!(card.trouble, Trouble::Held, "{card:?}");
            held(card, brakes, says, review.expect("a plan"));
        }
        Expect::BadInput(says) => {
            let card = card_of(end, "");
            assert_eq!(card.trouble, Trouble::BadInput, "{card:?}");
            assert!(card.sentence.contains(says.as_str()), "{card:?}");
        }
        Expect::Nothing {} => {
            let card = card_of(end, "");
            assert_eq!(card.trouble, Trouble::Nothing, "{card:?}");
        }
        Expect::Stale { moved, what } => {
            let End::Over(run) = end else {
                panic!("{}", card_of(end, ""));
            };
            assert_eq!(receipt(run).how, "stale", "{}", receipt(run).sentence());
            let told: Vec<&str> = run.moved.iter().map(|m| m.what.as_str()).collect();
            assert_eq!(told.len(), *moved, "{told:?}");
            assert!(told[0].contains(what.as_str()), "{told:?}");
            let untried = |r: &gatehouse::plan::LineResult| !r.outcome.went_out();
            assert!(run.results.iter().all(untried));
        }
        Expect::Stopped(says) => {
            let card = card_of(end, "stopped");
            assert!(card.sentence.contains(says.as_str()), "{card:?}");
        }
        Expect::Done {
            writes,
            already,
            by_hand,
            skipped,
        } => {
            let End::Over(run) = end else {
                panic!("{}", card_of(end, ""));
            };
            let (receipt, review) = (receipt(run), review.expect("a plan"));
            assert_eq!(receipt.how, "done", "{:?}", run.trouble);
            assert_eq!(receipt.count(Outcome::AlreadySo), *already);
            assert_eq!(receipt.count(Outcome::ByHand), *by_hand);
            assert_eq!(receipt.skipped.len(), *skipped, "{:?}", receipt.skipped);
            let rest = receipt.lines.len() - already - by_hand;
            assert_eq!(receipt.count(Outcome::Done), rest, "{}", receipt.sentence());
            assert_eq!(sent, *writes, "the writes");
            if *already == 0 {
                assert_eq!(review.summary.writes, sent, "announced and sent");
            }
        }
    }
}

fn receipt(run: &RunView) -> &Receipt {
    run.receipt.as_ref().expect("a receipt")
}

/// What stopped it; a run that began ended in this way.
fn card_of<'e>(end: &'e End, how: &str) -> &'e ErrorCard {
    match end {
        End::Failed(error) => error,
        End::Over(run) => {
            assert_eq!(receipt(run).how, how, "{}", receipt(run).sentence());
            run.trouble.as_ref().expect("a reason")
        }
    }
}

/// The sentence names the number, the share where there is one, and the first five people.
fn held(card: &ErrorCard, brakes: &[Brake], says: &[String], review: &PlanReview) {
    let told: Vec<&str> = card.details.lines().collect();
    let words: Vec<&str> = told.iter().filter_map(|l| l.split(':').next()).collect();
    let wanted: Vec<&str> = brakes.iter().map(|b| b.word()).collect();
    assert_eq!(words, wanted, "{card:?}");
    for text in says {
        assert!(card.sentence.contains(text.as_str()), "{text}: {card:?}");
    }
    if let Some(hit) = review
        .brakes
        .iter()
        .find(|b| Some(&b.brake) == brakes.first())
    {
        for name in &hit.first {
            assert!(card.sentence.contains(name.as_str()), "{name}: {card:?}");
        }
        assert!(hit.first.len() == 5 || hit.more == 0);
    }
}
