//! Types in which something is found.

use super::model::{Body, Definition, Field, Repr, Variant};

/// Numbers that look random and are the same each time: xorshift64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % bound as u64).expect("a small bound")
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

const NUMBERS: &[&str] = &["u8", "u16", "u32", "u64", "i8", "i64", "f32", "f64", "u128", "usize"];
const PLAIN: &[&str] = &[
    "u8",
    "u16",
    "u32",
    "u64",
    "u8",
    "u64",
    "i16",
    "f64",
    "u128",
    "char",
    "[u8; 3]",
    "[u8; 7]",
    "[u16; 5]",
    "[u32; 4]",
    "(u8, u32)",
    "Pair",
    "Three",
    "Nested",
    "()",
    "[u8; 20]",
];
const OWNED: &[&str] = &[
    "String",
    "Vec<u8>",
    "Box<u32>",
    "&'static str",
    "&'static u8",
    "*const u8",
    "Option<Box<u8>>",
    "Option<u32>",
    "Option<u64>",
    "Option<bool>",
    "NonZeroU32",
    "Duration",
    "bool",
    "char",
    "Three",
    "Plain",
    "Nested",
    "Wide",
    "Result<u32, u8>",
    "Option<String>",
    "[bool; 3]",
    "[String; 2]",
    "fn(u8)",
    "(u8, &'static u8)",
];
const LARGE: &[&str] = &[
    "[u8; 40]",
    "[u64; 5]",
    "[u8; 64]",
    "[u64; 16]",
    "[u8; 100]",
    "[u32; 17]",
    "Plain",
    "[u8; 33]",
    "[u16; 30]",
];
const SHARED: &[&str] = &[
    "AtomicU8",
    "AtomicU32",
    "AtomicU64",
    "AtomicBool",
    "Mutex<u32>",
    "UnsafeCell<u16>",
    "[AtomicU64; 16]",
    "[AtomicU8; 3]",
    "CacheAligned<AtomicU32>",
    "(u8, AtomicU16)",
];
const OPTIONS: &[&str] = &[
    "Option<u64>",
    "Option<u32>",
    "Option<i64>",
    "Option<u16>",
    "Option<u8>",
    "Option<usize>",
    "Option<f64>",
    "Option<f32>",
    "Option<[u8; 8]>",
    "Option<[u32; 3]>",
    "Option<bool>",
    "Option<u128>",
];
const TARGETS: &[&str] = &[
    "usize",
    "isize",
    "c_long",
    "u64",
    "f64",
    "u32",
    "u8",
    "[usize; 2]",
    "i64",
    "*const u8",
    "[u8; 4]",
    "u128",
    "AtomicU64",
    "Three",
    "Pair",
    "Nested",
    "AtomicUsize",
];

pub(super) fn generate(seed: u64, count: usize) -> Vec<Definition> {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for _ in 0..8 {
        random.below(2);
    }
    (0..count).map(|index| random.definition(index)).collect()
}

impl Random {
    fn definition(&mut self, index: usize) -> Definition {
        let (repr, body) = match index % 12 {
            1 if index % 36 == 1 => {
                // Much padding that no order saves.
                let (mut repr, mut body) = self.structure(&[(3, PLAIN)], 8, Random::no_mark);
                repr.align = Some(16);
                if let Body::Struct(fields) = &mut body {
                    fields.truncate(1);
                }
                (repr, body)
            }
            0 | 1 => self.structure(&[(3, PLAIN), (1, OWNED)], 8, Random::no_mark),
            2 => self.structure(
                &[(3, &["bool", "bool", "[bool; 3]"]), (2, PLAIN)],
                14,
                Random::no_mark,
            ),
            3 => self.packed(),
            4 | 5 => self.structure(&[(2, PLAIN), (2, LARGE), (1, OWNED)], 9, Random::temperature),
            6 => self.structure(&[(2, SHARED), (2, PLAIN)], 6, Random::writer),
            7 => self.structure(&[(3, OPTIONS), (2, NUMBERS)], 6, Random::no_mark),
            8 => {
                let (mut repr, body) = self.structure(&[(1, TARGETS)], 5, Random::no_mark);
                repr.is_c = true;
                (repr, body)
            }
            9 => self.enumeration(&[(3, PLAIN), (1, &["bool"])], true),
            10 => self.enumeration(&[(3, OWNED), (1, PLAIN)], false),
            _ => {
                let is_defined = self.chance(50);
                self.enumeration(&[(3, &["bool"]), (1, PLAIN)], is_defined)
            }
        };
        Definition { name: format!("T{index}"), repr, body, items: String::new() }
    }

    #[expect(clippy::unused_self, reason = "as the others that mark fields")]
    fn no_mark(&mut self, _: &str) -> Option<String> {
        None
    }

    fn temperature(&mut self, _: &str) -> Option<String> {
        match self.below(10) {
            0..4 => Some("hot".to_owned()),
            4..7 => Some("cold".to_owned()),
            _ => None,
        }
    }

    fn writer(&mut self, _: &str) -> Option<String> {
        match self.below(20) {
            0..3 => Some("contended = \"a\"".to_owned()),
            3..6 => Some("contended = \"b\"".to_owned()),
            6 => Some("contended = \"c\"".to_owned()),
            7..10 => Some("hot".to_owned()),
            10 => Some("cold".to_owned()),
            _ => None,
        }
    }

    fn ty(&mut self, choices: &[(usize, &[&'static str])]) -> String {
        let all: usize = choices.iter().map(|it| it.0).sum();
        let mut at = self.below(all);
        for (share, types) in choices {
            if at < *share {
                return self.pick(types).to_owned();
            }
            at -= share;
        }
        unreachable!("it is below the sum")
    }

    fn fields(
        &mut self,
        choices: &[(usize, &[&'static str])],
        count: usize,
        mark: fn(&mut Self, &str) -> Option<String>,
    ) -> Vec<Field> {
        let field = |index| {
            let ty = self.ty(choices);
            let marks = mark(self, &ty);
            Field { marks, ..Field::new(format!("f{index}"), ty) }
        };
        (0..count).map(field).collect()
    }

    fn structure(
        &mut self,
        choices: &[(usize, &[&'static str])],
        most: usize,
        mark: fn(&mut Self, &str) -> Option<String>,
    ) -> (Repr, Body) {
        // Many fields are rare, but possible.
        let most = if self.chance(3) { 30 } else { most };
        let count = 1 + self.below(most);
        let fields = self.fields(choices, count, mark);
        let repr = Repr {
            is_c: self.chance(70),
            align: self.chance(10).then(|| 1 << self.below(8)),
            ..Repr::default()
        };
        (repr, Body::Struct(fields))
    }

    fn packed(&mut self) -> (Repr, Body) {
        let choices: &[(usize, &[&'static str])] = &[
            (3, &["u8", "u16", "u32", "u64", "[u8; 3]", "f64", "bool", "(u8, u32)", "Nested"]),
            (1, &["UnsafeCell<u16>", "Cell<u32>"]),
            (1, LARGE),
        ];
        let mark = if self.chance(50) { Random::temperature } else { Random::writer };
        let count = 1 + self.below(7);
        let fields = self.fields(choices, count, mark);
        let packed = Some(1 << self.below(3));
        (Repr { is_c: self.chance(70), packed, ..Repr::default() }, Body::Struct(fields))
    }

    fn enumeration(
        &mut self,
        choices: &[(usize, &[&'static str])],
        is_defined: bool,
    ) -> (Repr, Body) {
        let most = if self.chance(5) { 300 } else { 5 };
        let count = 1 + self.below(most);
        let has_large = self.chance(40);
        let is_short = count > 20;
        let mut variants: Vec<Variant> = (0..count)
            .map(|index| {
                let most = if is_short && index > 4 { 1 } else { 6 };
                let count = self.below(most);
                Variant {
                    name: format!("V{index}"),
                    fields: self.fields(choices, count, Random::no_mark),
                }
            })
            .collect();
        if has_large {
            let variant = self.below(count);
            let large = self.pick(LARGE);
            variants[variant].fields.push(Field::new("large", large));
        }
        let mut repr = Repr::default();
        if is_defined {
            let int = if count > 256 { "u16" } else { self.pick(&["u8", "i16", "u32", "u64"]) };
            match self.below(3) {
                0 => repr.is_c = true,
                1 => repr.int = Some(int.to_owned()),
                _ if variants.iter().any(|it| !it.fields.is_empty()) => {
                    repr.is_c = true;
                    repr.int = Some(int.to_owned());
                }
                _ => repr.int = Some(int.to_owned()),
            }
        }
        repr.align = self.chance(5).then(|| 1 << self.below(7));
        (repr, Body::Enum(variants))
    }
}
