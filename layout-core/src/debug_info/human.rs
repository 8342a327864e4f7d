//! Names of closures and futures as people write them.

use std::format;
use std::string::{String, ToString as _};

use crate::record::ShortName;

/// What the compiler calls the types of closures and futures, and what a person does.
const KINDS: [(&str, &str); 12] = [
    ("{closure_env#", "{closure}"),
    ("{async_fn_env#", "{async fn}"),
    ("{async_block_env#", "{async block}"),
    ("{async_closure_env#", "{async closure}"),
    ("{gen_fn_env#", "{gen fn}"),
    ("{gen_block_env#", "{gen block}"),
    ("{gen_closure_env#", "{gen closure}"),
    ("{async_gen_fn_env#", "{async gen fn}"),
    ("{async_gen_block_env#", "{async gen block}"),
    ("{async_gen_closure_env#", "{async gen closure}"),
    ("{coroutine_env#", "{coroutine}"),
    ("{coroutine_closure_env#", "{async closure}"),
];

/// The name of a type without its module, as a person writes it.
pub(super) fn short_name(name: &str) -> String {
    // Most types have names of their own.
    if !name.starts_with('{') {
        return name.to_string();
    }
    // A scope within the body is called by the body: `{async_fn#0}`.
    let is_body = |raw: &str| name.starts_with(raw.trim_end_matches("_env#")) && name.contains('#');
    let kind = KINDS.iter().find(|(raw, _)| {
        name.starts_with(raw) || is_body(raw) && name[raw.len() - "_env#".len()..].starts_with('#')
    });
    kind.map_or(name, |(_, human)| human).to_string()
}

/// Whether a type of that name is made of a function or a block that stops and goes on.
pub(super) fn is_state_machine(name: &str) -> bool {
    KINDS.iter().any(|(raw, human)| name.starts_with(raw) && *human != "{closure}")
}

/// Whether a type of that name is made of what its body captures.
pub(super) fn has_captures(name: &str) -> bool {
    KINDS.iter().any(|(raw, _)| name.starts_with(raw))
}

/// Whether a type of that name is an async state machine.
pub(super) fn is_future(name: &str) -> bool {
    ["{async_fn_env#", "{async_block_env#", "{async_closure_env#"]
        .iter()
        .any(|it| name.starts_with(it))
}

/// Whether a full name has a number in it that the compiler gave: `a::{impl#0}::f::Local`, `a::f::{closure_env#1}`.
/// That of a constant is made of its value.
pub(super) fn is_numbered(name: &str) -> bool {
    let scopes = name.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or(rest));
    scopes.filter(|scope| !scope.starts_with("CONST#")).any(|scope| scope.contains('#'))
}

/// Whether a type of that name is a closure.
pub(super) fn is_closure(name: &str) -> bool {
    name.starts_with("{closure_env#")
}

/// The name of the function that is the body of a closure or a future.
pub(super) fn body_of(name: &str) -> Option<String> {
    has_captures(name).then(|| name.replacen("_env#", "#", 1))
}

/// A name without the modules in it; of a closure or a future, with the function that it is of.
pub(super) fn written(name: &str) -> String {
    // Not one that is an argument of another type.
    let is_own = |(path, last): &(&str, &str)| {
        body_of(last).is_some() && path.matches('<').count() == path.matches('>').count()
    };
    if let Some((path, last)) = name.rsplit_once("::").filter(is_own) {
        let function = path.rsplit("::").next().unwrap_or(path);
        return format!("{function}::{}", short_name(last));
    }
    full_name(&ShortName(name).to_string())
}

/// A full name with all closures and futures in it as people write them: `my_app::serve::{async fn}`.
pub(crate) fn full_name(name: &str) -> String {
    let mut human = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find('{') {
        human.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find('}').map_or(rest.len(), |end| end + 1);
        human.push_str(&short_name(&rest[..end]));
        rest = &rest[end..];
    }
    human.push_str(rest);
    human
}

#[cfg(test)]
mod tests {
    use super::{body_of, full_name, is_closure, is_future, is_state_machine, written};

    #[test]
    fn closures_and_futures_have_names_that_people_write() {
        for (raw, full, short) in [
            ("a::f::{closure_env#0}", "a::f::{closure}", "f::{closure}"),
            ("a::f::{async_fn_env#0}<u8>", "a::f::{async fn}<u8>", "f::{async fn}"),
            ("a::f::{async_block_env#3}", "a::f::{async block}", "f::{async block}"),
            (
                "core::pin::Pin<a::f::{async_fn_env#0}>",
                "core::pin::Pin<a::f::{async fn}>",
                "Pin<{async fn}>",
            ),
            ("a::{impl#0}::f::{closure_env#1}", "a::{impl#0}::f::{closure}", "f::{closure}"),
            ("a::B<u8>", "a::B<u8>", "B<u8>"),
            ("{", "{", "{"),
        ] {
            assert_eq!((full_name(raw), written(raw)), (full.into(), short.into()), "{raw}");
        }
        assert_eq!(body_of("{async_fn_env#0}<T>").as_deref(), Some("{async_fn#0}<T>"));
        assert!(is_closure("{closure_env#1}") && !is_state_machine("{closure_env#1}"));
        assert!(is_future("{async_block_env#1}") && is_state_machine("{gen_fn_env#0}"));
    }
}
