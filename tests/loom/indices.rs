//! Stacks of indices, with and without the last one at hand: `FixedSyncPool`, `SyncObjectPool`.

use loom::sync::Arc;
use loom::thread;

use crate::broken;
use crate::check;
use crate::index_stack::{IndexStack, Links};
use crate::primitives::{AtomicU32, AtomicU64};
use crate::shard::Shard;
use crate::stamps::{Stamps, assert_all_once};

/// What the models do with a stack, or with a broken copy of one.
pub(crate) trait Stack: Send + Sync + 'static {
    fn empty() -> Self;
    fn add(&self, links: &Beside, index: u32);
    fn take(&self, links: &Beside) -> Option<u32>;
}

impl Stack for IndexStack {
    fn empty() -> Self {
        Self { head: AtomicU64::new(0) }
    }

    fn add(&self, links: &Beside, index: u32) {
        self.push(links, index);
    }

    fn take(&self, links: &Beside) -> Option<u32> {
        self.pop(links)
    }
}

impl Stack for Shard {
    fn empty() -> Self {
        Self { last: AtomicU32::new(0), stack: IndexStack::empty() }
    }

    fn add(&self, links: &Beside, index: u32) {
        self.give(links, index);
    }

    fn take(&self, links: &Beside) -> Option<u32> {
        Self::take(self, links)
    }
}

/// Links beside the slots.
pub(crate) struct Beside(Vec<AtomicU64>);

impl Links for Beside {
    fn link(&self, index: u32) -> &AtomicU64 {
        &self.0[index as usize]
    }
}

/// A stack with all of its indices in it.
struct Full<S> {
    stack: S,
    links: Beside,
    stamps: Stamps,
}

impl<S: Stack> Full<S> {
    fn new(count: u32) -> Arc<Self> {
        let links = Beside((0..count).map(|_| AtomicU64::new(0)).collect());
        let stack = S::empty();
        for index in 0..count {
            stack.add(&links, index);
        }
        Arc::new(Self { stack, links, stamps: Stamps::new(count as usize) })
    }

    fn take(&self) -> Option<u32> {
        let index = self.stack.take(&self.links)?;
        self.stamps.touch(index as usize);
        Some(index)
    }

    fn add(&self, index: u32) {
        self.stamps.touch(index as usize);
        self.stack.add(&self.links, index);
    }

    /// What is left.
    fn drain(&self) -> Vec<u32> {
        std::iter::from_fn(|| self.take()).collect()
    }
}

/// One thread takes two and gives the first back, under the feet of another one that takes two too: the
/// order in which ABA happens.
fn take_under_the_feet<S: Stack>() {
    const COUNT: u32 = 3;
    let full = Full::<S>::new(COUNT);
    let other = thread::spawn({
        let full = Arc::clone(&full);
        move || {
            let first = full.take();
            let kept = full.take();
            if let Some(first) = first {
                full.add(first);
            }
            kept
        }
    });
    let mine = [full.take(), full.take()];
    let theirs = other.join().unwrap();
    let mut all = full.drain();
    all.extend(mine.into_iter().flatten());
    all.extend(theirs);
    assert_all_once(all.into_iter().map(|index| index as usize).collect(), COUNT as usize);
}

/// So many threads take one and give it back.
fn take_and_give<S: Stack>(threads: usize, count: u32) {
    let full = Full::<S>::new(count);
    let others: Vec<_> = (1..threads)
        .map(|_| {
            let full = Arc::clone(&full);
            thread::spawn(move || full.take().into_iter().for_each(|index| full.add(index)))
        })
        .collect();
    full.take().into_iter().for_each(|index| full.add(index));
    for other in others {
        other.join().unwrap();
    }
    let all = full.drain().into_iter().map(|index| index as usize).collect();
    assert_all_once(all, count as usize);
}

/// What the models of a shard with one giver do with it, or with a broken copy.
pub(crate) trait Own: Stack {
    /// Adds an index as the only thread that does.
    fn add_alone(&self, links: &Beside, index: u32);
}

impl Own for Shard {
    fn add_alone(&self, links: &Beside, index: u32) {
        self.give_alone(links, index);
    }
}

/// One thread takes and gives, twice, while so many others take, of which so many give too, as if the
/// shard were theirs.
fn take_from_an_owner<S: Own>(thieves: usize, givers: usize, count: u32) {
    let full = Full::<S>::new(count);
    let others: Vec<_> = (0..thieves)
        .map(|thief| {
            let full = Arc::clone(&full);
            thread::spawn(move || {
                let taken = full.take()?;
                if thief >= givers {
                    return Some(taken);
                }
                full.stamps.touch(taken as usize);
                full.stack.add_alone(&full.links, taken);
                None
            })
        })
        .collect();
    for _ in 0..2 {
        if let Some(index) = full.take() {
            full.stamps.touch(index as usize);
            full.stack.add_alone(&full.links, index);
        }
    }
    let mut all: Vec<_> = others.into_iter().filter_map(|other| other.join().unwrap()).collect();
    all.extend(full.drain());
    assert_all_once(all.into_iter().map(|index| index as usize).collect(), count as usize);
}

#[test]
fn shard_of_one_thread_with_thieves() {
    check(|| take_from_an_owner::<Shard>(1, 0, 1));
    check(|| take_from_an_owner::<Shard>(1, 0, 2));
    check(|| take_from_an_owner::<Shard>(2, 0, 2));
}

#[test]
#[should_panic(expected = "a slot was handed out twice, or lost")]
fn finds_a_shard_with_two_owners() {
    check(|| take_from_an_owner::<Shard>(1, 1, 2));
}

#[test]
#[should_panic(expected = "Causality violation")]
fn finds_a_shard_whose_owner_does_not_release() {
    check(|| take_from_an_owner::<broken::ShardWithoutRelease>(1, 0, 1));
}

#[test]
fn stack_without_aba() {
    check(take_under_the_feet::<IndexStack>);
}

#[test]
fn shard_without_aba() {
    check(take_under_the_feet::<Shard>);
}

#[test]
fn stack_with_2_threads() {
    check(|| take_and_give::<IndexStack>(2, 1));
    check(|| take_and_give::<IndexStack>(2, 2));
}

#[test]
fn stack_with_3_threads() {
    check(|| take_and_give::<IndexStack>(3, 2));
}

#[test]
fn shard_with_2_threads() {
    check(|| take_and_give::<Shard>(2, 1));
    check(|| take_and_give::<Shard>(2, 2));
}

#[test]
fn shard_with_3_threads() {
    check(|| take_and_give::<Shard>(3, 2));
}

#[test]
#[should_panic(expected = "a slot was handed out twice, or lost")]
fn finds_a_stack_that_counts_no_pops() {
    check(take_under_the_feet::<broken::StackWithoutCount>);
}

#[test]
#[should_panic(expected = "Causality violation")]
fn finds_a_stack_that_does_not_release() {
    check(|| take_and_give::<broken::StackWithoutRelease>(2, 1));
}

#[test]
#[should_panic(expected = "Causality violation")]
fn finds_a_shard_that_does_not_exchange() {
    check(|| take_and_give::<broken::ShardWithoutExchange>(2, 1));
}
