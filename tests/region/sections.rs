//! Statics and code, against the symbols by which the linker marks the sections (`end(3)`).

use std::cell::UnsafeCell;
use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::AtomicU32;

use layout_core::region::{RegionKind, Section, region_at, region_of};

use crate::{assert_kind, map};

const RODATA: RegionKind = RegionKind::Static(Section::Rodata);
const DATA: RegionKind = RegionKind::Static(Section::Data);
const BSS: RegionKind = RegionKind::Static(Section::Bss);

unsafe extern "C" {
    /// The first byte of `.bss`.
    static __bss_start: u8;
    /// The byte behind `.data`.
    static edata: u8;
    /// The byte behind `.bss`.
    static end: u8;
    /// The byte behind the code.
    static etext: u8;
}

static NUMBER: u32 = 77;
static TABLE: [u64; 500] = [9; 500];
/// Holds addresses, so the loader writes to it before the program begins (`.data.rel.ro`).
static NAMES: [&str; 2] = ["first", "second"];
static COUNTER: AtomicU32 = AtomicU32::new(1);
static ZERO: AtomicU32 = AtomicU32::new(0);
static LOCK: Mutex<[u8; 9]> = Mutex::new([0; 9]);
/// Not all zeros: a vector without memory holds an address all the same, its alignment.
static LIST: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static TEXT: &str = "a literal";

/// Room in `.bss` of many pages.
struct Room(UnsafeCell<[u8; 1 << 20]>);

// SAFETY: nobody reads or writes what is in it.
unsafe impl Sync for Room {}

static ROOM: Room = Room(UnsafeCell::new([0; 1 << 20]));

#[test]
fn statics_are_in_their_sections() {
    // Unless they are used, there may be one value of several statics, or none.
    let (number, zero) = (std::hint::black_box(&NUMBER), std::hint::black_box(&ZERO));
    let map = map();
    assert_kind(&map, number, RODATA);
    assert_kind(&map, &raw const TABLE[499], RODATA);
    assert_kind(&map, &raw const NAMES, RODATA);
    assert_kind(&map, NAMES[1].as_ptr(), RODATA);
    assert_kind(&map, TEXT, RODATA);
    assert_kind(&map, "another literal", RODATA);
    assert_kind(&map, b"bytes", RODATA);
    assert_kind(&map, &raw const COUNTER, DATA);
    assert_kind(&map, zero, BSS);
    assert_kind(&map, &raw const LOCK, BSS);
    assert_kind(&map, &raw const LIST, DATA);
    assert_kind(&map, ROOM.0.get(), BSS);
    assert_kind(&map, ROOM.0.get().cast::<u8>().wrapping_add((1 << 20) - 1), BSS);
}

#[test]
fn functions_are_code() {
    assert_eq!(region_at(functions_are_code as fn() as *const ()).kind, RegionKind::Code);
    let of_libc = libc::getpid as unsafe extern "C" fn() -> libc::pid_t as *const ();
    let region = region_at(of_libc);
    assert_eq!(region.kind, RegionKind::Code);
    let file = region.file.expect("it is code of a file");
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    // In the C library, or in this program's table of jumps to it.
    let own = std::env::current_exe().expect("this program is a file");
    assert!(name.starts_with("libc") || *file == *own, "{}", file.display());
}

#[test]
fn sections_end_where_the_linker_says() {
    let map = map();
    // The addresses are all that is used of these symbols; what is behind a section is not read.
    let (bss_start, data_end, bss_end, text_end) =
        (&raw const __bss_start, &raw const edata, &raw const end, &raw const etext);
    let data = assert_kind(&map, data_end.wrapping_sub(1), DATA);
    assert_eq!(data.bounds.end(), data_end, "{map}");
    assert_kind(&map, bss_start, BSS);
    let bss = assert_kind(&map, bss_end.wrapping_sub(1), BSS);
    assert!(bss_end <= bss.bounds.end(), "{map}");
    assert_kind(&map, text_end.wrapping_sub(1), RegionKind::Code);
    let own = std::env::current_exe().expect("this program is a file");
    for address in [data_end.wrapping_sub(1), bss_start, bss_end.wrapping_sub(1)] {
        let region = map.find(address).and_then(|region| region.file.as_deref());
        assert_eq!(region, Some(&*own), "{map}");
    }
}

#[test]
fn a_reference_to_a_static_is_not_the_static() {
    let reference = &NUMBER;
    assert_eq!(region_of(&reference).kind, RegionKind::Stack);
    assert_eq!(region_of(reference).kind, RODATA);
    assert_eq!(region_of(TEXT).kind, RODATA);
    assert_eq!(region_of(&ptr::null::<u8>()).kind, RODATA, "the constant is promoted to a static");
}

#[test]
fn code_of_the_kernel_is_told_from_that_of_files() {
    // SAFETY: it reads a number from a table that the kernel has passed to the program.
    let vdso = unsafe { libc::getauxval(libc::AT_SYSINFO_EHDR) };
    if let Ok(address @ 1..) = usize::try_from(vdso) {
        let region = assert_kind(&map(), ptr::without_provenance::<u8>(address), RegionKind::Code);
        assert_eq!(region.file, None);
    }
}
