//! Enums of very many variants, within what the compiler allows a `const` to cost.
#![deny(long_running_const_eval)]
#![allow(clippy::large_stack_arrays, reason = "the derive lists 600 fields in one array")]

use layout_core::layout::{TypeLayout, VariantLayout};
use layout_core::{Layout, assert_layout};

use crate::case::{Expected, assert_true, case};

macro_rules! hundred {
    ($then:ident) => {
        $then! {
            V0 V1 V2 V3 V4 V5 V6 V7 V8 V9 V10 V11 V12 V13 V14 V15 V16 V17 V18 V19 V20 V21 V22 V23
            V24 V25 V26 V27 V28 V29 V30 V31 V32 V33 V34 V35 V36 V37 V38 V39 V40 V41 V42 V43 V44
            V45 V46 V47 V48 V49 V50 V51 V52 V53 V54 V55 V56 V57 V58 V59 V60 V61 V62 V63 V64 V65
            V66 V67 V68 V69 V70 V71 V72 V73 V74 V75 V76 V77 V78 V79 V80 V81 V82 V83 V84 V85 V86
            V87 V88 V89 V90 V91 V92 V93 V94 V95 V96 V97 V98 V99
        }
    };
}

macro_rules! three_hundred {
    ($then:ident) => {
        $then! {
            V0 V1 V2 V3 V4 V5 V6 V7 V8 V9 V10 V11 V12 V13 V14 V15 V16 V17 V18 V19 V20 V21 V22 V23
            V24 V25 V26 V27 V28 V29 V30 V31 V32 V33 V34 V35 V36 V37 V38 V39 V40 V41 V42 V43 V44
            V45 V46 V47 V48 V49 V50 V51 V52 V53 V54 V55 V56 V57 V58 V59 V60 V61 V62 V63 V64 V65
            V66 V67 V68 V69 V70 V71 V72 V73 V74 V75 V76 V77 V78 V79 V80 V81 V82 V83 V84 V85 V86
            V87 V88 V89 V90 V91 V92 V93 V94 V95 V96 V97 V98 V99 V100 V101 V102 V103 V104 V105
            V106 V107 V108 V109 V110 V111 V112 V113 V114 V115 V116 V117 V118 V119 V120 V121 V122
            V123 V124 V125 V126 V127 V128 V129 V130 V131 V132 V133 V134 V135 V136 V137 V138 V139
            V140 V141 V142 V143 V144 V145 V146 V147 V148 V149 V150 V151 V152 V153 V154 V155 V156
            V157 V158 V159 V160 V161 V162 V163 V164 V165 V166 V167 V168 V169 V170 V171 V172 V173
            V174 V175 V176 V177 V178 V179 V180 V181 V182 V183 V184 V185 V186 V187 V188 V189 V190
            V191 V192 V193 V194 V195 V196 V197 V198 V199 V200 V201 V202 V203 V204 V205 V206 V207
            V208 V209 V210 V211 V212 V213 V214 V215 V216 V217 V218 V219 V220 V221 V222 V223 V224
            V225 V226 V227 V228 V229 V230 V231 V232 V233 V234 V235 V236 V237 V238 V239 V240 V241
            V242 V243 V244 V245 V246 V247 V248 V249 V250 V251 V252 V253 V254 V255 V256 V257 V258
            V259 V260 V261 V262 V263 V264 V265 V266 V267 V268 V269 V270 V271 V272 V273 V274 V275
            V276 V277 V278 V279 V280 V281 V282 V283 V284 V285 V286 V287 V288 V289 V290 V291 V292
            V293 V294 V295 V296 V297 V298 V299
        }
    };
}

macro_rules! declare {
    ($($name:ident)*) => {
        #[derive(Layout, Clone, Copy)]
        #[layout(size == 2, align == 2)]
        enum Plain { $($name),* }

        #[derive(Layout)]
        #[repr(C)]
        #[expect(dead_code, reason = "its layout is what counts")]
        enum LikeC { $($name),* }

        #[derive(Layout)]
        enum Payloads { $($name(u8, u32)),* }

        #[derive(Layout)]
        #[repr(u16)]
        #[layout(offset(V0.small) == 2, offset(V299.wide) == 4)]
        enum Tagged { $($name { small: u8, wide: u32 }),* }

        /// The variants in the order of their declaration.
        const PLAIN: [Plain; 300] = [$(Plain::$name),*];

        fn payloads() -> Vec<crate::case::Case> {
            vec![
                case!(Payloads { $($name { 0, 1 } = Payloads::$name(1, 2);)* }),
                case!(Tagged { $($name { small, wide } = Tagged::$name { small: 1, wide: 2 };)* }),
            ]
        }
    };
}

three_hundred!(declare);

macro_rules! declare_mixed {
    ($($name:ident)*) => {
        /// Samples of every sort in each variant.
        #[derive(Layout)]
        enum Mixed {
            $($name(u8, String, Option<Vec<u8>>, [u16; 9], (bool, &'static str))),*
        }

        /// Places that only a sample given by hand tells.
        #[derive(Layout)]
        enum Sampled {
            $($name(u8, #[layout(sample = Foreign(1, 2))] Foreign)),*
        }

        fn mixed() -> Vec<crate::case::Case> {
            vec![
                case!(Mixed {$(
                    $name { 0, 1, 2, 3, 4 } =
                        Mixed::$name(1, String::new(), None, [1; 9], (true, "text"));
                )*}),
                case!(Sampled { $($name { 0, 1 } = Sampled::$name(1, Foreign(1, 2));)* }),
            ]
        }
    };
}

hundred!(declare_mixed);

/// A type that is not described.
#[expect(dead_code, reason = "its layout is what counts")]
struct Foreign(u8, u64);

const PLAIN_LAYOUT: TypeLayout = Plain::LAYOUT;
const PAYLOADS_LAYOUT: TypeLayout = Payloads::LAYOUT;
const TAGGED_LAYOUT: TypeLayout = Tagged::LAYOUT;
const MIXED_LAYOUT: TypeLayout = Mixed::LAYOUT;
const SAMPLED_LAYOUT: TypeLayout = Sampled::LAYOUT;

assert_layout!(Payloads, offset(V0.0) <= 8, offset(V150.1) <= 8, offset(V299.1) <= 8);

const LAST: VariantLayout = PLAIN_LAYOUT.variant("V299").unwrap();
const LAST_PLACE: usize = PAYLOADS_LAYOUT.offset("V299.1").unwrap();
const COUNT: usize = count(&PAYLOADS_LAYOUT);
const FIELDS: usize = total_fields(&MIXED_LAYOUT);

const fn count(layout: &TypeLayout) -> usize {
    let mut variants = layout.variants();
    let mut count = 0;
    while variants.next().is_some() {
        count += 1;
    }
    count
}

const fn total_fields(layout: &TypeLayout) -> usize {
    let mut variants = layout.variants();
    let mut count = 0;
    while let Some(variant) = variants.next() {
        let mut fields = variant.fields();
        while let Some(field) = fields.next() {
            assert!(field.offset.is_some());
            count += 1;
        }
    }
    count
}

#[test]
fn variants_are_named_and_counted_in_order() {
    assert_eq!((COUNT, FIELDS), (300, 500));
    for (index, variant) in PLAIN_LAYOUT.variants().enumerate() {
        assert_eq!((variant.index, variant.name), (index, &*format!("V{index}")));
        let value = i128::try_from(index).unwrap();
        assert_eq!(variant.discriminant.as_i128(), Some(value));
        assert_eq!(PLAIN[index] as i128, value);
        assert_eq!(PLAIN[index].layout_report_of().variant().unwrap().index, index);
    }
    assert_eq!(LikeC::LAYOUT.variants().count(), LikeC::V299 as usize + 1);
    assert_eq!((LAST.index, LAST.name), (299, "V299"));
    assert!(PLAIN_LAYOUT.variant("V300").is_none());
}

#[test]
fn every_payload_is_placed_truly() {
    assert_true(&payloads(), Expected::Known);
    assert_true(&mixed(), Expected::Known);
    assert_eq!(SAMPLED_LAYOUT.offset("V99.1"), SAMPLED_LAYOUT.offset("V0.1"));
    assert_eq!(TAGGED_LAYOUT.offset("V299.wide"), Some(4));
    assert_eq!(LAST_PLACE, 4);
}

#[test]
fn reports_list_every_variant() {
    let text = Payloads::layout_report().to_string();
    assert_eq!(text.lines().filter(|line| line.trim_start().starts_with('V')).count(), 300);
    assert!(text.contains("300 variants, told apart by"), "{text}");
}
