//! The tour: what the tutorials tell, chapter by chapter, with what is true of it.
//!
//! Each example is a chapter, and `tour` is all of them. In modules of their own, so that `tests/truth`
//! can include them. A chapter fills a [`Book`]; how that is shown is the business of `text` and `html`.

pub(crate) mod book;
pub(crate) mod chapters;
mod counters;
pub(crate) mod html;
pub(crate) mod kinds;
mod run;
mod source;
pub(crate) mod structs;
pub(crate) mod text;

use std::io;

use book::Book;
pub(crate) use run::run;

/// A chapter of the tour, which is an example of that name too.
pub(crate) struct Chapter {
    /// The name of the example.
    pub(crate) name: &'static str,
    /// Writes it.
    write: fn(&mut Book) -> io::Result<()>,
}

/// The chapters with these names; all of them if there are no names.
///
/// # Errors
///
/// A chapter could not be written, as that of a source that does not declare what is shown.
pub(crate) fn book(names: &[&str]) -> io::Result<Book> {
    let mut book = Book::default();
    let is_asked = |chapter: &&Chapter| names.is_empty() || names.contains(&chapter.name);
    for chapter in chapters::ALL.iter().filter(is_asked) {
        book.begin(chapter.name);
        (chapter.write)(&mut book)?;
    }
    if names.is_empty() {
        book.totals();
    }
    Ok(book)
}
