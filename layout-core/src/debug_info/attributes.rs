//! The attributes of an entry that say something of types.

use core::ffi::CStr;
use std::vec::Vec;

use gimli::{Attribute, AttributeValue, Dwarf, Section as _};

use super::raw::{NONE, RawMember, RawValue, Reader, Ref, Text};

/// What is read of an entry.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of its own")]
pub(super) struct Attributes<'d> {
    pub(super) name: Text<'d>,
    pub(super) size: u64,
    pub(super) align: u32,
    pub(super) file: u64,
    pub(super) line: u32,
    pub(super) encoding: u8,
    /// The value of a variant, an enumerator, or a generic constant.
    pub(super) value: RawValue,
    /// Where the member begins that tells variants apart, from the start of the unit.
    pub(super) discriminant: Option<usize>,
    /// The type with a unit of its own that the entry stands for.
    pub(super) signature: Ref,
    pub(super) is_signed_elsewhere: bool,
    pub(super) is_declaration: bool,
    /// The declaration that the entry completes, from the start of the unit.
    pub(super) declaration: Option<usize>,
    /// Whether a member is no part of a value.
    pub(super) is_static: bool,
    ty: Type,
    /// Of a member; [`NONE`] if it is no constant.
    offset: u64,
    bit_size: u64,
    /// Counted from the start of the type.
    data_bit_offset: u64,
    /// Counted from the most significant bit of the member's storage. Less than 0 if the bits of a packed field
    /// reach beyond it.
    bit_offset: Option<i64>,
    /// The greatest index; -1 of an array without elements.
    upper_bound: Option<i64>,
    lower_bound: u64,
    count: u64,
    is_big_endian: bool,
}

#[derive(Clone, Copy, Debug)]
enum Type {
    Nothing,
    InUnit(usize),
    InSection(usize),
    Signature(u64),
}

impl Default for Attributes<'_> {
    fn default() -> Self {
        Self {
            name: Text::EMPTY,
            size: NONE,
            align: 0,
            file: NONE,
            line: 0,
            encoding: 0,
            value: RawValue::Nothing,
            discriminant: None,
            signature: Ref::Nothing,
            is_signed_elsewhere: false,
            is_declaration: false,
            declaration: None,
            is_static: false,
            ty: Type::Nothing,
            offset: 0,
            bit_size: NONE,
            data_bit_offset: NONE,
            bit_offset: None,
            upper_bound: None,
            lower_bound: 0,
            count: NONE,
            is_big_endian: false,
        }
    }
}

impl<'d> Attributes<'d> {
    /// Takes an attribute in.
    pub(super) fn take(
        &mut self,
        dwarf: &Dwarf<Reader<'d>>,
        unit: &gimli::Unit<Reader<'d>>,
        texts: &mut Texts<'d>,
        attribute: &Attribute<Reader<'d>>,
    ) -> gimli::Result<()> {
        let value = attribute.raw_value();
        match attribute.name() {
            gimli::DW_AT_name => self.name = texts.get(dwarf, unit, value)?,
            gimli::DW_AT_type => self.ty = reference(&value),
            gimli::DW_AT_byte_size => self.size = number(&value),
            // Of a damaged file it may be any number.
            gimli::DW_AT_alignment => {
                let align = u32::try_from(number(&value)).ok();
                self.align = align.filter(|it| it.is_power_of_two()).unwrap_or(0);
            }
            gimli::DW_AT_data_member_location => {
                self.offset = added(&value).unwrap_or_else(|| number(&value));
            }
            gimli::DW_AT_bit_size => self.bit_size = number(&value),
            gimli::DW_AT_data_bit_offset => self.data_bit_offset = number(&value),
            gimli::DW_AT_bit_offset => {
                self.bit_offset = signed(&value);
                self.is_big_endian =
                    gimli::Reader::endian(dwarf.debug_info.reader()) == gimli::RunTimeEndian::Big;
            }
            gimli::DW_AT_discr => {
                self.discriminant = match reference(&value) {
                    Type::InUnit(offset) => Some(offset),
                    _ => None,
                }
            }
            gimli::DW_AT_discr_value | gimli::DW_AT_const_value => self.value = constant(&value),
            gimli::DW_AT_discr_list => self.value = RawValue::Unknown,
            gimli::DW_AT_encoding => self.encoding = number(&value).try_into().unwrap_or(0),
            gimli::DW_AT_upper_bound => self.upper_bound = bound(&value),
            gimli::DW_AT_lower_bound => self.lower_bound = number(&value),
            gimli::DW_AT_count => self.count = number(&value),
            gimli::DW_AT_decl_file => self.file = number(&value),
            gimli::DW_AT_decl_line => self.line = number(&value).try_into().unwrap_or(0),
            gimli::DW_AT_declaration => self.is_declaration = is_set(&value),
            gimli::DW_AT_external => self.is_static = is_set(&value),
            gimli::DW_AT_specification => {
                if let Type::InUnit(declaration) = reference(&value) {
                    self.declaration = Some(declaration);
                }
            }
            gimli::DW_AT_signature => {
                if let Type::Signature(signature) = reference(&value) {
                    self.signature = Ref::Signature(signature);
                    self.is_signed_elsewhere = true;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The type that the entry refers to, in a unit that begins there.
    pub(super) fn ty(&self, start: usize) -> Ref {
        match self.ty {
            Type::Nothing => Ref::Nothing,
            Type::InUnit(offset) => start.checked_add(offset).map_or(Ref::Nothing, Ref::Elsewhere),
            Type::InSection(offset) => Ref::Elsewhere(offset),
            Type::Signature(signature) => Ref::Signature(signature),
        }
    }

    /// The entry as a member.
    pub(super) fn member(&self, entry: usize, start: usize) -> RawMember<'d> {
        let &Self { name, align, file, line, .. } = self;
        RawMember {
            entry,
            name,
            ty: self.ty(start),
            offset: self.offset,
            align,
            bits: self.bits(),
            file,
            line,
        }
    }

    /// Of a bit-field: its first bit from the start of the type, and how many it has.
    fn bits(&self) -> Option<(u64, u32)> {
        let size = u32::try_from(self.bit_size).ok()?;
        if self.data_bit_offset != NONE {
            return Some((self.data_bit_offset, size));
        }
        let start = self.offset.checked_mul(8)?;
        let Some(offset) = self.bit_offset else { return Some((start, size)) };
        // Before DWARF 4: from the most significant bit of a storage of `size` bytes. One that is not
        // told is as large as the type, which only later is known; no compiler leaves it out.
        let within = if self.is_big_endian {
            offset
        } else {
            let storage = if self.size == NONE { return None } else { self.size.checked_mul(8)? };
            i64::try_from(storage).ok()?.checked_sub(offset)?.checked_sub(size.into())?
        };
        Some((start.checked_add_signed(within)?, size))
    }

    /// The number of elements of a dimension of an array.
    pub(super) fn elements(&self) -> u64 {
        if self.count != NONE {
            return self.count;
        }
        let lower = i128::from(self.lower_bound);
        let elements = self.upper_bound.map(|upper| i128::from(upper) + 1 - lower);
        elements.and_then(|elements| elements.try_into().ok()).unwrap_or(NONE)
    }
}

/// The texts that were read last, by their places in the section of texts: many members have the same names.
pub(super) struct Texts<'d> {
    /// A power of two of them.
    slots: Vec<(usize, Text<'d>)>,
}

impl<'d> Texts<'d> {
    /// For a unit of so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        let slots = (bytes / 64).clamp(16, 2048).next_power_of_two();
        Self { slots: std::vec![(usize::MAX, Text::EMPTY); slots] }
    }

    fn get(
        &mut self,
        dwarf: &Dwarf<Reader<'d>>,
        unit: &gimli::Unit<Reader<'d>>,
        value: AttributeValue<Reader<'d>>,
    ) -> gimli::Result<Text<'d>> {
        let AttributeValue::DebugStrRef(offset) = value else {
            return Ok(Text::new(text(dwarf, unit, value)?));
        };
        let mask = self.slots.len() - 1;
        let slot = &mut self.slots[(offset.0 ^ offset.0 >> 11) & mask];
        if slot.0 != offset.0 {
            *slot = (offset.0, Text::new(text(dwarf, unit, value)?));
        }
        Ok(slot.1)
    }
}

/// A text. Most stand in a section of their own, where names of types are long: their ends are looked for several bytes
/// at a time, as `gimli` does not.
pub(super) fn text<'d>(
    dwarf: &Dwarf<Reader<'d>>,
    unit: &gimli::Unit<Reader<'d>>,
    value: AttributeValue<Reader<'d>>,
) -> gimli::Result<&'d [u8]> {
    if let AttributeValue::DebugStrRef(offset) = value {
        let rest = dwarf.debug_str.reader().slice().get(offset.0..);
        let text = rest.and_then(|rest| CStr::from_bytes_until_nul(rest).ok());
        if let Some(text) = text {
            return Ok(text.to_bytes());
        }
    }
    dwarf.attr_string(unit, value).map(|text| text.slice())
}

/// A number that is not negative.
fn number(value: &AttributeValue<Reader<'_>>) -> u64 {
    match *value {
        AttributeValue::Data1(value) => value.into(),
        AttributeValue::Data2(value) => value.into(),
        AttributeValue::Data4(value) => value.into(),
        AttributeValue::Data8(value) | AttributeValue::Udata(value) => value,
        AttributeValue::Sdata(value) => value.try_into().unwrap_or(NONE),
        AttributeValue::SecOffset(value) => value as u64,
        _ => NONE,
    }
}

/// The greatest index of an array.
fn bound(value: &AttributeValue<Reader<'_>>) -> Option<i64> {
    match *value {
        AttributeValue::Sdata(value) => Some(value),
        _ => number(value).try_into().ok(),
    }
}

/// A number that may be less than 0, also where the form does not say so.
fn signed(value: &AttributeValue<Reader<'_>>) -> Option<i64> {
    match *value {
        AttributeValue::Data8(value) | AttributeValue::Udata(value) => {
            Some(i64::from_ne_bytes(value.to_ne_bytes()))
        }
        _ => bound(value),
    }
}

fn is_set(value: &AttributeValue<Reader<'_>>) -> bool {
    matches!(value, AttributeValue::Flag(true))
}

fn reference(value: &AttributeValue<Reader<'_>>) -> Type {
    match *value {
        AttributeValue::UnitRef(offset) => Type::InUnit(offset.0),
        AttributeValue::DebugInfoRef(offset) => Type::InSection(offset.0),
        AttributeValue::DebugTypesRef(signature) => Type::Signature(signature.0),
        _ => Type::Nothing,
    }
}

fn constant(value: &AttributeValue<Reader<'_>>) -> RawValue {
    match *value {
        AttributeValue::Data1(value) => RawValue::Bits(value.into(), 1),
        AttributeValue::Data2(value) => RawValue::Bits(value.into(), 2),
        AttributeValue::Data4(value) => RawValue::Bits(value.into(), 4),
        AttributeValue::Data8(value) => RawValue::Bits(value.into(), 8),
        AttributeValue::Udata(value) => RawValue::Bits(value.into(), 0),
        AttributeValue::Sdata(value) => RawValue::Signed(value),
        AttributeValue::Block(bytes) => {
            let is_big = gimli::Reader::endian(&bytes) == gimli::RunTimeEndian::Big;
            let bytes = bytes.slice();
            if bytes.len() > 16 {
                return RawValue::Unknown;
            }
            let push = |value: u128, byte: &u8| value << 8 | u128::from(*byte);
            let bits =
                if is_big { bytes.iter().fold(0, push) } else { bytes.iter().rev().fold(0, push) };
            RawValue::Bits(bits, u8::try_from(bytes.len()).unwrap_or(0))
        }
        _ => RawValue::Unknown,
    }
}

/// The offset of an expression that adds a constant to the address of the value: DWARF 2 knows no other.
fn added(value: &AttributeValue<Reader<'_>>) -> Option<u64> {
    let (AttributeValue::Block(bytes) | AttributeValue::Exprloc(gimli::Expression(bytes))) = value
    else {
        return None;
    };
    let mut bytes = *bytes;
    let operation = gimli::Reader::read_u8(&mut bytes).ok()?;
    let offset = gimli::Reader::read_uleb128(&mut bytes).ok()?;
    (gimli::DwOp(operation) == gimli::DW_OP_plus_uconst && bytes.is_empty()).then_some(offset)
}
