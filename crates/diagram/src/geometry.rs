//! Points and rectangles, in pixels; y grows downwards.

/// A width and a height.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Size {
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl Size {
    /// A size of a width and a height.
    pub fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }

    /// The size in whole, even pixels, which halve without a fraction; no infinity, nothing negative.
    pub(crate) fn even(self) -> Self {
        let even = |length: f64| match length.is_finite() {
            true => (length.clamp(0.0, 1e6) / 2.0).ceil() * 2.0,
            false => 0.0,
        };
        Self { width: even(self.width), height: even(self.height) }
    }
}

/// A point.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// The distance from the left edge of the page.
    pub x: f64,
    /// The distance from the top of the page.
    pub y: f64,
}

impl Point {
    /// A point at x and y.
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// A rectangle with sides parallel to the page's.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// The left side.
    pub left: f64,
    /// The top side.
    pub top: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl Rect {
    /// The right side.
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// The bottom side.
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// The middle between the left and the right side.
    pub fn center(&self) -> f64 {
        self.left + self.width / 2.0
    }

    /// The middle between top and bottom.
    pub fn middle(&self) -> f64 {
        self.top + self.height / 2.0
    }

    /// Whether the two have more than their borders in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right()
            && other.left < self.right()
            && self.top < other.bottom()
            && other.top < self.bottom()
    }

    /// Whether all of the other rectangle is within this one.
    pub fn contains(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }

    /// Whether a horizontal or vertical line between two points passes through the inside.
    pub fn is_crossed_by(&self, from: Point, to: Point) -> bool {
        let (left, right) = (from.x.min(to.x), from.x.max(to.x));
        let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
        left < self.right() && self.left < right && top < self.bottom() && self.top < bottom
    }
}
