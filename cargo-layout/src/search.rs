//! Which types of a lock file a command looks for: those of the packages, if the filter chooses them.

use std::collections::BTreeSet;

use regex_lite::Regex;

use crate::declared::Declared;
use crate::output::some_of;

/// What a command looks for, and what the source declares, whatever is built of it.
#[derive(Clone, Debug)]
pub(crate) struct Search {
    /// The crates whose types are read; none if those of all are.
    pub(crate) crates: BTreeSet<String>,
    pub(crate) filter: Option<Regex>,
    pub(crate) declared: BTreeSet<String>,
}

/// Why a type of a lock file says nothing if it is not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotSought {
    /// It is of a crate that is not read.
    Crate,
    /// The filter leaves it out.
    Filter,
    /// The source still declares it, but this build has no code that uses it: a feature is off, for example.
    Build,
}

impl Search {
    pub(crate) fn new(
        crates: BTreeSet<String>,
        filter: Option<Regex>,
        declared: &Declared,
    ) -> Self {
        let declared = declared.paths().map(str::to_owned).collect();
        Self { crates, filter, declared }
    }

    pub(crate) fn crates(&self) -> &BTreeSet<String> {
        &self.crates
    }

    /// Why a type that is not found is not gone; `None` if it is.
    pub(crate) fn why_not(&self, name: &str) -> Option<NotSought> {
        let path = name.split('<').next().unwrap_or(name);
        let of_crate = path.split("::").next().unwrap_or(path);
        if !self.crates.is_empty() && !self.crates.contains(of_crate) {
            Some(NotSought::Crate)
        } else if self.filter.as_ref().is_some_and(|filter| !filter.is_match(name)) {
            Some(NotSought::Filter)
        } else if self.declared.contains(path) {
            Some(NotSought::Build)
        } else {
            None
        }
    }

    /// How many types were not sought for each reason.
    pub(crate) fn reasons(&self, names: &[String]) -> String {
        let of = |reason| {
            let names = names.iter().filter(|name| self.why_not(name) == reason);
            names.map(String::as_str).collect::<Vec<_>>()
        };
        let crates = of(Some(NotSought::Crate));
        let mut owners: Vec<&str> = crates.iter().filter_map(|it| it.split("::").next()).collect();
        owners.dedup();
        let owners = some_of(&owners);
        let (filter, build, others) =
            (of(Some(NotSought::Filter)), of(Some(NotSought::Build)), of(None));
        let parts = [
            (crates.len(), format!("of crates that this command does not read ({owners})")),
            (filter.len(), "that `--filter` leaves out".into()),
            (
                build.len(),
                format!(
                    "that the source declares and this build does not have ({})",
                    some_of(&build)
                ),
            ),
            (others.len(), "that other programs have too".into()),
        ];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        parts.map(|(count, why)| format!("{count} {why}")).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use regex_lite::Regex;

    use super::{NotSought, Search};

    #[test]
    fn a_type_is_gone_if_it_was_looked_for() {
        let search = Search {
            crates: ["app".to_owned()].into(),
            filter: Regex::new("^app::wire::").ok(),
            declared: ["app::wire::Ring".to_owned()].into(),
        };
        for (name, why) in [
            ("app::wire::Packet", None),
            ("app::wire::Ring<app::wire::Packet>", Some(NotSought::Build)),
            ("app::Session", Some(NotSought::Filter)),
            ("application::wire::Packet", Some(NotSought::Crate)),
        ] {
            assert_eq!(search.why_not(name), why, "{name}");
        }
        let names = ["app::Session", "app::State", "other::A"].map(String::from);
        assert_eq!(
            search.reasons(&names),
            "1 of crates that this command does not read (other), 2 that `--filter` leaves out"
        );
        let all = Search { crates: [].into(), filter: None, declared: [].into() };
        assert_eq!(all.why_not("core::time::Duration"), None);
    }
}
