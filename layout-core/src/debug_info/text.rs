//! Types of debug info as a list.

use core::fmt::{self, Display, Formatter};
use std::collections::HashMap;
use std::format;
use std::string::String;
use std::vec::Vec;

use super::{DebugType, FutureReport, Types};
use crate::report::{Out, Role};

impl Display for Types<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut out = Out::new(f, false);
        let count = self.len();
        out.push(&format!("{count} type{}\n", if count == 1 { "" } else { "s" }));
        if count > 0 {
            out.start(Role::Title);
            out.push("    size  align  awaits  type");
            out.stop();
            out.push("\n");
        }
        // Types of one name stand beside each other, but where they are sorted by size.
        let mut names: HashMap<String, usize> = HashMap::new();
        self.iter().for_each(|it| *names.entry(it.name()).or_default() += 1);
        self.iter().for_each(|it| write_type(&mut out, &it, names[&it.name()] > 1));
        out.finish(f)
    }
}

/// A type, with its version if others have its name.
fn write_type(out: &mut Out, it: &DebugType<'_>, is_shared: bool) {
    out.number(it.size(), 8);
    out.number(it.align(), "  align".len());
    let future = it.future();
    match &future {
        Some(future) => out.number(future.await_points().len(), "  awaits".len()),
        None => out.blanks("  awaits".len()),
    }
    out.push("  ");
    let version = it.crate_version().filter(|_| is_shared);
    match version {
        Some(version) => out.cut(25, &[&it.name(), &format!(" (v{version})")]),
        None => out.cut(25, &[&it.name()]),
    }
    out.push("\n");
    let place = it.declared_at().map(|place| format!("{place}"));
    let findings = future.iter().flat_map(FutureReport::findings);
    let ids: Vec<&str> = findings.map(|finding| &*finding.id).collect();
    for line in place.into_iter().chain((!ids.is_empty()).then(|| ids.join(", "))) {
        out.blanks(27);
        out.cut(27, &[&line]);
        out.push("\n");
    }
}
