//! Mapped files.

use std::fs::File;
use std::io::Write;
use std::os::fd::AsRawFd;
use std::path::Path;
use std::ptr;

use layout_core::region::RegionKind;

use crate::{assert_kind, map};

const LENGTH: usize = 10_000;

/// Maps a new file of `LENGTH` bytes, and calls with it and its address.
fn with_mapped_file(name: &str, flags: libc::c_int, check: impl FnOnce(&Path, *const u8)) {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).canonicalize();
    let path = directory.expect("it has been made").join(format!("{name}-{}", std::process::id()));
    let mut file = File::options().create(true).truncate(true).read(true).write(true).open(&path);
    let file = file.as_mut().expect("a file can be made");
    file.write_all(&[5; LENGTH]).expect("a file can be written");
    // SAFETY: the file is mapped at a place that the kernel chooses.
    let start = unsafe {
        let access = libc::PROT_READ | libc::PROT_WRITE;
        libc::mmap(ptr::null_mut(), LENGTH, access, flags, file.as_raw_fd(), 0)
    };
    assert_ne!(start, libc::MAP_FAILED);
    check(&path, start.cast());
    // SAFETY: it is the mapping above, to which nobody refers.
    unsafe { libc::munmap(start, LENGTH) };
    std::fs::remove_file(&path).expect("the file is there");
}

#[test]
fn a_mapped_file_is_told_with_its_path() {
    for (name, flags, access) in
        [("shared file", libc::MAP_SHARED, "rw-s"), ("private-file", libc::MAP_PRIVATE, "rw-p")]
    {
        with_mapped_file(name, flags, |path, start| {
            let region = assert_kind(&map(), start.wrapping_add(9_999), RegionKind::Mapped);
            assert_eq!(region.file.as_deref(), Some(path));
            assert_eq!((region.bounds.start(), region.bounds.size()), (start, 12_288));
            assert_eq!(region.access.to_string(), access);
        });
    }
}

/// Anonymous memory that is shared is a file to the kernel.
#[test]
fn shared_memory_is_mapped() {
    // SAFETY: new memory is mapped at a place that the kernel chooses.
    let start = unsafe {
        let flags = libc::MAP_SHARED | libc::MAP_ANONYMOUS;
        libc::mmap(ptr::null_mut(), LENGTH, libc::PROT_READ, flags, -1, 0)
    };
    assert_ne!(start, libc::MAP_FAILED);
    assert_kind(&map(), start, RegionKind::Mapped);
    // SAFETY: it is the mapping above, to which nobody refers.
    unsafe { libc::munmap(start, LENGTH) };
}
