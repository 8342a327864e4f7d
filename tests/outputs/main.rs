//! What a report is turned into: serialized data, Markdown, pictures, pages, C, differences.

mod samples;

mod browser;
mod c_asserts;
mod diff;
mod drawn;
mod hostile;
mod markdown;
mod model;
mod pictures;
mod readme;
mod records;
mod refused;
mod serialized;
mod unknown;
