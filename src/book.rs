//! The programs in the book and the README, as documentation tests.

#[doc = include_str!("../README.md")]
struct Readme;

#[doc = include_str!("../docs/start.md")]
struct Start;

#[doc = include_str!("../docs/authorization.md")]
struct Authorization;

#[doc = include_str!("../docs/writing-a-transformer.md")]
struct WritingATransformer;
