//! The rows of a list: items of departments, each asking for a handful of papers.

use std::error::Error;
use std::io::Write;

use guiyi::dictionary::Dictionary;
use guiyi::model::{Field, SourceType};

use super::random::Random;
use super::{Made, Names};

/// How rows are made.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// How many; every name stands in one at least.
    pub count: usize,
    /// The seed.
    pub seed: u64,
}

/// The columns of the list.
const COLUMNS: [Field; 6] = [
    Field::Department,
    Field::ItemCode,
    Field::ItemName,
    Field::Name,
    Field::Channel,
    Field::Copies,
];

impl Rows {
    /// Writes the list as CSV, UTF-8 without a byte order mark.
    ///
    /// # Errors
    /// If there are fewer rows than names, or writing fails.
    pub fn write(self, names: &Names, out: impl Write) -> Result<(), Box<dyn Error>> {
        let Some(more) = self.count.checked_sub(names.made.len()) else {
            return Err("fewer rows than names".into());
        };
        let mut random = Random::new(self.seed, 3);
        let mut rows: Vec<u32> = (0..names.made.len() as u32).collect();
        rows.extend((0..more).map(|_| random.zipf(names.made.len()) as u32));
        random.shuffle(&mut rows);

        let departments = departments()?;
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(COLUMNS.map(Field::word))?;
        let (mut item, mut left) = (0, 0);
        for row in rows {
            if left == 0 {
                item = random.zipf(names.items.len());
                left = 2 + random.below(9);
            }
            left -= 1;
            let made = &names.made[row as usize];
            let department = &departments[item % departments.len()];
            let code = format!("11440000{item:09}X{:05}", item % 97);
            csv.write_record([
                department.as_str(),
                &code,
                &names.items[item],
                &made.name,
                channel(made.source_type, &mut random),
                ["1", "1", "2", ""][random.below(4)],
            ])?;
        }
        csv.flush()?;
        Ok(())
    }
}

/// What the department declares: often nothing, sometimes the first word of the menu.
fn channel(code: &str, random: &mut Random) -> &'static str {
    let true_one = SourceType::ALL
        .iter()
        .copied()
        .find(|t| guiyi::eval::gold::code(*t) == code);
    match random.below(10) {
        0..2 => "",
        2 => SourceType::Applicant.word(),
        _ => true_one.map_or("", SourceType::word),
    }
}

/// Bodies of the places' first level, by the dictionary.
fn departments() -> Result<Vec<String>, Box<dyn Error>> {
    let dictionary = Dictionary::builtin()?;
    let places = dictionary.regions.iter().map(|e| &e.line);
    let places: Vec<&str> = places
        .filter(|l| !l.stays && !l.level.is_empty())
        .map(|l| l.name.as_str())
        .filter(|name| name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
        .collect();
    let bodies: Vec<&str> = dictionary
        .issuers
        .iter()
        .filter(|e| e.line.source_type == Some(SourceType::Government))
        .filter(|e| e.line.current.is_empty())
        .map(|e| e.line.name.as_str())
        .filter(|name| name.chars().count() <= 10)
        .collect();
    let all = (0..400).map(|i| {
        let place = places[i * 7 % places.len()];
        [place, bodies[i % bodies.len()]].concat()
    });
    Ok(all.collect())
}

/// Writes the truth of all names as `guiyi eval` reads it; the note says what was done to each.
///
/// # Errors
/// If writing fails.
pub fn write_gold(names: &Names, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(guiyi::eval::gold::COLUMNS)?;
    for made in &names.made {
        let Made { name, label, .. } = made;
        let label: &str = label;
        let unscored = if made.unscored { "1" } else { "0" };
        let note = made.causes.join(" ");
        csv.write_record([
            name,
            label,
            made.source_type,
            unscored,
            &made.form,
            &made.holder,
            &note,
        ])?;
    }
    csv.flush()?;
    Ok(())
}
