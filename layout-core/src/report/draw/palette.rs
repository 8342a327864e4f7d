/// A color by what it is used for. Each has a light and a dark value in [`STYLE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// The ground of the picture.
    Paper,
    /// Text and axes.
    Ink,
    /// Text that can be read past.
    Muted,
    /// Rules and borders.
    Rule,
    /// What is there but of no use: padding, guard pages.
    Waste,
    /// One of several things, told apart by color; the number counts modulo [`Color::SERIES`].
    Series(usize),
}

impl Color {
    /// How many things can be told apart.
    pub const SERIES: usize = 12;

    /// The CSS class that fills with it.
    #[inline]
    pub const fn fill(self) -> &'static str {
        const SERIES: [&str; Color::SERIES] =
            ["f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11"];
        match self {
            Self::Paper => "paper",
            Self::Ink => "ink",
            Self::Muted => "muted",
            Self::Rule => "rule",
            Self::Waste => "waste",
            Self::Series(number) => SERIES[number % Self::SERIES],
        }
    }

    /// The CSS class that draws lines with it.
    #[inline]
    pub const fn stroke(self) -> &'static str {
        const SERIES: [&str; Color::SERIES] =
            ["s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11"];
        match self {
            Self::Series(number) => SERIES[number % Self::SERIES],
            Self::Ink => "s-ink",
            _ => "s-rule",
        }
    }
}

/// The style sheet of all pictures and pages. Colors follow the reader's preference for light or dark.
///
/// The series is that of Okabe and Ito, which people who do not see all colors can tell apart
/// ([Color Universal Design](https://jfly.uni-koeln.de/color/)), lightened so that dark text can be read
/// on it; in the dark, darkened so that light text can. Four more follow its eight, for types of many fields.
pub const STYLE: &str = "\
.layout{--paper:#fff;--ink:#1c2430;--muted:#667085;--rule:#d5dae3;--waste:#e9ecf1;--hatch:#aab3c0;\
--c0:#9ecbee;--c1:#f6c667;--c2:#8fd3b6;--c3:#e8a887;--c4:#d9b3d6;--c5:#f3e58a;--c6:#7fb3d9;--c7:#c5c9d0;\
--c8:#f2a0a8;--c9:#c3dc7a;--c10:#86d5d8;--c11:#b3b0ee}\
@media(prefers-color-scheme:dark){\
.layout{--paper:#12161d;--ink:#e6e9ef;--muted:#97a1b1;--rule:#333c4a;--waste:#1e2530;--hatch:#4a5568;\
--c0:#205d8c;--c1:#8a6210;--c2:#17694f;--c3:#8c4520;--c4:#7a4674;--c5:#6e6415;--c6:#1b4668;--c7:#4b5362;\
--c8:#8a2f3d;--c9:#4d6b14;--c10:#14646b;--c11:#4c45a0}}\
svg.layout{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--paper)}\
svg.layout text{fill:var(--ink)}svg.layout text.muted{fill:var(--muted)}\
svg.layout text.small{font-size:11px}svg.layout text.title{font-weight:600;font-size:15px}\
svg.layout .paper{fill:var(--paper)}svg.layout .ink{fill:var(--ink)}svg.layout .rule{fill:var(--rule)}\
svg.layout rect.waste{fill:var(--waste)}svg.layout .hatch{stroke:var(--hatch)}\
svg.layout .edge{stroke:var(--paper);stroke-width:1}\
svg.layout .s-rule{stroke:var(--rule);fill:none}svg.layout .s-ink{stroke:var(--ink);fill:none}\
svg.layout .f0{fill:var(--c0)}svg.layout .f1{fill:var(--c1)}svg.layout .f2{fill:var(--c2)}\
svg.layout .f3{fill:var(--c3)}svg.layout .f4{fill:var(--c4)}svg.layout .f5{fill:var(--c5)}\
svg.layout .f6{fill:var(--c6)}svg.layout .f7{fill:var(--c7)}svg.layout .f8{fill:var(--c8)}\
svg.layout .f9{fill:var(--c9)}svg.layout .f10{fill:var(--c10)}svg.layout .f11{fill:var(--c11)}\
svg.layout .s0{stroke:var(--c0);fill:none}svg.layout .s1{stroke:var(--c1);fill:none}\
svg.layout .s2{stroke:var(--c2);fill:none}svg.layout .s3{stroke:var(--c3);fill:none}\
svg.layout .s4{stroke:var(--c4);fill:none}svg.layout .s5{stroke:var(--c5);fill:none}\
svg.layout .s6{stroke:var(--c6);fill:none}svg.layout .s7{stroke:var(--c7);fill:none}\
svg.layout .s8{stroke:var(--c8);fill:none}svg.layout .s9{stroke:var(--c9);fill:none}\
svg.layout .s10{stroke:var(--c10);fill:none}svg.layout .s11{stroke:var(--c11);fill:none}\
svg.layout .bar:hover{opacity:.75}\
";
