//! What cannot be had is an error, and changes nothing.

use layout_core::alloc::page::{PageBuf, PageError, page_size};

#[test]
fn too_large_a_size_is_an_overflow() {
    let limit = isize::MAX.unsigned_abs();
    for size in [usize::MAX, usize::MAX - page_size(), limit + 1, limit] {
        assert_eq!(
            PageBuf::try_zeroed(size).err(),
            Some(PageError::Overflow { size }),
            "{size:#x}"
        );
        let guarded = PageBuf::options().guard_page(true).try_zeroed(size).err();
        assert_eq!(guarded, Some(PageError::Overflow { size }), "{size:#x}, guarded");
    }
}

/// Where addresses have 32 bits, half of them may be had.
#[cfg(target_pointer_width = "64")]
#[test]
fn more_than_the_machine_has_is_refused_and_changes_nothing() {
    let mut buffer = PageBuf::try_zeroed(100).expect("there is a page");
    buffer[99] = 8;
    let (capacity, size) = (buffer.capacity(), isize::MAX.unsigned_abs() / 2);
    let error = buffer.try_resize(size).expect_err("no machine has so many addresses");
    assert!(matches!(error, PageError::Refused { code: 1.., .. }), "{error:?}");
    assert!(error.to_string().contains("os error"), "{error}");
    assert!(error.raw_os_error().is_some(), "{error:?}");
    assert_eq!(std::io::Error::from(error).raw_os_error(), error.raw_os_error());
    assert!(buffer.try_reserve(size).is_err() && buffer.try_reserve(usize::MAX).is_err());
    assert_eq!((buffer.len(), buffer.capacity(), buffer[99]), (100, capacity, 8));
    let mut guarded = PageBuf::options().guard_page(true).try_zeroed(1).expect("there is a page");
    assert!(guarded.try_resize(size).is_err());
    assert_eq!((guarded.len(), guarded.capacity()), (1, page_size()));
}

/// More than any machine has; where addresses have 32 bits, no type is so large. The compiler cannot make
/// room for one on the stack when it guards that with a sanitizer.
#[cfg(all(target_pointer_width = "64", not(sanitized)))]
#[test]
fn a_value_that_has_no_room_is_not_made() {
    struct Huge(#[expect(dead_code, reason = "it is there to be large")] [u8; usize::MAX / 8]);
    let result = layout_core::alloc::page::PageBox::<Huge>::try_new_with(|| {
        unreachable!("there is no room for it")
    });
    assert!(matches!(result, Err(PageError::Refused { .. })));
}

#[test]
fn an_error_is_one_of_io_too() {
    let error = std::io::Error::from(PageError::Overflow { size: 1 });
    assert_eq!(error.kind(), std::io::ErrorKind::OutOfMemory);
    assert_eq!(
        std::io::Error::from(PageError::Unsupported).kind(),
        std::io::ErrorKind::Unsupported
    );
}

#[test]
fn errors_say_what_was_asked_for() {
    let said = |error: PageError| error.to_string();
    assert_eq!(said(PageError::Overflow { size: 7 }), "7 bytes of pages exceed the address space");
    let refused = "the system refused to map 7 bytes of pages";
    assert_eq!(said(PageError::Refused { size: 7, code: 0 }), refused);
    let code = 12;
    let reason = std::io::Error::from_raw_os_error(code);
    assert_eq!(said(PageError::Refused { size: 7, code }), format!("{refused}: {reason}"));
    assert_eq!(
        said(PageError::Unsupported),
        "this system does not support this operation on pages"
    );
}
