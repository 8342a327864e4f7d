//! The CPU time of child processes.

use std::io;
use std::time::Duration;

/// The user and system time of all children waited for so far, including the
/// descendants which they waited for.
#[cfg(unix)]
pub(crate) fn children() -> io::Result<Duration> {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::uninit();
    // SAFETY: the pointer is valid for writes of a `rusage`.
    if unsafe { libc::getrusage(libc::RUSAGE_CHILDREN, usage.as_mut_ptr()) } != 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: getrusage succeeded, so it has written the whole structure.
    let usage = unsafe { usage.assume_init() };
    Ok(duration(usage.ru_utime) + duration(usage.ru_stime))
}

#[cfg(unix)]
fn duration(time: libc::timeval) -> Duration {
    // The width of both fields varies between platforms.
    let expect = "a CPU time is not negative";
    Duration::from_secs(time.tv_sec.try_into().expect(expect))
        + Duration::from_micros(time.tv_usec.try_into().expect(expect))
}

/// Compiles so that the workspace builds everywhere.
#[cfg(not(unix))]
pub(crate) fn children() -> io::Result<Duration> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "the CPU time of child processes is only measured on Unix",
    ))
}
