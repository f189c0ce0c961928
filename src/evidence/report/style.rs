//! How the report looks, on a screen and on paper.

/// The page's style.
pub(super) const CSS: &str = "
:root { --ink: #1c2330; --quiet: #5b6472; --line: #d9dee6; --wash: #f5f7fa; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink);
  font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif; }
main { max-width: 1100px; margin: 0 auto; padding: 40px 32px 64px; }
.kicker { margin: 0; color: var(--quiet); }
h1 { margin: 0 0 16px; font-size: 28px; line-height: 1.25; }
h2 { margin: 36px 0 10px; font-size: 18px; break-after: avoid; }
p { margin: 0 0 12px; max-width: 72ch; }
code { font: 13px/1.4 ui-monospace, monospace; background: var(--wash); padding: 1px 4px; }
.state { padding: 10px 14px; border-radius: 6px; border: 1px solid; max-width: none; }
.whole { background: #eef8f1; border-color: #b5dcc2; color: #17643a; font-weight: 600; }
.gaps { background: #fff7e8; border-color: #ecd19b; color: #6b4a08; }
.gaps ul { margin: 6px 0 0; padding-left: 20px; }
dl { display: grid; grid-template-columns: 160px 1fr; gap: 4px 16px; margin: 12px 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: left; vertical-align: top; padding: 6px 8px;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { color: var(--quiet); font-weight: 600; background: var(--wash); }
.items { font-size: 12px; table-layout: fixed; }
.items td:first-child, .items th { overflow-wrap: normal; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
svg { display: block; max-width: 100%; height: auto; margin: 4px 0 8px; break-inside: avoid; }
svg text { font: 12px system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif; fill: #1c2330; }
@page { size: A4 landscape; margin: 14mm; }
@media print {
  main { max-width: none; padding: 0; }
  body { font-size: 10pt; }
  table { font-size: 9pt; }
  .items { font-size: 7.5pt; line-height: 1.3; }
  .items th, .items td { padding: 2px 5px; }
  h2 { margin-top: 20px; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
";
