//! A progress bar on stderr. The only file that knows `indicatif`.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::When;
use crate::pipeline::{Progress, Stage};

/// Ticks are handed to the bar in batches: one costs some 50 ns even when hidden, and threads share it.
const BATCH: u64 = 1024;

/// Shows where a run is.
#[derive(Debug)]
pub struct Bar {
    bar: ProgressBar,
    waiting: std::sync::atomic::AtomicU64,
}

impl Bar {
    /// A bar that shows itself when it is wanted: `auto` means on a terminal, outside of CI.
    pub fn new(when: When, quiet: bool) -> Self {
        let show = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                !quiet && std::io::stderr().is_terminal() && std::env::var_os("CI").is_none()
            }
        };
        let target = if show {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        Self {
            bar: ProgressBar::with_draw_target(None, target),
            waiting: std::sync::atomic::AtomicU64::new(0),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn stage(&self, stage: Stage, total: Option<u64>) {
        use std::sync::atomic::Ordering::Relaxed;
        self.waiting.store(0, Relaxed);
        self.bar.reset();
        let template = match total {
            Some(_) => "{msg} {bar:30} {pos}/{len} 剩余 {eta}",
            None => "{msg} {spinner} {pos}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        match total {
            Some(total) => self.bar.set_length(total),
            None => self.bar.unset_length(),
        }
        self.bar.set_message(stage.word());
        if !self.bar.is_hidden() {
            self.bar.enable_steady_tick(Duration::from_millis(200));
        }
    }

    fn tick(&self, n: u64) {
        use std::sync::atomic::Ordering::Relaxed;
        let waiting = self.waiting.fetch_add(n, Relaxed) + n;
        if waiting >= BATCH {
            self.waiting.fetch_sub(waiting, Relaxed);
            self.bar.inc(waiting);
        }
    }
}
