use core::fmt::Display;
use std_alloc::string::{String, ToString};

use super::palette::{Color, STYLE};
use super::xml::Escaped;
use crate::put::{Put, put};

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

impl Svg {
    /// The width of a character of the pictures' font at its usual size, nearly.
    pub const CHARACTER: u32 = 8;

    /// An empty picture of that size. The title is read aloud, and shown by some viewers.
    #[inline]
    pub fn new(width: u32, height: u32, title: &dyn Display) -> Self {
        let title = Escaped(title.to_string()).to_text();
        Self { width, height, title, body: String::with_capacity(1 << 12) }
    }

    /// A filled rectangle, with a text that shows when it is pointed at.
    #[inline]
    pub fn bar(&mut self, area: [u32; 4], color: Color, hint: &dyn Display) {
        put!(&mut self.body, "<rect class=\"bar edge ", color.fill(), "\"");
        self.push_area(area);
        put!(&mut self.body, "><title>", Escaped(hint.to_string()), "</title></rect>\n");
    }

    /// The place of a rectangle, with round corners.
    #[inline]
    fn push_area(&mut self, [x, y, width, height]: [u32; 4]) {
        put!(&mut self.body, " x=\"", x, "\" y=\"", y, "\" width=\"", width);
        put!(&mut self.body, "\" height=\"", height, "\" rx=\"2\"");
    }

    /// A hatched rectangle: what is there but of no use.
    #[inline]
    pub fn hatched(&mut self, [x, y, width, height]: [u32; 4], hint: &dyn Display) {
        let area = [x, y, width, height];
        self.bar(area, Color::Waste, hint);
        self.hatch(area);
    }

    /// Lines from lower left to upper right, cut off at the edges of a rectangle.
    #[inline]
    pub fn hatch(&mut self, [x, y, width, height]: [u32; 4]) {
        let (right, bottom) = (x + width, y + height);
        self.body.push_str("<path class=\"hatch\" d=\"");
        let mut from = x + 4;
        while from < right + height {
            let (x1, y1) = (from.min(right), y + from.saturating_sub(right));
            let (x2, y2) =
                (from.saturating_sub(height).max(x), bottom.min(y + from.saturating_sub(x)));
            put!(&mut self.body, "M", x1, " ", y1, "L", x2, " ", y2);
            from += 6;
        }
        self.body.push_str("\"/>\n");
    }

    /// A filled rectangle.
    #[inline]
    pub fn cell(&mut self, area: [u32; 4], class: &str) {
        put!(&mut self.body, "<rect class=\"edge ", class, "\"");
        self.push_area(area);
        self.body.push_str("/>\n");
    }

    /// Begins a group of shapes, which have that text in common: it is read aloud, and shown when they
    /// are pointed at. With a name the group can be focused, and found by `data-slot`.
    #[inline]
    pub(crate) fn open(&mut self, name: Option<&str>, text: &dyn Put) {
        match name {
            Some(name) => {
                put!(&mut self.body, "<g class=\"slot\" data-slot=\"", Escaped(name));
                put!(&mut self.body, "\" tabindex=\"-1\" role=\"img\" aria-label=\"");
                put!(&mut self.body, Escaped(text), "\">\n");
            }
            None => put!(&mut self.body, "<g class=\"slot\"><title>", Escaped(text), "</title>\n"),
        }
    }

    /// Ends a group.
    #[inline]
    pub(crate) fn close(&mut self) {
        self.body.push_str("</g>\n");
    }

    /// A line through points.
    #[inline]
    pub fn line(&mut self, points: &[(u32, u32)], color: Color, width: u32) {
        put!(&mut self.body, "<polyline class=\"", color.stroke(), "\" stroke-width=\"", width);
        self.body.push_str("\" points=\"");
        for (x, y) in points {
            put!(&mut self.body, x, ",", y, " ");
        }
        self.body.push_str("\"/>\n");
    }

    /// A text whose baseline is at `y`; `class` is `""`, `"muted"`, `"small"` or `"title"`, or several.
    #[inline]
    pub fn text(
        &mut self,
        place: (u32, u32),
        anchor: Anchor,
        class: &'static str,
        text: &dyn Display,
    ) {
        self.put_text(place, anchor, class, &text.to_string());
    }

    /// The same of a text that is put together of pieces.
    #[inline]
    pub(crate) fn put_text(
        &mut self,
        (x, y): (u32, u32),
        anchor: Anchor,
        class: &'static str,
        text: &dyn Put,
    ) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        put!(&mut self.body, "<text class=\"", class, "\" x=\"", x, "\" y=\"", y);
        put!(&mut self.body, "\" text-anchor=\"", anchor, "\">", Escaped(text), "</text>\n");
    }

    /// The picture as a file of its own.
    #[inline]
    pub fn into_document(self) -> String {
        self.write(STYLE, "img")
    }

    /// The picture as an element of a page that has the [style](STYLE).
    #[inline]
    pub fn into_element(self) -> String {
        self.write("", "img")
    }

    /// As [`into_element`](Self::into_element), of a picture whose groups are read one by one.
    #[inline]
    pub fn into_group(self) -> String {
        self.write("", "group")
    }

    #[inline]
    fn write(self, style: &str, role: &str) -> String {
        let Self { width, height, title, body } = self;
        let mut text = String::with_capacity(body.len() + title.len() + style.len() + 512);
        put!(&mut text, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"layout\" role=\"", role);
        put!(&mut text, "\" width=\"", width, "\" height=\"", height, "\" viewBox=\"0 0 ", width);
        put!(&mut text, " ", height, "\">\n<title>", title, "</title>\n");
        if !style.is_empty() {
            put!(&mut text, "<style>", style, "</style>\n");
        }
        put!(&mut text, "<rect class=\"paper\" width=\"", width, "\" height=\"", height, "\"/>\n");
        put!(&mut text, body, "</svg>\n");
        text
    }
}
