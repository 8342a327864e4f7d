use std_alloc::string::String;

/// The compiler's name of a type without lifetimes: `a::Text` for `a::Text<'_>`.
///
/// Compilers before 1.89 or so print none, newer ones print `'_`; a name must not change with that.
pub(super) fn full_name(type_name: &str) -> String {
    if !type_name.contains('\'') {
        return type_name.into();
    }
    let mut name = String::new();
    let mut rest = type_name;
    while let Some(at) = rest.find('\'') {
        name.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let end = behind.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(behind.len());
        if behind[end..].starts_with('\'') || end == 0 {
            // A character as an argument begins here, or ends: `Separated<','>`.
            name.push('\'');
            rest = behind;
            continue;
        }
        rest = &behind[end..];
        if let Some(without) = name.strip_suffix(" + ") {
            name.truncate(without.len());
        } else {
            rest = rest.strip_prefix(", ").or(rest.strip_prefix(' ')).unwrap_or(rest);
            if rest.starts_with('>') {
                close(&mut name, &mut rest);
            }
        }
    }
    name.push_str(rest);
    name
}

/// Ends arguments that are empty without the lifetimes, which come before all others.
fn close(name: &mut String, rest: &mut &str) {
    if name.ends_with('<') {
        name.pop();
        *rest = &rest[1..];
        if name.ends_with("for") && rest.starts_with(' ') {
            name.truncate(name.len() - 3);
            *rest = &rest[1..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::full_name;

    #[test]
    fn lifetimes_are_left_out() {
        for (printed, name) in [
            ("a::B", "a::B"),
            ("a::B<'_>", "a::B"),
            ("a::B<'_, '_>", "a::B"),
            ("a::B<'_, u8>", "a::B<u8>"),
            ("a::B<&'_ str, a::C<'_>>", "a::B<&str, a::C>"),
            ("&'static mut u8", "&mut u8"),
            ("dyn a::T<'_> + '_", "dyn a::T"),
            ("dyn a::T + '_ + core::marker::Send", "dyn a::T + core::marker::Send"),
            ("for<'a> fn(&'a u8) -> &'a u8", "fn(&u8) -> &u8"),
            ("for<'a, 'b> fn(&'a u8, &'b u8)", "fn(&u8, &u8)"),
            ("a::B<'x'>", "a::B<'x'>"),
            ("a::B<','>", "a::B<','>"),
            ("a::B<'_, ','>", "a::B<','>"),
            ("a::B<'x', a::C<'_>>", "a::B<'x', a::C>"),
            ("a::B<'é', a::C<'_>>", "a::B<'é', a::C>"),
            (r"a::B<'\'', a::C<'_>>", r"a::B<'\'', a::C>"),
            (r"a::B<'\\', a::C<'_>>", r"a::B<'\\', a::C>"),
            (r"a::B<'\u{1}', a::C<'_>>", r"a::B<'\u{1}', a::C>"),
        ] {
            assert_eq!(full_name(printed), name);
        }
    }
}
