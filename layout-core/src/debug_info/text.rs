//! Types of debug info as a list.

use core::fmt::{self, Display, Formatter};
use std::format;
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
        self.iter().for_each(|it| write_type(&mut out, &it));
        out.finish(f)
    }
}

fn write_type(out: &mut Out, it: &DebugType<'_>) {
    out.number(it.size(), 8);
    out.number(it.align(), "  align".len());
    let future = it.future();
    match &future {
        Some(future) => out.number(future.await_points().len(), "  awaits".len()),
        None => out.blanks("  awaits".len()),
    }
    out.push("  ");
    out.cut(25, &[&it.name()]);
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
