//! Operations on an arena and on the scopes in it, beside a model: no overlap, right alignment, contents
//! kept, limits kept, statistics exact, nothing lost. The fuzzer plays them too.

use std::alloc::Layout;
use std::ptr::NonNull;

use allocator_api2::alloc::Allocator;
use layout_core::alloc::{AllocError, Bump, Statistics};

use super::model::{Block, Model, check_fill};
use super::source::Source;

type Arena<const MIN_ALIGN: usize> = Bump<MIN_ALIGN, Source>;

/// An operation.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// In the arena so many scopes further out, if there are so many.
    Alloc(u8, Alloc),
    /// Through the allocator's interface, of one of the blocks.
    Grow(u8, u16, u8),
    Shrink(u8, u16),
    Deallocate(u8),
    Reserve(u16),
    SetLimit(Option<u16>),
    SetLargestChunk(u16),
    ReleaseFreeChunks,
    /// The source refuses the call after so many.
    Refuse(u8),
    /// A scope of the arena so many further out, which is the innermost all the same.
    Scope(u8, Vec<Step>),
    /// The arena so many further out goes back to where it was before the steps.
    Rewound(u8, Vec<Step>),
}

/// What is allocated.
#[derive(Clone, Debug)]
pub(crate) enum Alloc {
    Layout { size: u16, align_shift: u8 },
    U8,
    U64,
    Wide,
    Zero,
    Line,
    Page,
    Bytes(u8),
    Words(u8),
    Text(u8),
    ShortIter { says: u8, has: u8 },
    Failing,
    FailingLate,
    Boxed { forget: bool },
}

/// What is done with the whole arena.
#[derive(Clone, Debug)]
pub(crate) enum Between {
    Reset,
    ResetKeepingChunks,
    ScopeMut(Vec<Step>),
}

/// Plays the steps in a new arena.
pub(crate) fn play<const MIN_ALIGN: usize>(sequence: Vec<(Vec<Step>, Between)>, measured: bool) {
    let source = Source::default();
    {
        let mut bump: Arena<MIN_ALIGN> =
            if measured { Bump::measured_in(source.clone()) } else { Bump::new_in(source.clone()) };
        let mut world = World {
            source: source.clone(),
            model: Model::new(source.clone()),
            held: vec![0],
            reserved: 0,
            most_held: 0,
            most_scopes: 0,
        };
        for (steps, between) in sequence {
            world.play(&steps, &[&bump]);
            world.model.end_scope(0);
            world.held[0] = 0;
            let before = source.calls();
            match between {
                Between::Reset => {
                    bump.reset();
                    assert!(source.chunks() <= 1, "`reset` keeps one chunk");
                }
                Between::ResetKeepingChunks => bump.reset_keeping_chunks(),
                Between::ScopeMut(steps) => {
                    let before = bump.statistics();
                    bump.scope_mut(|inner| {
                        world.play(&steps, &[inner]);
                        world.model.end_scope(0);
                    });
                    world.held[0] = 0;
                    let after = bump.statistics();
                    let of = |statistics: Statistics| {
                        (statistics.used, statistics.chunks, statistics.counts)
                    };
                    assert_eq!(of(after), of(before), "a scope gives all back");
                    world.check_arena(&bump);
                    continue;
                }
            }
            assert_eq!(source.calls(), before, "a reset asks for nothing");
            assert_eq!(bump.statistics().used, 0);
            world.check_arena(&bump);
        }
    }
    assert_eq!(source.bytes(), 0, "the arena is gone, and chunks are left");
}

struct World {
    source: Source,
    model: Model,
    /// How many bytes were asked for in the arena and in each scope that is open, those of alignment included, and
    /// not given back by the end of a scope, by rewinding or by a reset.
    held: Vec<usize>,
    /// How many bytes were reserved.
    reserved: usize,
    /// The most that there were at once, and the most scopes.
    most_held: usize,
    most_scopes: usize,
}

impl World {
    /// Plays the steps in the innermost arena.
    fn play<const MIN_ALIGN: usize>(&mut self, steps: &[Step], arenas: &[&Arena<MIN_ALIGN>]) {
        let depth = arenas.len() - 1;
        let bump = arenas[depth];
        for step in steps {
            match step {
                Step::Alloc(out, alloc) => {
                    let depth = depth.saturating_sub((*out).into());
                    self.alloc(alloc, arenas[depth], depth);
                }
                Step::Grow(n, more, align) => self.grow(*n, *more, *align, arenas),
                Step::Shrink(n, to) => self.shrink(*n, *to, arenas),
                Step::Deallocate(n) => {
                    if let Some(index) = self.pick(*n) {
                        let block = self.model.blocks.swap_remove(index);
                        // SAFETY: the block is from this arena, and alive until now.
                        unsafe { arenas[block.depth].deallocate(block.memory, block.layout) };
                    }
                }
                Step::Reserve(additional) => {
                    self.reserved += usize::from(*additional);
                    self.reserve(bump, (*additional).into());
                }
                Step::SetLimit(limit) => bump.set_limit(limit.map(usize::from)),
                Step::SetLargestChunk(size) => bump.set_largest_chunk((*size).into()),
                Step::ReleaseFreeChunks => bump.release_free_chunks(),
                Step::Refuse(calls) => self.source.refuse_after((*calls).into()),
                Step::Scope(out, steps) => {
                    let outer = arenas[depth.saturating_sub((*out).into())];
                    outer.scope(|inner| {
                        let mut arenas = arenas.to_vec();
                        arenas.push(inner);
                        self.held.push(0);
                        self.most_scopes = self.most_scopes.max(arenas.len());
                        self.play(steps, &arenas);
                        self.held.pop();
                        self.model.end_scope(depth + 1);
                    });
                }
                Step::Rewound(out, steps) => {
                    let depth = depth.saturating_sub((*out).into());
                    let bump = arenas[depth];
                    let checkpoint = bump.checkpoint();
                    let (before, held) = (bump.statistics(), self.held[depth]);
                    let outer = self.model.blocks.clone();
                    self.play(steps, arenas);
                    self.model.check_contents();
                    // What was there before and was given back or moved since is gone either way.
                    let alive = |block: &Block| {
                        block.depth != depth
                            || outer.iter().any(|old| {
                                old.memory == block.memory
                                    && old.fill == block.fill
                                    && old.layout == block.layout
                            })
                    };
                    self.model.blocks.retain(alive);
                    // SAFETY: the blocks that were made since are forgotten.
                    unsafe { bump.rewind(checkpoint) };
                    self.held[depth] = held;
                    let after = bump.statistics();
                    assert_eq!((after.used, after.counts), (before.used, before.counts));
                }
            }
            self.model.check_contents();
            self.check_arena(bump);
        }
    }

    fn check_arena<const MIN_ALIGN: usize>(&self, bump: &Arena<MIN_ALIGN>) {
        let statistics = bump.statistics();
        assert_eq!(statistics.allocated, bump.allocated_bytes());
        assert_eq!(statistics.capacity, bump.capacity());
        assert_eq!(statistics.allocated, self.source.bytes(), "the books of arena and source");
        // Memory grows as what is held at once, not as how often something is asked for. Each arena of the nest may
        // have begun a chunk or two.
        let most = 8 * (self.most_held + self.reserved) + 4 * 512 * (self.most_scopes + 2);
        let (bytes, held) = (self.source.bytes(), self.most_held);
        assert!(bytes <= most, "{bytes} of at most {most} for {held} bytes: {statistics:?}");
        if let Some(counts) = statistics.counts {
            let sum = counts.requested + counts.lost_to_alignment + counts.given_back;
            assert_eq!(sum, statistics.used);
            assert!(statistics.high_water.is_some_and(|most| most >= statistics.used));
        }
    }

    /// Counts what is asked for in an arena.
    fn hold(&mut self, depth: usize, bytes: usize) {
        self.held[depth] += bytes;
        self.most_held = self.most_held.max(self.held.iter().sum());
    }

    fn reserve<const MIN_ALIGN: usize>(&self, bump: &Arena<MIN_ALIGN>, additional: usize) {
        if bump.try_reserve(additional).is_ok() {
            let calls = self.source.calls();
            let layout = Layout::from_size_align(additional, 1).expect("a small size");
            let checkpoint = bump.checkpoint();
            assert!(bump.try_alloc_layout(layout).is_ok(), "{additional} bytes were reserved");
            // SAFETY: the memory is not used.
            unsafe { bump.rewind(checkpoint) };
            assert_eq!(self.source.calls(), calls, "{additional} bytes were reserved");
        }
    }

    /// A block, and the arena that it is from.
    fn pick(&self, n: u8) -> Option<usize> {
        (!self.model.blocks.is_empty()).then(|| usize::from(n) % self.model.blocks.len())
    }

    fn grow<const MIN_ALIGN: usize>(
        &mut self,
        n: u8,
        more: u16,
        align: u8,
        arenas: &[&Arena<MIN_ALIGN>],
    ) {
        let Some(index) = self.pick(n) else { return };
        let block = self.model.blocks.remove(index);
        let size = block.layout.size() + usize::from(more) % 700;
        let layout = Layout::from_size_align(size, 1 << align).expect("a small size");
        self.hold(block.depth, size + layout.align() + MIN_ALIGN);
        // SAFETY: the block is from this arena, and alive.
        let grown = unsafe { arenas[block.depth].grow(block.memory, block.layout, layout) };
        match grown {
            Ok(grown) => {
                let moved = Block { memory: grown.cast(), ..block };
                check_fill(&moved, block.layout.size());
                self.model.add(grown.cast(), layout, block.depth);
            }
            Err(_) => self.model.blocks.insert(index, block),
        }
    }

    fn shrink<const MIN_ALIGN: usize>(&mut self, n: u8, to: u16, arenas: &[&Arena<MIN_ALIGN>]) {
        let Some(index) = self.pick(n) else { return };
        let block = self.model.blocks.remove(index);
        let size = usize::from(to) % (block.layout.size() + 1);
        let layout = Layout::from_size_align(size, block.layout.align()).expect("a small size");
        // SAFETY: the block is from this arena, and alive.
        let shrunk = unsafe { arenas[block.depth].shrink(block.memory, block.layout, layout) };
        let shrunk = shrunk.expect("less needs no memory").cast();
        check_fill(&Block { memory: shrunk, ..block }, size);
        self.model.add(shrunk, layout, block.depth);
    }

    fn alloc<const MIN_ALIGN: usize>(
        &mut self,
        alloc: &Alloc,
        bump: &Arena<MIN_ALIGN>,
        depth: usize,
    ) {
        self.hold(depth, most_bytes(alloc) + MIN_ALIGN);
        let (allocated, limit) = (bump.allocated_bytes(), bump.limit());
        let made = make(alloc, bump);
        if let Some(limit) = limit {
            let now = bump.allocated_bytes();
            assert!(now <= limit || now <= allocated, "{now} bytes are above the limit {limit}");
        }
        match made {
            Ok(Some((memory, layout))) => {
                let aligned = memory.addr().get() % MIN_ALIGN == 0;
                assert!(aligned || layout.size() == 0, "{layout:?} has less than MIN_ALIGN");
                self.model.add(memory, layout, depth);
            }
            Err(AllocError::Limit { size, limit, allocated }) => {
                assert!(allocated + size > limit, "{size} fits: {allocated} of {limit}");
            }
            Ok(None) | Err(AllocError::OutOfMemory { .. }) => {}
            Err(error) => panic!("{alloc:?}: {error}"),
        }
    }
}

type Made = Result<Option<(NonNull<u8>, Layout)>, AllocError>;

/// Makes what is asked for, and says where it is, unless it was given back.
fn make<const MIN_ALIGN: usize>(alloc: &Alloc, bump: &Arena<MIN_ALIGN>) -> Made {
    fn of<T: ?Sized>(value: &mut T) -> (NonNull<u8>, Layout) {
        (NonNull::from(&mut *value).cast(), Layout::for_value(value))
    }
    let block = match *alloc {
        Alloc::Layout { size, align_shift } => {
            let layout = Layout::from_size_align(size.into(), 1 << align_shift);
            let layout = layout.expect("a small size, a power of two");
            (bump.try_alloc_layout(layout)?, layout)
        }
        Alloc::U8 => of(bump.try_alloc(1_u8)?),
        Alloc::U64 => of(bump.try_alloc_with(|| 1_u64)?),
        Alloc::Wide => of(bump.try_alloc([1_u128; 300])?),
        Alloc::Zero => of(bump.try_alloc([0_u64; 0])?),
        Alloc::Line => {
            let (memory, layout) = of(bump.try_alloc_line_packed([0_u32; 11])?);
            assert!(memory.addr().get() % 64 + layout.size() <= 64, "it straddles two lines");
            (memory, layout)
        }
        Alloc::Page => {
            let (memory, layout) = of(bump.try_alloc_aligned::<4096, _>([0_u8; 100])?);
            assert_eq!(memory.addr().get() % 4096, 0);
            (memory, layout)
        }
        Alloc::Bytes(len) => of(bump.try_alloc_slice_copy(&vec![7_u8; len.into()])?),
        Alloc::Words(len) => of(bump.try_alloc_slice_fill_with(len.into(), |n| n as u64)?),
        Alloc::Text(len) => of(bump.try_alloc_str(&"é".repeat(len.into()))?),
        Alloc::ShortIter { says, has } => {
            let short = Short { says: says.into(), has: has.into() };
            let slice = bump.try_alloc_slice_fill_iter(short)?;
            assert_eq!(slice.len(), usize::from(says.min(has)));
            of(slice)
        }
        Alloc::Failing => {
            let before = bump.statistics();
            let failed = bump.try_alloc_try_with(|| Err::<u16, _>(()));
            if let Err(layout_core::alloc::InitError::Alloc(error)) = failed {
                return Err(error);
            }
            let chunks = bump.statistics().chunks;
            let requested = |s: Statistics| s.counts.map(|c| c.requested);
            assert!(chunks > before.chunks || requested(bump.statistics()) == requested(before));
            return Ok(None);
        }
        Alloc::FailingLate => {
            let mut kept = None;
            let failed = bump.try_alloc_try_with(|| {
                kept = bump.try_alloc(5_u32).ok().map(of);
                Err::<u64, ()>(())
            });
            assert!(failed.is_err());
            return Ok(kept);
        }
        Alloc::Boxed { forget } => {
            let boxed = bump.try_alloc_box([3_u16; 9])?;
            if !forget {
                return Ok(None);
            }
            of(layout_core::alloc::BumpBox::leak(boxed))
        }
    };
    Ok(Some(block))
}

/// How many bytes that may take, those of alignment included.
fn most_bytes(alloc: &Alloc) -> usize {
    match *alloc {
        Alloc::Layout { size, align_shift } => usize::from(size) + (1 << align_shift),
        Alloc::Wide => 301 * size_of::<u128>(),
        Alloc::Page => 2 * 4096,
        Alloc::Words(len) => (usize::from(len) + 1) * size_of::<u64>(),
        Alloc::ShortIter { says, .. } => (usize::from(says) + 1) * size_of::<u32>(),
        Alloc::Bytes(len) | Alloc::Text(len) => 2 * usize::from(len),
        Alloc::U8
        | Alloc::U64
        | Alloc::Zero
        | Alloc::Line
        | Alloc::Failing
        | Alloc::FailingLate
        | Alloc::Boxed { .. } => 128,
    }
}

/// An iterator that says it has so many, and has others.
struct Short {
    says: usize,
    has: usize,
}

impl Iterator for Short {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.has = self.has.checked_sub(1)?;
        Some(9)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.says, Some(self.says))
    }
}

impl ExactSizeIterator for Short {}
