//! Layouts of this program's own types, without a single derive: read from its debug info.
//!
//! ```console
//! cargo run --example debug_info --features debug-info
//! ```

use std::error::Error;
use std::future::{Future, ready};
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Waker};

use layout_core::debug_info::{self, DebugType, Program};

/// The compiler chooses the order of the fields.
struct Session {
    is_open: bool,
    id: u64,
    retries: u16,
}

/// `None` and `Closed` are stored where the text would have its capacity.
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

fn main() -> Result<(), Box<dyn Error>> {
    use_types();
    // A release build has no types unless its profile asks for them. The error says how.
    let program = debug_info::this_program()?;

    println!("A struct, in the order of memory:\n\n{}", program.of::<Session>()?);
    println!("An enum, with its niche:\n\n{}", program.of::<Message>()?);

    let closure = named(program, "debug_info::use_types::{closure}");
    show("A closure, with what it captured", closure);
    show("A future, with what each state holds", named(program, "debug_info::serve::{async fn}"));

    println!("A type of the standard library:\n\n{}", program.of::<Vec<String>>()?);
    let largest = program.types().in_crate("gimli").iter().max_by_key(DebugType::size);
    show("The largest type of a crate that cannot be edited", largest);

    println!("The largest of {} types:\n", program.types().len());
    let mut types: Vec<DebugType<'_>> =
        program.types().filter(DebugType::is_compound).iter().collect();
    types.sort_by_key(|it| std::cmp::Reverse(it.size()));
    for it in types.iter().take(5) {
        println!("{:>8} bytes  {}", it.size(), it.name());
    }
    Ok(())
}

fn named<'p>(program: &'p Program, name: &str) -> Option<DebugType<'p>> {
    program.types().named(name).iter().next()
}

fn show(what: &str, found: Option<DebugType<'_>>) {
    match found {
        Some(it) => {
            let record = it.record();
            let place = record.layout.declared_at.as_ref().map(|at| format!(", {at}"));
            println!("{what}: {}{}\n\n{record}", it.name(), place.unwrap_or_default());
        }
        None => println!("{what}: there is none\n"),
    }
}

/// Types that no code uses are not in the debug info.
fn use_types() {
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
    let mut future = pin!(serve(1));
    let _ = black_box(future.as_mut().poll(&mut Context::from_waker(Waker::noop())));
}
