//! One file a command.

pub mod check;
pub mod dict;
pub mod eval;
pub mod explain;
mod fix;
pub mod map;
pub mod run;
pub mod shell;
