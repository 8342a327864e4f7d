//! Going through the values of a [`HandlePool`](super::HandlePool).

use core::iter::FusedIterator;
use core::slice;
use std_alloc::vec::Vec;

use super::Handle;
use super::slot::Slot;

/// The values of a pool. Made by [`HandlePool::iter`](super::HandlePool::iter).
pub struct Iter<'p, T> {
    chunks: slice::Iter<'p, Vec<Slot<T>>>,
    chunk: slice::Iter<'p, Slot<T>>,
    index: u32,
    left: usize,
}

impl<'p, T> Iter<'p, T> {
    pub(super) fn new(chunks: &'p [Vec<Slot<T>>], left: usize) -> Self {
        Self { chunks: chunks.iter(), chunk: [].iter(), index: 0, left }
    }
}

impl<'p, T> Iterator for Iter<'p, T> {
    type Item = (Handle<T>, &'p T);

    fn next(&mut self) -> Option<Self::Item> {
        while self.left > 0 {
            let Some(slot) = self.chunk.next() else {
                self.chunk = self.chunks.next()?.iter();
                continue;
            };
            let index = self.index;
            self.index += 1;
            if let Some(handle) = slot.handle(index) {
                self.left -= 1;
                return slot.get(handle.generation()).map(|value| (handle, value));
            }
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> FusedIterator for Iter<'_, T> {}

/// The values of a pool, to change. Made by [`HandlePool::iter_mut`](super::HandlePool::iter_mut).
pub struct IterMut<'p, T> {
    chunks: slice::IterMut<'p, Vec<Slot<T>>>,
    chunk: slice::IterMut<'p, Slot<T>>,
    index: u32,
    left: usize,
}

impl<'p, T> IterMut<'p, T> {
    pub(super) fn new(chunks: &'p mut [Vec<Slot<T>>], left: usize) -> Self {
        Self { chunks: chunks.iter_mut(), chunk: [].iter_mut(), index: 0, left }
    }
}

impl<'p, T> Iterator for IterMut<'p, T> {
    type Item = (Handle<T>, &'p mut T);

    fn next(&mut self) -> Option<Self::Item> {
        while self.left > 0 {
            let Some(slot) = self.chunk.next() else {
                self.chunk = self.chunks.next()?.iter_mut();
                continue;
            };
            let index = self.index;
            self.index += 1;
            if let Some(handle) = slot.handle(index) {
                self.left -= 1;
                return slot.get_mut(handle.generation()).map(|value| (handle, value));
            }
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T> ExactSizeIterator for IterMut<'_, T> {}
impl<T> FusedIterator for IterMut<'_, T> {}
