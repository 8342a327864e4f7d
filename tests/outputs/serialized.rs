//! Records as JSON and in a binary form, there and back; and the schema of the JSON.

use layout_core::{Layout, LayoutDiff, LayoutRecord};
use serde_json::{Value, json};

use crate::samples::{self, Command, Packet, Signed, Wide};

/// The published schema, in the hands of a validator that knows nothing of us.
struct Schema(jsonschema::Validator);

fn schema() -> Schema {
    let text = include_str!("../../layout-core/schema/layout-record.schema.json");
    let schema = serde_json::from_str(text).expect("the schema is JSON");
    jsonschema::meta::validate(&schema).expect("the schema is a schema");
    Schema(jsonschema::validator_for(&schema).expect("the schema can be used"))
}

impl Schema {
    /// What is wrong with a value.
    fn faults(&self, value: &Value) -> Vec<String> {
        self.0
            .iter_errors(value)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect()
    }
}

#[test]
fn records_come_back_from_json_as_they_were() {
    for record in samples::all() {
        let text = serde_json::to_string_pretty(&record).expect("a record has a JSON form");
        let read: LayoutRecord =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(read, record);
        assert_eq!(serde_json::to_string_pretty(&read).expect("it has one"), text);
    }
}

/// A form which does not describe itself needs every field in its place.
#[test]
fn records_come_back_from_bytes_as_they_were() {
    for record in samples::all() {
        let bytes = postcard::to_stdvec(&record).expect("a record has a binary form");
        assert_eq!(postcard::from_bytes::<LayoutRecord>(&bytes).expect("it is read"), record);
    }
}

#[test]
fn differences_come_back_as_they_were() {
    for (older, newer) in samples::pairs() {
        let diff = newer.diff(&older);
        let text = serde_json::to_string(&diff).expect("a difference has a JSON form");
        assert_eq!(serde_json::from_str::<LayoutDiff>(&text).expect("it is read"), diff);
        let bytes = postcard::to_stdvec(&diff).expect("a difference has a binary form");
        assert_eq!(postcard::from_bytes::<LayoutDiff>(&bytes).expect("it is read"), diff);
    }
}

#[test]
fn a_report_is_what_its_type_says() {
    let value =
        serde_json::to_value(Command::layout_report().record()).expect("it has a JSON form");
    let layout = &value["layout"];
    assert_eq!(layout["size"], json!(size_of::<Command>()));
    assert_eq!(layout["kind"], json!("enum"));
    assert_eq!(
        layout["repr"],
        json!({ "base": "Rust", "int": "u8", "packed": null, "align": null })
    );
    assert_eq!(layout["tagging"], json!({ "tag": { "offset": 0, "size": 1 } }));
    let go = &layout["variants"][1];
    assert_eq!((&go["name"], &go["discriminant"]), (&json!("Go"), &json!(5)));
    let offset = Command::LAYOUT.offset("Go.packet.length").expect("it is known");
    let packet = Command::LAYOUT.offset("Go.packet").expect("it is known");
    assert_eq!(go["fields"][1]["offset"], json!(packet));
    assert_eq!(go["fields"][1]["layout"]["fields"][1]["offset"], json!(offset - packet));
}

/// A number above 2^53 is not the same in every language, so it stands as text.
#[test]
fn discriminants_of_any_size_are_written_exactly() {
    let discriminants = |record: LayoutRecord| {
        let value = serde_json::to_value(record).expect("it has a JSON form");
        let variants = value["layout"]["variants"].as_array().expect("a list").clone();
        variants.iter().map(|variant| variant["discriminant"].clone()).collect::<Vec<_>>()
    };
    let exact = 1_u64 << 53;
    let wide =
        [json!(0), json!(exact), json!((exact + 1).to_string()), json!(u64::MAX.to_string())];
    assert_eq!(discriminants(Wide::layout_report().record()), wide);
    // Enums of 128 bits are younger than the oldest compiler that is supported.
    let mut record =
        serde_json::to_value(Wide::layout_report().record()).expect("it has a JSON form");
    let widest = [u128::MAX.to_string(), i128::MIN.to_string(), i128::MAX.to_string(), "-1".into()];
    for (index, discriminant) in widest.iter().enumerate() {
        record["layout"]["variants"][index]["discriminant"] = json!(discriminant);
    }
    let read: LayoutRecord = serde_json::from_value(record).expect("it is a record");
    assert_eq!(read.layout.variants[0].discriminant.as_u128(), Some(u128::MAX));
    let bytes = postcard::to_stdvec(&read).expect("a record has a binary form");
    assert_eq!(postcard::from_bytes::<LayoutRecord>(&bytes).expect("it is read"), read);
    let written = discriminants(read);
    assert_eq!(written[..3], widest[..3].iter().map(|text| json!(text)).collect::<Vec<_>>());
    assert_eq!(written[3], json!(-1));
    let signed = discriminants(Signed::layout_report().record());
    assert_eq!(signed, [json!(i64::MIN.to_string()), json!(-1), json!(i64::MAX.to_string())]);
}

#[test]
fn what_is_no_record_is_refused_with_a_reason() {
    let good = serde_json::to_value(Packet::layout_report().record()).expect("it has a JSON form");
    let refuse = |path: &str, value: Value, reason: &str| {
        let mut bad = good.clone();
        *bad.pointer_mut(path).unwrap_or_else(|| panic!("there is no {path}")) = value;
        let error = serde_json::from_value::<LayoutRecord>(bad).expect_err(path).to_string();
        assert!(error.contains(reason), "{path}: {error}");
    };
    refuse("/format", json!(2), "format 2, of which this version of layout-core knows 1 only");
    refuse("/layout/size", json!(-1), "invalid value: integer `-1`");
    refuse("/layout/size", json!("8"), "invalid type: string");
    refuse("/layout/kind", json!("class"), "unknown variant `class`");
    refuse("/layout/fields/0/offset", json!(1.5), "invalid type: floating point");
    refuse("/target/endian", json!("middle"), "unknown variant `middle`");
    let command = serde_json::to_value(Command::layout_report().record()).expect("it has one");
    for wrong in [
        json!("x"),
        json!(""),
        json!(1.5),
        json!(null),
        json!("340282366920938463463374607431768211456"),
    ] {
        let mut bad = command.clone();
        bad["layout"]["variants"][0]["discriminant"] = wrong.clone();
        let error =
            serde_json::from_value::<LayoutRecord>(bad).expect_err("it is wrong").to_string();
        let expected = "expected an integer from -2^127 to 2^128 - 1, or its digits as text";
        assert!(error.contains(expected), "{wrong}: {error}");
    }
    let text = good.to_string();
    for end in 0..text.len() {
        assert!(serde_json::from_str::<LayoutRecord>(&text[..end]).is_err(), "cut at {end}");
    }
}

/// A newer version may write more than is known here.
#[test]
fn fields_that_are_not_known_are_passed_over() {
    let record = Packet::layout_report().record();
    let mut value = serde_json::to_value(&record).expect("it has a JSON form");
    value["layout"]["color"] = json!("green");
    assert_eq!(serde_json::from_value::<LayoutRecord>(value).expect("it is read"), record);
}

#[test]
fn records_follow_the_schema() {
    let schema = schema();
    for record in samples::all() {
        let value = serde_json::to_value(&record).expect("it has a JSON form");
        let faults = schema.faults(&value);
        assert!(faults.is_empty(), "{}: {faults:#?}", record.layout.type_name);
    }
}

/// What version 0.1 does not write, so that a record may lack it.
const LATER: [&str; 6] =
    ["more_unknown_inside", "niche", "generics", "declared_at", "bits", "stored"];

/// Whatever is missing or of another type in a record, the schema and the reader agree that it is wrong; and
/// that what is added is right.
#[test]
fn the_schema_refuses_what_is_no_record() {
    let schema = schema();
    let record = Command::layout_report().record();
    let good = serde_json::to_value(&record).expect("it has a JSON form");
    let mut paths = Vec::new();
    pointers(&good, "", &mut paths);
    assert!(paths.len() > 100, "{paths:?}");
    for path in paths {
        let mut bad = good.clone();
        *bad.pointer_mut(&path).expect("the path is of the value") = json!([[true]]);
        assert!(!schema.faults(&bad).is_empty(), "the schema lets {path} be anything");
        assert!(serde_json::from_value::<LayoutRecord>(bad).is_err(), "{path} is read as anything");

        let mut bad = good.clone();
        let (parent, name) = path.rsplit_once('/').expect("a pointer has a slash");
        if let Some(Value::Object(members)) = bad.pointer_mut(parent) {
            members.remove(name);
            let is_due = !LATER.contains(&name);
            assert_eq!(
                !schema.faults(&bad).is_empty(),
                is_due,
                "the schema does not ask for {path}"
            );
            if !is_due {
                assert_eq!(
                    serde_json::from_value::<LayoutRecord>(bad).expect("it is read"),
                    record
                );
            }
        }
    }
    for (at, value) in pointers_to_objects(&good) {
        let mut more = value;
        let object = more.pointer_mut(&at).expect("it is there");
        object["color"] = json!("green");
        let is_read = serde_json::from_value::<LayoutRecord>(more.clone()).is_ok();
        assert_eq!(schema.faults(&more).is_empty(), is_read, "{at}: {:?}", schema.faults(&more));
        // What stands for one of several forms has no room for more.
        let is_form = at.ends_with("/tagging") || at.ends_with("/kind");
        assert_eq!(is_read, !is_form, "{at}");
    }
}

/// The pointers to all objects of a value, each with the value.
fn pointers_to_objects(value: &Value) -> Vec<(String, Value)> {
    let mut paths = vec![String::new()];
    pointers(value, "", &mut paths);
    let is_object = |path: &String| value.pointer(path).is_some_and(Value::is_object);
    paths.into_iter().filter(is_object).map(|path| (path, value.clone())).collect()
}

/// A newer version may write findings that are not known here: they are kept, and shown.
#[test]
fn findings_that_are_not_known_are_kept_as_text() {
    let mut record = serde_json::to_value(samples::Session::layout_report().record()).unwrap();
    let known = record["findings"][0].clone();
    record["findings"].as_array_mut().expect("it is a list").push(known);
    record["findings"][0]["id"] = json!("bit-rot");
    record["findings"][0]["severity"] = json!("disaster");
    assert!(schema().faults(&record).is_empty());
    let read: LayoutRecord = serde_json::from_value(record.clone()).expect("it is read");
    let finding = &read.findings[0];
    assert_eq!((finding.id.as_str(), finding.severity.as_str()), ("bit-rot", "disaster"));
    assert_eq!((finding.known_id(), finding.known_severity()), (None, None));
    assert!(read.findings[1].known_id().is_some() && read.findings[1].known_severity().is_some());
    assert_eq!(serde_json::to_value(&read).unwrap(), record);
    for output in [read.to_html(), read.to_markdown(), read.to_string()] {
        assert!(output.contains("bit-rot") && output.contains("disaster"), "{output}");
    }
    // They are no markup, whatever they are.
    record["findings"][0]["severity"] = json!("\"><script>alert(1)</script>");
    let read: LayoutRecord = serde_json::from_value(record).expect("it is read");
    assert!(!read.to_html().contains("<script>alert"));
}

/// The pointers to everything in a value but itself.
fn pointers(value: &Value, base: &str, into: &mut Vec<String>) {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), value)).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (name, member) in members {
        let path = format!("{base}/{name}");
        pointers(member, &path, into);
        into.push(path);
    }
}
