//! Discriminants in serialized form: a number, or where a program in another language could not read
//! it as one, its digits as text.

use core::fmt;
use std_alloc::string::ToString;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use super::Discriminant;

/// The greatest integer up to which a 64-bit float, which is what a number of JSON is to many programs,
/// tells all apart.
const MOST: u128 = 1 << 53;

impl Serialize for Discriminant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.as_i128().filter(|value| value.unsigned_abs() <= MOST);
        match number.and_then(|value| i64::try_from(value).ok()) {
            Some(value) if serializer.is_human_readable() => serializer.serialize_i64(value),
            _ => serializer.serialize_str(&self.to_string()),
        }
    }
}

impl<'de> Deserialize<'de> for Discriminant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(Value)
        } else {
            deserializer.deserialize_str(Value)
        }
    }
}

struct Value;

impl Visitor<'_> for Value {
    type Value = Discriminant;

    #[inline]
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer from -2^127 to 2^128 - 1, or its digits as text")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Discriminant, E> {
        Ok(Discriminant::new(value.into(), false))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Discriminant, E> {
        Ok(Discriminant::new(value.into(), false))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Discriminant, E> {
        if let Ok(value) = text.parse() {
            return Ok(Discriminant::new(value, false));
        }
        match text.parse::<u128>() {
            #[expect(clippy::cast_possible_wrap, reason = "the bits are those of a u128")]
            Ok(value) => Ok(Discriminant::new(value as i128, true)),
            Err(_) => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
        }
    }
}
