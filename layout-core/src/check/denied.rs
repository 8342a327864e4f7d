//! The check that a finding is not made.

use core::marker::PhantomData;

use super::failure::{about, fail};
use super::subject::{Subject, layout};
use super::text::Text;
use crate::analysis::{Piece, Sentence, examine};
use crate::layout::FindingId;

/// `deny(finding)`: the layout gives no cause for it.
#[track_caller]
pub const fn denied<S: Subject>(_: PhantomData<S>, name: &str, id: FindingId) {
    if let Some(sentence) = examine(&layout!(S), id) {
        let text = push_sentence(about(name), &sentence);
        fail::<S>(text.str(", required deny(").str(id.as_str()).str(")"));
    }
}

const fn push_sentence(mut text: Text, sentence: &Sentence) -> Text {
    let pieces = sentence.pieces();
    let mut index = 0;
    while index < pieces.len() {
        text = match pieces[index] {
            Piece::Str(piece) => text.str(piece),
            Piece::Number(value) => text.number(value),
        };
        index += 1;
    }
    text
}
