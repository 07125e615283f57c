//! A look into a workbook of the old format before the reader opens it.
//!
//! The reader follows the file's chains of sectors without end when they run in a ring, and it
//! allocates the rectangle around a sheet's cells. Neither can be caught once it has begun: the
//! process is aborted. So the chains are followed here first, and the rectangles measured.
//! Formats: [MS-CFB] 2.2–2.6 (header, FAT, mini FAT, directory), [MS-XLS] 2.3, 2.4 (records).

/// Sectors below this number are real; those above are marks ([MS-CFB] 2.1).
const RESERVED: u32 = 0xFFFF_FFFA;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
/// Cells of all sheets' rectangles together: some 500 MB in the reader.
const CELLS: u64 = 20_000_000;

/// Why the reader must not be let at a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Danger {
    /// The chains of sectors are broken.
    Chains,
    /// The sheets claim more cells than the cap.
    Area,
}

struct Compound<'a> {
    bytes: &'a [u8],
    size: usize,
    fat: Vec<u32>,
}

/// Checks the chains and the sheets' rectangles.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Danger> {
    let shift = u16_at(bytes, 30).ok_or(Danger::Chains)?;
    let size = match shift {
        9 => 512,
        12 => 4096,
        _ => return Err(Danger::Chains),
    };
    let mut file = Compound {
        bytes,
        size,
        fat: Vec::new(),
    };
    file.fat = file.read_fat()?;
    acyclic(&file.fat)?;
    let directory = file.chain(u32_at(bytes, 48).unwrap_or(END_OF_CHAIN));
    let mini_fat = numbers(&file.chain(u32_at(bytes, 60).unwrap_or(END_OF_CHAIN)));
    acyclic(&mini_fat)?;
    let ministream = file.chain(u32_at(&directory, 116).unwrap_or(END_OF_CHAIN));
    let mut area = 0u64;
    for entry in directory.chunks_exact(128) {
        let name: Vec<u16> = (0..32)
            .filter_map(|i| u16_at(entry, i * 2))
            .take_while(|u| *u != 0)
            .collect();
        let name = String::from_utf16_lossy(&name).to_ascii_lowercase();
        if name != "workbook" && name != "book" {
            continue;
        }
        let start = u32_at(entry, 116).unwrap_or(END_OF_CHAIN);
        // Shorter streams stand in the mini stream; both ways are measured, to be on the safe side.
        let streams = [file.chain(start), mini_chain(&ministream, &mini_fat, start)];
        for stream in streams {
            area = area.max(measure(&stream)?);
        }
    }
    if area > CELLS {
        Err(Danger::Area)
    } else {
        Ok(())
    }
}

impl Compound<'_> {
    fn sector(&self, id: u32) -> &[u8] {
        let start = (id as usize + 1)
            .saturating_mul(self.size)
            .min(self.bytes.len());
        &self.bytes[start..start.saturating_add(self.size).min(self.bytes.len())]
    }

    fn read_fat(&self) -> Result<Vec<u32>, Danger> {
        let sectors = self.bytes.len() / self.size + 1;
        let mut places = numbers(self.bytes.get(76..512).ok_or(Danger::Chains)?);
        let mut next = u32_at(self.bytes, 68).unwrap_or(END_OF_CHAIN);
        let mut seen = 0;
        while next < RESERVED {
            seen += 1;
            if seen > sectors {
                return Err(Danger::Chains);
            }
            places.extend(numbers(self.sector(next)));
            next = places.pop().ok_or(Danger::Chains)?;
        }
        places.retain(|id| *id < RESERVED);
        // No sector is listed twice in a sound file; in a made-up one they could fill the memory.
        if places.len() > sectors {
            return Err(Danger::Chains);
        }
        Ok(places
            .iter()
            .flat_map(|id| numbers(self.sector(*id)))
            .collect())
    }

    /// The bytes of a chain. The table has no rings by now.
    fn chain(&self, start: u32) -> Vec<u8> {
        let mut out = Vec::new();
        let mut at = start;
        while at < RESERVED {
            out.extend_from_slice(self.sector(at));
            at = self.fat.get(at as usize).copied().unwrap_or(END_OF_CHAIN);
        }
        out
    }
}

fn mini_chain(stream: &[u8], fat: &[u32], start: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = start;
    while at < RESERVED {
        let from = (at as usize).saturating_mul(64).min(stream.len());
        out.extend_from_slice(&stream[from..from.saturating_add(64).min(stream.len())]);
        at = fat.get(at as usize).copied().unwrap_or(END_OF_CHAIN);
    }
    out
}

/// Follows every chain of a table once.
fn acyclic(table: &[u32]) -> Result<(), Danger> {
    let mut walk = vec![0u32; table.len()];
    for start in 0..table.len() {
        let number = start as u32 + 1;
        let mut at = start;
        while let Some(mark) = walk.get_mut(at) {
            match *mark {
                0 => *mark = number,
                same if same == number => return Err(Danger::Chains),
                _ => break,
            }
            match table[at] {
                next if next < RESERVED => at = next as usize,
                _ => break,
            }
        }
    }
    Ok(())
}

/// The cells of the rectangles of all sheets of a workbook stream.
fn measure(stream: &[u8]) -> Result<u64, Danger> {
    let sheets = records(stream, 0).filter(|(kind, _)| *kind == 0x0085);
    let starts: Vec<usize> = sheets
        .filter_map(|(_, data)| Some(u32_at(data, 0)? as usize))
        .collect();
    // The reader goes through each sheet from where it is said to begin, one sheet many times if told so.
    let (mut area, mut work) = (0u64, 0u64);
    for start in starts {
        let (mut rows, mut columns, mut depth) = ((u32::MAX, 0u32), (u32::MAX, 0u32), 0u32);
        for (kind, data) in records(stream, start) {
            work += data.len() as u64 + 4;
            match kind {
                0x0809 => depth += 1,
                0x000A => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                0x0200 => area = area.max(claimed(data)),
                0x0203..=0x0205 | 0x0207 | 0x027E | 0x00FD | 0x00BD | 0x00D6 | 0x0006 => {
                    let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else {
                        continue;
                    };
                    let last = if kind == 0x00BD {
                        u16_at(data, data.len().saturating_sub(2))
                    } else {
                        None
                    };
                    rows = (rows.0.min(row.into()), rows.1.max(row.into()));
                    columns = (
                        columns.0.min(column.into()),
                        columns.1.max(last.unwrap_or(column).max(column).into()),
                    );
                }
                _ => {}
            }
        }
        if rows.0 <= rows.1 && columns.0 <= columns.1 {
            area += u64::from(rows.1 - rows.0 + 1) * u64::from(columns.1 - columns.0 + 1);
        }
        if area > CELLS || work > 16 * stream.len() as u64 + (64 << 20) {
            return Err(Danger::Area);
        }
    }
    Ok(area)
}

/// The rectangle that a DIMENSIONS record claims ([MS-XLS] 2.4.90).
fn claimed(data: &[u8]) -> u64 {
    let (rows, columns) = if data.len() < 14 {
        (u16_at(data, 2).map(u32::from), u16_at(data, 6))
    } else {
        (u32_at(data, 4), u16_at(data, 10))
    };
    u64::from(rows.unwrap_or(0)) * u64::from(columns.unwrap_or(0))
}

/// The records of a stream from a place on: kind and data.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = start;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, u16_at(stream, at + 2)?);
        let data = stream.get(at + 4..at + 4 + usize::from(length))?;
        at += 4 + data.len();
        Some((kind, data))
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..at.checked_add(2)?)?
        .try_into()
        .ok()
        .map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at.checked_add(4)?)?
        .try_into()
        .ok()
        .map(u32::from_le_bytes)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .filter_map(|four| u32_at(four, 0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &[u8] = include_bytes!("../../tests/intake/旧格式.xls");

    #[test]
    fn a_sound_file_passes() {
        assert_eq!(check(SOUND), Ok(()));
    }

    #[test]
    fn a_ring_is_seen() {
        let fat = u32_at(SOUND, 76).unwrap() as usize;
        let directory = u32_at(SOUND, 48).unwrap();
        let mut ring = SOUND.to_vec();
        let at = (fat + 1) * 512 + directory as usize * 4;
        ring[at..at + 4].copy_from_slice(&directory.to_le_bytes());
        assert_eq!(check(&ring), Err(Danger::Chains));
    }

    #[test]
    fn a_vast_rectangle_is_seen() {
        let record = |kind: u16, data: &[u8]| {
            [
                &kind.to_le_bytes()[..],
                &(data.len() as u16).to_le_bytes(),
                data,
            ]
            .concat()
        };
        let cell = |row: u16, column: u16| {
            let place = [row.to_le_bytes(), column.to_le_bytes()].concat();
            record(0x0203, &[&place[..], &[0; 10]].concat())
        };
        let sheet = record(0x0085, &12u32.to_le_bytes());
        let mut stream = [sheet, vec![0, 0, 0, 0], record(0x0809, &[])].concat();
        stream.extend(cell(0, 0));
        assert_eq!(measure(&stream), Ok(1));
        stream.extend(cell(65535, 65535));
        assert_eq!(measure(&stream), Err(Danger::Area));
    }
}
