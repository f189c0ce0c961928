//! Columns, and how they share the width.

use egui::Align;

use super::TableState;

/// One column as the pane describes it. Widths are in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Stable name, used for stored widths and the sort; never shown.
    pub id: &'static str,
    /// Heading, sentence case.
    pub title: String,
    /// Wanted width before anything is shared out.
    pub width: f32,
    /// Narrowest useful width.
    pub min: f32,
    /// Share of the free width; 0 keeps the wanted width.
    pub stretch: f32,
    /// Where the content stands: `Min` left, `Max` right (figures), `Center`.
    pub align: Align,
    /// Whether a click on the heading sorts.
    pub sortable: bool,
    /// Whether its right edge can be dragged.
    pub resizable: bool,
    /// Who folds away first when the room is short: 0 never, then the largest number first.
    pub priority: u8,
}

/// How many times its wanted width a column is at most, unless somebody drags it wider.
const MOST: f32 = 2.5;

impl Column {
    /// A sortable, resizable column of 140 points that never folds away.
    pub fn new(id: &'static str, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            width: 140.0,
            min: 72.0,
            stretch: 0.0,
            align: Align::Min,
            sortable: true,
            resizable: true,
            priority: 0,
        }
    }

    /// Sets wanted and narrowest width.
    #[must_use]
    pub fn width(mut self, wanted: f32, min: f32) -> Self {
        self.width = wanted;
        self.min = min;
        self
    }

    /// Takes a share of the free width.
    #[must_use]
    pub fn stretch(mut self, share: f32) -> Self {
        self.stretch = share;
        self
    }

    /// Sets the side on which the content stands.
    #[must_use]
    pub fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    /// Sets how early the column folds away, see [`Column::priority`].
    #[must_use]
    pub fn priority(mut self, priority: u8) -> Self {
        self.priority = priority;
        self
    }

    /// Makes the heading plain text.
    #[must_use]
    pub fn unsortable(mut self) -> Self {
        self.sortable = false;
        self
    }

    /// Gives the column its wanted width for good.
    #[must_use]
    pub fn fixed(mut self) -> Self {
        self.resizable = false;
        self.min = self.width;
        self
    }
}

/// A column that is on the screen in this frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    /// Index into the columns of the pane.
    pub(super) index: usize,
    /// Left edge, from the left edge of the table.
    pub(super) x: f32,
    /// Width in points.
    pub(super) width: f32,
}

/// Shares `room` among the columns: hidden ones are left out, low ones fold away until the
/// narrowest widths fit, free width goes to those that stretch as far as that is of use, and missing
/// width is taken first from columns nobody has sized by hand, then from the right.
pub(super) fn place(columns: &[Column], state: &TableState, room: f32) -> Vec<Placed> {
    let mut shown: Vec<usize> = (0..columns.len())
        .filter(|&i| !state.hidden.contains(columns[i].id))
        .collect();
    let least = |shown: &[usize]| shown.iter().map(|&i| columns[i].min).sum::<f32>();
    while least(&shown) > room {
        let Some(at) = (0..shown.len())
            .filter(|&at| columns[shown[at]].priority > 0)
            .max_by_key(|&at| (columns[shown[at]].priority, at))
        else {
            break;
        };
        shown.remove(at);
    }
    let sized = |i: usize| state.widths.get(columns[i].id).copied();
    let mut widths: Vec<f32> = shown
        .iter()
        .map(|&i| sized(i).unwrap_or(columns[i].width).max(columns[i].min))
        .collect();
    let free = room - widths.iter().sum::<f32>();
    if free > 0.0 {
        grow(columns, &shown, &mut widths, free, |i| sized(i).is_some());
    } else {
        shrink(columns, &shown, &mut widths, -free, |i| sized(i).is_some());
    }
    let mut x = 0.0;
    let put = |(index, width): (usize, f32)| {
        let placed = Placed { index, x, width };
        x += width;
        placed
    };
    shown.into_iter().zip(widths).map(put).collect()
}

/// Gives free width to those that stretch, each up to its most. What is left then stays free at the
/// right: on a very wide screen a row is not torn apart.
fn grow(
    columns: &[Column],
    shown: &[usize],
    widths: &mut [f32],
    mut free: f32,
    sized: impl Fn(usize) -> bool,
) {
    let most = |at: usize| columns[shown[at]].width * MOST;
    let share = |at: usize| columns[shown[at]].stretch;
    let mut open: Vec<usize> = (0..shown.len())
        .filter(|&at| !sized(shown[at]) && share(at) > 0.0 && widths[at] < most(at))
        .collect();
    while free > 0.01 && !open.is_empty() {
        let all: f32 = open.iter().map(|&at| share(at)).sum();
        let part = free / all;
        let full = |at: usize, widths: &[f32]| widths[at] + part * share(at) >= most(at);
        let (done, rest): (Vec<_>, Vec<_>) = open.iter().partition(|&&at| full(at, widths));
        if done.is_empty() {
            for at in rest {
                widths[at] += part * share(at);
            }
            return;
        }
        for at in done {
            free -= most(at) - widths[at];
            widths[at] = most(at);
        }
        open = rest;
    }
}

fn shrink(
    columns: &[Column],
    shown: &[usize],
    widths: &mut [f32],
    mut missing: f32,
    sized: impl Fn(usize) -> bool,
) {
    let slack = |at: usize, widths: &[f32]| (widths[at] - columns[shown[at]].min).max(0.0);
    let soft: Vec<usize> = (0..shown.len()).filter(|&at| !sized(shown[at])).collect();
    let give: f32 = soft.iter().map(|&at| slack(at, widths)).sum();
    if give > 0.0 {
        let part = (missing / give).min(1.0);
        for &at in &soft {
            let less = slack(at, widths) * part;
            widths[at] -= less;
            missing -= less;
        }
    }
    for at in (0..shown.len()).rev() {
        let less = slack(at, widths).min(missing.max(0.0));
        widths[at] -= less;
        missing -= less;
    }
    // Only when even the narrowest widths of the columns that never fold do not fit.
    let sum: f32 = widths.iter().sum();
    if missing > 0.01 && sum > 0.0 {
        let factor = ((sum - missing) / sum).max(0.0);
        for width in &mut *widths {
            *width *= factor;
        }
    }
}

/// Gives the column at `at` a width by hand. The columns left of it keep the width they have, so
/// that the edge stays under the pointer; those to the right keep at least their narrowest.
pub(super) fn size_by_hand(
    columns: &[Column],
    placed: &[Placed],
    at: usize,
    width: f32,
    room: f32,
    state: &mut TableState,
) {
    let Some(column) = placed.get(at) else {
        return;
    };
    for left in &placed[..at] {
        let id = columns[left.index].id.to_owned();
        state.widths.insert(id, left.width);
    }
    let right: f32 = placed[at + 1..].iter().map(|p| columns[p.index].min).sum();
    let description = &columns[column.index];
    let most = (room - column.x - right).max(description.min);
    let width = width.clamp(description.min, most);
    state.widths.insert(description.id.to_owned(), width);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<Column> {
        vec![
            Column::new("name", "Name").width(160.0, 100.0).stretch(2.0),
            Column::new("mail", "Address")
                .width(160.0, 100.0)
                .stretch(1.0),
            Column::new("role", "Roles").width(100.0, 80.0),
            Column::new("seen", "Seen").width(90.0, 90.0).priority(1),
            Column::new("id", "Id").width(90.0, 90.0).priority(2),
        ]
    }

    #[track_caller]
    fn near(width: f32, wanted: f32) {
        assert!((width - wanted).abs() < 0.01, "{width}, not {wanted}");
    }

    fn ids(placed: &[Placed]) -> Vec<usize> {
        placed.iter().map(|p| p.index).collect()
    }

    #[test]
    fn free_width_goes_to_those_that_stretch() {
        let placed = place(&columns(), &TableState::default(), 900.0);
        near(placed[0].width, 360.0);
        near(placed[1].width, 260.0);
        near(placed[2].width, 100.0);
        near(placed[4].x + placed[4].width, 900.0);
    }

    #[test]
    fn on_a_very_wide_screen_rows_stay_together() {
        let wide = place(&columns(), &TableState::default(), 3_000.0);
        near(wide[0].width, 400.0);
        near(wide[1].width, 400.0);
        near(wide[4].x + wide[4].width, 1_080.0);
        // One is full before the other is.
        let placed = place(&columns(), &TableState::default(), 1_000.0);
        near(placed[0].width, 400.0);
        near(placed[1].width, 320.0);
        let mut state = TableState::default();
        state.widths.insert("name".to_owned(), 900.0);
        near(place(&columns(), &state, 3_000.0)[0].width, 900.0);
    }

    #[test]
    fn the_largest_priority_folds_first_and_zero_never() {
        let state = TableState::default();
        assert_eq!(ids(&place(&columns(), &state, 470.0)), [0, 1, 2, 3, 4]);
        assert_eq!(ids(&place(&columns(), &state, 380.0)), [0, 1, 2, 3]);
        assert_eq!(ids(&place(&columns(), &state, 300.0)), [0, 1, 2]);
        let tight = place(&columns(), &state, 140.0);
        assert_eq!(ids(&tight), [0, 1, 2]);
        near(tight.iter().map(|p| p.width).sum(), 140.0);
    }

    #[test]
    fn a_width_by_hand_keeps_the_left_and_leaves_room_to_the_right() {
        let (columns, mut state) = (columns(), TableState::default());
        let placed = place(&columns, &state, 700.0);
        size_by_hand(&columns, &placed, 1, 5000.0, 700.0, &mut state);
        let after = place(&columns, &state, 700.0);
        near(after[0].width, placed[0].width);
        assert_eq!(ids(&after), [0, 1, 2, 3, 4]);
        near(after[4].x + after[4].width, 700.0);
        size_by_hand(&columns, &after, 1, 0.0, 700.0, &mut state);
        near(place(&columns, &state, 700.0)[1].width, 100.0);
    }
}
