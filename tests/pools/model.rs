//! Random sequences of operations.

use proptest::prelude::*;

use crate::sequences::{self, Op};

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let op = prop_oneof![
        6 => Just(Op::Insert),
        4 => any::<usize>().prop_map(Op::Remove),
        1 => any::<usize>().prop_map(Op::TakeOut),
        1 => (0_usize..200).prop_map(Op::Reserve),
        1 => Just(Op::Shrink),
        1 => Just(Op::Clear),
    ];
    proptest::collection::vec(op, 1..400)
}

proptest! {
    #[test]
    fn pool(ops in ops(), bounded: bool) {
        sequences::pool(ops, bounded);
    }

    #[test]
    fn handle_pool(ops in ops(), bounded: bool) {
        sequences::handle_pool(ops, bounded);
    }

    #[test]
    fn sync_pool(ops in ops()) {
        sequences::sync_pool(ops);
    }

    #[test]
    fn fixed_sync_pool(ops in ops()) {
        sequences::fixed_sync_pool(ops);
    }

    #[test]
    fn object_pool(ops in ops(), idle_limit in 0_usize..20) {
        sequences::object_pool(ops, idle_limit);
    }

    #[test]
    fn sync_object_pool(ops in ops(), idle_limit in 0_usize..20) {
        sequences::sync_object_pool(ops, idle_limit);
    }
}
