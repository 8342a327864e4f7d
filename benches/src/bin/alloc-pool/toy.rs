//! The pool that tutorials show: a lock around a queue of boxes, with release by hand.

use std::collections::VecDeque;
use std::sync::Mutex;

use crate::Value;

pub(crate) struct Toy {
    free: Mutex<VecDeque<Box<Value>>>,
}

impl Toy {
    pub(crate) fn new(count: usize) -> Self {
        Self { free: Mutex::new((0..count).map(|_| Box::new([0; 8])).collect()) }
    }

    #[allow(clippy::unnecessary_box_returns, reason = "the queue is one of boxes")]
    pub(crate) fn acquire(&self) -> Box<Value> {
        self.free.lock().unwrap().pop_front().unwrap_or_else(|| Box::new([0; 8]))
    }

    pub(crate) fn release(&self, value: Box<Value>) {
        self.free.lock().unwrap().push_back(value);
    }
}
