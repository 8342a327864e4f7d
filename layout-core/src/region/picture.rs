//! The memory map in words and as a picture.

use core::fmt::{self, Display, Formatter, Write};
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

use super::{MemoryMap, Region, RegionKind, Section};
use crate::report::draw::{self, Anchor, Color, Escaped, Svg};

/// A number of bytes, to three digits or so.
pub(super) struct Bytes(pub(super) usize);

impl Display for Bytes {
    #[allow(clippy::cast_precision_loss, reason = "a tenth is shown")]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        const UNITS: [&str; 7] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        let unit = (self.0.max(1).ilog2() / 10).min(6);
        let scaled = self.0 as f64 / (1_u64 << (10 * unit)) as f64;
        // A tenth that is none is not shown: 12 GiB, not 12.0.
        let has_tenth = (scaled * 10.0).round() % 10.0 != 0.0;
        let decimals = usize::from(has_tenth && scaled < 100.0);
        f.pad(&format!("{scaled:.decimals$} {}", UNITS[unit as usize]))
    }
}

/// What a region is, in words.
pub(super) struct RegionWords<'a>(pub(super) &'a Region);

impl Display for RegionWords<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Region { kind, file, thread, .. } = self.0;
        kind.fmt(f)?;
        if let Some(thread) = thread {
            write!(f, " of {}", Visible(thread))?;
        }
        match file {
            Some(file) => write!(f, "  {}", Visible(&file.to_string_lossy())),
            None => Ok(()),
        }
    }
}

/// A name on one line: what breaks lines or reorders them is written as an escape.
struct Visible<'a>(&'a str);

impl Display for Visible<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            let is_format = matches!(
                character,
                '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            );
            let is_not_xml = matches!(character, '\u{fffe}' | '\u{ffff}');
            if character.is_control() || is_format || is_not_xml {
                write!(f, "{}", character.escape_unicode())?;
            } else {
                f.write_char(character)?;
            }
        }
        Ok(())
    }
}

const fn color(kind: RegionKind) -> Color {
    match kind {
        RegionKind::Stack => Color::Series(1),
        RegionKind::Heap => Color::Series(2),
        RegionKind::Code => Color::Series(0),
        RegionKind::Static(Section::Rodata) => Color::Series(4),
        RegionKind::Static(Section::Data) => Color::Series(3),
        RegionKind::Static(Section::Bss) => Color::Series(5),
        RegionKind::Mapped => Color::Series(6),
        _ => Color::Series(7),
    }
}

/// Regions that are shown on one line: those of a file, of a stack and its guard, of a heap.
struct Row<'a> {
    regions: &'a [Region],
}

impl Row<'_> {
    fn rows(regions: &[Region]) -> Vec<Row<'_>> {
        regions.chunk_by(belong_together).map(|regions| Row { regions }).collect()
    }

    fn start(&self) -> usize {
        self.regions.first().map_or(0, |region| region.bounds.first())
    }

    fn end(&self) -> usize {
        self.regions.last().map_or(0, |region| region.bounds.behind())
    }

    /// The one region that the line is named after: the first that is no guard.
    fn main(&self) -> Option<&Region> {
        let mut regions = self.regions.iter();
        regions.find(|region| region.kind != RegionKind::Guard).or(self.regions.first())
    }

    /// The bytes that may be touched; of a guard alone, all.
    fn size(&self) -> usize {
        let size = |region: &Region| region.bounds.size();
        let usable = self.regions.iter().filter(|region| region.kind != RegionKind::Guard);
        match usable.map(size).sum() {
            0 => self.regions.iter().map(size).sum(),
            usable => usable,
        }
    }

    fn name(&self) -> String {
        let Some(main) = self.main() else { return String::new() };
        match (&main.file, &main.thread) {
            (Some(file), _) => {
                let name = file.file_name().unwrap_or(file.as_os_str());
                Visible(&name.to_string_lossy()).to_string()
            }
            (None, Some(thread)) => format!("stack of {}", Visible(thread)),
            (None, None) => main.kind.to_string(),
        }
    }
}

/// Whether the picture shows two neighbors on one line.
fn belong_together(lower: &Region, upper: &Region) -> bool {
    let touch = lower.bounds.behind() == upper.bounds.first();
    let same = lower.file == upper.file && lower.thread == upper.thread && lower.kind == upper.kind;
    let of_one_file = lower.file.is_some() && lower.file == upper.file;
    // A stack over its guard; what has been used of an arena under what is held in reserve.
    let is_memory = |region: &Region| matches!(region.kind, RegionKind::Stack | RegionKind::Heap);
    let guarded = lower.kind == RegionKind::Guard && is_memory(upper);
    let in_reserve = upper.kind == RegionKind::Guard
        && is_memory(lower)
        && upper.bounds.size() > lower.bounds.size();
    of_one_file || touch && (same || guarded || in_reserve)
}

const KINDS: [RegionKind; 9] = [
    RegionKind::Stack,
    RegionKind::Heap,
    RegionKind::Code,
    RegionKind::Static(Section::Rodata),
    RegionKind::Static(Section::Data),
    RegionKind::Static(Section::Bss),
    RegionKind::Mapped,
    RegionKind::Kernel,
    RegionKind::Guard,
];

const WIDTH: u32 = 960;
const MARGIN: u32 = 16;
const BAR_AT: u32 = 180;
const BAR_WIDTH: u32 = 420;
const NAME_AT: u32 = BAR_AT + BAR_WIDTH + 12;
const ROW: u32 = 26;
const GAP: u32 = 18;
const LEGEND: u32 = 84;

/// Draws the map, the highest address at the top.
pub(super) fn draw(map: &MemoryMap) -> Svg {
    let rows = Row::rows(map.regions());
    let gaps = rows.windows(2).filter(|pair| pair[0].end() < pair[1].start()).count();
    let (row_count, gaps) = (to_u32(rows.len()), to_u32(gaps));
    let height = LEGEND + row_count * ROW + gaps * GAP + MARGIN;
    let mut svg = Svg::new(WIDTH, height, &"memory map of the process");
    draw_legend(&mut svg, map);
    let mut y = LEGEND;
    let mut above: Option<usize> = None;
    for row in rows.iter().rev() {
        if let Some(above) = above.filter(|&above| row.end() < above) {
            draw_gap(&mut svg, y, above - row.end());
            y += GAP;
        }
        draw_row(&mut svg, y, row);
        y += ROW;
        above = Some(row.start());
    }
    svg
}

fn draw_legend(svg: &mut Svg, map: &MemoryMap) {
    svg.text(
        (MARGIN, 26),
        Anchor::Start,
        "title",
        &"Memory map of the process, high addresses first",
    );
    for (index, kind) in (0..).zip(KINDS) {
        let (x, y) = (MARGIN + index % 5 * 184, 38 + index / 5 * 20);
        let hint = format!("{kind}: {}", Bytes(map.size_of_kind(kind)));
        draw_bar(svg, [x, y, 14, 14], kind, &hint);
        svg.text((x + 20, y + 12), Anchor::Start, "small", &kind);
    }
}

fn draw_gap(svg: &mut Svg, y: u32, size: usize) {
    let text = format!("⋮ {} not mapped", Bytes(size));
    svg.text((BAR_AT + BAR_WIDTH / 2, y + 12), Anchor::Middle, "small muted", &text);
}

fn draw_row(svg: &mut Svg, y: u32, row: &Row<'_>) {
    let baseline = y + ROW / 2 + 4;
    let address = format!("{:#x}", row.start());
    svg.text((BAR_AT - 10, baseline), Anchor::End, "small muted", &address);
    // The low address is at the left. Wider is more, but by the logarithm: a page can still be seen
    // beside a gibibyte.
    let weights: Vec<u32> =
        row.regions.iter().map(|region| (region.bounds.size() >> 10).max(1).ilog2() + 2).collect();
    let all = weights.iter().map(|&weight| u64::from(weight)).sum::<u64>().max(24);
    let x_behind = |drawn: u64| {
        let share = drawn * u64::from(BAR_WIDTH) / all;
        BAR_AT + u32::try_from(share).unwrap_or(BAR_WIDTH)
    };
    let mut drawn = 0;
    for (region, weight) in row.regions.iter().zip(weights) {
        let x = x_behind(drawn);
        drawn += u64::from(weight);
        let width = (x_behind(drawn) - x).max(1);
        let hint = format!(
            "{}\n{} {}\n{}",
            RegionWords(region),
            Bytes(region.bounds.size()),
            region.access,
            region.bounds
        );
        draw_bar(svg, [x, y + 3, width, ROW - 6], region.kind, &hint);
    }
    svg.text((NAME_AT, baseline), Anchor::Start, "", &shortened(&row.name(), 28));
    svg.text((WIDTH - MARGIN, baseline), Anchor::End, "", &Bytes(row.size()));
}

fn draw_bar(svg: &mut Svg, area: [u32; 4], kind: RegionKind, hint: &dyn Display) {
    if kind == RegionKind::Guard {
        svg.hatched(area, hint);
    } else {
        svg.bar(area, color(kind), hint);
    }
}

/// A text of that many characters at most, its middle left out if it is longer.
fn shortened(text: &str, width: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() <= width {
        return text.to_string();
    }
    let (head, tail) = (width / 2, width - width / 2 - 1);
    let (head, tail) = (&characters[..head], &characters[characters.len() - tail..]);
    head.iter().chain(['…'].iter()).chain(tail).collect()
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX / (ROW + GAP) / 4)
}

/// The picture and the table as a page.
pub(super) fn page(map: &MemoryMap) -> String {
    let mut body = format!(
        "<h1>Memory map of the process</h1>\n<figure>\n{}</figure>\n<table>\n<tr><th>start</th>\
         <th class=\"n\">size</th><th>access</th><th>what</th></tr>\n",
        draw(map).into_element(),
    );
    for region in map.regions().iter().rev() {
        let _ = writeln!(
            body,
            "<tr><td><code>{:#x}</code></td><td class=\"n\">{}</td><td><code>{}</code></td>\
             <td>{}</td></tr>",
            region.bounds.first(),
            Bytes(region.bounds.size()),
            region.access,
            Escaped(RegionWords(region)),
        );
    }
    body.push_str("</table>\n");
    draw::page(&"Memory map of the process", &body)
}

#[cfg(test)]
mod tests {
    use super::super::Access;
    use super::*;
    use crate::region::Bounds;

    fn region(kind: RegionKind, start: usize, end: usize) -> Region {
        Region {
            kind,
            bounds: Bounds::new(start, end),
            access: Access { read: true, ..Access::NONE },
            file: None,
            thread: None,
        }
    }

    /// A map with each kind of region, on lines of their own and on lines with others.
    #[cfg(target_pointer_width = "64")]
    fn sample() -> MemoryMap {
        use std::path::Path;
        use std::sync::Arc;

        let of_file =
            |file: &str, region| Region { file: Some(Arc::from(Path::new(file))), ..region };
        let of_thread = |name: &str, region| Region { thread: Some(Arc::from(name)), ..region };
        let app = |kind, start, end| of_file("/usr/bin/<app>", region(kind, start, end));
        MemoryMap::new(Vec::from([
            app(RegionKind::Static(Section::Rodata), 0x40_0000, 0x40_1000),
            app(RegionKind::Code, 0x40_1000, 0x48_0000),
            // A hole in a file is on the line of the file.
            app(RegionKind::Static(Section::Data), 0x49_0000, 0x49_2000),
            app(RegionKind::Static(Section::Bss), 0x49_2000, 0x49_2800),
            // A gap of a page, and a heap with what is held in reserve.
            region(RegionKind::Heap, 0x49_3800, 0x4a_0000),
            region(RegionKind::Guard, 0x4a_0000, 0x80_0000),
            // A smaller guard over a heap is one of what comes next.
            region(RegionKind::Heap, 0x7f00_0000_0000, 0x7f00_0200_0000),
            region(RegionKind::Guard, 0x7f00_0200_0000, 0x7f00_0200_1000),
            of_thread("worker", region(RegionKind::Stack, 0x7f00_0200_1000, 0x7f00_0220_1000)),
            // Side by side and of one kind, but of different threads.
            of_thread("writer", region(RegionKind::Stack, 0x7f00_0220_1000, 0x7f00_0220_2000)),
            of_file(
                "/usr/lib/locale/a-name-that-is-longer-than-its-column",
                region(RegionKind::Mapped, 0x7f10_0000_0000, 0x7f10_8000_0000),
            ),
            region(RegionKind::Guard, 0x7f20_0000_0000, 0x7f20_0000_1000),
            region(RegionKind::Kernel, 0x7ffc_0000_0000, 0x7ffc_0000_4000),
            of_thread("main", region(RegionKind::Stack, 0x7fff_0000_0000, 0x7fff_0080_0000)),
        ]))
    }

    /// The picture as it is kept beside this file, to be looked at when it changes: `UPDATE_EXPECT=1 cargo
    /// test -p layout-core --features region picture` writes it.
    #[cfg(target_pointer_width = "64")]
    #[test]
    fn the_picture_is_as_it_is_kept() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/region/picture.svg");
        let drawn = sample().to_svg();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(path, &drawn).expect("the picture can be written");
        }
        assert!(
            drawn == std::fs::read_to_string(path).unwrap_or_default(),
            "{path} is not what is drawn:\n{drawn}"
        );
    }

    /// The table is the same in words and on the page.
    #[cfg(target_pointer_width = "64")]
    #[test]
    fn the_table_goes_from_the_highest_address_to_the_lowest() {
        let map = MemoryMap::new(sample().regions()[..5].to_vec());
        let text = "             start        size  access  what
0x0000000000493800      50 KiB  r--p    heap
0x0000000000492000       2 KiB  r--p    static (bss)  /usr/bin/<app>
0x0000000000490000       8 KiB  r--p    static (data)  /usr/bin/<app>
0x0000000000401000     508 KiB  r--p    code  /usr/bin/<app>
0x0000000000400000       4 KiB  r--p    static (rodata)  /usr/bin/<app>
";
        assert_eq!(map.to_string(), text);
        let page = map.to_html();
        let (_, table) = page.split_once("<table>\n").expect("there is a table");
        let row = |line: &str| {
            let mut words = line.split_whitespace();
            let start =
                words.next().expect("a start").trim_start_matches("0x").trim_start_matches('0');
            let size = words.next().expect("a size");
            let size = format!("{size} {}", words.next().expect("a unit"));
            let (access, what) =
                line.split_once("r--p    ").map(|(_, what)| ("r--p", what)).expect("access");
            format!(
                "<tr><td><code>0x{start}</code></td><td class=\"n\">{size}</td>\
                 <td><code>{access}</code></td><td>{}</td></tr>",
                Escaped(what)
            )
        };
        let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("<tr><td>")).collect();
        assert_eq!(rows, text.lines().skip(1).map(row).collect::<Vec<_>>());
    }

    /// One line for what is one thing, whatever touches it.
    #[test]
    fn neighbors_are_on_one_line_if_they_are_one_thing() {
        use RegionKind::{Guard, Heap, Kernel, Stack};

        for (lower, upper, expected) in [
            ((Heap, 1), (Heap, 1), true),
            ((Heap, 1), (Stack, 1), false),
            ((Guard, 1), (Stack, 2), true),
            ((Guard, 1), (Kernel, 2), false),
            // More than there is in use is held in reserve; of a guard that is smaller it is not known.
            ((Heap, 1), (Guard, 2), true),
            ((Heap, 1), (Guard, 1), false),
            ((Kernel, 1), (Guard, 2), false),
        ] {
            let of = |(kind, pages): (RegionKind, usize), start| {
                region(kind, start, start + (pages << 12))
            };
            let below = of(lower, 0x1000);
            let touching = of(upper, below.bounds.behind());
            assert_eq!(belong_together(&below, &touching), expected, "{lower:?} {upper:?}");
            let apart = of(upper, below.bounds.behind() + 0x1000);
            assert!(!belong_together(&below, &apart), "{lower:?} {upper:?}, apart");
        }
    }

    #[test]
    fn sizes_have_three_digits_or_so() {
        for (bytes, text) in [
            (0, "0 B"),
            (1, "1 B"),
            (1023, "1023 B"),
            (1024, "1 KiB"),
            (1024 + 51, "1 KiB"),
            (1024 + 52, "1.1 KiB"),
            (2048 - 52, "1.9 KiB"),
            (2048 - 51, "2 KiB"),
            (99 * 1024 + 512, "99.5 KiB"),
            (100 * 1024 + 512, "100 KiB"),
            (3 << 20, "3 MiB"),
            (5 << 29, "2.5 GiB"),
        ] {
            assert_eq!(Bytes(bytes).to_string(), text, "of {bytes} bytes");
        }
        #[cfg(target_pointer_width = "64")]
        assert_eq!(Bytes(usize::MAX).to_string(), "16 EiB");
        assert_eq!(format!("{:>7}", Bytes(8)), "    8 B");
    }

    #[test]
    fn long_names_lose_their_middle() {
        for (width, text) in
            [(9, "abcdefghi"), (8, "abcd…ghi"), (7, "abc…ghi"), (2, "a…"), (1, "…")]
        {
            assert_eq!(shortened("abcdefghi", width), text, "{width} wide");
        }
    }

    /// Regions side by side, of which there may be thousands in one row.
    #[test]
    fn no_row_is_wider_than_the_picture() {
        for count in [1, 2, 30, 500, 5000] {
            let regions = (0..count).map(|index| Region {
                kind: if index % 2 == 0 { RegionKind::Heap } else { RegionKind::Guard },
                bounds: Bounds::new(index << 12, (index + 1) << 12),
                access: Access::NONE,
                file: None,
                thread: None,
            });
            let map = MemoryMap::new(regions.collect());
            let row = Row { regions: map.regions() };
            let mut svg = Svg::new(WIDTH, LEGEND, &"one row");
            draw_row(&mut svg, 0, &row);
            let svg = svg.into_element();
            let mut bars = 0;
            for rest in svg.split("<rect class=\"bar").skip(1) {
                let (bar, _) = rest.split_once('>').expect("it ends");
                let number = |name: &str| -> u32 {
                    let (_, rest) = bar.split_once(&format!(" {name}=\"")).unwrap_or(("", "0\""));
                    rest.split('"').next().and_then(|text| text.parse().ok()).unwrap_or(0)
                };
                let (x, width) = (number("x"), number("width"));
                assert!(
                    x + width <= NAME_AT && width > 0,
                    "{count} regions: a bar at {x}, {width} wide"
                );
                bars += 1;
            }
            assert!(bars >= count.div_ceil(2), "{bars} bars of {count} regions");
        }
    }
}
