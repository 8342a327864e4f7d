//! The lines of a listing.

/// A type as the compiler lists it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Listed {
    /// The crate that was compiled, whose own paths begin with their modules.
    pub(crate) krate: String,
    /// Whether the program has several versions of that crate, which debug info does not tell apart.
    pub(crate) has_versions: bool,
    pub(crate) name: String,
    pub(super) size: usize,
    pub(super) align: usize,
    /// The size of the tag, if there is one.
    pub(super) tag: Option<usize>,
    /// One without a name of a struct.
    pub(super) parts: Vec<Part>,
}

/// A variant, or what a struct holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Part {
    pub(super) variant: Option<String>,
    pub(super) fields: Vec<Field>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) offset: usize,
    pub(super) size: usize,
    pub(super) align: Option<usize>,
}

/// Reads a listing of a crate. A line that is not understood is a panic: what is not compared must be known.
pub(crate) fn parse(krate: &str, text: &str) -> Vec<Listed> {
    let mut all: Vec<Listed> = Vec::new();
    let mut cursor = 0;
    for line in text.lines() {
        let Some(rest) = line.strip_prefix("print-type-size ") else {
            panic!("no line of a listing: {line}")
        };
        let words = rest.trim_start();
        if let Some(rest) = words.strip_prefix("type: `") {
            let (name, rest) = rest.rsplit_once("`: ").expect("a name");
            let numbers = numbers(rest);
            let (size, align) = (numbers[0].1, numbers[1].1);
            all.push(Listed {
                krate: krate.into(),
                has_versions: false,
                name: name.into(),
                size,
                align,
                tag: None,
                parts: Vec::new(),
            });
            cursor = 0;
            continue;
        }
        let listed = all.last_mut().expect("a type comes first");
        line_of(listed, words, &mut cursor);
    }
    all
}

/// A line within a type. A field lies where the last one ends, or behind padding, unless its offset is given.
fn line_of(listed: &mut Listed, words: &str, cursor: &mut usize) {
    let (what, rest) = words.split_once(": ").expect("what a line is");
    if let Some(name) = quoted(what, "variant `") {
        let part = Part { variant: Some(name.into()), fields: Vec::new() };
        listed.parts.push(part);
        *cursor = listed.tag.unwrap_or(0);
        return;
    }
    let numbers = numbers(rest);
    let (_, size) = numbers[0];
    let number = |name| numbers.iter().find(|(it, _)| *it == name).map(|(_, number)| *number);
    match what {
        "discriminant" => listed.tag = Some(size),
        "padding" => *cursor += size,
        "end padding" => {}
        _ => {
            let field = ["field `.", "upvar `.", "local `."].iter().find_map(|it| quoted(what, it));
            let name = field.unwrap_or_else(|| panic!("no line of a type: {words}")).into();
            let offset = number("offset").unwrap_or(*cursor);
            *cursor = offset + size;
            if listed.parts.is_empty() {
                listed.parts.push(Part::default());
            }
            let part = listed.parts.last_mut().expect("there is one");
            part.fields.push(Field { name, offset, size, align: number("alignment") });
        }
    }
}

fn quoted<'a>(text: &'a str, before: &str) -> Option<&'a str> {
    text.strip_prefix(before)?.strip_suffix('`')
}

/// The numbers of a line, each with its name, up to the type of a field. That of the first is empty.
fn numbers(text: &str) -> Vec<(&str, usize)> {
    let text = text.split(", type: ").next().expect("the text");
    let number =
        |item: &'_ str| item.strip_suffix(" bytes").expect("bytes").parse().expect("a number");
    let pair = |item| match str::split_once(item, ": ") {
        Some((name, value)) => (name, number(value)),
        None => ("", number(item)),
    };
    text.split(", ").map(pair).collect()
}
