//! The run, which reads from top to bottom as the flow.
