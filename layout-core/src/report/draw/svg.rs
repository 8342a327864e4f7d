use core::fmt::{Display, Write};
use std_alloc::string::String;

use super::palette::{Colour, STYLE};
use super::xml::Escaped;

/// Where a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A picture that is being drawn. Lengths are in pixels, from the upper left corner.
pub struct Svg {
    width: u32,
    height: u32,
    title: String,
    body: String,
}

/// Writing to a `String` does not fail.
macro_rules! put {
    ($svg:expr, $($arguments:tt)*) => {{
        let _ = write!($svg.body, $($arguments)*);
    }};
}

impl Svg {
    /// The width of a character of the pictures' font at its usual size, nearly.
    pub const CHARACTER: u32 = 8;

    /// An empty picture of that size. The title is read aloud, and shown by some viewers.
    pub fn new(width: u32, height: u32, title: &dyn Display) -> Self {
        let mut svg = Self { width, height, title: String::new(), body: String::new() };
        let _ = write!(svg.title, "{}", Escaped(title));
        svg
    }

    /// A filled rectangle, with a text that shows when it is pointed at.
    pub fn bar(&mut self, [x, y, width, height]: [u32; 4], colour: Colour, hint: &dyn Display) {
        put!(
            self,
            "<rect class=\"bar edge {}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             rx=\"2\"><title>{}</title></rect>\n",
            colour.fill(),
            Escaped(hint),
        );
    }

    /// A hatched rectangle: what is there but of no use.
    pub fn hatched(&mut self, [x, y, width, height]: [u32; 4], hint: &dyn Display) {
        let area = [x, y, width, height];
        self.bar(area, Colour::Waste, hint);
        self.hatch(area);
    }

    /// Lines from lower left to upper right, cut off at the edges of a rectangle.
    pub fn hatch(&mut self, [x, y, width, height]: [u32; 4]) {
        let (right, bottom) = (x + width, y + height);
        self.body.push_str("<path class=\"hatch\" d=\"");
        let mut from = x + 4;
        while from < right + height {
            let (x1, y1) = (from.min(right), y + from.saturating_sub(right));
            let (x2, y2) =
                (from.saturating_sub(height).max(x), bottom.min(y + from.saturating_sub(x)));
            put!(self, "M{x1} {y1}L{x2} {y2}");
            from += 6;
        }
        self.body.push_str("\"/>\n");
    }

    /// A filled rectangle.
    pub fn cell(&mut self, [x, y, width, height]: [u32; 4], class: &dyn Display) {
        put!(
            self,
            "<rect class=\"edge {class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             rx=\"2\"/>\n",
        );
    }

    /// Begins a group of shapes, which have that text in common: it is read aloud, and shown when they
    /// are pointed at. With a name the group can be focused, and found by `data-slot`.
    pub fn open(&mut self, name: Option<&dyn Display>, text: &dyn Display) {
        let text = Escaped(text);
        match name {
            Some(name) => put!(
                self,
                "<g class=\"slot\" data-slot=\"{}\" tabindex=\"-1\" role=\"img\" \
                 aria-label=\"{text}\">\n",
                Escaped(name),
            ),
            None => put!(self, "<g class=\"slot\"><title>{text}</title>\n"),
        }
    }

    /// Ends a group.
    pub fn close(&mut self) {
        self.body.push_str("</g>\n");
    }

    /// A line through points.
    pub fn line(&mut self, points: &[(u32, u32)], colour: Colour, width: u32) {
        put!(self, "<polyline class=\"{}\" stroke-width=\"{width}\" points=\"", colour.stroke());
        for (x, y) in points {
            put!(self, "{x},{y} ");
        }
        self.body.push_str("\"/>\n");
    }

    /// A text whose baseline is at `y`; `class` is `""`, `"muted"`, `"small"` or `"title"`, or several.
    pub fn text(
        &mut self,
        (x, y): (u32, u32),
        anchor: Anchor,
        class: &'static str,
        text: &dyn Display,
    ) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        put!(
            self,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>\n",
            Escaped(text),
        );
    }

    /// The picture as a file of its own.
    pub fn into_document(self) -> String {
        self.write(STYLE, "img")
    }

    /// The picture as an element of a page that has the [style](STYLE).
    pub fn into_element(self) -> String {
        self.write("", "img")
    }

    /// As [`into_element`](Self::into_element), of a picture whose groups are read one by one.
    pub fn into_group(self) -> String {
        self.write("", "group")
    }

    fn write(self, style: &str, role: &str) -> String {
        let Self { width, height, title, body } = self;
        let style = if style.is_empty() {
            String::new()
        } else {
            std_alloc::format!("<style>{style}</style>\n")
        };
        std_alloc::format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"layout\" role=\"{role}\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
             <title>{title}</title>\n{style}\
             <rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n{body}</svg>\n"
        )
    }
}
