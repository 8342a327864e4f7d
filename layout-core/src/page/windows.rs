//! Pages by `VirtualAlloc`.

use core::mem::MaybeUninit;
use core::ptr::{self, NonNull};
use std::sync::OnceLock;

use windows_sys::Win32::Foundation::GetLastError;
use windows_sys::Win32::System::Memory::{
    MEM_COMMIT, MEM_DECOMMIT, MEM_RELEASE, MEM_RESERVE, PAGE_READONLY, PAGE_READWRITE,
    VirtualAlloc, VirtualFree, VirtualLock, VirtualProtect, VirtualUnlock,
};
use windows_sys::Win32::System::SystemInformation::{GetSystemInfo, SYSTEM_INFO};

use super::PageError;

pub(super) fn page_size() -> usize {
    static SIZE: OnceLock<usize> = OnceLock::new();
    *SIZE.get_or_init(|| {
        let mut machine = MaybeUninit::<SYSTEM_INFO>::uninit();
        // SAFETY: the call writes all of it, and cannot fail.
        let machine = unsafe {
            GetSystemInfo(machine.as_mut_ptr());
            machine.assume_init()
        };
        machine.dwPageSize as usize
    })
}

/// What the system says of the call that has failed.
fn refused(size: usize) -> PageError {
    // SAFETY: it reads a number of the calling thread's.
    let code = unsafe { GetLastError() };
    PageError::Refused { size, code: i32::from_ne_bytes(code.to_ne_bytes()) }
}

/// Maps zeroed memory; `size` is a multiple of the page size, and `align` a power of two that is one. The guard
/// page is reserved and never committed, so that touching it is a fault.
pub(super) fn map(size: usize, align: usize, guarded: bool) -> Result<NonNull<u8>, PageError> {
    let reserved = size + if guarded { page_size() } else { 0 };
    let start = reserve(reserved, align).ok_or_else(|| refused(size))?;
    // SAFETY: the pages have been reserved, and nobody knows of them.
    let committed =
        unsafe { VirtualAlloc(start.as_ptr().cast(), size, MEM_COMMIT, PAGE_READWRITE) };
    if committed.is_null() {
        let error = refused(size);
        // SAFETY: as above.
        unsafe { unmap(start, size, guarded) };
        return Err(error);
    }
    Ok(start)
}

/// Addresses for `size` bytes at a multiple of `align`.
fn reserve(size: usize, align: usize) -> Option<NonNull<u8>> {
    let at = |place: *const u8, size: usize| {
        // SAFETY: the system chooses a place where nothing is, or refuses the one that it is given.
        let start = unsafe { VirtualAlloc(place.cast(), size, MEM_RESERVE, PAGE_READWRITE) };
        NonNull::new(start.cast::<u8>())
    };
    let start = at(ptr::null(), size)?;
    if start.as_ptr().addr() % align == 0 {
        return Some(start);
    }
    // SAFETY: it has been reserved, and nobody knows of it.
    unsafe { release(start) };
    // A part of a reservation cannot be given back: the aligned place in a larger one is asked for anew, and another
    // thread may come first.
    for _ in 0..16 {
        let larger = at(ptr::null(), size.checked_add(align)?)?;
        let place = larger.as_ptr().wrapping_add(larger.as_ptr().align_offset(align));
        // SAFETY: it has been reserved, and nobody knows of it.
        unsafe { release(larger) };
        if let Some(start) = at(place, size) {
            return Some(start);
        }
    }
    None
}

/// # Safety
///
/// It is the start of a reservation, and nobody uses it any more.
unsafe fn release(start: NonNull<u8>) {
    // SAFETY: as the caller promises; size 0 means all of the reservation.
    let _ = unsafe { VirtualFree(start.as_ptr().cast(), 0, MEM_RELEASE) };
}

/// # Safety
///
/// It is a mapping, and nobody uses it any more.
pub(super) unsafe fn unmap(start: NonNull<u8>, _: usize, _: bool) {
    // SAFETY: as the caller promises. A mapping that was shrunk still begins its reservation.
    unsafe { release(start) }
}

pub(super) unsafe fn grow(
    _: NonNull<u8>,
    _: usize,
    _: usize,
    _: bool,
) -> Result<Option<NonNull<u8>>, PageError> {
    Ok(None)
}

/// Gives back the memory of the end of a mapping; its addresses stay reserved, and are a guard.
///
/// # Safety
///
/// It is a mapping, nobody refers into it, and `to` is less than `size`.
pub(super) unsafe fn shrink(
    start: NonNull<u8>,
    size: usize,
    to: usize,
    _: bool,
) -> Result<NonNull<u8>, PageError> {
    // SAFETY: as the caller promises; the pages are not part of the `to` bytes.
    let answer = unsafe { VirtualFree(start.as_ptr().add(to).cast(), size - to, MEM_DECOMMIT) };
    if answer == 0 { Err(refused(to)) } else { Ok(start) }
}

/// Pages that are given back are to be asked for again, which the system may refuse when they are gone.
pub(super) unsafe fn discard(_: NonNull<u8>, _: usize) -> bool {
    false
}

pub(super) unsafe fn check_readable(_: NonNull<u8>, _: usize) -> Result<(), PageError> {
    Ok(())
}

pub(super) unsafe fn advise_huge(_: NonNull<u8>, _: usize) -> Result<(), PageError> {
    Err(PageError::Unsupported)
}

/// # Safety
///
/// It is a mapping of so many bytes.
pub(super) unsafe fn set_locked(
    start: NonNull<u8>,
    size: usize,
    is_locked: bool,
) -> Result<(), PageError> {
    let start = start.as_ptr().cast();
    // SAFETY: as the caller promises.
    let answer =
        unsafe { if is_locked { VirtualLock(start, size) } else { VirtualUnlock(start, size) } };
    if answer == 0 { Err(refused(size)) } else { Ok(()) }
}

/// # Safety
///
/// It is a mapping of so many bytes, and nobody writes to them while that is not allowed.
pub(super) unsafe fn set_writable(
    start: NonNull<u8>,
    size: usize,
    is_writable: bool,
) -> Result<(), PageError> {
    let access = if is_writable { PAGE_READWRITE } else { PAGE_READONLY };
    let mut before = 0;
    // SAFETY: as the caller promises; the access before is written to where the pointer points.
    let answer = unsafe { VirtualProtect(start.as_ptr().cast(), size, access, &raw mut before) };
    if answer == 0 { Err(refused(size)) } else { Ok(()) }
}
