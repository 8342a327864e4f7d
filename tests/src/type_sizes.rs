//! rustc's own listing of the types of a crate, `-Zprint-type-sizes`, which rests on neither
//! `offset_of!` nor our derive.
//!
//! Below the line of a type stand its fields and paddings in memory order; those of an enum stand
//! below their variants, and so do those of a union, whose one variant has the union's name:
//!
//! ```text
//! print-type-size type: `Padded`: 12 bytes, alignment: 4 bytes
//! print-type-size     field `.a`: 1 bytes
//! print-type-size     padding: 3 bytes
//! print-type-size     field `.b`: 4 bytes, alignment: 4 bytes
//! print-type-size     end padding: 4 bytes
//! print-type-size type: `Either`: 8 bytes, alignment: 4 bytes
//! print-type-size     discriminant: 1 bytes
//! print-type-size     variant `Left`: 7 bytes
//! print-type-size         padding: 3 bytes
//! print-type-size         field `.0`: 4 bytes, alignment: 4 bytes
//! print-type-size     variant `Right`: 0 bytes
//! ```

/// A struct, union, enum or closure of the listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedType {
    /// Its path with its arguments. The crate's own types stand without the name of the crate,
    /// lifetimes as `'_`.
    pub name: String,
    /// Its size.
    pub size: usize,
    /// Its alignment.
    pub align: usize,
    /// The size of an enum's tag, if it has bytes of its own.
    pub tag: Option<usize>,
    /// The fields of a struct, by their offsets.
    pub fields: Vec<ListedField>,
    /// The variants of an enum, the greatest first; the one of a union.
    pub variants: Vec<ListedVariant>,
}

/// A variant with its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedVariant {
    /// Its name.
    pub name: String,
    /// Its fields, by their offsets.
    pub fields: Vec<ListedField>,
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedField {
    /// Its name without `r#`, or its index.
    pub name: String,
    /// The distance from the first byte of the type, of a variant's field also.
    pub offset: usize,
    /// Its size.
    pub size: usize,
    /// Its alignment, which is only listed if there is padding before it or if it lies at the offset
    /// of another one.
    pub align: Option<usize>,
}

/// Reads a listing.
///
/// # Panics
///
/// A line of it is not as expected.
pub fn parse(listing: &str) -> Vec<ListedType> {
    let mut types: Vec<ListedType> = Vec::new();
    // The end of the field before, from which the listing counts the padding.
    let mut end = 0;
    for line in listing.lines().filter_map(|line| line.strip_prefix("print-type-size")) {
        let line = line.trim_start();
        if let Some(heading) = line.strip_prefix("type: `") {
            types.push(parse_type(heading));
            end = 0;
        } else if let Some(listed) = types.last_mut() {
            parse_below(line, listed, &mut end);
        }
    }
    types
}

fn parse_type(heading: &str) -> ListedType {
    let (name, sizes) = heading.rsplit_once('`').unwrap_or((heading, ""));
    ListedType {
        name: name.to_owned(),
        size: expect_number(sizes, ": "),
        align: expect_number(sizes, "alignment: "),
        tag: None,
        fields: Vec::new(),
        variants: Vec::new(),
    }
}

/// Reads a line that stands below the line of a type.
fn parse_below(line: &str, listed: &mut ListedType, end: &mut usize) {
    if line.starts_with("discriminant: ") {
        listed.tag = Some(expect_number(line, "discriminant: "));
    } else if let Some(variant) = line.strip_prefix("variant `") {
        let (name, _) = variant.split_once('`').unwrap_or((variant, ""));
        listed.variants.push(ListedVariant { name: name.to_owned(), fields: Vec::new() });
        *end = listed.tag.unwrap_or(0);
    } else if line.starts_with("padding: ") {
        *end += expect_number(line, "padding: ");
    } else if let Some(field) = line.strip_prefix("field `.") {
        let field = parse_field(field, *end);
        *end = field.offset + field.size;
        match listed.variants.last_mut() {
            Some(variant) => variant.fields.push(field),
            None => listed.fields.push(field),
        }
    }
}

fn parse_field(line: &str, end: usize) -> ListedField {
    let (name, sizes) = line.split_once('`').unwrap_or((line, ""));
    ListedField {
        name: name.to_owned(),
        offset: number(sizes, "offset: ").unwrap_or(end),
        size: expect_number(sizes, ": "),
        align: number(sizes, "alignment: "),
    }
}

/// The number behind the first `label` of a line.
fn number(line: &str, label: &str) -> Option<usize> {
    let (_, rest) = line.split_once(label)?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

fn expect_number(line: &str, label: &str) -> usize {
    number(line, label).unwrap_or_else(|| panic!("rustc printed no {label:?} in {line:?}"))
}

#[cfg(test)]
mod tests {
    use super::{ListedField, parse};

    const LISTING: &str = "\
   Compiling something else
print-type-size type: `Of<'_, std::string::String>`: 12 bytes, alignment: 4 bytes
print-type-size     field `.a`: 1 bytes
print-type-size     padding: 3 bytes
print-type-size     field `.b`: 4 bytes, alignment: 4 bytes
print-type-size     field `.c`: 1 bytes
print-type-size     end padding: 3 bytes
print-type-size type: `Either`: 16 bytes, alignment: 8 bytes
print-type-size     discriminant: 1 bytes
print-type-size     variant `Left`: 15 bytes
print-type-size         field `.1`: 1 bytes
print-type-size         padding: 6 bytes
print-type-size         field `.0`: 8 bytes, alignment: 8 bytes
print-type-size     variant `Right`: 1 bytes
print-type-size         field `.0`: 1 bytes
print-type-size     variant `Neither`: 0 bytes
print-type-size type: `m::Any`: 4 bytes, alignment: 4 bytes
print-type-size     variant `Any`: 4 bytes
print-type-size         field `.byte`: 1 bytes
print-type-size         field `.word`: 4 bytes, offset: 0 bytes, alignment: 4 bytes
";

    fn rows(fields: &[ListedField]) -> Vec<(&str, usize, usize, Option<usize>)> {
        fields.iter().map(|f| (f.name.as_str(), f.offset, f.size, f.align)).collect()
    }

    #[test]
    fn structs_are_read_with_their_padding() {
        let types = parse(LISTING);
        let names: Vec<_> = types.iter().map(|listed| listed.name.as_str()).collect();
        assert_eq!(names, ["Of<'_, std::string::String>", "Either", "m::Any"]);
        assert_eq!((types[0].size, types[0].align, types[0].tag), (12, 4, None));
        let expected = [("a", 0, 1, None), ("b", 4, 4, Some(4)), ("c", 8, 1, None)];
        assert_eq!(rows(&types[0].fields), expected);
        assert_eq!(types[0].variants, []);
    }

    #[test]
    fn fields_of_variants_count_from_behind_the_tag() {
        let types = parse(LISTING);
        let [left, right, neither] = &types[1].variants[..] else { panic!("{types:?}") };
        assert_eq!(types[1].tag, Some(1));
        assert_eq!(rows(&left.fields), [("1", 1, 1, None), ("0", 8, 8, Some(8))]);
        assert_eq!(rows(&right.fields), [("0", 1, 1, None)]);
        assert_eq!((neither.name.as_str(), rows(&neither.fields)), ("Neither", vec![]));
    }

    #[test]
    fn fields_of_unions_begin_where_the_listing_says() {
        let types = parse(LISTING);
        let [any] = &types[2].variants[..] else { panic!("{types:?}") };
        assert_eq!(rows(&any.fields), [("byte", 0, 1, None), ("word", 0, 4, Some(4))]);
    }
}
