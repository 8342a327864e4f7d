//! The derives compared.

use std::path::Path;

use crate::kind::Kind;

/// The last versions before the release candidates of 0.50.
const FACET: &str = r#"">=0.46, <0.50.0-0""#;

/// One derive, or the absence of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// The same types with no derive, which the other costs are counted from.
    None,
    Debug,
    Layout,
    /// Without the allocators, which are features of their own: another dependency, so for `--cold`.
    LayoutAlone,
    Zeroable,
    KnownLayout,
    TypeLayout,
    Facet,
}

impl Variant {
    pub(crate) const ALL: [Self; 8] = [
        Self::None,
        Self::Debug,
        Self::Layout,
        Self::LayoutAlone,
        Self::Zeroable,
        Self::KnownLayout,
        Self::TypeLayout,
        Self::Facet,
    ];

    /// The name on the command line, also that of the directory generated.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Debug => "debug",
            Self::Layout => "layout",
            Self::LayoutAlone => "layout-alone",
            Self::Zeroable => "zeroable",
            Self::KnownLayout => "known-layout",
            Self::TypeLayout => "type-layout",
            Self::Facet => "facet",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variant| variant.name() == name)
    }

    /// Whether the derive takes types of the kind.
    pub(crate) fn takes(self, kind: Kind) -> bool {
        !matches!(
            (self, kind),
            (Self::TypeLayout, Kind::Generic | Kind::Enum | Kind::EnumU16)
                | (Self::Zeroable, Kind::Enum | Kind::EnumU16)
                | (Self::Facet, Kind::Enum)
        )
    }

    /// The path of the derive macro.
    pub(crate) fn derive(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Debug => Some("Debug"),
            Self::Layout | Self::LayoutAlone => Some("layout_core::Layout"),
            Self::Zeroable => Some("bytemuck::Zeroable"),
            Self::KnownLayout => Some("zerocopy::KnownLayout"),
            Self::TypeLayout => Some("type_layout::TypeLayout"),
            Self::Facet => Some("facet::Facet"),
        }
    }

    /// The package which provides the derive.
    pub(crate) fn package(self) -> Option<&'static str> {
        match self {
            Self::None | Self::Debug => None,
            Self::Layout | Self::LayoutAlone => Some("layout-core"),
            Self::Zeroable => Some("bytemuck"),
            Self::KnownLayout => Some("zerocopy"),
            Self::TypeLayout => Some("type-layout"),
            Self::Facet => Some("facet"),
        }
    }

    /// The value of the dependency on [`package`](Self::package), as TOML.
    pub(crate) fn requirement(self, workspace: &Path) -> Option<String> {
        match self {
            Self::None | Self::Debug => None,
            // The debug format of a string escapes what TOML wants escaped in a
            // path: quotes and backslashes.
            Self::Layout | Self::LayoutAlone => {
                let path = workspace.join("layout-core");
                let features = match self {
                    Self::LayoutAlone => {
                        r#", default-features = false, features = ["std", "derive"]"#
                    }
                    _ => "",
                };
                Some(format!("{{ path = {:?}{features} }}", path.to_string_lossy()))
            }
            Self::Zeroable => Some(r#"{ version = "1", features = ["derive"] }"#.into()),
            Self::KnownLayout => Some(r#"{ version = "0.8", features = ["derive"] }"#.into()),
            Self::TypeLayout => Some(r#""0.2""#.into()),
            Self::Facet => Some(FACET.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for variant in Variant::ALL {
            assert_eq!(Variant::from_name(variant.name()), Some(variant));
        }
        assert_eq!(Variant::from_name("Layout"), None);
    }
}
