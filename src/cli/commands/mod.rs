//! One file a command.

pub mod check;
pub mod dict;
pub mod eval;
pub mod explain;
pub mod fingerprint;
mod fix;
pub mod map;
pub mod run;
pub mod shell;
