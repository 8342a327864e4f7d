//! Pages by `mmap`.

use core::ptr::{self, NonNull};

use rustix::io::Errno;
use rustix::mm::{self, MapFlags, MprotectFlags, ProtFlags};

use super::PageError;

pub(super) fn page_size() -> usize {
    rustix::param::page_size()
}

fn refused(size: usize) -> impl FnOnce(Errno) -> PageError {
    move |error| PageError::Refused { size, code: error.raw_os_error() }
}

/// The bytes of a mapping with its guard page.
fn total(size: usize, guarded: bool) -> usize {
    size + if guarded { page_size() } else { 0 }
}

/// Maps zeroed memory; `size` is a multiple of the page size, and `align` a power of two that is one.
pub(super) fn map(size: usize, align: usize, guarded: bool) -> Result<NonNull<u8>, PageError> {
    let page = page_size();
    let total = total(size, guarded);
    // To cut an aligned part out of it.
    let spare = align - page;
    let mapped = total.checked_add(spare).filter(|&mapped| isize::try_from(mapped).is_ok());
    let mapped = mapped.ok_or(PageError::Overflow { size })?;
    let (access, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
    // SAFETY: the kernel chooses a place where nothing is.
    let start = unsafe { mm::mmap_anonymous(ptr::null_mut(), mapped, access, flags) };
    let start = start.map_err(refused(size))?.cast::<u8>();
    let head = start.align_offset(align).min(spare);
    let aligned = start.wrapping_add(head);
    // SAFETY: what lies before the aligned part and after it belongs to the new mapping, and nobody
    // knows of it.
    unsafe {
        unmap_if_any(start, head);
        unmap_if_any(aligned.wrapping_add(total), spare - head);
    }
    let aligned = NonNull::new(aligned).ok_or(PageError::Refused { size, code: 0 })?;
    if guarded {
        // SAFETY: the last page of the new mapping is not part of the `size` bytes.
        let answer = unsafe { forbid(aligned.add(size), page) };
        answer.inspect_err(|_| {
            // SAFETY: it is the new mapping, and nobody knows of it.
            unsafe { unmap_if_any(aligned.as_ptr(), total) }
        })?;
    }
    Ok(aligned)
}

/// # Safety
///
/// So many bytes from `start` are mapped, and nobody uses them.
unsafe fn unmap_if_any(start: *mut u8, size: usize) {
    if size > 0 {
        // It fails if the kernel has no room to note the rest: then the memory is lost, not misused.
        // SAFETY: as the caller promises.
        let _ = unsafe { mm::munmap(start.cast(), size) };
    }
}

/// # Safety
///
/// It is a mapping, and nobody uses it any more.
pub(super) unsafe fn unmap(start: NonNull<u8>, size: usize, guarded: bool) {
    // SAFETY: as the caller promises.
    unsafe { unmap_if_any(start.as_ptr(), total(size, guarded)) }
}

/// # Safety
///
/// So many bytes from `start` are whole pages of a mapping, and nobody uses them.
unsafe fn forbid(start: NonNull<u8>, size: usize) -> Result<(), PageError> {
    let none = MprotectFlags::empty();
    // SAFETY: as the caller promises.
    unsafe { mm::mprotect(start.as_ptr().cast(), size, none).map_err(refused(size)) }
}

/// Makes a mapping larger, which may move it. `None` if it can only be copied.
///
/// # Safety
///
/// It is a mapping of `size` bytes, perhaps with a guard page, and nobody refers into it.
#[cfg(target_os = "linux")]
pub(super) unsafe fn grow(
    start: NonNull<u8>,
    size: usize,
    to: usize,
    guarded: bool,
) -> Result<Option<NonNull<u8>>, PageError> {
    use mm::MremapFlags;

    // Where a guard page stands in the way, this changes nothing, but tells whether the pages can be moved.
    let flags = if guarded { MremapFlags::empty() } else { MremapFlags::MAYMOVE };
    // SAFETY: as the caller promises; the pages move with what they hold.
    let moved = match unsafe { mm::mremap(start.as_ptr().cast(), size, to, flags) } {
        // The pages are several mappings: a part has been locked or protected.
        Err(Errno::FAULT) => return Ok(None),
        Err(Errno::NOMEM) if guarded => {
            let place = map(to, page_size(), true)?;
            // SAFETY: as the caller promises; nobody knows of the new mapping, whose guard page stays.
            let moved = unsafe {
                let place = place.as_ptr().cast();
                mm::mremap_fixed(start.as_ptr().cast(), size, to, MremapFlags::MAYMOVE, place)
            };
            if let Err(error) = moved {
                // The kernel may have unmapped the place, so that something else may be there now. The addresses
                // are lost if it has not. The guard page is there.
                // SAFETY: nobody uses the guard page.
                unsafe { unmap_if_any(place.as_ptr().add(to), page_size()) };
                return Err(refused(to)(error));
            }
            // SAFETY: it is the old guard page, from which the pages have been moved away.
            unsafe { unmap_if_any(start.as_ptr().add(size), page_size()) };
            return Ok(Some(place));
        }
        moved => moved.map_err(refused(to))?,
    };
    let moved = NonNull::new(moved.cast()).ok_or(PageError::Refused { size: to, code: 0 })?;
    Ok(Some(moved))
}

#[cfg(not(target_os = "linux"))]
pub(super) unsafe fn grow(
    _: NonNull<u8>,
    _: usize,
    _: usize,
    _: bool,
) -> Result<Option<NonNull<u8>>, PageError> {
    Ok(None)
}

/// Gives back the end of a mapping, which keeps its place. With a guard page, another one follows the rest.
///
/// # Safety
///
/// As for [`grow`]; `to` is less than `size`.
pub(super) unsafe fn shrink(
    start: NonNull<u8>,
    size: usize,
    to: usize,
    guarded: bool,
) -> Result<NonNull<u8>, PageError> {
    if guarded {
        // SAFETY: the page is not part of the `to` bytes.
        unsafe { forbid(start.add(to), page_size())? };
    }
    let (new, old) = (total(to, guarded), total(size, guarded));
    // SAFETY: as the caller promises; what is unmapped is not part of the `to` bytes.
    unsafe { unmap_if_any(start.as_ptr().add(new), old - new) };
    Ok(start)
}

/// Gives back what whole pages take, so that they are zeros again. Whether it is done.
///
/// # Safety
///
/// They are pages of a mapping, and nobody refers into them.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) unsafe fn discard(start: NonNull<u8>, size: usize) -> bool {
    // Private pages without a file are zeros after this: `madvise(2)`. It fails on locked pages.
    // SAFETY: as the caller promises.
    unsafe { mm::madvise(start.as_ptr().cast(), size, mm::Advice::LinuxDontNeed) }.is_ok()
}

/// Elsewhere `madvise` does not promise zeros. To map new pages over the old ones may fail after these are gone.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) unsafe fn discard(_: NonNull<u8>, _: usize) -> bool {
    false
}

/// Whether the pages can be read, as far as the system tells without a signal.
///
/// # Safety
///
/// It is a mapping of so many bytes.
pub(super) unsafe fn check_readable(start: NonNull<u8>, size: usize) -> Result<(), PageError> {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        let start = start.as_ptr().cast();
        // Since Linux 5.14, an invalid argument is either memory that cannot be read or, before, the advice: so with
        // no memory at all. What was never touched takes no memory by this.
        // SAFETY: as the caller promises; what the pages hold does not change.
        let answers = unsafe {
            [size, 0].map(|size| mm::madvise(start, size, mm::Advice::LinuxPopulateRead))
        };
        if let [Err(error), Ok(())] = answers {
            let error = if error == Errno::INVAL { Errno::FAULT } else { error };
            return Err(refused(size)(error));
        }
    }
    let _ = (start, size);
    Ok(())
}

/// # Safety
///
/// It is a mapping of so many bytes.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) unsafe fn advise_huge(start: NonNull<u8>, size: usize) -> Result<(), PageError> {
    // SAFETY: as the caller promises; the advice does not change what the pages hold.
    let answer = unsafe { mm::madvise(start.as_ptr().cast(), size, mm::Advice::LinuxHugepage) };
    match answer {
        // A kernel that was built without them.
        Err(Errno::INVAL) => Err(PageError::Unsupported),
        answer => answer.map_err(refused(size)),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
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
        unsafe { if is_locked { mm::mlock(start, size) } else { mm::munlock(start, size) } };
    answer.map_err(refused(size))
}

/// # Safety
///
/// It is a mapping of so many bytes, and nobody writes to them while that is not allowed.
pub(super) unsafe fn set_writable(
    start: NonNull<u8>,
    size: usize,
    is_writable: bool,
) -> Result<(), PageError> {
    let write = if is_writable { MprotectFlags::WRITE } else { MprotectFlags::empty() };
    // SAFETY: as the caller promises.
    let answer = unsafe { mm::mprotect(start.as_ptr().cast(), size, MprotectFlags::READ | write) };
    answer.map_err(refused(size))
}
