//! valgrind's word on it: what is written to a file holds no byte that was never written. On 64 bits only:
//! for programs of 32 bits Debian's valgrind needs the debug symbols of their C library.
#![allow(dead_code, reason = "fields are read as bytes")]

use std::fs::File;
use std::hint::black_box;
use std::io::Write;
use std::process::Command;

use layout_core::{Layout, copy_with_zeroed_padding};
use layout_tests::skip::skip_without;

/// Says to a process of this very test what to write.
const CHILD: &str = "LAYOUT_PLAIN_CHILD";

#[derive(Layout, Clone, Copy)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u16,
    checksum: u64,
}

#[derive(Layout, Clone, Copy)]
#[repr(u8)]
enum Message {
    Quit,
    Send(Packet),
}

#[test]
fn no_byte_of_padding_leaves_the_program() {
    if let Ok(what) = std::env::var(CHILD) {
        return write(&what);
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        return skip_without("valgrind", "apt-get install valgrind");
    }
    assert!(is_clean("copied"), "valgrind found padding in what was copied");
    assert!(
        !is_clean("raw"),
        "valgrind did not find the padding of raw values, so it says nothing of others"
    );
}

/// Whether valgrind finds nothing in a process that writes values to a file.
fn is_clean(what: &str) -> bool {
    let program = std::env::current_exe().expect("it is known");
    let output = Command::new("valgrind")
        .args(["--quiet", "--error-exitcode=9"])
        .arg(program)
        .args(["--exact", "valgrind::no_byte_of_padding_leaves_the_program", "--test-threads=1"])
        .env(CHILD, what)
        .output()
        .expect("valgrind can be run");
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => true,
        Some(9) if said.contains("uninitialised byte(s)") => false,
        _ => panic!("{:?}\n{said}{}", output.status, String::from_utf8_lossy(&output.stdout)),
    }
}

fn write(what: &str) {
    let path = std::env::temp_dir().join(format!("layout-plain-{}", std::process::id()));
    let mut file = File::create(&path).expect("a file can be made");
    let packet = on_the_heap(|packet: *mut Packet| {
        // SAFETY: the place is one of a packet. Its padding is left as it is.
        unsafe {
            (&raw mut (*packet).version).write(1);
            (&raw mut (*packet).length).write(2);
            (&raw mut (*packet).checksum).write(3);
        }
    });
    // SAFETY: the tag lies first, and `Quit`, which is 0, has no fields.
    let message =
        on_the_heap(|message: *mut Message| unsafe { message.cast::<u8>().write(black_box(0)) });
    if what == "copied" {
        let mut bytes = [0xa5; 64];
        for bytes in [
            copy_with_zeroed_padding(&*packet, &mut bytes).to_vec(),
            copy_with_zeroed_padding(&*message, &mut bytes).to_vec(),
            copy_with_zeroed_padding(&Message::Send(*packet), &mut bytes).to_vec(),
            copy_with_zeroed_padding(&[*packet; 3], &mut bytes).to_vec(),
        ] {
            file.write_all(&bytes).expect("it can be written");
        }
    } else {
        write_raw(&file, &*packet);
        write_raw(&file, &*message);
    }
    drop(file);
    std::fs::remove_file(path).expect("it can be removed");
}

/// A value in memory that was never written but by `write`.
#[expect(clippy::unnecessary_box_returns, reason = "it is about the memory of the box")]
fn on_the_heap<T>(write: impl Fn(*mut T)) -> Box<T> {
    let mut value = Box::<T>::new_uninit();
    write(value.as_mut_ptr());
    // SAFETY: `write` writes what the type needs.
    unsafe { value.assume_init() }
}

/// Writes a value as it lies in memory, which is what nobody should do.
fn write_raw<T>(file: &File, value: &T) {
    use std::os::fd::AsRawFd;
    let start = std::ptr::from_ref(value).cast();
    // SAFETY: the system reads memory that is there; no byte of it is read by the program.
    let written = unsafe { libc::write(file.as_raw_fd(), start, size_of::<T>()) };
    assert!(written > 0);
}
