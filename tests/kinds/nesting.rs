//! Paths through enums, arrays, tuples and structs, and types that lead back to themselves.

use std::cell::RefCell;
use std::rc::Rc;

use layout_core::layout::{Kind, TypeLayout};
use layout_core::{Layout, assert_layout};

#[derive(Layout, Clone, Copy)]
#[repr(C)]
struct Point {
    x: u16,
    y: u64,
}

#[derive(Layout, Clone, Copy)]
#[repr(u8)]
enum Event {
    Quit,
    Move { to: Point, by: (u8, Point) },
    Path([Point; 3]),
}

#[derive(Layout, Clone, Copy)]
enum Free {
    Nothing,
    Event(Event, u8),
    Points { list: [Point; 2], last: (Point, u16) },
}

#[derive(Layout, Clone, Copy)]
#[repr(C)]
struct Queue {
    length: u8,
    current: Event,
    rest: [[Event; 2]; 2],
    pair: (u16, Free),
    free: Free,
}

const POINT: Point = Point { x: 1, y: 2 };
const MOVE: Event = Event::Move { to: POINT, by: (3, POINT) };
const POINTS: Free = Free::Points { list: [POINT; 2], last: (POINT, 1) };

#[expect(clippy::unnecessary_wraps, reason = "an offset that is stated is wrapped")]
fn distance<T, U>(from: &T, to: &U) -> Option<usize> {
    Some((&raw const *to).addr() - (&raw const *from).addr())
}

#[test]
fn paths_lead_to_the_fields_of_variants() {
    let queue = Queue {
        length: 1,
        current: MOVE,
        rest: [[Event::Path([POINT; 3]), MOVE], [Event::Quit, MOVE]],
        pair: (1, Free::Event(MOVE, 2)),
        free: POINTS,
    };
    let offset = |path| Queue::LAYOUT.offset(path);
    assert_eq!(offset("length"), distance(&queue, &queue.length));

    let Event::Move { to, by } = &queue.current else { unreachable!() };
    assert_eq!(offset("current.Move.to"), distance(&queue, to));
    assert_eq!(offset("current.Move.to.y"), distance(&queue, &to.y));
    assert_eq!(offset("current.Move.by.1.x"), distance(&queue, &by.1.x));

    let Event::Path(points) = &queue.rest[0][0] else { unreachable!() };
    assert_eq!(offset("rest.0.0.Path.0.2.y"), distance(&queue, &points[2].y));
    let Event::Move { by, .. } = &queue.rest[1][1] else { unreachable!() };
    assert_eq!(offset("rest.1.1.Move.by.0"), distance(&queue, &by.0));

    let Free::Event(Event::Move { to, .. }, number) = &queue.pair.1 else { unreachable!() };
    assert_eq!(offset("pair.1.Event.0.Move.to.x"), distance(&queue, &to.x));
    assert_eq!(offset("pair.1.Event.1"), distance(&queue, number));

    let Free::Points { list, last } = &queue.free else { unreachable!() };
    assert_eq!(offset("free.Points.list.1.y"), distance(&queue, &list[1].y));
    assert_eq!(offset("free.Points.last.0.y"), distance(&queue, &last.0.y));
    assert!(matches!((Free::Nothing, Event::Quit), (Free::Nothing, Event::Quit)));
}

#[test]
fn places_know_size_alignment_and_layout() {
    let place = Queue::LAYOUT.place("rest.1.0.Move.by").unwrap();
    assert_eq!((place.size, place.align), (size_of::<(u8, Point)>(), align_of::<(u8, Point)>()));
    assert_eq!(place.layout.unwrap().kind, Kind::Tuple);
    let place = Queue::LAYOUT.place("rest.1").unwrap();
    assert_eq!(
        (place.size, place.layout.unwrap().kind),
        (2 * size_of::<Event>(), Kind::Array { len: 2 })
    );
    assert_eq!(Queue::LAYOUT.place("current").unwrap().layout.unwrap().name, "Event");
}

#[test]
fn paths_that_lead_nowhere() {
    for path in [
        "current.Move",
        "current.move.to",
        "current.Quit",
        "current.Quit.0",
        "current.Move.",
        "current..to",
        "current.Move.to.z",
        "current.Move.to.x.0",
        "current.Path.1",
        "current.Path.0.3",
        "current.Path.0.-1",
        "current.to",
        "current.1.to",
        "rest.Move.to",
        "rest.0.Move.to",
        "rest.0.2.Move.to",
        "rest.0.0.0.Move",
        "free.Points.list.Points.list",
        "current.Move.to.",
        "current.Move.Move.to",
        "",
        ".",
        "..",
    ] {
        assert!(Queue::LAYOUT.place(path).is_none(), "`{path}` leads nowhere");
        assert!(Event::LAYOUT.place(path).is_none(), "`{path}` of the enum leads nowhere");
    }
    assert!(Event::LAYOUT.place("Move.to").is_some());
    assert!(Event::LAYOUT.place("Quit").is_none());
}

#[derive(Layout)]
#[repr(C)]
struct Unbound<T>(u8, T);

#[derive(Layout)]
#[repr(C)]
struct Bound<T: Layout>(u8, T);

#[derive(Layout)]
#[repr(C)]
struct BoundInWhere<T, U>(u8, T, U)
where
    T: Layout;

#[derive(Layout)]
#[repr(C)]
struct Concrete(Unbound<Point>, Bound<Point>, [Bound<Point>; 2]);

#[test]
fn bounds_decide_what_is_seen_of_parameters() {
    assert_eq!(Unbound::<Point>::LAYOUT.offset("1"), Bound::<Point>::LAYOUT.offset("1"));
    assert!(Unbound::<Point>::LAYOUT.field("1").unwrap().layout().is_none());
    assert!(Unbound::<Point>::LAYOUT.place("1.y").is_none());
    let step = size_of::<Bound<Point>>();
    let at = std::mem::offset_of!(Bound<Point>, 1) + std::mem::offset_of!(Point, y);
    assert_eq!(Bound::<Point>::LAYOUT.offset("1.y"), Some(at));
    assert_eq!(BoundInWhere::<Point, u8>::LAYOUT.offset("1.y"), Some(at));
    assert!(BoundInWhere::<Point, u8>::LAYOUT.field("2").unwrap().layout().is_none());
    assert_eq!(Concrete::LAYOUT.place("0.1").unwrap().align, align_of::<Point>());
    assert!(Concrete::LAYOUT.place("0.1.y").is_none());
    assert_eq!(Concrete::LAYOUT.offset("1.1.y"), Some(step + at));
    assert_eq!(Concrete::LAYOUT.offset("2.1.1.y"), Some(3 * step + at));
}

/// A type without the derive, also as an argument, asks for nothing.
#[test]
fn types_that_are_not_described_are_left_out() {
    struct Foreign(u16);

    #[derive(Layout)]
    #[repr(C)]
    struct Holder {
        first: u8,
        foreign: Foreign,
        array: [Foreign; 2],
        pair: (u8, Foreign),
        option: Option<Foreign>,
        boxed: Box<Foreign>,
    }

    let seen = |name| Holder::LAYOUT.field(name).unwrap().layout().map(|layout| layout.kind);
    assert_eq!([seen("foreign"), seen("array"), seen("pair"), seen("option")], [None; 4]);
    assert_eq!(seen("boxed"), Some(Kind::Opaque));
    assert_eq!(Holder::LAYOUT.offset("array"), Some(std::mem::offset_of!(Holder, array)));
    let used: fn(&Holder) -> u16 = |it| {
        it.foreign.0
            + it.array[0].0
            + it.pair.1.0
            + it.boxed.0
            + u16::from(it.first)
            + u16::from(it.option.is_some())
    };
    let _ = used;
}

#[derive(Layout)]
enum List {
    Nil,
    Cons(u32, Box<List>),
}

#[derive(Layout)]
enum SelfList {
    End,
    Next(u8, Option<Box<Self>>),
    Many { children: Vec<Self>, pair: (u8, Vec<Self>) },
}

#[derive(Layout)]
struct Tree<'a> {
    value: u64,
    left: Option<Box<Self>>,
    right: Option<Box<Tree<'a>>>,
    children: Vec<Self>,
    parent: Option<&'a Self>,
    root: &'a Tree<'a>,
    shared: Rc<RefCell<Vec<Self>>>,
    array: [Option<Box<Self>>; 2],
    tuple: (u8, Box<Self>),
    function: fn(&Self) -> Self,
    raw: *const Self,
}

#[derive(Layout)]
union Knot<'a> {
    next: &'a Knot<'a>,
    number: usize,
}

#[derive(Layout)]
#[repr(C)]
struct Chain {
    next: Option<Box<Chain>>,
    tail: [Box<Chain>],
}

#[derive(Layout)]
enum First {
    Second(Box<Second>),
    None,
}

#[derive(Layout)]
struct Second {
    first: First,
    again: Vec<(Second, First)>,
}

const TREE: TypeLayout = Tree::LAYOUT;

#[test]
fn recursion_ends_at_pointers() {
    let layouts: [TypeLayout; 6] =
        [List::LAYOUT, SelfList::LAYOUT, TREE, Knot::LAYOUT, First::LAYOUT, Second::LAYOUT];
    let sizes = [
        size_of::<List>(),
        size_of::<SelfList>(),
        size_of::<Tree<'_>>(),
        size_of::<Knot<'_>>(),
        size_of::<First>(),
        size_of::<Second>(),
    ];
    assert_eq!(layouts.map(|layout| layout.size), sizes);
    assert_eq!(TREE.offset("value"), Some(std::mem::offset_of!(Tree<'_>, value)));
    assert_eq!(TREE.offset("tuple.1"), Some(std::mem::offset_of!(Tree<'_>, tuple.1)));
    assert_eq!(Chain::LAYOUT.tail().unwrap().stride, Some(size_of::<Box<Chain>>()));
    for layout in layouts {
        let text = format!("{:#}", layout_core::LayoutReport::new(layout));
        assert!(text.len() < 8000, "{text}");
        assert!(!format!("{layout:?}").is_empty());
    }
}

#[test]
fn recursive_enums_know_their_places() {
    let list = List::Cons(7, Box::new(List::Nil));
    let List::Cons(number, next) = &list else { unreachable!() };
    assert_eq!(List::LAYOUT.offset("Cons.0"), distance(&list, number));
    assert_eq!(List::LAYOUT.offset("Cons.1"), distance(&list, next));
    let list = SelfList::Many { children: vec![], pair: (1, vec![SelfList::End]) };
    let SelfList::Many { children, pair } = &list else { unreachable!() };
    assert_eq!(SelfList::LAYOUT.offset("Many.children"), distance(&list, children));
    assert_eq!(SelfList::LAYOUT.offset("Many.pair.1"), distance(&list, &pair.1));
    let list = SelfList::Next(1, None);
    let SelfList::Next(number, next) = &list else { unreachable!() };
    assert_eq!(SelfList::LAYOUT.offset("Next.0"), distance(&list, number));
    assert_eq!(SelfList::LAYOUT.offset("Next.1"), distance(&list, next));
    let first = First::Second(Box::new(Second { first: First::None, again: vec![] }));
    let First::Second(second) = &first else { unreachable!() };
    assert_eq!(First::LAYOUT.offset("Second.0"), distance(&first, second));
    assert!(matches!(second.first, First::None) && second.again.is_empty());
}

assert_layout!(Queue, offset(current.Move.by.0) <= 48, size(rest.0.0.Path.0.2.y) == 8);
assert_layout!(Queue, align(current.Move.to) == align_of::<u64>());
assert_layout!(Event, offset(Path.0.1.x) == 2 * align_of::<u64>() + 8);

/// `{:#}` expands what lies in variants, at offsets from the start of the outermost type.
#[test]
fn reports_expand_enums() {
    let text = format!("{:#}", Queue::layout_report());
    let at = Queue::LAYOUT.offset("current.Move.to.y").unwrap();
    let row = format!("{at:>8}     8{:>7}", align_of::<u64>());
    assert!(text.lines().any(|line| line.starts_with(&row) && line.ends_with("y: u64")), "{text}");
    let variants = text.lines().filter(|line| line.trim() == "Quit = 0").count();
    assert_eq!(
        variants, 7,
        "in `current`, in the `Event` of each `Free`, and in each element of the arrays\n{text}"
    );
}

/// An enum of which every variant has padding at known places hides it from no one.
#[test]
fn padding_of_enums_counts_within_other_types() {
    #[derive(Layout)]
    #[repr(u8)]
    enum Padded {
        Only(u32),
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Holder {
        inner: Padded,
    }

    assert_eq!(size_of::<Holder>(), 8);
    assert_eq!(Holder::LAYOUT.least_deep_padding(), 3, "between the tag and the `u32`");
    let Padded::Only(value) = Holder { inner: Padded::Only(1) }.inner;
    assert_eq!(value, 1);
}
