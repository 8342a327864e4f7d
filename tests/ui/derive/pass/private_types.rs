//! Private types and fields in nested modules, and every visibility.
#![deny(warnings, private_interfaces, private_bounds, unnameable_types)]

mod outer {
    pub(crate) mod inner {
        use layout_core::Layout;

        #[derive(Layout)]
        #[repr(C)]
        #[layout(offset(shown) == 2)]
        pub struct Public {
            hidden: Hidden,
            pub(in crate::outer) shown: u16,
            pub(super) seen: u8,
            pub(self) own: u8,
        }

        #[derive(Layout)]
        #[layout(size == 2)]
        struct Hidden(u16);

        #[derive(Layout)]
        #[layout(size == 1)]
        pub(in crate::outer) struct Between(pub(in crate::outer) u8);

        pub(crate) const HIDDEN: usize = Hidden::LAYOUT.size;
    }

    pub(crate) const BETWEEN: usize = <inner::Between as layout_core::Layout>::LAYOUT.size;
}

use layout_core::Layout;
use outer::inner::Public;

layout_core::assert_layout!(Public, size == 6, offset(hidden.0) == 0, offset(own) == 5);

fn main() {
    assert_eq!(Public::LAYOUT.size, 6);
    assert_eq!(outer::inner::HIDDEN, 2);
    assert_eq!(outer::BETWEEN, 1);
    assert!(
        Public::LAYOUT.module_path.ends_with("::outer::inner"),
        "{}",
        Public::LAYOUT.module_path
    );
}
