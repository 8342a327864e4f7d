//! The check that a finding is not made.

use core::marker::PhantomData;

use super::failure::{about, fail};
use super::target::{CheckTarget, layout};
use super::text::Text;
use crate::findings::{FindingId, Piece, Sentence, examine};

/// `deny(finding)`: the layout gives no cause for it.
#[track_caller]
pub const fn denied<S: CheckTarget>(_: PhantomData<S>, name: &str, id: FindingId) {
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
