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
    let mut regions = Vec::with_capacity(mappings.0.len() + segments.len());
    let mut files = Files::default();
    for mapping in &mappings.0 {
        let Some((start, end)) = addresses(mapping) else { continue };
        let mut from = start;
        while from < end {
            let piece = Piece::at(from, end, &segments, &stacks);
            let region = piece.region(mapping, &mut files);
            from = piece.bounds.behind();
            push(&mut regions, region);
        }
    }
    Ok(regions)
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
