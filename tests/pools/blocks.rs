//! `BlockPool`, by hand and as an allocator.

use std::alloc::Layout;

use allocator_api2::alloc::Allocator;
use allocator_api2::boxed::Box;
use allocator_api2::vec::Vec;
use layout_core::alloc::{BlockPool, PoolError, RcBlockPool};

use crate::support::gives_all_back;

#[test]
fn blocks_are_aligned_and_apart() {
    for (size, align) in [(0, 1), (1, 1), (3, 2), (24, 8), (100, 64), (4096, 4096), (100_000, 16)] {
        let pool = BlockPool::new(Layout::from_size_align(size, align).unwrap());
        let blocks: std::vec::Vec<_> = (0..100).map(|_| pool.acquire()).collect();
        for (number, block) in (0..).zip(&blocks) {
            assert_eq!(block.addr().get() % align, 0);
            // SAFETY: the block is ours, and has so many bytes.
            unsafe { block.write_bytes(number, size) };
        }
        for (number, block) in (0..).zip(&blocks) {
            // SAFETY: the bytes were written above.
            let bytes = unsafe { std::slice::from_raw_parts(block.as_ptr(), size) };
            assert!(bytes.iter().all(|&byte| byte == number), "blocks of {size} overlap");
        }
        assert_eq!(pool.len(), 100);
        for block in blocks {
            // SAFETY: the block is this pool's, and is given back once.
            unsafe { pool.release(block) };
        }
        assert!(pool.is_empty());
        pool.shrink_to_fit();
        assert_eq!(pool.capacity(), 0);
    }
}

#[test]
fn a_bounded_pool_is_full_in_time() {
    let pool = BlockPool::new(Layout::new::<u64>()).with_limit(2);
    let first = pool.acquire();
    pool.acquire();
    assert_eq!(pool.try_acquire(), Err(PoolError::Full { limit: 2 }));
    // SAFETY: the block is this pool's, and is given back once.
    unsafe { pool.release(first) };
    assert_eq!(pool.acquire(), first);
}

/// A collection of nodes: a list whose boxes are blocks.
struct List<'p> {
    first: Option<Box<Node<'p>, &'p BlockPool>>,
    pool: &'p BlockPool,
}

struct Node<'p> {
    text: String,
    next: Option<Box<Node<'p>, &'p BlockPool>>,
}

impl List<'_> {
    fn push(&mut self, text: &str) {
        let node = Node { text: text.to_owned(), next: self.first.take() };
        self.first = Some(Box::new_in(node, self.pool));
    }

    fn pop(&mut self) -> Option<String> {
        let node = Box::into_inner(self.first.take()?);
        self.first = node.next;
        Some(node.text)
    }
}

#[test]
fn nodes_of_a_list_are_blocks() {
    let pool = BlockPool::of::<Node<'_>>();
    let mut list = List { first: None, pool: &pool };
    for text in ["one", "two", "three"] {
        list.push(text);
    }
    assert_eq!(pool.len(), 3);
    assert_eq!(list.pop().as_deref(), Some("three"));
    assert_eq!(pool.len(), 2);
    drop(list);
    assert!(pool.is_empty());
}

#[test]
fn an_allocation_takes_a_block_if_it_fits() {
    let pool = BlockPool::new(Layout::from_size_align(64, 16).unwrap());
    let mut numbers = Vec::new_in(&pool);
    numbers.push(1_u64); // grows to 4, in a block of 8
    assert_eq!(pool.len(), 1);
    numbers.extend(2..=8);
    assert_eq!((pool.len(), &numbers[..]), (1, &[1, 2, 3, 4, 5, 6, 7, 8][..]));
    assert!(numbers.try_reserve(1).is_err(), "9 numbers do not fit into 64 bytes");
    numbers.truncate(2);
    numbers.shrink_to_fit();
    assert_eq!((pool.len(), &numbers[..]), (1, &[1, 2][..]));
    numbers.clear();
    numbers.shrink_to_fit();
    assert_eq!(pool.len(), 0, "nothing takes a block");

    let pool = &pool;
    assert!(Allocator::allocate(&pool, Layout::from_size_align(65, 1).unwrap()).is_err());
    assert!(Allocator::allocate(&pool, Layout::from_size_align(64, 32).unwrap()).is_err());
    let nothing = Allocator::allocate(&pool, Layout::from_size_align(0, 4096).unwrap()).unwrap();
    assert_eq!((nothing.len(), nothing.cast::<u8>().addr().get() % 4096), (0, 0));
}

/// Collections own their pool: they are returned from where it was made, and the last one frees it.
#[test]
fn collections_own_their_pool() {
    struct Parsed {
        words: Vec<u64, RcBlockPool>,
        first: Box<[u8; 5], RcBlockPool>,
    }
    fn parse() -> Parsed {
        let pool = RcBlockPool::from(BlockPool::new(Layout::new::<[u64; 8]>()).with_limit(2));
        let mut words = Vec::new_in(pool.clone());
        words.extend([1, 2, 3]);
        Parsed { words, first: Box::new_in(*b"first", pool) }
    }
    gives_all_back(|| {
        let Parsed { mut words, first } = parse();
        words.extend([4, 5, 6, 7, 8]);
        assert!(words.try_reserve(1).is_err(), "a block has room for eight");
        assert_eq!(words.allocator().len(), 2);
        let kept = words.allocator().clone();
        assert!(Box::try_new_in(1_u8, kept.clone()).is_err(), "both blocks are taken");
        drop(words);
        assert_eq!((kept.len(), &*first), (1, b"first"));
        drop(kept);
    });
}
