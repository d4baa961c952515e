//! A pool of strings for building texts.

/// The maximal capacity of a pooled string.
const KEPT: usize = 64 * 1024;

/// Empty strings with capacity, for reuse. It grows to the largest number in use at once.
#[derive(Default)]
pub(crate) struct Buffers(Vec<String>);

impl Buffers {
    /// An empty string.
    pub(crate) fn take(&mut self) -> String {
        self.0.pop().unwrap_or_default()
    }

    /// Returns a string to the pool, unless it has grown large.
    pub(crate) fn give_back(&mut self, mut buffer: String) {
        if buffer.capacity() <= KEPT {
            buffer.clear();
            self.0.push(buffer);
        }
    }

    /// The text of a string that was taken, for good.
    pub(crate) fn finish(&mut self, buffer: String) -> String {
        if buffer.capacity() > KEPT {
            return buffer;
        }
        let text = buffer.as_str().to_owned();
        self.give_back(buffer);
        text
    }
}
