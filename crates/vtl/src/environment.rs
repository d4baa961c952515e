//! The environment of an evaluation: time, randomness, limits.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::buffers::Buffers;
use crate::java_regex::Regexes;

/// The source of an evaluation's time and random bits.
///
/// An implementation with the same results in each run makes evaluations repeatable; see
/// [`FixedHost`].
pub trait Host {
    /// Milliseconds since the Unix epoch.
    fn now_millis(&mut self) -> i64;

    /// 64 random bits: what `$util.math.random`, `$util.autoUlid` and their like draw from.
    fn random_bits(&mut self) -> u64;

    /// The next answer of `$util.autoId()`: a UUID, version 4 from [`Host::random_bits`] unless
    /// overridden.
    fn uuid(&mut self) -> String {
        let high = (self.random_bits() & !0xf000) | 0x4000;
        let low = (self.random_bits() & !(0b11 << 62)) | (0b10 << 62);
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xffff,
            low >> 48,
            low & 0xffff_ffff_ffff
        )
    }
}

/// The machine's clock and a generator seeded by the process's hash seed. Not for secrets.
#[derive(Debug)]
pub struct SystemHost {
    generator: SplitMix,
}

impl SystemHost {
    /// A host whose randomness differs in each process and each host.
    pub fn new() -> Self {
        use std::hash::BuildHasher;
        let seed = std::collections::hash_map::RandomState::new().hash_one(SystemTime::now());
        Self { generator: SplitMix(seed) }
    }
}

impl Default for SystemHost {
    fn default() -> Self {
        Self::new()
    }
}

impl Host for SystemHost {
    fn now_millis(&mut self) -> i64 {
        let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)
    }

    fn random_bits(&mut self) -> u64 {
        self.generator.next()
    }
}

/// A fixed clock and a generator with a seed: the same template and context give the same
/// evaluation each time.
#[derive(Debug, Clone)]
pub struct FixedHost {
    now_millis: i64,
    generator: SplitMix,
}

impl FixedHost {
    /// A host whose clock shows `now_millis` (since the Unix epoch) and whose randomness follows
    /// from `seed`.
    pub fn new(now_millis: i64, seed: u64) -> Self {
        Self { now_millis, generator: SplitMix(seed) }
    }
}

impl Host for FixedHost {
    fn now_millis(&mut self) -> i64 {
        self.now_millis
    }

    fn random_bits(&mut self) -> u64 {
        self.generator.next()
    }
}

/// Steele, Lea and Flood's SplitMix64.
#[derive(Debug, Clone)]
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

/// Limits of one evaluation. [`Limits::default`] has AppSync's documented ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a template's source, and of a text for `#evaluate`. AppSync: 64 KiB.
    pub template_bytes: usize,
    /// Iterations of one `#foreach`. AppSync: 1,000.
    pub loop_iterations: usize,
    /// Bytes of the rendered text. AppSync: 5 MiB.
    pub output_bytes: usize,
    /// Steps of an evaluation; a node of the template is one, and so is about every 64 bytes or
    /// 8 elements that a method goes through. Bounds the time.
    pub steps: u64,
    /// Bytes allocated for values, over the whole evaluation, whether still in use or not.
    pub memory_bytes: usize,
    /// The maximal nesting of running blocks, expressions and macros, and of values while they
    /// are printed, compared or converted to JSON. Each level uses the stack.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            template_bytes: 64 * 1024,
            loop_iterations: 1000,
            output_bytes: 5 * 1024 * 1024,
            steps: 20_000_000,
            memory_bytes: 256 * 1024 * 1024,
            depth: 200,
        }
    }
}

/// The environment of an evaluation. It can be used for any number of evaluations, one after the
/// other.
pub struct Environment {
    /// The clock and the randomness.
    pub host: Box<dyn Host>,
    /// The bounds.
    pub limits: Limits,
    /// Regular expressions that evaluations compiled.
    pub(crate) regexes: Regexes,
    pub(crate) buffers: Buffers,
}

impl Environment {
    /// An environment with `host` and AppSync's limits.
    pub fn new(host: impl Host + 'static) -> Self {
        Self {
            host: Box::new(host),
            limits: Limits::default(),
            regexes: Regexes::default(),
            buffers: Buffers::default(),
        }
    }

    /// The machine's clock, randomness that differs in each run, AppSync's limits.
    pub fn system() -> Self {
        Self::new(SystemHost::new())
    }

    /// A clock that is fixed at `now_millis` and randomness from a constant seed: evaluations are
    /// repeatable.
    pub fn fixed(now_millis: i64) -> Self {
        Self::new(FixedHost::new(now_millis, 0))
    }

    /// The same environment with other limits.
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").field("limits", &self.limits).finish_non_exhaustive()
    }
}
