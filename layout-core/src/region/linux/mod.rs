//! The memory map of Linux: mappings, cut where sections and stacks begin and end.

mod objects;
mod threads;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::vec::Vec;

use procfs::process::{MMPermissions, MMapPath, MemoryMap as Mapping, Process};

use self::objects::Segment;
use self::threads::Stack;
use super::{Access, Bounds, Region, RegionKind, Section};

/// All regions in the order of their addresses.
pub(super) fn regions() -> io::Result<Vec<Region>> {
    let segments = objects::segments();
    let threads = threads::threads();
    let mappings = Process::myself().and_then(|process| process.maps()).map_err(to_io)?;
    let stacks = threads::stacks(threads, &mappings.0);
    Ok(cut(&mappings.0, &segments, &stacks))
}

/// The mappings, cut where sections and stacks begin and end.
fn cut(mappings: &[Mapping], segments: &[Segment], stacks: &[Stack]) -> Vec<Region> {
    let mut regions = Vec::with_capacity(mappings.len() + segments.len());
    let mut files = Files::default();
    for mapping in mappings {
        let Some((start, end)) = addresses(mapping) else { continue };
        let mut from = start;
        while from < end {
            let piece = Piece::at(from, end, segments, stacks);
            let region = piece.region(mapping, &mut files);
            from = piece.bounds.behind();
            push(&mut regions, region);
        }
    }
    regions
}

fn to_io(error: procfs::ProcError) -> io::Error {
    let kind = match &error {
        procfs::ProcError::NotFound(_) => io::ErrorKind::NotFound,
        procfs::ProcError::PermissionDenied(_) => io::ErrorKind::PermissionDenied,
        procfs::ProcError::Io(error, _) => error.kind(),
        _ => io::ErrorKind::Other,
    };
    // As it is, it names the file.
    io::Error::new(kind, error)
}

/// The size of a page, in bytes.
fn page_size() -> usize {
    // SAFETY: it takes a number and returns one.
    let size = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    usize::try_from(size).ok().filter(|size| size.is_power_of_two()).unwrap_or(4096)
}

/// The addresses of a mapping, if they are in reach of a pointer.
fn addresses(mapping: &Mapping) -> Option<(usize, usize)> {
    let (start, end) = mapping.address;
    Some((usize::try_from(start).ok()?, usize::try_from(end).ok()?))
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

    fn region(&self, mapping: &Mapping, files: &mut Files) -> Region {
        let access = access(mapping.perms);
        let kind = self.kind(mapping, access);
        let thread = match (kind, self.stack) {
            (RegionKind::Stack, Some(stack)) => Some(Arc::clone(&stack.thread)),
            (RegionKind::Stack, None) => Some(Arc::from("main")),
            _ => None,
        };
        Region { kind, bounds: self.bounds, access, file: files.of(mapping), thread }
    }

    fn kind(&self, mapping: &Mapping, access: Access) -> RegionKind {
        match &mapping.pathname {
            MMapPath::Stack | MMapPath::TStack(_) => return RegionKind::Stack,
            MMapPath::Heap => return RegionKind::Heap,
            MMapPath::Vdso => return RegionKind::Code,
            MMapPath::Vvar | MMapPath::Vsyscall => return RegionKind::Kernel,
            // Anonymous memory with a name: `PR_SET_VMA_ANON_NAME`.
            MMapPath::Other(name) if !name.starts_with("anon") => return RegionKind::Kernel,
            _ => {}
        }
        match self.section {
            Some(objects::Part::Code) => return RegionKind::Code,
            // The loader has taken the right to write away: `PT_GNU_RELRO`.
            Some(_) if !access.write => return RegionKind::Static(Section::Rodata),
            Some(objects::Part::Section(section)) => return RegionKind::Static(section),
            None => {}
        }
        let has_file = matches!(mapping.pathname, MMapPath::Path(_) | MMapPath::Vsys(_));
        match self.stack {
            Some(_) if access.write && !has_file => RegionKind::Stack,
            _ if access.execute => RegionKind::Code,
            _ if has_file || access.shared => RegionKind::Mapped,
            _ if access.is_none() => RegionKind::Guard,
            _ => RegionKind::Heap,
        }
    }
}

fn access(permissions: MMPermissions) -> Access {
    Access {
        read: permissions.contains(MMPermissions::READ),
        write: permissions.contains(MMPermissions::WRITE),
        execute: permissions.contains(MMPermissions::EXECUTE),
        shared: permissions.contains(MMPermissions::SHARED),
    }
}

/// The paths of the mappings, each kept once where it comes several times in a row.
#[derive(Default)]
struct Files {
    last: Option<Arc<Path>>,
}

impl Files {
    fn of(&mut self, mapping: &Mapping) -> Option<Arc<Path>> {
        let MMapPath::Path(path) = &mapping.pathname else { return None };
        self.last = Some(match self.last.take() {
            Some(last) if *last == **path => last,
            _ => Arc::from(PathBuf::as_path(path)),
        });
        self.last.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::string::String;

    use procfs::FromBufRead;
    use procfs::process::MemoryMaps;

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

    /// The mappings of a list as the kernel prints it, with a blank where a path would stand.
    pub(super) fn mappings(list: &str) -> Vec<Mapping> {
        let list = list.replace(" 0\n", " 0 \n");
        MemoryMaps::from_buf_read(list.as_bytes()).expect("it is such a list").0
    }

    fn segment(start: usize, file_end: usize, end: usize, part: objects::Part) -> Segment {
        Segment { start, file_end, end, part }
    }

    fn stack(start: usize, end: usize, thread: &str) -> Stack {
        Stack { bounds: Bounds::new(start, end), thread: Arc::from(thread) }
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
        let map = MemoryMap::new(cut(&mappings(MAPS), &segments, &stacks));
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
    fn neighbours_share_the_path_of_their_file() {
        let regions = cut(&mappings(MAPS), &[], &[]);
        let files: Vec<_> =
            regions.iter().take(2).map(|region| region.file.clone().unwrap()).collect();
        assert!(Arc::ptr_eq(&files[0], &files[1]), "{files:?}");
    }

    #[test]
    fn errors_keep_their_kind_and_name_the_file() {
        let path = || Some(PathBuf::from("/proc/self/maps"));
        let denied = io::Error::from(io::ErrorKind::TimedOut);
        for (error, kind) in [
            (procfs::ProcError::NotFound(path()), io::ErrorKind::NotFound),
            (procfs::ProcError::PermissionDenied(path()), io::ErrorKind::PermissionDenied),
            (procfs::ProcError::Io(denied, path()), io::ErrorKind::TimedOut),
            (procfs::ProcError::Incomplete(path()), io::ErrorKind::Other),
        ] {
            let error = to_io(error);
            assert_eq!(error.kind(), kind, "{error}");
            assert!(std::format!("{error}").contains("/proc/self/maps"), "{error}");
        }
    }
}
