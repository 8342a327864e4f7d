//! The tour: the tutorials' structs, chapter by chapter.
//!
//! In modules of its own, so that `tests/truth` can include it.

mod chapters;
mod page;
mod source;
pub(crate) mod structs;

use std::io::{self, Write};

use page::Page;

/// Writes the whole tour.
///
/// # Errors
///
/// Those of `out`.
pub(crate) fn write_tour(out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(out);
    for write_chapter in chapters::ALL {
        write_chapter(&mut page)?;
    }
    page.write_totals()
}
