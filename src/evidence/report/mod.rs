//! `report.html`: the pack as people read and print it. One page without scripts and without
//! anything from outside; pictures are drawn in it. Every text is made harmless, since names come
//! from strangers.

mod pictures;
mod style;

use super::Pack;
use crate::access::grouped;
use crate::access::review::{Standing, Verdict};
use crate::sheet::of_end;
use jiff::Timestamp;
use std::fmt::Write as _;

/// A text as it can stand in a page, also between quotes.
pub(super) fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A text whose direction does not reach beyond it.
fn word(text: &str) -> String {
    format!("<bdi>{}</bdi>", safe(text))
}

fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

fn number(n: u64) -> String {
    grouped(n as usize)
}

/// The page.
pub(super) fn html(pack: &Pack, standing: &Standing) -> String {
    let mut page = Page(String::new());
    page.head(pack);
    page.summary(pack, standing);
    page.population(pack);
    page.pictures(pack, standing);
    page.entries(pack, standing);
    page.carried(pack);
    page.after(pack, standing);
    page.checking();
    page.raw("</main></body></html>\n");
    page.0
}

struct Page(String);

impl Page {
    fn raw(&mut self, html: &str) {
        self.0.push_str(html);
        self.0.push('\n');
    }

    fn heading(&mut self, text: &str) {
        self.raw(&format!("<h2>{}</h2>", safe(text)));
    }

    fn paragraph(&mut self, text: &str) {
        self.raw(&format!("<p>{}</p>", word(text)));
    }

    /// Facts below each other; what is empty is left out.
    fn facts(&mut self, facts: &[(&str, String)]) {
        self.raw("<dl>");
        for (name, value) in facts.iter().filter(|(_, v)| !v.is_empty()) {
            let line = format!("<dt>{}</dt><dd>{}</dd>", safe(name), word(value));
            self.raw(&line);
        }
        self.raw("</dl>");
    }

    /// A table as wide as its texts ask for.
    fn figures(&mut self, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
        self.raw("<table class=\"figures\">");
        self.rows(head.iter().copied(), rows);
    }

    /// A table as wide as the page, each column with its part of a hundred: thousands of rows stand
    /// below each other, and no word is cut into letters.
    fn items(&mut self, head: &[(&str, u32)], rows: impl Iterator<Item = Vec<String>>) {
        self.raw("<table class=\"items\"><colgroup>");
        for (_, width) in head {
            self.raw(&format!("<col style=\"width:{width}%\">"));
        }
        self.raw("</colgroup>");
        self.rows(head.iter().map(|(title, _)| *title), rows);
    }

    fn rows<'a>(
        &mut self,
        head: impl Iterator<Item = &'a str>,
        rows: impl Iterator<Item = Vec<String>>,
    ) {
        self.raw("<thead><tr>");
        for title in head {
            self.raw(&format!("<th scope=\"col\">{}</th>", safe(title)));
        }
        self.raw("</tr></thead><tbody>");
        for cells in rows {
            let mut line = String::from("<tr>");
            for cell in cells {
                write!(line, "<td>{}</td>", word(&cell)).unwrap_or_default();
            }
            line.push_str("</tr>");
            self.raw(&line);
        }
        self.raw("</tbody></table>");
    }

    fn head(&mut self, pack: &Pack) {
        let name = safe(&pack.campaign.name);
        let policy = "default-src 'none'; style-src 'unsafe-inline'";
        self.raw("<!DOCTYPE html>");
        self.raw("<html lang=\"en\"><head><meta charset=\"utf-8\">");
        self.raw(&format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"
        ));
        self.raw("<meta name=\"viewport\" content=\"width=device-width\">");
        self.raw(&format!("<title>Access review: {name}</title>"));
        self.raw(&format!("<style>{}</style></head><body><main>", style::CSS));
        self.raw(&format!(
            "<p class=\"kicker\">Access review</p><h1><bdi>{name}</bdi></h1>"
        ));
    }

    fn summary(&mut self, pack: &Pack, standing: &Standing) {
        let campaign = &pack.campaign;
        let counts = standing.counts(pack.items.len());
        let gaps = pack.gaps();
        if gaps.is_empty() {
            self.raw("<p class=\"state whole\">Complete</p>");
        } else {
            self.raw("<div class=\"state gaps\"><strong>Incomplete</strong><ul>");
            for gap in &gaps {
                self.raw(&format!("<li>{}</li>", word(gap)));
            }
            self.raw("</ul></div>");
        }
        let account = match (pack.account.name.as_str(), pack.account.practice) {
            (name, true) => format!("{name} (practice account with made-up people)"),
            (name, false) => name.to_owned(),
        };
        let undecided = counts.undecided();
        let mut decided = counts.words();
        if undecided > 0 {
            write!(decided, ", {} undecided", number(undecided.into())).unwrap_or_default();
        }
        self.facts(&[
            ("Account", account),
            ("Account id", pack.account.id.clone()),
            ("Reviewed", campaign.scope.words()),
            ("Reviewer", campaign.reviewer.clone()),
            ("Made", time(campaign.made)),
            ("Due", campaign.due.map(time).unwrap_or_default()),
            ("As of", time(pack.as_of())),
            ("Entries", number(counts.all.into())),
            ("Decisions", decided.trim_start_matches(", ").to_owned()),
        ]);
    }

    fn population(&mut self, pack: &Pack) {
        let campaign = &pack.campaign;
        self.heading("What was reviewed, out of what");
        self.paragraph(&format!(
            "The entries were drawn from the reading of {}, which is {}.",
            time(campaign.snapshot_at),
            if campaign.is_complete() {
                "complete"
            } else {
                "incomplete"
            }
        ));
        let drawn = &campaign.drawn;
        let rows = drawn.all.iter().map(|(kind, all)| {
            let taken = drawn.taken.get(kind).copied().unwrap_or_default();
            vec![kind.label().to_owned(), number(*all), number(taken)]
        });
        let head = ["Kind", "Could be reviewed", "Reviewed"];
        self.figures(&head, rows);
        if pack.parts.is_empty() {
            return;
        }
        self.heading("How it was read");
        // Sites by the hundred would hide the rest: each kind is told in one line here.
        let mut kinds: Vec<&str> = Vec::new();
        for part in &pack.parts {
            if !kinds.contains(&part.what.as_str()) {
                kinds.push(&part.what);
            }
        }
        let rows = kinds.into_iter().map(|kind| {
            let of = || pack.parts.iter().filter(|p| p.what == kind);
            let sites = of().filter(|p| !p.site.is_empty()).count();
            let total = |n: &dyn Fn(&super::PartRead) -> Option<u64>| {
                let all: Option<Vec<u64>> = of().map(n).collect();
                all.map_or_else(|| "not told".to_owned(), |n| number(n.iter().sum()))
            };
            // What no call reads has no time.
            let read = || {
                of().map(|p| p.read_at)
                    .filter(|at| *at > Timestamp::UNIX_EPOCH)
            };
            let times = match (read().min().map(time), read().max().map(time)) {
                (Some(a), Some(b)) if a != b => format!("{a} to {b}"),
                (Some(a), _) => a,
                _ => "–".to_owned(),
            };
            vec![
                super::title_of(kind),
                super::query_of(kind).to_owned(),
                if sites > 0 {
                    number(sites as u64)
                } else {
                    "–".to_owned()
                },
                total(&|p| p.pages.map(u64::from)),
                total(&|p| p.rows),
                times,
            ]
        });
        let head = ["Part", "Query", "Sites", "Pages", "Rows", "Read"];
        self.figures(&head, rows);
    }

    fn pictures(&mut self, pack: &Pack, standing: &Standing) {
        self.heading("Decisions");
        let counts = standing.counts(pack.items.len());
        self.raw(&pictures::progress(&counts));
        if let Some(matrix) = pictures::matrix(&pack.items) {
            self.heading("Roles by place");
            self.raw(&matrix);
        }
    }

    fn entries(&mut self, pack: &Pack, standing: &Standing) {
        self.heading("Entries with their decisions");
        let rows = (0_u32..).zip(&pack.items).map(|(n, item)| {
            let made = standing.made.get(&n);
            let decision = match made.map(|m| &m.verdict) {
                None => "Undecided".to_owned(),
                Some(Verdict::HandOver { to }) => format!("Hand over to {to}"),
                Some(reduce @ Verdict::Reduce { .. }) => {
                    format!("Reduce to {}", pack.reduced_to(Some(reduce)).join(", "))
                }
                Some(other) => other.label().to_owned(),
            };
            let by = made.map(|m| {
                // The system need not have told who works with it.
                let who = if m.by.is_empty() { "not told" } else { &m.by };
                match m.together {
                    0 | 1 => format!("{who}, {}", time(m.at)),
                    n => format!("{who}, {}, with {} at once", time(m.at), number(n.into())),
                }
            });
            let mut why = made.map(|m| m.reason.clone()).unwrap_or_default();
            if let Some(note) = standing.notes.get(&n) {
                let gap = if why.is_empty() { "" } else { " " };
                write!(why, "{gap}Note: {note}").unwrap_or_default();
            }
            vec![
                (n + 1).to_string(),
                item.name.clone(),
                item.address.clone(),
                item.role_words(),
                item.place.clone(),
                pack.worth(item),
                decision,
                by.unwrap_or_default(),
                why,
            ]
        });
        let head = [
            ("No.", 4),
            ("Name", 12),
            ("Address", 20),
            ("Role", 11),
            ("Reach", 11),
            ("Worth knowing", 9),
            ("Decision", 8),
            ("By, when", 14),
            ("Reason", 11),
        ];
        self.items(&head, rows);
    }

    fn carried(&mut self, pack: &Pack) {
        self.heading("What was carried out");
        let Some(carried) = &pack.carried else {
            self.paragraph("No plan of these decisions was carried out.");
            return;
        };
        self.facts(&[
            ("Plan", carried.plan.title.clone()),
            ("Plan id", carried.plan.id.clone()),
            ("Made", time(carried.plan.made_at)),
            ("Lines", number(carried.plan.lines.len() as u64)),
        ]);
        let Some(receipt) = &carried.receipt else {
            self.paragraph("The run is not over: there is no receipt yet.");
            return;
        };
        self.facts(&[
            ("Run", receipt.run.to_string()),
            ("Began", time(receipt.started)),
            ("Ended", time(receipt.ended)),
            ("How it ended", of_end(&receipt.how).to_owned()),
            ("Came to", receipt.sentence()),
            ("Writes sent", number(receipt.traffic.writes.into())),
            ("Hash of the plan", receipt.plan_hash.clone()),
            (
                "Journal",
                format!(
                    "{} lines, head {}",
                    receipt.journal.count, receipt.journal.hash
                ),
            ),
        ]);
        let rows = receipt.lines.iter().map(|line| {
            let result = &line.result;
            let back = result.read_back.as_ref();
            vec![
                line.number.to_string(),
                line.name.clone(),
                line.action.clone(),
                line.before.join("; "),
                line.after.join("; "),
                match &result.detail {
                    Some(detail) => format!("{}: {detail}", result.outcome.label()),
                    None => result.outcome.label().to_owned(),
                },
                result.request_id.clone().unwrap_or_default(),
                back.map(|b| b.found.clone()).unwrap_or_default(),
            ]
        });
        let head = [
            ("Line", 4),
            ("Name", 13),
            ("Action", 14),
            ("Before", 16),
            ("After", 13),
            ("Outcome", 9),
            ("Request id", 17),
            ("Read back", 14),
        ];
        self.items(&head, rows);
    }

    fn after(&mut self, pack: &Pack, standing: &Standing) {
        let Some(after) = &pack.after else { return };
        self.heading("What became of the decisions");
        self.paragraph(&format!("As the reading of {} tells.", time(after.at)));
        let rows = after.found.iter().filter_map(|(n, found)| {
            let item = pack.items.get(*n as usize)?;
            let verdict = standing.made.get(n).map(|m| &m.verdict);
            Some(vec![
                (n + 1).to_string(),
                item.name.clone(),
                item.role_words(),
                item.place.clone(),
                verdict.map_or("", Verdict::label).to_owned(),
                found.label().to_owned(),
            ])
        });
        let head = [
            ("No.", 4),
            ("Name", 26),
            ("Role", 24),
            ("Reach", 22),
            ("Decision", 12),
            ("After the run", 12),
        ];
        self.items(&head, rows);
    }

    fn checking(&mut self) {
        self.heading("How to check this pack");
        self.raw(
            "<p>Keep the pack as the one file it came in, and check it with \
             <code>gatehouse verify PACK --digest DIGEST</code>. It needs no key, no account and \
             no network, and names the file when any byte was changed. The digest is the SHA-256 \
             of the whole file and is handed over apart from it: only the digest tells a pack that \
             somebody wrote anew. The hash of every file stands in <code>manifest.json</code>.</p>",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn nothing_in_a_name_becomes_a_part_of_the_page() {
        let nasty = "<script>alert('x')</script>&\"\u{0}\n";
        let safe = safe(nasty);
        assert!(
            !safe.contains(['<', '>', '"', '\'', '\u{0}', '\n']),
            "{safe}"
        );
        assert!(safe.starts_with("&lt;script&gt;"));
    }
}
