//! Pointers to trait objects.
//!
//! The vtable of a sample must be one of the very trait, so there are samples for those traits only
//! that have a type here. A field that points to an object of another is described without this.

use core::any::Any;
use core::error::Error;
use core::fmt::{Debug, Display};
use core::mem::MaybeUninit;
use core::ptr::NonNull;
#[cfg(feature = "alloc")]
use std_alloc as alloc;

use super::HasSample;
use crate::Layout;
use crate::layout::{Kind, Opaque, Sample, TypeLayout};

/// `value => trait;`, of a value whose type has the trait.
macro_rules! objects {
    ($($value:expr => $trait:ident;)*) => {$(
        objects! { @of $value => dyn $trait + 'a }
        objects! { @of $value => dyn $trait + Send + 'a }
        objects! { @of $value => dyn $trait + Send + Sync + 'a }
    )*};
    (@of $value:expr => $($object:tt)*) => {
        objects! { @to $value => ($($object)*) Kind::Pointer, true, "core::primitive":
            &'_ ($($object)*), "&";
            &'_ mut ($($object)*), "&mut";
            *const ($($object)*), "*const";
            *mut ($($object)*), "*mut";
        }
        objects! { @to $value => ($($object)*) Kind::Opaque, true, "core::ptr":
            NonNull<$($object)*>, "NonNull";
        }
        #[cfg(feature = "alloc")]
        objects! { @to $value => ($($object)*) Kind::Opaque, true, "alloc::boxed":
            alloc::boxed::Box<$($object)*>, "Box";
        }
        #[cfg(feature = "alloc")]
        objects! { @to $value => ($($object)*) Kind::Opaque, false, "alloc::rc":
            alloc::rc::Rc<$($object)*>, "Rc";
        }
        #[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
        objects! { @to $value => ($($object)*) Kind::Opaque, false, "alloc::sync":
            alloc::sync::Arc<$($object)*>, "Arc";
        }
    };
    (@to $value:expr => $object:tt $kind:expr, $guaranteed:expr, $module:literal:
        $($pointer:ty, $name:literal;)*) => {$(
        impl<'a> HasSample for $pointer {
            const SAMPLE: Sample = Sample::new::<&$object>(MaybeUninit::new(&$value));
        }

        // SAFETY: `opaque` takes size and alignment from the compiler, and there are no fields.
        unsafe impl<'a> Layout for $pointer {
            const LAYOUT: TypeLayout = TypeLayout {
                kind: $kind,
                opaque: Opaque::Pointer { is_guaranteed: $guaranteed },
                sample: Some(&<Self as HasSample>::SAMPLE),
                ..TypeLayout::opaque::<Self>($name, $module)
            };
        }
    )*};
}

objects! {
    () => Any;
    () => Debug;
    "" => Display;
    core::fmt::Error => Error;
}
