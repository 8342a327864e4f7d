//! A panic names the line of the user's that asked for too much.

use std::alloc::Layout;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use layout_core::alloc::{
    BlockPool, FixedSyncPool, HandlePool, ObjectPool, Pool, SyncObjectPool, SyncPool,
};

thread_local! {
    static FILE: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn file_of_panic(work: impl FnOnce()) -> String {
    static HOOKED: Mutex<bool> = Mutex::new(false);
    let mut hooked = HOOKED.lock().unwrap();
    if !*hooked {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let file = info.location().map(|location| location.file().to_owned());
            let _ = FILE.try_with(|place| *place.borrow_mut() = file);
            before(info);
        }));
        *hooked = true;
    }
    drop(hooked);
    panic::catch_unwind(AssertUnwindSafe(work)).expect_err("it panics");
    FILE.take().expect("the hook was called")
}

type Case<'c> = Box<dyn FnOnce() + 'c>;

#[test]
fn panics_are_located_in_the_code_of_the_user() {
    let full = Pool::<u8>::new().with_limit(0);
    let owned = Rc::new(Pool::<u8>::new().with_limit(0));
    let fixed = FixedSyncPool::<u8, 0>::new();
    let objects = Rc::new(ObjectPool::new(String::new, String::clear).with_limit(0));
    let shared = Arc::new(SyncObjectPool::new(String::new, String::clear).with_limit(0));
    let blocks = BlockPool::new(Layout::new::<u8>()).with_limit(0);
    let mut handles = HandlePool::<u8>::new();
    let gone = handles.insert(1);
    handles.remove(gone);
    let cases: Vec<(&str, Case<'_>)> = vec![
        ("Pool::insert", Box::new(|| drop(full.insert(1)))),
        ("Pool::insert_with", Box::new(|| drop(full.insert_with(|| 1)))),
        ("Pool::insert_owned", Box::new(|| drop(owned.insert_owned(1)))),
        ("Pool::reserve", Box::new(|| full.reserve(1))),
        ("Pool::with_capacity", Box::new(|| drop(Pool::<[u8; 64]>::with_capacity(usize::MAX / 2)))),
        ("FixedSyncPool::insert", Box::new(|| drop(fixed.insert(1)))),
        ("FixedSyncPool::insert_with", Box::new(|| drop(fixed.insert_with(|| 1)))),
        ("ObjectPool::acquire", Box::new(|| drop(objects.acquire()))),
        ("ObjectPool::acquire_owned", Box::new(|| drop(objects.acquire_owned()))),
        ("ObjectPool::prefill", Box::new(|| objects.prefill(1))),
        ("SyncObjectPool::acquire", Box::new(|| drop(shared.acquire()))),
        ("SyncObjectPool::acquire_owned", Box::new(|| drop(shared.acquire_owned()))),
        ("SyncObjectPool::prefill", Box::new(|| shared.prefill(1))),
        ("BlockPool::acquire", Box::new(|| assert!(blocks.acquire().is_aligned()))),
        (
            "BlockPool::with_capacity",
            Box::new(|| drop(BlockPool::with_capacity(Layout::new::<u64>(), usize::MAX / 8))),
        ),
        (
            "HandlePool::with_capacity",
            Box::new(|| drop(HandlePool::<u8>::with_capacity(usize::MAX))),
        ),
        (
            "SyncPool::with_capacity",
            Box::new(|| drop(SyncPool::<u64>::with_capacity(usize::MAX / 8))),
        ),
        ("BlockPool::reserve", Box::new(|| blocks.reserve(1))),
        ("HandlePool: Index", Box::new(|| assert_eq!(handles[gone], 1))),
        (
            "HandlePool::insert",
            Box::new(|| assert!(HandlePool::new().with_limit(0).insert(1).index() > 0)),
        ),
        (
            "HandlePool::insert_with",
            Box::new(|| assert!(HandlePool::new().with_limit(0).insert_with(|_| 1).index() > 0)),
        ),
        ("HandlePool::reserve", Box::new(|| HandlePool::<u8>::new().with_limit(0).reserve(1))),
        ("SyncPool::reserve", Box::new(|| SyncPool::<[u8; 64]>::new().reserve(usize::MAX / 2))),
    ];
    for (name, case) in cases {
        assert_eq!(file_of_panic(case).rsplit(['/', '\\']).next(), Some("locations.rs"), "{name}");
    }
}

/// One idiom for all: `with_limit` when it is made, `set_limit` where it can change, `limit` to ask.
#[test]
fn limits_are_set_and_told_alike() {
    let mut pool = Pool::<u8>::new();
    assert_eq!(pool.limit(), None);
    pool.set_limit(Some(1));
    let first = pool.insert(1);
    assert!(pool.try_insert(2).is_err());
    drop(first);
    pool.set_limit(None);
    assert_eq!((pool.limit(), Pool::<u8>::new().with_limit(7).limit()), (None, Some(7)));
    let (one, two) = (pool.insert(1), pool.insert(2));
    assert_eq!(*one + *two, 3);

    let mut blocks = BlockPool::of::<u64>().with_limit(1);
    assert_eq!(blocks.limit(), Some(1));
    let block = blocks.acquire();
    assert!(blocks.try_acquire().is_err());
    blocks.set_limit(None);
    // SAFETY: both blocks are this pool's, and not used any more.
    unsafe {
        blocks.release(blocks.try_acquire().unwrap());
        blocks.release(block);
    }
    let mut objects = ObjectPool::new(String::new, String::clear).with_limit(0);
    assert!(objects.limit() == Some(0) && objects.try_acquire().is_err());
    objects.set_limit(None);
    assert!(objects.limit().is_none() && objects.try_acquire().is_ok());
    assert_eq!(SyncObjectPool::new(String::new, String::clear).limit(), None);
    assert_eq!(SyncObjectPool::new(String::new, String::clear).with_limit(3).limit(), Some(3));
    assert_eq!(
        (HandlePool::<u8>::new().limit(), HandlePool::<u8>::new().with_limit(3).limit()),
        (None, Some(3))
    );
}

/// And so for capacities: a `with_capacity` that panics, a `try_with_capacity` that does not.
#[test]
fn a_capacity_is_there_or_refused() {
    assert!(Pool::<u8>::with_capacity(100).capacity() >= 100);
    assert!(Pool::<u64>::try_with_capacity(usize::MAX / 8).is_err());
    assert!(SyncPool::<u8>::with_capacity(100).capacity() >= 100);
    assert!(SyncPool::<u64>::try_with_capacity(usize::MAX / 8).is_err());
    assert!(HandlePool::<u8>::with_capacity(100).capacity() >= 100);
    assert!(HandlePool::<u8>::try_with_capacity(usize::MAX).is_err());
    assert!(BlockPool::with_capacity(Layout::new::<u64>(), 100).capacity() >= 100);
    assert!(BlockPool::try_with_capacity(Layout::new::<u64>(), usize::MAX / 8).is_err());
}

/// A limit below what is there keeps what is there, and refuses more.
#[test]
fn a_limit_that_comes_late_keeps_what_is_there() {
    let mut pool = HandlePool::with_capacity(100).with_limit(10);
    let there = pool.capacity();
    assert!(there >= 100 && pool.limit() == Some(there), "{there}");
    let handles: Vec<_> = (0..there).map(|number| pool.insert(number)).collect();
    assert!(pool.try_insert(0).is_err());
    let mut pool = pool.with_limit(10 * there);
    assert!(pool.try_insert(0).is_ok() && pool.limit() == Some(10 * there));
    assert!(handles.iter().enumerate().all(|(number, handle)| pool[*handle] == number));
    pool.extend_to(10 * there);
    assert_eq!((pool.len(), pool.iter().count()), (10 * there, 10 * there));
    // Its last chunk was made for this limit.
    let mut cut = HandlePool::new().with_limit(70);
    cut.extend_to(70);
    let mut cut = cut.with_limit(1000).with_limit(1);
    assert_eq!((cut.limit(), cut.try_insert(0).is_err(), cut.iter().count()), (Some(70), true, 70));
    cut.clear();
    cut.extend_to(70);
    assert!(cut.try_insert(0).is_err());

    let mut blocks = BlockPool::of::<[u64; 3]>();
    let taken: Vec<_> = (0..300).map(|_| blocks.acquire()).collect();
    blocks.set_limit(Some(5));
    assert!(blocks.capacity() >= 300 && blocks.try_reserve(usize::MAX).is_err());
    while blocks.len() < blocks.capacity() {
        blocks.acquire();
    }
    assert!(blocks.try_acquire().is_err() && blocks.try_reserve(1).is_err());
    assert_eq!(taken.len(), 300);

    let mut nothings = Pool::<()>::new();
    nothings.set_limit(Some(2));
    let two = [nothings.insert(()), nothings.insert(())];
    assert!(nothings.try_insert(()).is_err() && nothings.try_reserve(1).is_err());
    drop(two);
    assert!(nothings.try_reserve(2).is_ok() && nothings.try_reserve(usize::MAX).is_err());
}

trait ExtendTo {
    fn extend_to(&mut self, len: usize);
}

impl ExtendTo for HandlePool<usize> {
    /// Inserts numbers until there are so many values.
    fn extend_to(&mut self, len: usize) {
        while self.len() < len {
            self.insert(self.len());
        }
    }
}
