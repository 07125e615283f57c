//! stub
use super::*;
pub struct Results<'a>{pub ledger:&'a Ledger,pub read:&'a names::NamesRead,pub settled:&'a crate::catalog::Settled,pub decisions:&'a [crate::model::Decision],pub matcher:&'a crate::matching::Matcher,pub summary:&'a Summary}
pub fn write(_:&RunOptions,_:&Results)->Result<(),RunError>{Ok(())}
pub fn refuse_to_lose_conclusions(_:&RunOptions)->Result<(),RunError>{Ok(())}
