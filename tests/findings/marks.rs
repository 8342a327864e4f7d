//! What `#[layout(...)]` says of fields and of findings, as the metadata tells it.

use layout_core::Layout;
use layout_core::analysis::FindingId;

use crate::ids;

#[derive(Layout)]
#[repr(C)]
struct Marked {
    #[layout(hot)]
    a: u8,
    #[layout(cold, redact, offset == 4)]
    b: u32,
    #[layout(contended = "größe_1")]
    c: u16,
    #[layout(hot)]
    #[layout(redact, contended = "hot")]
    r#type: u8,
    d: u8,
}

#[test]
fn fields_keep_their_marks_beside_names_and_types() {
    let of = |name: &str| {
        let field = Marked::LAYOUT.field(name).unwrap();
        (field.is_hot(), field.is_cold(), field.is_redacted(), field.contended())
    };
    assert_eq!(of("a"), (true, false, false, None));
    assert_eq!(of("b"), (false, true, true, None));
    assert_eq!(of("c"), (false, false, false, Some("größe_1")));
    assert_eq!(of("type"), (true, false, true, Some("hot")));
    assert_eq!(of("d"), (false, false, false, None));
    let types: Vec<_> = Marked::LAYOUT.fields().map(|field| (field.name, field.ty)).collect();
    let expected = [("a", "u8"), ("b", "u32"), ("c", "u16"), ("type", "u8"), ("d", "u8")];
    assert_eq!(types, expected);
    assert_eq!(Marked::LAYOUT.offset("type"), Some(10));
}

#[test]
fn variants_unions_tuples_and_tails_have_marks() {
    #[derive(Layout)]
    enum Choice {
        Named {
            #[layout(hot)]
            x: u8,
        },
        Numbered(u8, #[layout(cold)] u16),
    }
    #[derive(Layout)]
    #[repr(C)]
    union Either {
        #[layout(redact)]
        a: u8,
        b: u16,
    }
    #[derive(Layout)]
    struct Numbers(#[layout(redact)] u8, u16);
    #[derive(Layout)]
    #[repr(C)]
    struct Text {
        #[layout(hot)]
        len: u8,
        #[layout(cold, redact)]
        bytes: str,
    }

    let x = Choice::LAYOUT.variant("Named").unwrap().field("x").unwrap();
    let one = Choice::LAYOUT.variant("Numbered").unwrap().field("1").unwrap();
    assert!(x.is_hot() && one.is_cold() && one.ty == "u16");
    assert!(Either::LAYOUT.field("a").unwrap().is_redacted());
    assert!(!Either::LAYOUT.field("b").unwrap().is_redacted());
    assert!(Numbers::LAYOUT.field("0").unwrap().is_redacted());
    let bytes = Text::LAYOUT.field("bytes").unwrap();
    assert!(bytes.is_cold() && bytes.is_redacted() && bytes.ty == "str");
}

/// Marks can be read in a constant.
#[test]
fn marks_are_constants() {
    const HOT: bool = Marked::LAYOUT.field("a").unwrap().is_hot();
    const GROUP: &str = Marked::LAYOUT.field("type").unwrap().contended().unwrap();
    const { assert!(HOT) };
    assert_eq!(GROUP, "hot");
}

#[test]
fn allowed_findings_are_not_reported() {
    #[derive(Layout)]
    #[repr(C)]
    #[layout(allow(reorder, repr-c-cost), size == 12)]
    struct Allowed {
        a: u8,
        b: u32,
        c: u8,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Plain {
        a: u8,
        b: u32,
        c: u8,
    }
    #[derive(Layout)]
    #[layout(allow(large-variant))]
    enum Large {
        A([u8; 100]),
        B,
    }
    #[derive(Layout)]
    #[repr(C)]
    #[layout(allow(padding-waste), size >= 1)]
    #[layout(allow(reorder))]
    struct Generic<T>(u8, T, u8);

    assert_eq!(ids(&Plain::LAYOUT), ["reorder"]);
    // What has the same cause does not take its place.
    assert_eq!(ids(&Allowed::LAYOUT), [""; 0]);
    assert!(!Allowed::layout_report().to_string().contains("reorder"));
    assert!(Allowed::LAYOUT.allows(FindingId::Reorder));
    assert!(!Allowed::LAYOUT.allows(FindingId::PaddingWaste));
    assert_eq!(ids(&Large::LAYOUT), [""; 0]);
    assert_eq!(ids(&Generic::<u32>::LAYOUT), [""; 0]);
}

/// Each identifier has the text by which the derive knows it, and all of them can be allowed.
#[test]
fn every_finding_can_be_allowed() {
    #[derive(Layout)]
    #[layout(allow(
        padding-waste, reorder, repr-c-cost, large-variant, bool-cluster, contended-line,
        hot-straddle, hot-cold-mix, option-niche, unaligned-field, target-dependent,
    ))]
    struct All;

    for &id in FindingId::ALL {
        // A derived type is no future.
        assert_ne!(All::LAYOUT.allows(id), id.is_of_futures(), "{id}");
        assert_eq!(id.to_string().parse(), Ok(id));
    }
    let unknown = "padding_waste".parse::<FindingId>().expect_err("it has another sign");
    assert_eq!(unknown.to_string(), "no finding has this identifier");
}

/// The bytes of a redacted field, and of all within it, are kept nowhere in a report.
#[test]
fn redacted_bytes_are_not_in_reports() {
    #[derive(Layout)]
    #[repr(C)]
    struct Secret {
        user: u32,
        #[layout(redact)]
        pin: [u8; 4],
        #[layout(redact)]
        key: Key,
        other: Key,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Key {
        low: u16,
        high: u16,
    }
    #[derive(Layout)]
    enum Login {
        Password(#[layout(redact)] u32, u8),
    }

    let key = |high| Key { low: 0xa5a5, high };
    let secret =
        Secret { user: 7, pin: [0xa5; 4], key: key(0xa5a5), other: Key { low: 8, high: 9 } };
    let report = secret.layout_report_of();
    let (text, debug) = (report.to_string(), format!("{report:?}"));
    assert!(!text.contains("a5"), "{text}");
    assert!(!debug.contains("165") && !debug.contains("a5"), "{debug}");
    assert_eq!(text.matches("(redacted)").count(), 2, "{text}");
    assert_eq!(text.matches("low: u16").count(), 1, "only that of `other`:\n{text}");
    let text = Login::Password(0xa5a5_a5a5, 3).layout_report_of().to_string();
    assert!(!text.contains("a5") && text.contains("(redacted)") && text.contains("03"), "{text}");
    let _ = (secret.user, secret.pin, secret.key.low, secret.other.high);
}
