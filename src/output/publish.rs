//! Finished files take their place, whole or not at all.
/// x
pub const EARLIER: &str = ".earlier";
