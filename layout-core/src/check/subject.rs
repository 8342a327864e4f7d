use super::op::Op;
use super::table::push_table;
use super::text::Text;
use crate::layout::{PathError, Place, TypeLayout};

/// A type that is checked: how the check names it, and its layout.
///
/// Each method returns if the check holds and otherwise panics, which in a `const` stops the build.
/// This is what [`assert_layout!`](crate::assert_layout) and `#[layout(...)]` expand to.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    name: &'static str,
    layout: TypeLayout,
}

impl Subject {
    /// The type of that layout, called `name` in messages.
    #[must_use]
    pub const fn new(name: &'static str, layout: TypeLayout) -> Self {
        Self { name, layout }
    }

    /// `size OP n`, in bytes.
    #[track_caller]
    pub const fn size(&self, op: Op, required: usize) {
        self.compare("size", self.layout.size, op, required);
    }

    /// `align OP n`, in bytes.
    #[track_caller]
    pub const fn align(&self, op: Op, required: usize) {
        self.compare("align", self.layout.align, op, required);
    }

    /// `padding OP n`, in bytes of the type itself.
    #[track_caller]
    pub const fn padding(&self, op: Op, required: usize) {
        self.require_fields("padding");
        self.compare("padding", self.layout.padding(), op, required);
    }

    /// `fields OP n`, a count.
    #[track_caller]
    pub const fn fields(&self, op: Op, required: usize) {
        self.require_fields("fields");
        self.compare("fields", self.layout.fields().len(), op, required);
    }

    /// `cache_lines OP n`, a count.
    #[track_caller]
    pub const fn cache_lines(&self, op: Op, required: usize) {
        self.compare("cache_lines", self.layout.cache_lines(), op, required);
    }

    /// `offset(path) OP n`, in bytes from the start of the type.
    #[track_caller]
    pub const fn offset_of(&self, path: &str, op: Op, required: usize) {
        match self.place(path).offset {
            Some(offset) => self.compare_member("offset", path, offset, op, required),
            None => self.fail(self.about().str("offset of `").str(path).str("` is not known")),
        }
    }

    /// `size(path) OP n`, in bytes.
    #[track_caller]
    pub const fn size_of(&self, path: &str, op: Op, required: usize) {
        self.compare_member("size", path, self.place(path).size, op, required);
    }

    /// `align(path) OP n`, in bytes.
    #[track_caller]
    pub const fn align_of(&self, path: &str, op: Op, required: usize) {
        self.compare_member("align", path, self.place(path).align, op, required);
    }

    /// `no_holes`: no padding between the type's fields; padding at its end is allowed.
    #[track_caller]
    pub const fn no_holes(&self) {
        self.require_fields("no_holes");
        let internal = self.layout.padding().saturating_sub(self.layout.trailing_padding());
        if internal > 0 {
            let text = self.about().count(internal, "byte");
            self.fail(text.str(" of padding between fields, required no_holes"));
        }
    }

    /// `no_padding`: no padding in the type, nor in those of its fields whose layout is known.
    #[track_caller]
    pub const fn no_padding(&self) {
        self.require_fields("no_padding");
        let own = self.layout.padding();
        if own > 0 {
            let text = self.about().count(own, "byte");
            self.fail(text.str(" of padding, required no_padding"));
        }
        let mut fields = self.layout.fields();
        while let Some(field) = fields.next() {
            if let Some(nested) = field.layout() {
                let inside = nested.deep_padding();
                if inside > 0 {
                    let text = self.about().count(inside, "byte").str(" of padding inside `");
                    self.fail(text.str(field.name).str("`, required no_padding"));
                }
            }
        }
    }

    #[track_caller]
    const fn compare(&self, property: &str, actual: usize, op: Op, required: usize) {
        if !op.holds(actual, required) {
            self.fail(self.about().str(property).comparison(actual, op, required));
        }
    }

    #[track_caller]
    const fn compare_member(
        &self,
        property: &str,
        path: &str,
        actual: usize,
        op: Op,
        required: usize,
    ) {
        if !op.holds(actual, required) {
            let text = self.about().str(property).str(" of `").str(path).str("`");
            self.fail(text.comparison(actual, op, required));
        }
    }

    #[track_caller]
    const fn place(&self, path: &str) -> Place {
        match self.layout.resolve(path) {
            Ok(place) => place,
            Err(PathError::NoField) => {
                self.fail(self.about().str("there is no field `").str(path).str("`"))
            }
            Err(PathError::Opaque) => {
                let text = self.about().str("no layout is known inside `").str(path);
                self.fail(text.str("`: a type on the way does not describe its fields"))
            }
        }
    }

    #[track_caller]
    const fn require_fields(&self, check: &str) {
        if !self.layout.kind.has_fields() {
            let text = self.about().str("`").str(check).str("` cannot be checked");
            self.fail(text.str(" of a type that does not describe its fields"));
        }
    }

    const fn about(&self) -> Text {
        Text::new().str("layout of `").str(self.name).str("`: ")
    }

    #[track_caller]
    const fn fail(&self, text: Text) -> ! {
        panic!("{}", push_table(text, &self.layout).as_str())
    }
}

impl Text {
    /// ` is 12, required == 8`
    const fn comparison(self, actual: usize, op: Op, required: usize) -> Self {
        self.str(" is ")
            .number(actual)
            .str(", required ")
            .str(op.symbol())
            .str(" ")
            .number(required)
    }
}
