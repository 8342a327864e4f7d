//! Rules that types of debug info must keep to.

use std::format;
use std::string::String;
use std::vec::Vec;

use super::types::{DebugType, Types};

impl Types<'_> {
    /// Asserts that no type is larger than so many bytes. Of futures the message has the largest path down.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let program = layout_core::debug_info::read("target/debug/my_app")?;
    /// program.types().in_module("my_app::wire").max_size(256);
    /// program.futures().in_crate("my_app").max_size(4096);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if a type is larger, or if there are no types: a filter that names a module that does not exist is
    /// a mistake.
    #[track_caller]
    pub fn max_size(&self, bytes: usize) {
        assert!(
            !self.is_empty(),
            "there is no type to check: the debug info has none, or the filters left none"
        );
        let large: Vec<String> =
            self.iter().filter(|it| it.size() > bytes).map(|it| breach(&it, bytes)).collect();
        let count = large.len();
        let (types, verb) = if count == 1 { ("type", "is") } else { ("types", "are") };
        assert!(
            large.is_empty(),
            "{count} {types} {verb} larger than {bytes} bytes:{}",
            large.concat()
        );
    }
}

/// What is said of a type that is too large.
fn breach(it: &DebugType<'_>, bytes: usize) -> String {
    let place = it.declared_at().map_or_else(String::new, |place| format!(" ({place})"));
    let mut text =
        format!("\n  {}{place}\n    size is {}, required <= {bytes}", it.name(), it.size());
    if let Some(future) = it.future() {
        for step in future.largest_path().iter().skip(1) {
            text += &format!("\n    {step}");
        }
    }
    text
}
