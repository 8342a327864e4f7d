//! Types without a derive: what the program's own debug info says of them.

use std::fmt::Display;
use std::future::{Future, ready};
use std::hint::black_box;
use std::io;
use std::pin::pin;
use std::task::{Context, Waker};

use layout_core::debug_info::{self, DebugType, Program};

use super::super::book::{Book, Bytes, columns};
use super::super::source;

const SOURCE: &str = include_str!("debug_info.rs");

/// The compiler chooses the order of the fields.
struct Session {
    is_open: bool,
    id: u64,
    retries: u16,
}

/// `Ping` and `Closed` are stored where the text would have its capacity.
enum Message {
    Text(String),
    Ping,
    Closed,
}

async fn read(bytes: usize) -> usize {
    ready(bytes).await
}

/// `buffer` is held across both awaits.
async fn serve(first: usize) -> usize {
    let buffer = black_box([0_u8; 256]);
    let one = read(first).await;
    let two = read(one + 1).await;
    two + usize::from(buffer[0])
}

pub(crate) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Types without a derive");
    book.say(
        "Which types of a program waste memory, and what do the types of other crates look like? A build \
         with debug info answers both: it describes every type that the code uses, with the places of \
          tags, niches and payloads, which stable Rust does not reveal. This chapter asks the program that \
          you run. Debug info does not say how a type is declared, so its `repr` is a `?`.",
    );
    for name in ["Session", "Message"] {
        let item = source::cut(SOURCE, name);
        let item = item.ok_or_else(|| io::Error::other(format!("no source declares `{name}`")))?;
        book.code(&item.code);
    }
    book.code(
        "let program = debug_info::this_program()?;\nprintln!(\"{}\", program.of::<Message>()?);",
    );
    let found = use_types();
    // What is read differs with the compiler, its options, and the target.
    match debug_info::this_program() {
        Ok(program) => layouts(book, program, found),
        Err(error) => book.say_measured(&format!("This program cannot tell: {error}.")),
    }
    Ok(())
}

/// Types that have no name in source: a value's type is known by the function that takes it.
struct Found {
    closure: for<'p> fn(&'p Program) -> Option<DebugType<'p>>,
    future: for<'p> fn(&'p Program) -> Option<DebugType<'p>>,
}

fn of_value<T>(_: &T) -> for<'p> fn(&'p Program) -> Option<DebugType<'p>> {
    |program| program.types().of::<T>().iter().next()
}

fn layouts(book: &mut Book, program: &Program, Found { closure, future }: Found) {
    show(book, "A struct, in the order of memory:", program.of::<Session>());
    show(book, "An enum, with its niche:", program.of::<Message>());
    show_type(book, "A closure, with what it captured:", closure(program));
    show_type(book, "A future, with what each of its states holds:", future(program));
    show(book, "A type of the standard library:", program.of::<Vec<String>>());
    let of_gimli = program.types().in_crate("gimli");
    let largest = of_gimli.iter().max_by_key(DebugType::size);
    show_type(book, "The largest type of a crate that you cannot edit:", largest);

    let types = program.types().filter(DebugType::is_compound).by_size();
    let count = types.len();
    book.say_measured(&format!("The largest of {count} structs, unions, enums and futures:"));
    let largest = types.iter().take(5).map(|it| (Bytes(it.size()), it.name()));
    book.table_measured(columns(largest));
}

fn show_type(book: &mut Book, what: &str, found: Option<DebugType<'_>>) {
    show(book, what, found.map(|it| it.record()).ok_or("the debug info has none"));
}

fn show(book: &mut Book, what: &str, found: Result<impl Display, impl Display>) {
    book.say_measured(what);
    match found {
        Ok(record) => book.lines_measured(&record.to_string().trim_end()),
        Err(error) => book.lines_measured(&error),
    }
}

/// Types that no code uses are not in the debug info.
fn use_types() -> Found {
    let session = black_box(Session { is_open: true, id: 7, retries: 2 });
    let add = move |more: u64| {
        session.id + more + u64::from(session.retries) + u64::from(session.is_open)
    };
    black_box(add(1));
    for message in black_box([Message::Text("hello".into()), Message::Ping, Message::Closed]) {
        if let Message::Text(text) = message {
            black_box(text);
        }
    }
    black_box(vec![String::new()]);
    let future = serve(1);
    let found = Found { closure: of_value(&add), future: of_value(&future) };
    let mut future = pin!(future);
    let _ = black_box(future.as_mut().poll(&mut Context::from_waker(Waker::noop())));
    found
}
