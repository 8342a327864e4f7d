//! Records as JSON, from any file.

use layout_core::{LayoutDiff, LayoutRecord};

use crate::outputs;

/// Reads the bytes as a record, and turns it into everything.
pub fn read(bytes: &[u8]) {
    if let Ok(record) = serde_json::from_slice::<LayoutRecord>(bytes) {
        outputs::of_record(&record);
    }
    if let Ok(diff) = serde_json::from_slice::<LayoutDiff>(bytes) {
        std::hint::black_box((diff.to_string(), diff.breaks_new_readers()));
        let json = serde_json::to_string(&diff).expect("a difference has a JSON form");
        let back: LayoutDiff = serde_json::from_str(&json).expect("what was written can be read");
        assert_eq!(back, diff, "a difference came back as another one");
    }
}
