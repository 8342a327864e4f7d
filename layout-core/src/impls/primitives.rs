use crate::Layout;
use crate::layout::{Kind, Primitive, Sample, TypeLayout};

macro_rules! primitives {
    ($($ty:ident $kind:ident),* $(,)?) => {$(
        // SAFETY: `opaque` takes size and alignment from the compiler, and there are no fields.
        unsafe impl Layout for $ty {
            const LAYOUT: TypeLayout = TypeLayout {
                kind: Kind::Primitive(Primitive::$kind),
                sample: Some(&Sample::ZEROED),
                ..TypeLayout::opaque::<$ty>(stringify!($ty), "core::primitive")
            };
        }
    )*};
}

primitives! {
    bool Bool, char Char,
    u8 U8, u16 U16, u32 U32, u64 U64, u128 U128, usize Usize,
    i8 I8, i16 I16, i32 I32, i64 I64, i128 I128, isize Isize,
    f32 F32, f64 F64,
}
