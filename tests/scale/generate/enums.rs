//! Enums.

use super::Generator;
use super::types::Wants;
use crate::model::{Base, Body, Definition, Fields, Generics, Repr, Style, Variant};

/// Half of them have the default representation, whose offsets nobody defines.
const REPRS: [Repr; 32] = [
    Repr::RUST,
    Repr::C,
    Repr::RUST,
    Repr::RUST.tagged("u8"),
    Repr::RUST,
    Repr::RUST.tagged("i8"),
    Repr::RUST,
    Repr::C.tagged("u8"),
    Repr::RUST,
    Repr::RUST.tagged("u16"),
    Repr::RUST,
    Repr::TRANSPARENT,
    Repr::RUST,
    Repr::RUST.tagged("i32"),
    Repr::RUST,
    Repr::RUST.aligned(16),
    Repr::EXPLICIT_RUST,
    Repr::RUST.tagged("u64"),
    Repr::RUST,
    Repr::C.aligned(8),
    Repr::RUST,
    Repr::RUST.tagged("isize"),
    Repr::RUST,
    Repr::C.tagged("i16"),
    Repr::RUST,
    Repr::RUST.tagged("u8").aligned(4),
    Repr::RUST,
    Repr::RUST.tagged("usize"),
    Repr::RUST,
    Repr::C.tagged("u64").aligned(32).split(),
    Repr::RUST,
    Repr::RUST.tagged("i64"),
];

impl Generator {
    pub(super) fn enumeration(&mut self, index: usize, nth: usize) -> Definition {
        let repr = match nth % 40 {
            19 if self.has_wide_tags => Repr::RUST.tagged("u128"),
            39 if self.has_wide_tags => Repr::RUST.tagged("i128"),
            _ => Self::repr(&REPRS, nth),
        };
        let name = format!("E{index}");
        if repr.is_default() && repr.align.is_none() && self.random.chance(3) {
            let body = Body::Enum(Vec::new());
            return Definition { name, generics: Generics::default(), repr: Repr::RUST, body };
        }
        let generics = self.generics();
        let mut payloads = match repr.base {
            Base::Transparent => vec![self.transparent_fields(&generics)],
            _ => self.payloads(&generics, repr),
        };
        self.use_parameters_in(&generics, &mut payloads);
        let repr = without_conflict(repr, &payloads);
        let variants = self.variants(payloads, repr);
        Definition { name, generics, repr, body: Body::Enum(variants) }
    }

    /// The fields of each variant.
    fn payloads(&mut self, generics: &Generics, repr: Repr) -> Vec<Fields> {
        let count = match self.random.below(100) {
            0..2 => self.random.between(200, 300),
            2..10 => self.random.between(9, 40),
            10..25 => 1,
            _ => self.random.between(2, 8),
        };
        let most = match repr.tag {
            Some("u8") => 256,
            Some("i8") => 128,
            _ => usize::MAX,
        };
        let count = count.min(most);
        let is_like_c = repr.base == Base::C || repr.tag.is_some();
        let twin = is_like_c && self.random.chance(60);
        let wants = Wants { twin, uninhabited: true, ..Wants::new(generics) };
        let units = *self.random.pick(&[10, 30, 60, 95, 100]);
        (0..count).map(|_| self.payload(units, &wants)).collect()
    }

    /// A unit variant in `units` of 100 cases.
    fn payload(&mut self, units: usize, wants: &Wants<'_>) -> Fields {
        if self.random.chance(units) {
            return Fields::unit();
        }
        let style = self.style();
        let count = self.random.pick(&[0, 1, 1, 1, 2, 2, 3, 4, 7]).to_owned();
        let list = match style {
            Style::Named => self.named_fields(count, wants),
            Style::Tuple => self.numbered_fields(count, wants),
            Style::Unit => Vec::new(),
        };
        Fields { style, list }
    }

    /// Uses the parameters that no variant uses, in the last one.
    fn use_parameters_in(&self, generics: &Generics, payloads: &mut [Fields]) {
        let all = payloads.iter().flat_map(|fields| &fields.list).cloned().collect();
        let unused = self.unused(generics, &Fields { style: Style::Named, list: all });
        let last = payloads.last_mut().expect("an enum with parameters has variants");
        for (index, ty) in unused.into_iter().enumerate() {
            last.push(&format!("unused{index}"), ty);
        }
    }

    /// Names the variants and gives them their discriminants: each says its own or has the next
    /// after that of the one before. Only units may say theirs if no integer is chosen (error E0732).
    fn variants(&mut self, payloads: Vec<Fields>, repr: Repr) -> Vec<Variant> {
        let (lowest, highest) = range(repr);
        let has_payload = payloads.iter().any(|fields| fields.style != Style::Unit);
        let may_say = repr.base != Base::Transparent && (repr.tag.is_some() || !has_payload);
        let share = if may_say { *self.random.pick(&[0, 0, 15, 60]) } else { 0 };
        let count = payloads.len();
        let mut variants: Vec<Variant> = Vec::new();
        for (index, fields) in payloads.into_iter().enumerate() {
            let next = match variants.last() {
                Some(last) => last.discriminant + 1,
                None if share > 0 => lowest,
                None => 0,
            };
            // So many values have to be left for those that follow.
            let left = i128::try_from(count - index).expect("few");
            let room = highest - left + 1 - next;
            // The first is not the lowest value unless it says so.
            let says = (index == 0 && share > 0) || (room >= 0 && self.random.chance(share));
            let discriminant = if says { next + self.jump(room) } else { next };
            let written = says.then(|| self.expression(discriminant));
            variants.push(Variant { name: format!("V{index}"), fields, discriminant, written });
        }
        variants
    }

    /// A distance up to `room`, of any magnitude.
    fn jump(&mut self, room: i128) -> i128 {
        let bits = self.random.below(100);
        let most = room.min((1 << bits) - 1);
        let part = i128::try_from(self.random.below(1 << 16)).expect("small");
        if self.random.chance(20) { most } else { most * part / (1 << 16) }
    }

    fn expression(&mut self, value: i128) -> String {
        match self.random.below(4) {
            0 if value >= 0 => format!("{value:#x}"),
            1 if (1..1000).contains(&value) => format!("{} + 1", value - 1),
            2 if (0..20).contains(&value) => format!("{{ const LEN: usize = {value}; LEN as _ }}"),
            _ => value.to_string(),
        }
    }
}

/// An enum of units has the layout of C or that of an integer, but not both (error E0566).
fn without_conflict(repr: Repr, payloads: &[Fields]) -> Repr {
    let is_both = repr.base == Base::C && repr.tag.is_some();
    if is_both && payloads.iter().all(|fields| fields.style == Style::Unit) {
        return Repr { base: Base::Rust, ..repr };
    }
    repr
}

/// The discriminants that a representation has room for on every target.
fn range(repr: Repr) -> (i128, i128) {
    match repr.tag {
        Some("u8") => (0, u8::MAX.into()),
        Some("i8") => (i8::MIN.into(), i8::MAX.into()),
        Some("u16") => (0, u16::MAX.into()),
        Some("i16") => (i16::MIN.into(), i16::MAX.into()),
        // More than `int` has is no discriminant of `repr(C)` in future (rust-lang/rust#124403).
        Some("u64") if repr.base == Base::C => (0, i32::MAX.into()),
        Some("u32" | "usize") => (0, u32::MAX.into()),
        Some("u64") => (0, u64::MAX.into()),
        Some("i64") => (i64::MIN.into(), i64::MAX.into()),
        // Far more than 64 bits, and yet so few that nothing here overflows.
        Some("u128") => (0, 1 << 100),
        Some("i128") => (-1 << 100, 1 << 100),
        _ => (i32::MIN.into(), i32::MAX.into()),
    }
}
