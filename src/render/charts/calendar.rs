//! What falls due when: small months, in which a day on which something happens has a field, and the number of things
//! where there are more.

use std::collections::BTreeMap;

use super::measure::width;
use super::scene::{Align, Form, Paint, Point, Role, Scene, Text};
use super::sign;
use crate::base::{Date, Period};
use crate::document::{Occasion, Target, Tone};
use crate::words::Words;

const DAY: Point = Point { x: 24.0, y: 24.0 };
const MONTH: Point = Point { x: 7.0 * DAY.x + 22.0, y: 6.0 * DAY.y + 36.0 };
/// Months beside each other, and the most that are drawn.
const BESIDE: usize = 4;
const MOST: usize = 12;

pub(super) fn draw(today: Date, occasions: &[Occasion], words: &Words) -> Scene {
    let months = months(today, occasions);
    let mut days: BTreeMap<Date, Vec<&Occasion>> = BTreeMap::new();
    occasions.iter().for_each(|occasion| days.entry(occasion.day).or_default().push(occasion));
    let beside = months.len().clamp(1, BESIDE);
    let rows = months.len().div_ceil(beside);
    let wide = (beside as f64 * MONTH.x - 22.0).max(super::WIDTH);
    let mut scene = Scene::new(wide, rows as f64 * MONTH.y + 40.0);
    for (at, &first) in months.iter().enumerate() {
        let corner = Point::new((at % beside) as f64 * MONTH.x, (at / beside) as f64 * MONTH.y);
        month(&mut scene, corner, first, today, &days);
    }
    let shown = |occasion: &&Occasion| months.binary_search(&first_of_month(occasion.day)).is_ok();
    let left_out = occasions.len() - occasions.iter().filter(shown).count();
    legend(&mut scene, occasions, words, left_out);
    scene
}

fn first_of_month(day: Date) -> Date {
    let text = day.to_string();
    let month = text.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(1);
    Date::new(day.year(), month, 1).unwrap_or(day)
}

/// The months to draw: that of today, and those in which something happens; late things first, then what comes next.
/// Where all between the first and the last have room, none of them is left out.
fn months(today: Date, occasions: &[Occasion]) -> Vec<Date> {
    let mut busy: Vec<Date> = occasions.iter().map(|occasion| first_of_month(occasion.day)).collect();
    busy.push(first_of_month(today));
    busy.sort_unstable();
    busy.dedup();
    let mut all = Vec::new();
    let mut next = busy.first().copied();
    while let Some(month) = next.filter(|month| busy.last() >= Some(month) && all.len() <= MOST) {
        all.push(month);
        next = month.plus(Period::months(1));
    }
    let mut months = if all.len() <= MOST { all } else { busy };
    // Today stays in sight, with two late months before it.
    let here = months.binary_search(&first_of_month(today)).unwrap_or(0);
    let start = if months.len() > MOST { here.saturating_sub(2).min(months.len() - MOST) } else { 0 };
    months.drain(..start);
    months.truncate(MOST);
    months
}

fn month(scene: &mut Scene, corner: Point, first: Date, today: Date, days: &BTreeMap<Date, Vec<&Occasion>>) {
    let name: String = first.to_string().chars().take(7).collect();
    scene.text(Text::new(corner.x + 4.0, corner.y + 16.0, name).size(13.0).bold());
    // 1970-01-05 was a Monday.
    let monday = Date::new(1970, 1, 5).unwrap_or(first);
    let offset = first.days_since(monday).rem_euclid(7);
    for number in 0..31 {
        let Some(day) = first.plus_days(number).filter(|day| first_of_month(*day) == first) else { break };
        let (column, row) = ((offset + number) % 7, (offset + number) / 7);
        let at = Point::new(corner.x + column as f64 * DAY.x, corner.y + 24.0 + row as f64 * DAY.y);
        day_field(scene, at, number + 1, days.get(&day).map_or(&[], Vec::as_slice));
        if day == today {
            let paint = Paint::stroke(Role::Ink, 2.0);
            scene.push(Form::Rect { at, size: DAY, corner: 4.0, paint });
        }
    }
}

fn day_field(scene: &mut Scene, at: Point, number: i64, occasions: &[&Occasion]) {
    let middle = at.x + DAY.x / 2.0;
    let Some(worst) = occasions.iter().map(|occasion| rank(occasion.tone)).max() else {
        let text = Text::new(middle, at.y + 16.0, number.to_string()).size(11.0);
        scene.text(text.role(Role::Faint).align(Align::Middle));
        return;
    };
    let tone =
        occasions.iter().map(|occasion| occasion.tone).find(|tone| rank(*tone) == worst).unwrap_or_default();
    let told: Vec<String> = occasions
        .iter()
        .map(|occasion| format!("{} {}: {}", occasion.day, occasion.id, occasion.label))
        .collect();
    // A late day has a thick frame, one that is near a dashed one, so that no colour has to tell them apart.
    let mut paint = Paint::fill(Role::Soft(tone)).outlined(Role::Tone(tone), 1.2);
    match tone {
        Tone::Bad => paint.width = 2.6,
        Tone::Watch => paint.dashed = true,
        _ => {}
    }
    let (corner, size) = (Point::new(at.x + 1.5, at.y + 1.5), Point::new(DAY.x - 3.0, DAY.y - 3.0));
    let target = occasions.first().map(|occasion| Target::Anchor(occasion.id.clone()));
    scene.push(Form::Rect { at: corner, size, corner: 3.0, paint }).note(told.join("\n"));
    let text = Text::new(middle, at.y + 16.0, number.to_string()).size(11.0).bold();
    scene.text(text.align(Align::Middle)).note(told.join("\n")).to(target);
    if occasions.len() > 1 {
        let badge = Point::new(at.x + DAY.x - 2.0, at.y + 3.0);
        let paint = Paint::fill(Role::Tone(tone)).outlined(Role::Paper, 1.0);
        scene.push(Form::Circle { at: badge, radius: 6.5, paint });
        let count = Text::new(badge.x, badge.y + 3.0, occasions.len().to_string()).size(8.5).bold();
        scene.text(count.role(Role::Paper).align(Align::Middle));
    }
}

fn rank(tone: Tone) -> u8 {
    match tone {
        Tone::Past => 0,
        Tone::Plain => 1,
        Tone::Good => 2,
        Tone::Watch => 3,
        Tone::Bad => 4,
    }
}

fn legend(scene: &mut Scene, occasions: &[Occasion], words: &Words, left_out: usize) {
    let y = scene.height - 18.0;
    let mut x = 4.0;
    scene.push(Form::Rect {
        at: Point::new(x, y - 12.0),
        size: Point::new(18.0, 16.0),
        corner: 4.0,
        paint: Paint::stroke(Role::Ink, 2.0),
    });
    let say = |scene: &mut Scene, x: &mut f64, text: &str| {
        scene.text(Text::new(*x + 26.0, y, text));
        *x += 26.0 + width(text, 12.0, false) + 20.0;
    };
    say(scene, &mut x, words.get("chart.today"));
    for tone in [Tone::Bad, Tone::Watch, Tone::Plain, Tone::Good] {
        if occasions.iter().any(|occasion| occasion.tone == tone) {
            sign(scene, tone, Point::new(x + 12.0, y - 4.0));
            say(scene, &mut x, words.get(&format!("chart.due.{}", tone.as_str())));
        }
    }
    if left_out > 0 {
        let more = words.count("chart.more", left_out);
        scene.text(Text::new(x + 4.0, y, more).role(Role::Faint));
    }
}
