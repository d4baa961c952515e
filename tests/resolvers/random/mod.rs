//! Random keys and relations: whatever their shape, exactly the objects that are meant are found, in
//! the order of the sort key, page by page without loss or repetition.
//!
//! Each test keeps a list of its own of what was written, and tells from that what must be found.

mod ask;
mod belonging;
mod condition;
mod indexes;
mod joined;
mod lists;
mod shape;
mod way;
