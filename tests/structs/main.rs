//! The metadata of structs of many shapes, against `offset_of!`, a model of their bytes, and reports
//! written out by hand.

mod limits;
mod metadata;
mod model;
mod nested;
mod portable;
mod properties;
mod reports;
mod shapes;
