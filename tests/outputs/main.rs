//! What a report is turned into: serialized data, Markdown, pictures, pages, C, differences.

mod samples;

mod browser;
