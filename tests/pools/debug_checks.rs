//! What debug builds find: misuse of the `unsafe` functions, and writes to freed slots.

use layout_core::alloc::{BlockPool, Pool, PoolBox, SyncPool};

#[test]
#[should_panic(expected = "was freed twice")]
fn a_block_that_is_freed_twice() {
    let pool = BlockPool::of::<u64>();
    let block = pool.acquire();
    // SAFETY: the second call breaks the rules, which a debug build must notice before harm is done.
    unsafe {
        pool.release(block);
        pool.release(block);
    }
}

#[test]
#[should_panic(expected = "does not come from")]
fn a_block_of_another_pool() {
    let (pool, other) = (BlockPool::of::<u64>(), BlockPool::of::<u64>());
    pool.acquire();
    // SAFETY: as above.
    unsafe { pool.release(other.acquire()) };
}

#[test]
#[should_panic(expected = "does not come from")]
fn the_middle_of_a_block() {
    let pool = BlockPool::of::<[u64; 4]>();
    let block = pool.acquire();
    // SAFETY: as above.
    unsafe { pool.release(block.byte_add(8)) };
}

#[test]
#[should_panic(expected = "is not a value of this pool")]
fn a_value_of_another_pool() {
    let (pool, other) = (Pool::new(), Pool::new());
    let value = PoolBox::into_raw(other.insert(1_u64));
    // SAFETY: as above.
    drop(unsafe { PoolBox::from_raw(&pool, value) });
}

#[test]
#[should_panic(expected = "is not a value of this pool")]
fn a_value_that_is_gone() {
    let pool = Pool::new();
    let value = PoolBox::into_raw(pool.insert(1_u64));
    // SAFETY: as above, of the second call.
    drop(unsafe { PoolBox::from_raw(&pool, value) });
    // SAFETY: as above.
    drop(unsafe { PoolBox::from_raw(&pool, value) });
}

#[test]
#[should_panic(expected = "was freed twice")]
fn two_guards_of_one_value() {
    let pool = Pool::new();
    let value = PoolBox::into_raw(pool.insert(1_u64));
    // SAFETY: as above.
    let guards = unsafe { (PoolBox::from_raw(&pool, value), PoolBox::from_raw(&pool, value)) };
    drop(guards.0);
    drop(guards.1);
}

#[test]
#[should_panic(expected = "a freed slot of a pool was written to: byte 16 of")]
fn a_write_to_a_freed_slot() {
    let pool = Pool::new();
    let mut value = pool.insert([0_u64; 4]);
    let place = std::ptr::from_mut(&mut value[2]);
    drop(value);
    // SAFETY: the memory is still the pool's; the write breaks the rules, as above.
    unsafe { place.write(1) };
    pool.insert([0; 4]);
}

#[test]
#[should_panic(expected = "a freed slot of a pool was written to")]
fn a_write_to_a_freed_slot_of_a_shared_pool() {
    let pool = SyncPool::new();
    let mut value = pool.insert([0_u64; 4]);
    let place = std::ptr::from_mut(&mut value[2]);
    drop(value);
    // SAFETY: as above.
    unsafe { place.write(1) };
    pool.insert([0; 4]);
}
