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
