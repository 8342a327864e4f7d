//! Copies of the lock-free parts, each broken in one place, for the models to find.

use std::ptr::{self, NonNull};

use crate::flags::Flags;
use crate::handover::Ids;
use crate::ids::IdBlock;
use crate::index_stack::{IndexStack, Links};
use crate::indices::{Beside, Own, Stack};
use crate::primitives::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, Link, Ordering};
use crate::remote_slots::List;

/// `IndexStack`, whose head does not count how often an index was taken.
pub(crate) struct StackWithoutCount(AtomicU64);

impl Stack for StackWithoutCount {
    fn empty() -> Self {
        Self(AtomicU64::new(0))
    }

    fn add(&self, links: &Beside, index: u32) {
        push(&self.0, links, index, Ordering::SeqCst);
    }

    fn take(&self, links: &Beside) -> Option<u32> {
        pop(&self.0, links)
    }
}

/// `IndexStack`, whose push does not release what was done to the slot.
pub(crate) struct StackWithoutRelease(AtomicU64);

impl Stack for StackWithoutRelease {
    fn empty() -> Self {
        Self(AtomicU64::new(0))
    }

    fn add(&self, links: &Beside, index: u32) {
        push(&self.0, links, index, Ordering::Relaxed);
    }

    fn take(&self, links: &Beside) -> Option<u32> {
        pop(&self.0, links)
    }
}

/// A push to a head that is an index plus 1.
fn push(head: &AtomicU64, links: &Beside, index: u32, success: Ordering) {
    let mut old = head.load(Ordering::SeqCst);
    loop {
        links.link(index).store(old, Ordering::Relaxed);
        match head.compare_exchange_weak(old, u64::from(index) + 1, success, Ordering::Relaxed) {
            Ok(_) => return,
            Err(now) => old = now,
        }
    }
}

/// A pop from a head that is an index plus 1.
fn pop(head: &AtomicU64, links: &Beside) -> Option<u32> {
    let mut old = head.load(Ordering::SeqCst);
    loop {
        let index = u32::try_from(old.checked_sub(1)?).expect("indices are few");
        let next = links.link(index).load(Ordering::Relaxed);
        match head.compare_exchange_weak(old, next, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(_) => return Some(index),
            Err(now) => old = now,
        }
    }
}

/// `Shard`, which looks at the last index and takes it in two steps.
pub(crate) struct ShardWithoutExchange {
    last: AtomicU32,
    stack: IndexStack,
}

impl Stack for ShardWithoutExchange {
    fn empty() -> Self {
        Self { last: AtomicU32::new(0), stack: IndexStack::empty() }
    }

    fn add(&self, links: &Beside, index: u32) {
        let room = self.last.compare_exchange(0, index + 1, Ordering::SeqCst, Ordering::Relaxed);
        if room.is_err() {
            self.stack.push(links, index);
        }
    }

    fn take(&self, links: &Beside) -> Option<u32> {
        let last = self.last.load(Ordering::SeqCst);
        if last != 0 {
            self.last.store(0, Ordering::SeqCst);
            return Some(last - 1);
        }
        self.stack.pop(links)
    }
}

/// `Shard`, whose only giver does not release what was done to the slot.
pub(crate) struct ShardWithoutRelease(ShardWithoutExchange);

impl Stack for ShardWithoutRelease {
    fn empty() -> Self {
        Self(Stack::empty())
    }

    fn add(&self, links: &Beside, index: u32) {
        self.0.add(links, index);
    }

    fn take(&self, links: &Beside) -> Option<u32> {
        match self.0.last.swap(0, Ordering::SeqCst) {
            0 => self.0.stack.pop(links),
            last => Some(last - 1),
        }
    }
}

impl Own for ShardWithoutRelease {
    fn add_alone(&self, links: &Beside, index: u32) {
        if self.0.last.load(Ordering::Relaxed) == 0 {
            self.0.last.store(index + 1, Ordering::Relaxed);
        } else {
            self.0.stack.push(links, index);
        }
    }
}

/// `Remote`, whose push does not release the slot.
pub(crate) struct RemoteWithoutRelease(AtomicPtr<Link>);

impl List for RemoteWithoutRelease {
    fn empty() -> Self {
        Self(AtomicPtr::new(ptr::null_mut()))
    }

    unsafe fn push(&self, slot: NonNull<Link>) {
        // SAFETY: by the caller.
        unsafe { push_slot(&self.0, slot, Ordering::Relaxed) };
    }

    fn take_all(&self) -> *mut Link {
        self.0.swap(ptr::null_mut(), Ordering::Acquire)
    }
}

/// `Remote`, whose slots are taken in two steps.
pub(crate) struct RemoteWithoutExchange(AtomicPtr<Link>);

impl List for RemoteWithoutExchange {
    fn empty() -> Self {
        Self(AtomicPtr::new(ptr::null_mut()))
    }

    unsafe fn push(&self, slot: NonNull<Link>) {
        // SAFETY: by the caller.
        unsafe { push_slot(&self.0, slot, Ordering::Release) };
    }

    fn take_all(&self) -> *mut Link {
        let all = self.0.load(Ordering::Acquire);
        self.0.store(ptr::null_mut(), Ordering::Relaxed);
        all
    }
}

/// # Safety
///
/// As of `Remote::push`.
unsafe fn push_slot(head: &AtomicPtr<Link>, slot: NonNull<Link>, success: Ordering) {
    let mut old = head.load(Ordering::Relaxed);
    loop {
        // SAFETY: by the caller.
        unsafe { Link::set(slot, old) };
        match head.compare_exchange_weak(old, slot.as_ptr(), success, Ordering::Relaxed) {
            Ok(_) => return,
            Err(now) => old = now,
        }
    }
}

/// `IdBlock`, whose release does not hand over what its owner did.
pub(crate) struct IdsWithoutRelease(AtomicU64);

impl Ids for IdsWithoutRelease {
    fn free() -> Self {
        Self(AtomicU64::new(0))
    }

    fn claim(&self) -> Option<usize> {
        (0..2).find(|&id| self.claim_this(id))
    }

    fn claim_this(&self, id: usize) -> bool {
        self.0.fetch_or(1 << id, Ordering::Acquire) & 1 << id == 0
    }

    fn release(&self, id: usize) {
        self.0.fetch_and(!(1 << id), Ordering::Relaxed);
    }
}

/// `IdBlock`, which lets a thread have the number of another one.
pub(crate) struct IdsWithoutClaim(IdBlock);

impl Ids for IdsWithoutClaim {
    fn free() -> Self {
        Self(Ids::free())
    }

    fn claim(&self) -> Option<usize> {
        self.0.claim()
    }

    fn claim_this(&self, id: usize) -> bool {
        let _ = self.0.claim_this(id);
        true
    }

    fn release(&self, id: usize) {
        if id != 0 {
            self.0.release(id);
        }
    }
}

/// `SlotFlags`, which looks at a flag, and then sets it.
pub(crate) struct FlagsWithoutSwap;

impl Flags for FlagsWithoutSwap {
    fn new() -> Self {
        Self
    }

    fn take(&self, taken: &[AtomicBool]) -> Option<usize> {
        let index = taken.iter().position(|flag| !flag.load(Ordering::Acquire))?;
        taken[index].store(true, Ordering::Relaxed);
        Some(index)
    }

    fn give(&self, taken: &[AtomicBool], index: usize) {
        taken[index].store(false, Ordering::Release);
    }
}

/// `SlotFlags`, whose give does not release what was done to the slot.
pub(crate) struct FlagsWithoutRelease;

impl Flags for FlagsWithoutRelease {
    fn new() -> Self {
        Self
    }

    fn take(&self, taken: &[AtomicBool]) -> Option<usize> {
        taken.iter().position(|flag| !flag.swap(true, Ordering::Acquire))
    }

    fn give(&self, taken: &[AtomicBool], index: usize) {
        taken[index].store(false, Ordering::Relaxed);
    }
}
