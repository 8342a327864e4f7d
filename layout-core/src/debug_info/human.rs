//! Names of closures and futures as people write them.

use std::format;
use std::string::{String, ToString as _};

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

/// Whether a type of that name is an async state machine.
pub(super) fn is_future(name: &str) -> bool {
    ["{async_fn_env#", "{async_block_env#", "{async_closure_env#"]
        .iter()
        .any(|it| name.starts_with(it))
}

/// Whether a type of that name is a closure.
pub(super) fn is_closure(name: &str) -> bool {
    name.starts_with("{closure_env#")
}

/// The name of the function that is the body of a closure or a future.
pub(super) fn body_of(name: &str) -> Option<String> {
    KINDS.iter().any(|(raw, _)| name.starts_with(raw)).then(|| name.replacen("_env#", "#", 1))
}

/// A full name with all closures and futures in it as people write them: `my_app::serve::{async fn}`.
pub(crate) fn full_name(name: &str) -> String {
    let mut human = String::new();
    let mut rest = name;
    while let Some(at) = rest.find('{') {
        human.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find('}').map_or(rest.len(), |end| end + 1);
        human.push_str(&short_name(&rest[..end]));
        rest = &rest[end..];
    }
    format!("{human}{rest}")
}
