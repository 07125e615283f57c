//! A stream in blocks of whole records, worked on by threads and written in order.
//!
//! The thread that calls reads and writes, and does nothing else; at most a few blocks are held at a
//! time, so memory is bounded however long the stream is.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::records::{LONGEST, Records, last_end};
use super::{FilterError, Format, Input, Way};

/// The size of a block, in bytes: some two thousand rows.
const BLOCK: usize = 1 << 18;

/// The blocks of a stream.
pub struct Blocks<'i> {
    input: Input<'i>,
    format: Format,
    /// What has been read of the record that the last block broke off before.
    begun: Vec<u8>,
    ended: bool,
    /// Buffers to be used again.
    spare: Vec<Vec<u8>>,
}

/// What has become of a block.
#[derive(Debug, Default)]
struct Done {
    block: Vec<u8>,
    out: Vec<u8>,
    records: u64,
    /// What stopped the work, its record counted within the block.
    error: Option<FilterError>,
}

/// A block, and where the answer is waited for.
struct Job {
    block: Vec<u8>,
    out: Vec<u8>,
    done: Sender<Done>,
}

impl<'i> Blocks<'i> {
    /// The blocks of a stream.
    pub fn new(input: Input<'i>, format: Format) -> Self {
        Self {
            input,
            format,
            begun: Vec::new(),
            ended: false,
            spare: Vec::new(),
        }
    }

    /// How its records become UTF-8.
    pub fn way(&self) -> Way {
        self.input.way
    }

    /// The next block of whole records; at the end of the stream its last record may lack a line end.
    pub fn next(&mut self) -> Result<Option<Vec<u8>>, FilterError> {
        let mut block = std::mem::replace(&mut self.begun, self.spare.pop().unwrap_or_default());
        self.begun.clear();
        let mut wanted = BLOCK.max(block.len() + BLOCK / 2);
        while !self.ended {
            let missing = wanted - block.len();
            let mut part = self.input.reader.by_ref().take(missing as u64);
            // Less than was asked for is the end: a terminal is not asked again.
            self.ended = part.read_to_end(&mut block)? < missing;
            if self.ended {
                break;
            }
            if let Some(end) = last_end(&block, self.format) {
                self.begun.extend_from_slice(&block[end..]);
                block.truncate(end);
                return Ok(Some(block));
            }
            // Whoever takes it apart says that it is too long.
            if block.len() > LONGEST {
                return Ok(Some(block));
            }
            wanted = 2 * block.len();
        }
        Ok((!block.is_empty()).then_some(block))
    }

    /// Gives every block to one of several threads, and writes what becomes of them in their order.
    ///
    /// `work` appends to the buffer what becomes of a record. `before` records were read already.
    ///
    /// # Errors
    ///
    /// The first one in the order of the records; all before it are written.
    pub fn each<W>(
        &mut self,
        first: Option<Vec<u8>>,
        before: u64,
        output: &mut dyn Write,
        work: W,
    ) -> Result<(), FilterError>
    where
        W: Fn(&mut Records<'_>, &mut Vec<u8>) -> Result<(), FilterError> + Sync,
    {
        let workers = thread::available_parallelism().map_or(1, NonZero::get);
        let (give, jobs) = channel::<Job>();
        let jobs = Mutex::new(jobs);
        let (way, format) = (self.way(), self.format);
        thread::scope(|threads| {
            for _ in 0..workers {
                threads.spawn(|| {
                    loop {
                        // Bound to a name, the lock is let go before the work begins.
                        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
                        let Ok(job) = job else { break };
                        // Nobody waits any more after an error.
                        let _ = job.done.send(done(job.block, job.out, way, format, &work));
                    }
                });
            }
            self.in_order(first, before, output, give, 2 * workers + 1)
        })
    }

    fn in_order(
        &mut self,
        mut first: Option<Vec<u8>>,
        mut before: u64,
        output: &mut dyn Write,
        give: Sender<Job>,
        most: usize,
    ) -> Result<(), FilterError> {
        let mut waiting: VecDeque<Receiver<Done>> = VecDeque::new();
        // An error of reading comes after what was read before it.
        let mut end = None;
        loop {
            while end.is_none() && waiting.len() < most {
                let next = match first.take() {
                    Some(block) => Ok(Some(block)),
                    None => self.next(),
                };
                match next {
                    Ok(Some(block)) => {
                        let (done, answer) = channel();
                        let out = self.spare.pop().unwrap_or_default();
                        // The other end is there as long as this one is.
                        let _ = give.send(Job { block, out, done });
                        waiting.push_back(answer);
                    }
                    Ok(None) => end = Some(Ok(())),
                    Err(error) => end = Some(Err(error)),
                }
            }
            let Some(answer) = waiting.pop_front() else {
                return end.unwrap_or(Ok(()));
            };
            // A worker that is gone has panicked, and the scope says so.
            let Ok(mut done) = answer.recv() else {
                return Ok(());
            };
            output.write_all(&done.out)?;
            if let Some(error) = done.error {
                return Err(error.behind(before));
            }
            before += done.records;
            done.block.clear();
            done.out.clear();
            self.spare.push(done.block);
            self.spare.push(done.out);
        }
    }
}

fn done(
    block: Vec<u8>,
    mut out: Vec<u8>,
    way: Way,
    format: Format,
    work: &impl Fn(&mut Records<'_>, &mut Vec<u8>) -> Result<(), FilterError>,
) -> Done {
    let mut records = Records::new(&block, way, format);
    let error = work(&mut records, &mut out).err();
    let records = records.number();
    Done {
        block,
        out,
        records,
        error,
    }
}
