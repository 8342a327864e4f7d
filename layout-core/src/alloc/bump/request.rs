//! What the slow path is asked for.

use core::alloc::Layout;
use core::ptr::NonNull;

use super::cursor::Cursor;
use crate::alloc::error::AllocError;

/// An allocation that the fast path could not make.
#[derive(Clone, Copy)]
pub(super) struct Request {
    pub(super) layout: Layout,
    /// The size of a line that must not be straddled, or 1.
    pub(super) line: usize,
    /// The name of the type that is to live there.
    pub(super) type_name: fn() -> &'static str,
    /// How many of that type; 0 if no type is known.
    pub(super) count: usize,
}

impl Request {
    /// Bytes of no known type.
    pub(super) fn bytes(layout: Layout) -> Self {
        Self { layout, line: 1, type_name: || "", count: 0 }
    }

    pub(super) fn of<T>(layout: Layout, count: usize) -> Self {
        Self { layout, line: 1, type_name: core::any::type_name::<T>, count }
    }

    /// Takes the memory from the cursor if there is room.
    pub(super) fn place<const MIN_ALIGN: usize, const SLACK: bool>(
        &self,
        cursor: &Cursor<MIN_ALIGN, SLACK>,
    ) -> Option<NonNull<u8>> {
        match self.line {
            1 => cursor.alloc_layout(self.layout),
            line => cursor.alloc_in_line(self.layout, line),
        }
    }

    /// The layout which a new chunk must begin with room for.
    pub(super) fn in_a_new_chunk(&self) -> Result<Layout, AllocError> {
        self.layout.align_to(self.line).map_err(|_| AllocError::Overflow)
    }
}
