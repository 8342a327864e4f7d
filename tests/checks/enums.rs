//! Discriminants and fingerprints.

use expect_test::expect;
use layout_core::__private::Op::{Eq, Ge, Gt, Le, Lt, Ne};
use layout_core::__private::{SizeAlignOnly, integer};
use layout_core::Layout;

use crate::{call, said, told};

#[derive(Layout)]
#[repr(i16)]
enum Level {
    Low = -300,
    High = 7,
}

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
}

#[test]
fn discriminants_are_compared_with_their_sign() {
    expect![[r#"
        discriminant_of_variant("Low", Eq, integer(-300)): holds
        discriminant_of_variant("Low", Ne, integer(-300)): discriminant of `Low` is -300, required != -300
        discriminant_of_variant("Low", Lt, integer(-300)): discriminant of `Low` is -300, required < -300
        discriminant_of_variant("Low", Le, integer(-300)): holds
        discriminant_of_variant("Low", Gt, integer(-300)): discriminant of `Low` is -300, required > -300
        discriminant_of_variant("Low", Ge, integer(-300)): holds
        discriminant_of_variant("Low", Eq, integer(5)): discriminant of `Low` is -300, required == 5
        discriminant_of_variant("Low", Ne, integer(5)): holds
        discriminant_of_variant("Low", Lt, integer(5)): holds
        discriminant_of_variant("Low", Le, integer(5)): holds
        discriminant_of_variant("Low", Gt, integer(5)): discriminant of `Low` is -300, required > 5
        discriminant_of_variant("Low", Ge, integer(5)): discriminant of `Low` is -300, required >= 5
        discriminant_of_variant("High", Eq, integer(-5)): discriminant of `High` is 7, required == -5
        discriminant_of_variant("High", Ne, integer(-5)): holds
        discriminant_of_variant("High", Lt, integer(-5)): discriminant of `High` is 7, required < -5
        discriminant_of_variant("High", Le, integer(-5)): discriminant of `High` is 7, required <= -5
        discriminant_of_variant("High", Gt, integer(-5)): holds
        discriminant_of_variant("High", Ge, integer(-5)): holds
        discriminant_of_variant("Middle", Eq, integer(5)): there is no variant `Middle`
    "#]]
    .assert_eq(&told! {
        Level: discriminant_of_variant("Low", Eq, integer(-300)),
        discriminant_of_variant("Low", Ne, integer(-300)),
        discriminant_of_variant("Low", Lt, integer(-300)),
        discriminant_of_variant("Low", Le, integer(-300)),
        discriminant_of_variant("Low", Gt, integer(-300)),
        discriminant_of_variant("Low", Ge, integer(-300)),
        discriminant_of_variant("Low", Eq, integer(5)),
        discriminant_of_variant("Low", Ne, integer(5)),
        discriminant_of_variant("Low", Lt, integer(5)),
        discriminant_of_variant("Low", Le, integer(5)),
        discriminant_of_variant("Low", Gt, integer(5)),
        discriminant_of_variant("Low", Ge, integer(5)),
        discriminant_of_variant("High", Eq, integer(-5)),
        discriminant_of_variant("High", Ne, integer(-5)),
        discriminant_of_variant("High", Lt, integer(-5)),
        discriminant_of_variant("High", Le, integer(-5)),
        discriminant_of_variant("High", Gt, integer(-5)),
        discriminant_of_variant("High", Ge, integer(-5)),
        discriminant_of_variant("Middle", Eq, integer(5)),
    });
}

#[test]
fn only_enums_have_them() {
    let said = [
        told!(Packet: discriminant_of_variant("version", Eq, integer(0))),
        told!(SizeAlignOnly<Packet>: discriminant_of_variant("version", Eq, integer(0))),
        told!(Option<u8>: discriminant_of_variant("None", Eq, integer(0))),
    ];
    expect![[r#"
        discriminant_of_variant("version", Eq, integer(0)): `discriminant` is a check of an enum, which it is not
        discriminant_of_variant("version", Eq, integer(0)): `discriminant` cannot be checked: the fields of `SizeAlignOnly<Packet>` are not described, which `#[derive(Layout)]` would do
        discriminant_of_variant("None", Eq, integer(0)): `discriminant` cannot be checked: the fields of `Option<u8>` are not described
    "#]].assert_eq(&said.concat());
}

#[test]
fn fingerprints_are_compared() {
    let own = Packet::LAYOUT.fingerprint();
    for (op, holds) in [(Eq, [false, true, false]), (Ne, [true, false, true])] {
        for (required, holds) in [own - 1, own, own + 1].into_iter().zip(holds) {
            let said = said(call!(Packet: fingerprint(op, required)));
            assert_eq!(said == "holds", holds, "{op:?} {required}: {said}");
        }
    }
    expect![[r#"
        fingerprint(Eq, 0x12): fingerprint is 0x187bda24f927d108, required == 0x0000000000000012
    "#]]
    .assert_eq(&told! { Packet: fingerprint(Eq, 0x12) });
    expect![[r#"
        fingerprint(Eq, 0x12): `fingerprint` cannot be checked: the fields of `SizeAlignOnly<Packet>` are not described, which `#[derive(Layout)]` would do
    "#]].assert_eq(&told! { SizeAlignOnly<Packet>: fingerprint(Eq, 0x12) });
}
