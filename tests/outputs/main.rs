//! What a report is turned into: serialized data, Markdown, pictures, pages, C, differences.

#![allow(text_direction_codepoint_in_literal, reason = "no output may show it as it is")]

mod samples;

mod agreement;
mod browser;
mod c_asserts;
mod diff;
mod drawn;
mod guide;
mod hostile;
mod markdown;
mod model;
mod pictures;
mod readme;
mod records;
mod refused;
mod serialized;
mod unknown;
