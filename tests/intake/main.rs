//! Intake: every file a department may send, and every file that is none.

mod formats;
mod garbage;
mod layouts;
mod support;
mod values;
