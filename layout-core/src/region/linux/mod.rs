//! The memory map of Linux: mappings, cut where sections and stacks begin and end.

mod maps;
mod objects;
mod resident;
mod threads;

use core::hint::black_box;
use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;
use std::vec::Vec;

use self::objects::Segment;
pub(super) use self::resident::resident;
use self::threads::Stack;
use super::bounds::place_of;
use super::{Access, Bounds, Region, RegionKind, Section};

/// All regions in the order of their addresses.
pub(super) fn regions() -> io::Result<Vec<Region>> {
    let segments = objects::segments();
    let others = threads::others();
    let list = read_list()?;
    let lines = maps::parse(&list);
    let lines = lines.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let mappings: Vec<Mapping<'_>> = lines.into_iter().map(Mapping::of_line).collect();
    let code = place_of(regions as fn() -> io::Result<Vec<Region>> as *const ());
    if ![code, place_of(black_box(&raw const list))]
        .iter()
        .all(|&address| mappings.iter().any(|mapping| mapping.has(address)))
    {
        return Err(io::Error::other("/proc lists the mappings of another process"));
    }
    let stacks = threads::stacks(&others, &mappings);
    Ok(cut(&mappings, &segments, &stacks.found, stacks.main.as_ref()))
}

/// The kernel's list of mappings.
///
/// It is that of the calling thread, because that of the process is empty once the main thread has ended. Kernels
/// before 3.17 know that of the process alone.
fn read_list() -> io::Result<Vec<u8>> {
    let mut failure = None;
    for path in ["/proc/thread-self/maps", "/proc/self/maps"] {
        match File::open(path).and_then(read_proc) {
            Ok(list) => return Ok(list),
            Err(error) => {
                let kind = error.kind();
                failure = Some(io::Error::new(kind, std::format!("cannot read {path}: {error}")));
                if kind != io::ErrorKind::NotFound {
                    break;
                }
            }
        }
    }
    Err(failure.unwrap_or_else(|| io::ErrorKind::NotFound.into()))
}

/// What a file has, if it is one of the kernel's.
fn read_proc(mut file: File) -> io::Result<Vec<u8>> {
    check_proc(&file)?;
    let mut list = Vec::with_capacity(64 << 10);
    file.read_to_end(&mut list)?;
    Ok(list)
}

/// Whether a file is one of the kernel's: a copy of one tells of another process, or of the past.
fn check_proc(file: &File) -> io::Result<()> {
    const PROC_SUPER_MAGIC: u64 = 0x9fa0; // `statfs(2)`
    let mut system = core::mem::MaybeUninit::<libc::statfs>::uninit();
    // SAFETY: the descriptor is open, and the answer is written to `system`.
    if unsafe { libc::fstatfs(file.as_raw_fd(), system.as_mut_ptr()) } != 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the answer was 0, so that it has been written.
    let system = unsafe { system.assume_init() };
    #[allow(
        clippy::cast_sign_loss,
        clippy::unnecessary_cast,
        reason = "its type differs by target"
    )]
    if system.f_type as u64 & 0xffff_ffff != PROC_SUPER_MAGIC {
        return Err(io::Error::other("it is a copy, not the kernel's file"));
    }
    Ok(())
}

/// A mapping of the list.
#[derive(Clone, Copy, Debug)]
struct Mapping<'a> {
    start: usize,
    end: usize,
    access: Access,
    name: Name<'a>,
}

/// What the kernel says of what is mapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name<'a> {
    /// Nothing, or a name that the program has given: `PR_SET_VMA_ANON_NAME`.
    Anonymous(&'a [u8]),
    /// A path, or what stands for one: `anon_inode:[io_uring]`.
    File(&'a [u8]),
    Stack,
    Heap,
    Vdso,
    /// Other pages that the kernel lends.
    Kernel,
}

impl Name<'_> {
    fn is_anonymous(self) -> bool {
        matches!(self, Self::Anonymous(_))
    }
}

impl<'a> Mapping<'a> {
    fn of_line(line: maps::Line<'a>) -> Self {
        let [read, write, execute, shared] = line.access;
        let name = match line.name {
            b"" => Name::Anonymous(b""),
            b"[stack]" => Name::Stack,
            b"[heap]" => Name::Heap,
            b"[vdso]" => Name::Vdso,
            // Of a thread, by kernels from 3.4 to 4.4; found by other means.
            name if name.starts_with(b"[stack:") => Name::Anonymous(b""),
            name if name.starts_with(b"[anon") => Name::Anonymous(name),
            name if name.starts_with(b"[") => Name::Kernel,
            name => Name::File(name),
        };
        let access = Access { read, write, execute, shared };
        Self { start: line.start, end: line.end, access, name }
    }

    fn has(&self, address: usize) -> bool {
        self.start <= address && address < self.end
    }

    /// Whether it may be a stack that the program or the C library has made.
    fn is_private_memory(&self) -> bool {
        let has_no_file = matches!(self.name, Name::Anonymous(_) | Name::Heap);
        has_no_file && self.access.write && !self.access.shared
    }

    /// The path of what is mapped, as the kernel has it, byte by byte.
    ///
    /// In the list `\012` stands for a line feed and for itself; which it is, the link of the mapping tells.
    /// Where that cannot be read, the path is not known.
    fn path(&self) -> Option<Cow<'a, Path>> {
        let Name::File(name) = self.name else { return None };
        if !name.windows(4).any(|four| four == b"\\012") {
            return Some(Cow::Borrowed(Path::new(OsStr::from_bytes(name))));
        }
        let link = std::format!("/proc/self/map_files/{:x}-{:x}", self.start, self.end);
        let path = fs::read_link(link).ok()?;
        (escape(path.as_os_str().as_bytes()) == name).then_some(Cow::Owned(path))
    }
}

/// A path as the list has it.
fn escape(path: &[u8]) -> Vec<u8> {
    let escaped = path.iter().flat_map(|byte| match byte {
        b'\n' => b"\\012",
        byte => core::slice::from_ref(byte),
    });
    escaped.copied().collect()
}

/// The mappings, cut where sections and stacks begin and end. `main` has the stack that the kernel names.
fn cut(
    mappings: &[Mapping<'_>],
    segments: &[Segment],
    stacks: &[Stack],
    main: Option<&Arc<str>>,
) -> Vec<Region> {
    let mut regions = Vec::with_capacity(mappings.len() + segments.len());
    let mut files = Files::default();
    for mapping in mappings {
        let mut from = mapping.start;
        while from < mapping.end {
            let piece = Piece::at(from, mapping.end, segments, stacks);
            let region = piece.region(mapping, main, &mut files);
            from = piece.bounds.behind();
            push(&mut regions, region);
        }
    }
    regions
}

/// The size of a page, in bytes.
fn page_size() -> usize {
    // SAFETY: it takes a number and returns one.
    let size = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    usize::try_from(size).ok().filter(|size| size.is_power_of_two()).unwrap_or(4096)
}

/// Adds a region. A section without a file belongs to that before it, whose section goes on; a section
/// in several mappings is one region, if they are accessed alike.
fn push(regions: &mut Vec<Region>, mut region: Region) {
    let last = regions.last_mut().filter(|last| {
        let is_static = |kind| matches!(kind, RegionKind::Static(_));
        is_static(last.kind)
            && is_static(region.kind)
            && last.bounds.behind() == region.bounds.first()
    });
    let Some(last) = last else { return regions.push(region) };
    if region.file.is_none() {
        region.file.clone_from(&last.file);
    }
    if (last.kind, last.access, &last.file) == (region.kind, region.access, &region.file) {
        last.bounds = Bounds::new(last.bounds.first(), region.bounds.behind());
    } else {
        regions.push(region);
    }
}

/// A part of a mapping in which no section and no stack begins or ends.
struct Piece<'a> {
    bounds: Bounds,
    section: Option<objects::Part>,
    stack: Option<&'a Stack>,
}

impl<'a> Piece<'a> {
    /// The piece from `from`, up to `end` at most; `from < end`.
    fn at(from: usize, end: usize, segments: &[Segment], stacks: &'a [Stack]) -> Self {
        let cuts = segments.iter().flat_map(Segment::cuts);
        let cuts = cuts
            .chain(stacks.iter().flat_map(|stack| [stack.bounds.first(), stack.bounds.behind()]));
        let to = cuts.filter(|&cut| from < cut && cut < end).min().unwrap_or(end);
        Self {
            bounds: Bounds::new(from, to),
            section: segments.iter().find_map(|segment| segment.part_at(from)),
            stack: stacks.iter().find(|stack| stack.bounds.has(from)),
        }
    }

    fn region(&self, mapping: &Mapping<'_>, main: Option<&Arc<str>>, files: &mut Files) -> Region {
        let kind = self.kind(mapping);
        let thread = match (kind, self.stack) {
            (RegionKind::Stack, Some(stack)) => stack.thread.clone(),
            (RegionKind::Stack, None) => main.cloned(),
            _ => None,
        };
        Region {
            kind,
            bounds: self.bounds,
            access: mapping.access,
            file: files.of(mapping),
            thread,
        }
    }

    fn kind(&self, mapping: &Mapping<'_>) -> RegionKind {
        let access = mapping.access;
        match (mapping.name, self.stack) {
            (_, Some(stack)) if self.section.is_none() && mapping.is_private_memory() => {
                return if stack.thread.is_some() {
                    RegionKind::Stack
                } else {
                    RegionKind::Unknown
                };
            }
            (Name::Stack, _) => return RegionKind::Stack,
            (Name::Heap, _) => return RegionKind::Heap,
            (Name::Vdso, _) => return RegionKind::Code,
            (Name::Kernel, _) => return RegionKind::Kernel,
            (Name::Anonymous(_) | Name::File(_), _) => {}
        }
        match self.section {
            Some(objects::Part::Code) => return RegionKind::Code,
            // The loader has taken the right to write away: `PT_GNU_RELRO`.
            Some(_) if !access.write => return RegionKind::Static(Section::Rodata),
            Some(objects::Part::Section(section)) => return RegionKind::Static(section),
            None => {}
        }
        let has_file = matches!(mapping.name, Name::File(_));
        match () {
            () if access.execute => RegionKind::Code,
            () if has_file || access.shared => RegionKind::Mapped,
            () if access.is_none() => RegionKind::Guard,
            () => RegionKind::Heap,
        }
    }
}

/// The paths of the mappings, each kept once where it comes several times in a row.
#[derive(Default)]
struct Files {
    last: Option<Arc<Path>>,
}

impl Files {
    fn of(&mut self, mapping: &Mapping<'_>) -> Option<Arc<Path>> {
        let path = mapping.path()?;
        self.last = Some(match self.last.take() {
            Some(last) if *last == *path => last,
            _ => Arc::from(&*path),
        });
        self.last.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::string::String;

    use super::*;
    use crate::region::MemoryMap;

    const MAPS: &str = "\
00400000-00401000 r--p 00000000 08:01 100 /bin/app
00401000-00405000 r-xp 00001000 08:01 100 /bin/app
00405000-00407000 r--p 00005000 08:01 100 /bin/app
00407000-0040a000 rw-p 00007000 08:01 100 /bin/app
0040a000-0040c000 rw-p 00000000 00:00 0
0040c000-0040d000 rw-p 00000000 00:00 0
10000000-10021000 rwxp 00000000 00:00 0 [heap]
20000000-20010000 rw-p 00000000 00:00 0 [anon:arena]
20010000-20020000 ---p 00000000 00:00 0
20020000-20030000 r-xp 00000000 00:00 0
20030000-20040000 rw-s 00000000 00:01 7 /dev/zero (deleted)
20040000-20050000 rw-s 00000000 00:00 0
20050000-20060000 -w-p 00000000 00:00 0
30000000-30001000 r--p 00000000 08:01 101 /lib/data
30001000-30002000 rwxp 00000000 08:01 101 /lib/data
40000000-40001000 ---p 00000000 00:00 0
40001000-40011000 rw-p 00000000 00:00 0
40011000-40012000 r--p 00000000 00:00 0
50000000-50004000 r--p 00000000 00:00 0 [vvar]
50004000-50006000 r-xp 00000000 00:00 0 [vdso]
50006000-50007000 r--p 00000000 00:00 0 [vvar_vclock]
60000000-60001000 rw-p 00000000 08:01 102 /lib/so
60002000-60003000 rw-p 00000000 00:00 0
7fff0000-80000000 rw-p 00000000 00:00 0 [stack]
";

    pub(super) fn mappings(list: &[u8]) -> Vec<Mapping<'_>> {
        let lines = maps::parse(list).expect("it is such a list");
        lines.into_iter().map(Mapping::of_line).collect()
    }

    fn segment(start: usize, file_end: usize, end: usize, part: objects::Part) -> Segment {
        Segment { start, file_end, end, part }
    }

    fn stack(start: usize, end: usize, thread: &str) -> Stack {
        Stack { bounds: Bounds::new(start, end), thread: Some(Arc::from(thread)) }
    }

    /// Each line of the list is of one kind, or cut where a section or a stack ends.
    #[test]
    fn mappings_are_told_by_what_is_known_of_them() {
        use objects::Part;

        let segments = [
            segment(0x40_0000, 0x40_1000, 0x40_1000, Part::Section(Section::Rodata)),
            segment(0x40_1000, 0x40_5000, 0x40_5000, Part::Code),
            segment(0x40_5000, 0x40_9800, 0x40_c000, Part::Section(Section::Data)),
            segment(0x6000_0000, 0x6000_1000, 0x6000_1000, Part::Section(Section::Data)),
            // It does not touch the one before, so that its file is not known.
            segment(0x6000_2000, 0x6000_2000, 0x6000_3000, Part::Section(Section::Data)),
        ];
        let stacks =
            [stack(0x4000_1000, 0x4001_1800, "worker"), stack(0x4001_1800, 0x4001_2000, "x")];
        let main = Arc::from("main");
        let mappings = mappings(MAPS.as_bytes());
        let map = MemoryMap::new(cut(&mappings, &segments, &stacks, Some(&main)));
        let text: String = std::format!("{map}");
        // The addresses have eight digits.
        let zeros = 2 + 2 * size_of::<usize>() - 8;
        let lines: Vec<&str> = text.lines().skip(1).map(|line| &line[zeros..]).collect();
        let expected = "\
7fff0000      64 KiB  rw-p    stack of main
60002000       4 KiB  rw-p    static (bss)
60000000       4 KiB  rw-p    static (data)  /lib/so
50006000       4 KiB  r--p    kernel
50004000       8 KiB  r-xp    code
50000000      16 KiB  r--p    kernel
40011800       2 KiB  r--p    heap
40011000       2 KiB  r--p    heap
40001000      64 KiB  rw-p    stack of worker
40000000       4 KiB  ---p    guard
30001000       4 KiB  rwxp    code  /lib/data
30000000       4 KiB  r--p    mapped file  /lib/data
20050000      64 KiB  -w-p    heap
20040000      64 KiB  rw-s    mapped file
20030000      64 KiB  rw-s    mapped file  /dev/zero (deleted)
20020000      64 KiB  r-xp    code
20010000      64 KiB  ---p    guard
20000000      64 KiB  rw-p    heap
10000000     132 KiB  rwxp    heap
0040c000       4 KiB  rw-p    heap
00409800      10 KiB  rw-p    static (bss)  /bin/app
00407000      10 KiB  rw-p    static (data)  /bin/app
00405000       8 KiB  r--p    static (rodata)  /bin/app
00401000      16 KiB  r-xp    code  /bin/app
00400000       4 KiB  r--p    static (rodata)  /bin/app";
        let expected: Vec<&str> = expected.lines().collect();
        for (line, expected) in lines.iter().zip(&expected) {
            assert_eq!(line.trim_end(), *expected, "in\n{text}");
        }
        assert_eq!(lines.len(), expected.len(), "{text}");
    }

    /// A path that comes several times in a row is kept once.
    #[test]
    fn neighbors_share_the_path_of_their_file() {
        let regions = cut(&mappings(MAPS.as_bytes()), &[], &[], None);
        let files: Vec<_> =
            regions.iter().take(2).map(|region| region.file.clone().unwrap()).collect();
        assert!(Arc::ptr_eq(&files[0], &files[1]), "{files:?}");
    }

    /// A line feed is `\\012` in the list, and so is `\\012`: which it is, the kernel's link tells.
    #[test]
    fn a_path_is_given_byte_by_byte_or_not_at_all() {
        let line = b"1000-2000 r--p 0 00:00 0 /a\\012b\n";
        assert_eq!(mappings(line)[0].path(), None, "nothing is mapped there");
        assert_eq!(escape(b"/a\nb\\"), b"/a\\012b\\");
        let line = b"1000-2000 r--p 0 00:00 0 /a\\013\xff \n";
        let path = Path::new(OsStr::from_bytes(b"/a\\013\xff "));
        assert_eq!(mappings(line)[0].path().as_deref(), Some(path));
    }
}
