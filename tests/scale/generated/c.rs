//! The generated types against C compilers.

use super::Stated;
use crate::c_text::Twins;
use crate::compare::{Comparison, Subject};
use crate::generate::Generated;
use crate::model::Ty;
use crate::project::run_c;
use crate::table::{Row, Table, parse};

impl Stated {
    /// Also returns the number of types that C knows.
    pub(super) fn compare_with_c(&self, compiler: &str) -> (usize, Comparison) {
        let Generated { catalog, instances } = &self.generated;
        let mut twins = Twins::new(catalog);
        for (key, of) in instances.iter().enumerate() {
            if catalog.has_twin(&Ty::Generated(of.clone())) {
                twins.add(key, of);
            }
        }
        let tables = parse(&run_c(compiler, "scale_twins", &twins.program()));
        let mut comparison = Comparison::default();
        for (key, twin) in &tables {
            let number = key.parse().expect("the keys are numbers");
            let (name, _, table) = self.instance(number);
            let comparison = &mut comparison;
            let mut subject = Subject { comparison, number, name: &name, truth: compiler };
            compare_twin(&mut subject, twin, table);
        }
        (tables.len(), comparison)
    }
}

fn compare_twin(subject: &mut Subject<'_>, twin: &Table, stated: &Table) {
    subject.check("size", &twin.size, &stated.size);
    subject.check("alignment", &twin.align, &stated.align);
    compare_rows(subject, "", &twin.fields, &stated.fields);
    subject.check("count of variants", &twin.variants.len(), &stated.variants.len());
    for (twin, stated) in twin.variants.iter().zip(&stated.variants) {
        let place = format!("{}.", twin.name);
        subject.check(&format!("{place}discriminant"), &twin.discriminant, &stated.discriminant);
        compare_rows(subject, &place, &twin.fields, &stated.fields);
    }
}

fn compare_rows(subject: &mut Subject<'_>, place: &str, twin: &[Row], stated: &[Row]) {
    subject.check(&format!("{place}count of fields"), &twin.len(), &stated.len());
    for (twin, stated) in twin.iter().zip(stated) {
        let place = format!("{place}{}", twin.name);
        subject.check_if_known(&format!("{place}: offset"), twin.offset, stated.offset);
        subject.check_if_known(&format!("{place}: size"), twin.size, stated.size);
    }
}
