//! One pass over the entries of a unit. What is of no type (functions' bodies, lines, places of variables) is
//! passed over.

use std::mem;
use std::vec::Vec;

use gimli::{AttributeValue, DwTag, Dwarf, UnitHeader, UnitOffset, UnitType};

use super::attributes::{self, Attributes, Texts};
use super::raw::{
    NONE, RawBody, RawEnumerator, RawGeneric, RawKind, RawMember, RawScope, RawType, RawUnit,
    RawVariant, Reader, Ref, Root, Span, Text, index,
};

type Unit<'d> = gimli::Unit<Reader<'d>>;

/// Reads the types of a unit into the memory of `recycled`, a unit that is no longer needed.
pub(super) fn read<'d>(
    dwarf: &Dwarf<Reader<'d>>,
    section: usize,
    header: UnitHeader<Reader<'d>>,
    recycled: RawUnit<'d>,
) -> gimli::Result<RawUnit<'d>> {
    let signature = match header.type_() {
        UnitType::Type { type_signature, type_offset }
        | UnitType::SplitType { type_signature, type_offset } => {
            Some((type_signature.0, type_offset.0))
        }
        _ => None,
    };
    let (unit, root) = open(dwarf, header)?;
    let mut pass = Pass {
        dwarf,
        unit: &unit,
        raw: RawUnit {
            section,
            start: section_offset(&unit),
            len: unit.header.length_including_self(),
            signature,
            address_size: unit.encoding().address_size,
            root,
            ..recycled.cleared()
        },
        texts: Texts::new(unit.header.length_including_self()),
        open: Vec::new(),
        spare: Vec::new(),
    };
    pass.raw.scopes.push(RawScope { parent: 0, root: 0, name: Text::EMPTY });
    pass.reserve();
    pass.run()?;
    let mut raw = mem::take(&mut pass.raw);
    raw.resolve();
    Ok(raw)
}

/// The unit without what only code needs, and what its own entry says.
fn open<'d>(
    dwarf: &Dwarf<Reader<'d>>,
    header: UnitHeader<Reader<'d>>,
) -> gimli::Result<(Unit<'d>, Root<'d>)> {
    let (encoding, file_type) = (header.encoding(), dwarf.file_type);
    let mut unit = Unit {
        abbreviations: dwarf.abbreviations(&header)?,
        name: None,
        comp_dir: None,
        low_pc: 0,
        str_offsets_base: gimli::DebugStrOffsetsBase::default_for_encoding_and_file(
            encoding, file_type,
        ),
        addr_base: gimli::DebugAddrBase(0),
        loclists_base: gimli::DebugLocListsBase::default_for_encoding_and_file(encoding, file_type),
        rnglists_base: gimli::DebugRngListsBase::default_for_encoding_and_file(encoding, file_type),
        line_program: None,
        dwo_id: None,
        header,
    };
    let mut root = Root::default();
    let (mut directory, mut split_name, mut producer, mut name) = (None, None, None, None);
    let mut strings = unit.str_offsets_base;
    let mut entries = unit.entries_raw(None)?;
    let attributes = entries.read_abbreviation()?.map_or(&[][..], |it| it.attributes());
    for &specification in attributes {
        let attribute = entries.read_attribute(specification)?;
        match (attribute.name(), attribute.value()) {
            (gimli::DW_AT_language, AttributeValue::Language(language)) => {
                root.is_rust = language == gimli::DW_LANG_Rust;
            }
            (gimli::DW_AT_stmt_list, AttributeValue::DebugLineRef(offset)) => {
                root.lines = Some(offset.0);
            }
            (gimli::DW_AT_producer, value) => producer = Some(value),
            (gimli::DW_AT_comp_dir, value) => directory = Some(value),
            (gimli::DW_AT_name, value) => name = Some(value),
            (gimli::DW_AT_dwo_name | gimli::DW_AT_GNU_dwo_name, value) => split_name = Some(value),
            (gimli::DW_AT_str_offsets_base, AttributeValue::DebugStrOffsetsBase(base)) => {
                strings = base;
            }
            _ => {}
        }
    }
    // Only now it is known where strings lie.
    unit.str_offsets_base = strings;
    let text = |value: Option<_>| match value {
        Some(value) => attributes::text(dwarf, &unit, value),
        None => Ok(&[][..]),
    };
    root.directory = text(directory)?;
    root.split_name = text(split_name)?;
    root.producer = text(producer)?;
    root.name = text(name)?;
    Ok((unit, root))
}

fn section_offset(unit: &Unit<'_>) -> usize {
    match unit.header.offset() {
        gimli::UnitSectionOffset::DebugInfoOffset(offset) => offset.0,
        gimli::UnitSectionOffset::DebugTypesOffset(offset) => offset.0,
    }
}

/// What is read of an entry whose children are coming.
#[derive(Default)]
struct Open<'d> {
    /// The depth of the children.
    depth: isize,
    what: What,
    /// The scope of what is declared in it.
    scope: u32,
    members: Vec<RawMember<'d>>,
    variants: Vec<RawVariant>,
    generics: Vec<RawGeneric<'d>>,
    enumerators: Vec<RawEnumerator<'d>>,
    /// Where the member begins that tells variants apart.
    tag: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum What {
    #[default]
    Scope,
    Type(u32),
    /// The list of the variants of a type.
    VariantPart,
    Variant,
    Array(u32),
}

struct Pass<'a, 'd> {
    dwarf: &'a Dwarf<Reader<'d>>,
    unit: &'a Unit<'d>,
    raw: RawUnit<'d>,
    texts: Texts<'d>,
    open: Vec<Open<'d>>,
    /// What was closed, for its room.
    spare: Vec<Open<'d>>,
}

impl<'d> Pass<'_, 'd> {
    /// Makes room for what units of Rust have, so that it is seldom moved.
    fn reserve(&mut self) {
        let bytes = self.raw.len;
        self.raw.types.reserve(bytes / 100);
        self.raw.members.reserve(bytes / 64);
        self.raw.generics.reserve(bytes / 100);
        self.raw.scopes.reserve(bytes / 48);
    }

    fn run(&mut self) -> gimli::Result<()> {
        let mut entries = self.unit.entries_raw(None)?;
        // The unit's own entry.
        if let Some(abbreviation) = entries.read_abbreviation()? {
            entries.skip_attributes(abbreviation.attributes())?;
            self.open.push(Open { depth: 1, ..Open::default() });
        }
        while !entries.is_empty() {
            let offset = entries.next_offset();
            let depth = entries.next_depth();
            while self.open.last().is_some_and(|open| depth < open.depth) {
                self.close();
            }
            let Some(abbreviation) = entries.read_abbreviation()? else { continue };
            let tag = abbreviation.tag();
            let is_child = self.open.last().is_none_or(|open| depth == open.depth);
            if !is_read(tag) || is_generic(tag) && !(is_child && self.is_in_type()) {
                entries.skip_attributes(abbreviation.attributes())?;
                continue;
            }
            let mut attributes = Attributes::default();
            for &specification in abbreviation.attributes() {
                let attribute = entries.read_attribute(specification)?;
                attributes.take(self.dwarf, self.unit, &mut self.texts, &attribute)?;
            }
            let opened = self.entry(tag, offset, &attributes, is_child);
            if let (Some((what, scope)), true) = (opened, abbreviation.has_children()) {
                let mut open = self.spare.pop().unwrap_or_default();
                (open.depth, open.what, open.scope) = (depth + 1, what, scope);
                open.tag = attributes.discriminant;
                self.open.push(open);
            }
        }
        while !self.open.is_empty() {
            self.close();
        }
        Ok(())
    }

    /// Whether the innermost entry is a type, and no function.
    fn is_in_type(&self) -> bool {
        self.open.last().is_some_and(|open| matches!(open.what, What::Type(_)))
    }

    fn scope(&self) -> u32 {
        self.open.last().map_or(0, |open| open.scope)
    }

    /// Takes an entry; what its children are part of, if they are of interest.
    fn entry(
        &mut self,
        tag: DwTag,
        offset: UnitOffset,
        attributes: &Attributes<'d>,
        is_child: bool,
    ) -> Option<(What, u32)> {
        let scope = self.scope();
        match tag {
            gimli::DW_TAG_namespace | gimli::DW_TAG_module => {
                Some((What::Scope, self.new_scope(scope, attributes.name)))
            }
            gimli::DW_TAG_subprogram => {
                if attributes.name.bytes.starts_with(b"{") && attributes.line > 0 {
                    let &Attributes { name: Text { bytes: name, .. }, file, line, .. } = attributes;
                    self.raw.bodies.push(RawBody { scope, name, file, line });
                }
                Some((What::Scope, self.new_scope(scope, attributes.name)))
            }
            gimli::DW_TAG_variant_part if is_child => {
                // Of a type without values it has no children.
                if let Some(What::Type(at)) = self.open.last().map(|open| open.what) {
                    self.raw.types[at as usize].has_variants = true;
                }
                Some((What::VariantPart, scope))
            }
            gimli::DW_TAG_variant if is_child => {
                let open = self.open.last_mut()?;
                let value = attributes.value;
                open.variants.push(RawVariant { value, member: None });
                Some((What::Variant, scope))
            }
            gimli::DW_TAG_member | gimli::DW_TAG_inheritance if is_child => {
                if !attributes.is_static {
                    let open = self.open.last_mut()?;
                    open.members.push(attributes.member(offset.0, self.raw.start));
                }
                None
            }
            gimli::DW_TAG_template_type_parameter | gimli::DW_TAG_template_value_parameter
                if is_child =>
            {
                let ty = attributes.ty(self.raw.start);
                let generic = RawGeneric { name: attributes.name, ty, value: attributes.value };
                self.open.last_mut()?.generics.push(generic);
                None
            }
            gimli::DW_TAG_enumerator if is_child => {
                let enumerator = RawEnumerator { name: attributes.name, value: attributes.value };
                self.open.last_mut()?.enumerators.push(enumerator);
                None
            }
            gimli::DW_TAG_subrange_type if is_child => {
                if let What::Array(array) = self.open.last()?.what {
                    let count = &mut self.raw.types[array as usize].count;
                    // Of several dimensions, the elements are all of them.
                    *count = match (*count, attributes.elements()) {
                        (NONE, elements) => elements,
                        (_, NONE) => NONE,
                        (count, elements) => count.saturating_mul(elements),
                    };
                }
                None
            }
            tag => self.new_type(tag, offset, attributes),
        }
    }

    fn new_scope(&mut self, parent: u32, name: Text<'d>) -> u32 {
        let scope = index(self.raw.scopes.len());
        let root = if parent == 0 { scope } else { self.raw.scopes[parent as usize].root };
        self.raw.scopes.push(RawScope { parent, root, name });
        scope
    }

    fn new_type(
        &mut self,
        tag: DwTag,
        offset: UnitOffset,
        attributes: &Attributes<'d>,
    ) -> Option<(What, u32)> {
        let kind = kind_of(tag, attributes.encoding, attributes.name.bytes)?;
        let at = index(self.raw.types.len());
        let &Attributes { mut name, size, align, file, line, is_declaration, .. } = attributes;
        let declared = attributes.declaration.and_then(|declaration| self.type_at(declaration));
        let scope = declared.map_or_else(|| self.scope(), |declared| declared.scope);
        if let (Some(declared), true) = (declared, name.is_empty()) {
            name = declared.name;
        }
        if attributes.is_signed_elsewhere {
            // The entry stands for one with a unit of its own.
            self.raw.types.push(RawType {
                target: attributes.signature,
                kind: RawKind::Alias,
                ..blank(offset.0, scope)
            });
            return None;
        }
        self.raw.types.push(RawType {
            kind,
            name,
            size,
            align,
            target: attributes.ty(self.raw.start),
            is_declaration,
            file,
            line,
            ..blank(offset.0, scope)
        });
        match kind {
            RawKind::Array => Some((What::Array(at), scope)),
            RawKind::Struct | RawKind::Union | RawKind::Enumeration => {
                Some((What::Type(at), self.new_scope(scope, name)))
            }
            _ => None,
        }
    }

    /// A type that was read, by where it begins. C++ declares in a namespace what it defines outside of it.
    fn type_at(&self, offset: usize) -> Option<&RawType<'d>> {
        let at = self.raw.types.binary_search_by_key(&offset, |it| it.offset).ok()?;
        self.raw.types.get(at)
    }

    /// Ends the innermost entry: what was read of its children goes where it belongs.
    fn close(&mut self) {
        let Some(mut open) = self.open.pop() else { return };
        match open.what {
            What::Type(at) => {
                let raw = &mut self.raw;
                // The variants' members come first: they lie before those of the type itself.
                let tag = raw.types[at as usize].tag;
                let members = Span::append(&mut raw.members, &mut open.members);
                let ty = &mut raw.types[at as usize];
                ty.members = members;
                ty.tag = tag;
                ty.generics = Span::append(&mut raw.generics, &mut open.generics);
                ty.enumerators = Span::append(&mut raw.enumerators, &mut open.enumerators);
            }
            What::VariantPart => self.close_variants(&mut open),
            What::Variant => {
                // The member stays with the variant, the last of the list that is open.
                let raw = &mut self.raw;
                let member = Span::append(&mut raw.members, &mut open.members);
                let list = self.open.last_mut().map(|list| &mut list.variants);
                if let (Some(variant), true) = (list.and_then(|it| it.last_mut()), member.len() > 0)
                {
                    variant.member = Some(member.start);
                }
            }
            What::Scope | What::Array(_) => {}
        }
        open.members.clear();
        open.variants.clear();
        open.generics.clear();
        open.enumerators.clear();
        self.spare.push(open);
    }

    fn close_variants(&mut self, open: &mut Open<'d>) {
        let Some(What::Type(at)) = self.open.last().map(|open| open.what) else { return };
        let raw = &mut self.raw;
        let found = open.members.iter().position(|member| Some(member.entry) == open.tag);
        let members = Span::append(&mut raw.members, &mut open.members);
        let mut tag = found.map(|at| members.start + index(at));
        if let (None, Some(wanted)) = (tag, open.tag) {
            // It may be a member of the type itself.
            let outer = self.open.last_mut().map(|outer| &mut outer.members);
            let member =
                outer.and_then(|it| it.iter().find(|member| member.entry == wanted).cloned());
            if let Some(member) = member {
                raw.members.push(member);
                tag = Some(index(raw.members.len() - 1));
            }
        }
        let ty = &mut raw.types[at as usize];
        ty.tag = tag;
        ty.variants = Span::append(&mut raw.variants, &mut open.variants);
    }
}

fn blank<'d>(offset: usize, scope: u32) -> RawType<'d> {
    RawType {
        kind: RawKind::Unspecified,
        offset,
        name: Text::EMPTY,
        scope,
        size: NONE,
        align: 0,
        target: Ref::Nothing,
        count: NONE,
        members: Span::default(),
        variants: Span::default(),
        generics: Span::default(),
        enumerators: Span::default(),
        has_variants: false,
        tag: None,
        is_declaration: false,
        is_payload: false,
        file: NONE,
        line: 0,
    }
}

/// Whether entries of that tag say something of types.
fn is_read(tag: DwTag) -> bool {
    !matches!(
        tag,
        gimli::DW_TAG_formal_parameter
            | gimli::DW_TAG_variable
            | gimli::DW_TAG_lexical_block
            | gimli::DW_TAG_inlined_subroutine
            | gimli::DW_TAG_call_site
            | gimli::DW_TAG_call_site_parameter
            | gimli::DW_TAG_GNU_call_site
            | gimli::DW_TAG_GNU_call_site_parameter
            | gimli::DW_TAG_label
            | gimli::DW_TAG_imported_declaration
            | gimli::DW_TAG_imported_module
            | gimli::DW_TAG_unspecified_parameters
    )
}

/// Whether entries of that tag are generic arguments, of types and of functions.
fn is_generic(tag: DwTag) -> bool {
    matches!(tag, gimli::DW_TAG_template_type_parameter | gimli::DW_TAG_template_value_parameter)
}

fn kind_of(tag: DwTag, encoding: u8, name: &[u8]) -> Option<RawKind> {
    Some(match tag {
        gimli::DW_TAG_structure_type | gimli::DW_TAG_class_type | gimli::DW_TAG_interface_type => {
            RawKind::Struct
        }
        gimli::DW_TAG_union_type => RawKind::Union,
        gimli::DW_TAG_enumeration_type => RawKind::Enumeration,
        gimli::DW_TAG_base_type => RawKind::Base(encoding),
        gimli::DW_TAG_pointer_type
        | gimli::DW_TAG_reference_type
        | gimli::DW_TAG_rvalue_reference_type => RawKind::Pointer,
        gimli::DW_TAG_ptr_to_member_type => RawKind::MemberPointer,
        gimli::DW_TAG_array_type => RawKind::Array,
        gimli::DW_TAG_typedef
        | gimli::DW_TAG_const_type
        | gimli::DW_TAG_volatile_type
        | gimli::DW_TAG_restrict_type
        | gimli::DW_TAG_atomic_type
        | gimli::DW_TAG_immutable_type => RawKind::Alias,
        gimli::DW_TAG_subroutine_type => RawKind::Function,
        // The type of `nullptr`, which has the size of a pointer.
        gimli::DW_TAG_unspecified_type if name == b"decltype(nullptr)" => RawKind::Pointer,
        gimli::DW_TAG_unspecified_type => RawKind::Unspecified,
        _ => return None,
    })
}
