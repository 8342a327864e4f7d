//! Text that goes to where there is no room for it: the error comes back, nothing panics, and what was
//! written is the beginning of the text.

use std::fmt::{self, Display, Write};

use layout_core::alloc::Bump;
use layout_core::cache::LineReport;
use layout_core::{Layout, LayoutReport};

use crate::samples::{self, Frame, Message, Number, Packet, Session, Tailed, Unplaced};

/// Takes so many bytes, and refuses all that would not fit whole.
struct Room {
    left: usize,
    text: String,
}

impl Write for Room {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.left = self.left.checked_sub(text.len()).ok_or(fmt::Error)?;
        self.text.push_str(text);
        Ok(())
    }
}

/// How many amounts of room are tried, spread over the text.
const TRIES: usize = 400;

#[track_caller]
fn assert_error_comes_back(value: &impl Display) {
    let whole = value.to_string();
    let step = whole.len().div_ceil(TRIES).max(1);
    for left in (0..whole.len()).step_by(step) {
        let mut room = Room { left, text: String::new() };
        let result = write!(room, "{value}");
        assert!(result.is_err(), "room for {left} of {} bytes is enough for\n{whole}", whole.len());
        assert!(whole.starts_with(&room.text), "{}\nis not the beginning of\n{whole}", room.text);
    }
    let mut room = Room { left: whole.len(), text: String::new() };
    assert_eq!((write!(room, "{value}"), room.text), (Ok(()), whole));
}

#[test]
fn reports_of_types() {
    let reports: [LayoutReport; 8] = [
        Packet::layout_report(),
        Frame::layout_report(),
        Session::layout_report(),
        Message::layout_report(),
        Number::layout_report(),
        Tailed::layout_report(),
        Unplaced::<u64>::layout_report(),
        <[Packet]>::layout_report(),
    ];
    for report in &reports {
        assert_error_comes_back(report);
        assert_error_comes_back(&format_args!("{report:#}"));
        assert_error_comes_back(&report.styled().colored(true));
    }
}

#[test]
fn reports_of_values() {
    let values = [
        Message::Quit.layout_report_of(),
        Message::Move { x: 1, y: -1 }.layout_report_of(),
        Message::Write(String::new()).layout_report_of(),
        Message::Color(1, 2, 3).layout_report_of(),
    ];
    values.iter().for_each(assert_error_comes_back);
}

#[test]
fn reports_of_arenas_and_lines() {
    let bump = Bump::measured();
    bump.alloc_slice_copy(&[7_u8; 5]);
    bump.alloc((1_u64, 2_u8));
    assert_error_comes_back(&bump.report(&[u8::LAYOUT, <(u64, u8)>::LAYOUT]));
    assert_error_comes_back(&LineReport::default());
}

#[test]
fn differences() {
    for (older, newer) in samples::pairs() {
        assert_error_comes_back(&newer.diff(older));
    }
}

#[test]
fn assertions_in_c() {
    for record in samples::all() {
        match record.to_c_asserts() {
            Ok(asserts) => {
                assert_error_comes_back(&asserts.include("types.h").named("of\ntypes"));
            }
            Err(refusal) => assert_error_comes_back(&refusal),
        }
    }
}
