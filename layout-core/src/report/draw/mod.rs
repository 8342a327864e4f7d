//! What every picture of the crate is drawn with: one palette, one style, light and dark.
//!
//! For the crate's own reports, its examples and its benchmarks; not part of its interface, which are
//! the pictures themselves.

mod html;
mod palette;
mod svg;
mod xml;

pub use html::{page, page_with};
pub use palette::{Color, STYLE};
pub use svg::{Anchor, Svg};
pub use xml::Escaped;
