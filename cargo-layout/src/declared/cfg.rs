//! The conditions under which source is compiled.

use std::collections::BTreeSet;
use std::process::Command;

use syn::punctuated::Punctuated;
use syn::{Expr, Lit, Meta, Token};

/// What is set for a target.
#[derive(Debug, Default)]
pub(crate) struct Cfg {
    /// As rustc prints them: `unix`, `target_os="linux"`.
    set: BTreeSet<String>,
}

impl Cfg {
    /// What rustc says of a target, or of the host.
    pub(crate) fn of(target: Option<&str>) -> Self {
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let mut command = Command::new(rustc);
        command.args(["--print", "cfg"]);
        if let Some(target) = target {
            command.args(["--target", target]);
        }
        let printed = command.output().map(|output| output.stdout).unwrap_or_default();
        Self::parse(&String::from_utf8_lossy(&printed))
    }

    /// What a key such as `target_os` is set to; empty if it is not set.
    pub(crate) fn value(&self, key: &str) -> &str {
        let of_key =
            |it: &'_ String| it.strip_prefix(key).is_some_and(|rest| rest.starts_with('='));
        let found = self.set.iter().find(|it| of_key(it));
        found.and_then(|it| it.split('"').nth(1)).unwrap_or_default()
    }

    fn parse(text: &str) -> Self {
        Self { set: text.lines().map(str::to_owned).collect() }
    }

    /// Whether a condition holds for a crate with these features.
    pub(crate) fn holds(&self, condition: &Meta, features: &[String]) -> bool {
        match condition {
            Meta::Path(path) => {
                path.get_ident().is_some_and(|name| self.set.contains(&name.to_string()))
            }
            Meta::NameValue(pair) => {
                let Expr::Lit(value) = &pair.value else { return false };
                let Lit::Str(value) = &value.lit else { return false };
                let value = value.value();
                match pair.path.get_ident() {
                    Some(name) if name == "feature" => features.contains(&value),
                    Some(name) => self.set.contains(&format!("{name}={value:?}")),
                    None => false,
                }
            }
            Meta::List(list) => {
                let parse = Punctuated::<Meta, Token![,]>::parse_terminated;
                let Ok(parts) = list.parse_args_with(parse) else { return false };
                let mut hold = parts.iter().map(|part| self.holds(part, features));
                match list.path.get_ident() {
                    Some(name) if name == "all" => hold.all(|it| it),
                    Some(name) if name == "any" => hold.any(|it| it),
                    Some(name) if name == "not" => hold.next().is_some_and(|it| !it),
                    _ => false,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cfg;

    #[test]
    fn keys_have_values() {
        let cfg = Cfg::parse("unix\ntarget_os=\"linux\"\ntarget_env=\"\"\n");
        assert_eq!(["target_os", "target_env", "unix"].map(|it| cfg.value(it)), ["linux", "", ""]);
    }

    #[test]
    fn conditions_hold_or_not() {
        let cfg = Cfg::parse("unix\ntarget_os=\"linux\"\n");
        let features = ["std".to_owned()];
        for (condition, expected) in [
            ("unix", true),
            ("windows", false),
            ("test", false),
            ("feature = \"std\"", true),
            ("feature = \"alloc\"", false),
            ("target_os = \"linux\"", true),
            ("not(test)", true),
            ("all(unix, not(feature = \"std\"))", false),
            ("any(windows, all(unix, target_os = \"linux\"))", true),
            ("all()", true),
            ("any()", false),
            ("what(unix)", false),
        ] {
            let parsed = syn::parse_str(condition).unwrap();
            assert_eq!(cfg.holds(&parsed, &features), expected, "{condition}");
        }
    }
}
