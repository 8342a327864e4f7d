// The pages of `docs/guide`. The test `outputs guide` writes this file: change `SUMMARY.md`.
#![doc = include_str!("../guide/index.links")]
#![doc = include_str!("../guide/index.md")]

#[doc = include_str!("../guide/concepts/index.links")]
#[doc = include_str!("../guide/concepts/index.md")]
pub mod concepts {
    #[doc = include_str!("../guide/concepts/size-and-alignment.links")]
    #[doc = include_str!("../guide/concepts/size-and-alignment.md")]
    pub mod size_and_alignment {}

    #[doc = include_str!("../guide/concepts/padding.links")]
    #[doc = include_str!("../guide/concepts/padding.md")]
    pub mod padding {}

    #[doc = include_str!("../guide/concepts/niches.links")]
    #[doc = include_str!("../guide/concepts/niches.md")]
    pub mod niches {}

    #[doc = include_str!("../guide/concepts/cache-lines.links")]
    #[doc = include_str!("../guide/concepts/cache-lines.md")]
    pub mod cache_lines {}

    #[doc = include_str!("../guide/concepts/false-sharing.links")]
    #[doc = include_str!("../guide/concepts/false-sharing.md")]
    pub mod false_sharing {}
}

#[doc = include_str!("../guide/checks/index.links")]
#[doc = include_str!("../guide/checks/index.md")]
pub mod checks {
    #[doc = include_str!("../guide/checks/size.links")]
    #[doc = include_str!("../guide/checks/size.md")]
    pub mod size {}

    #[doc = include_str!("../guide/checks/align.links")]
    #[doc = include_str!("../guide/checks/align.md")]
    pub mod align {}

    #[doc = include_str!("../guide/checks/padding.links")]
    #[doc = include_str!("../guide/checks/padding.md")]
    pub mod padding {}

    #[doc = include_str!("../guide/checks/fields.links")]
    #[doc = include_str!("../guide/checks/fields.md")]
    pub mod fields {}

    #[doc = include_str!("../guide/checks/cache_lines.links")]
    #[doc = include_str!("../guide/checks/cache_lines.md")]
    pub mod cache_lines {}

    #[doc = include_str!("../guide/checks/offset.links")]
    #[doc = include_str!("../guide/checks/offset.md")]
    pub mod offset {}

    #[doc = include_str!("../guide/checks/line.links")]
    #[doc = include_str!("../guide/checks/line.md")]
    pub mod line {}

    #[doc = include_str!("../guide/checks/discriminant.links")]
    #[doc = include_str!("../guide/checks/discriminant.md")]
    pub mod discriminant {}

    #[doc = include_str!("../guide/checks/no_padding.links")]
    #[doc = include_str!("../guide/checks/no_padding.md")]
    pub mod no_padding {}

    #[doc = include_str!("../guide/checks/no_holes.links")]
    #[doc = include_str!("../guide/checks/no_holes.md")]
    pub mod no_holes {}

    #[doc = include_str!("../guide/checks/niche.links")]
    #[doc = include_str!("../guide/checks/niche.md")]
    pub mod niche {}

    #[doc = include_str!("../guide/checks/same_line.links")]
    #[doc = include_str!("../guide/checks/same_line.md")]
    pub mod same_line {}

    #[doc = include_str!("../guide/checks/separate_lines.links")]
    #[doc = include_str!("../guide/checks/separate_lines.md")]
    pub mod separate_lines {}

    #[doc = include_str!("../guide/checks/starts_line.links")]
    #[doc = include_str!("../guide/checks/starts_line.md")]
    pub mod starts_line {}

    #[doc = include_str!("../guide/checks/line_size.links")]
    #[doc = include_str!("../guide/checks/line_size.md")]
    pub mod line_size {}

    #[doc = include_str!("../guide/checks/portable.links")]
    #[doc = include_str!("../guide/checks/portable.md")]
    pub mod portable {}

    #[doc = include_str!("../guide/checks/on.links")]
    #[doc = include_str!("../guide/checks/on.md")]
    pub mod on {}

    #[doc = include_str!("../guide/checks/same_as.links")]
    #[doc = include_str!("../guide/checks/same_as.md")]
    pub mod same_as {}

    #[doc = include_str!("../guide/checks/fingerprint.links")]
    #[doc = include_str!("../guide/checks/fingerprint.md")]
    pub mod fingerprint {}

    #[doc = include_str!("../guide/checks/print.links")]
    #[doc = include_str!("../guide/checks/print.md")]
    pub mod print {}

    #[doc = include_str!("../guide/checks/std140.links")]
    #[doc = include_str!("../guide/checks/std140.md")]
    pub mod std140 {}

    #[doc = include_str!("../guide/checks/std430.links")]
    #[doc = include_str!("../guide/checks/std430.md")]
    pub mod std430 {}

    #[doc = include_str!("../guide/checks/wgsl.links")]
    #[doc = include_str!("../guide/checks/wgsl.md")]
    pub mod wgsl {}
}

#[doc = include_str!("../guide/findings/index.links")]
#[doc = include_str!("../guide/findings/index.md")]
pub mod findings {
    #[doc = include_str!("../guide/findings/padding-waste.links")]
    #[doc = include_str!("../guide/findings/padding-waste.md")]
    pub mod padding_waste {}

    #[doc = include_str!("../guide/findings/reorder.links")]
    #[doc = include_str!("../guide/findings/reorder.md")]
    pub mod reorder {}

    #[doc = include_str!("../guide/findings/repr-c-cost.links")]
    #[doc = include_str!("../guide/findings/repr-c-cost.md")]
    pub mod repr_c_cost {}

    #[doc = include_str!("../guide/findings/large-variant.links")]
    #[doc = include_str!("../guide/findings/large-variant.md")]
    pub mod large_variant {}

    #[doc = include_str!("../guide/findings/bool-cluster.links")]
    #[doc = include_str!("../guide/findings/bool-cluster.md")]
    pub mod bool_cluster {}

    #[doc = include_str!("../guide/findings/contended-line.links")]
    #[doc = include_str!("../guide/findings/contended-line.md")]
    pub mod contended_line {}

    #[doc = include_str!("../guide/findings/hot-straddle.links")]
    #[doc = include_str!("../guide/findings/hot-straddle.md")]
    pub mod hot_straddle {}

    #[doc = include_str!("../guide/findings/hot-cold-mix.links")]
    #[doc = include_str!("../guide/findings/hot-cold-mix.md")]
    pub mod hot_cold_mix {}

    #[doc = include_str!("../guide/findings/option-niche.links")]
    #[doc = include_str!("../guide/findings/option-niche.md")]
    pub mod option_niche {}

    #[doc = include_str!("../guide/findings/unaligned-field.links")]
    #[doc = include_str!("../guide/findings/unaligned-field.md")]
    pub mod unaligned_field {}

    #[doc = include_str!("../guide/findings/target-dependent.links")]
    #[doc = include_str!("../guide/findings/target-dependent.md")]
    pub mod target_dependent {}

    #[doc = include_str!("../guide/findings/large-held-local.links")]
    #[doc = include_str!("../guide/findings/large-held-local.md")]
    pub mod large_held_local {}

    #[doc = include_str!("../guide/findings/large-awaited-future.links")]
    #[doc = include_str!("../guide/findings/large-awaited-future.md")]
    pub mod large_awaited_future {}

    #[doc = include_str!("../guide/findings/argument-held-twice.links")]
    #[doc = include_str!("../guide/findings/argument-held-twice.md")]
    pub mod argument_held_twice {}
}

#[doc = include_str!("../guide/recipes/index.links")]
#[doc = include_str!("../guide/recipes/index.md")]
pub mod recipes {
    #[doc = include_str!("../guide/recipes/ffi.links")]
    #[doc = include_str!("../guide/recipes/ffi.md")]
    pub mod ffi {}

    #[doc = include_str!("../guide/recipes/embedded.links")]
    #[doc = include_str!("../guide/recipes/embedded.md")]
    pub mod embedded {}

    #[doc = include_str!("../guide/recipes/performance.links")]
    #[doc = include_str!("../guide/recipes/performance.md")]
    pub mod performance {}

    #[doc = include_str!("../guide/recipes/services.links")]
    #[doc = include_str!("../guide/recipes/services.md")]
    pub mod services {}

    #[doc = include_str!("../guide/recipes/gpu.links")]
    #[doc = include_str!("../guide/recipes/gpu.md")]
    pub mod gpu {}

    #[doc = include_str!("../guide/recipes/security.links")]
    #[doc = include_str!("../guide/recipes/security.md")]
    pub mod security {}

    #[doc = include_str!("../guide/recipes/file-formats.links")]
    #[doc = include_str!("../guide/recipes/file-formats.md")]
    pub mod file_formats {}

    #[doc = include_str!("../guide/recipes/ci.links")]
    #[doc = include_str!("../guide/recipes/ci.md")]
    pub mod ci {}
}

#[doc = include_str!("../guide/coming-from/index.links")]
#[doc = include_str!("../guide/coming-from/index.md")]
pub mod coming_from {
    #[doc = include_str!("../guide/coming-from/type-layout.links")]
    #[doc = include_str!("../guide/coming-from/type-layout.md")]
    pub mod type_layout {}

    #[doc = include_str!("../guide/coming-from/static_assertions.links")]
    #[doc = include_str!("../guide/coming-from/static_assertions.md")]
    pub mod static_assertions {}

    #[doc = include_str!("../guide/coming-from/memoffset.links")]
    #[doc = include_str!("../guide/coming-from/memoffset.md")]
    pub mod memoffset {}

    #[doc = include_str!("../guide/coming-from/pahole.links")]
    #[doc = include_str!("../guide/coming-from/pahole.md")]
    pub mod pahole {}

    #[doc = include_str!("../guide/coming-from/bumpalo.links")]
    #[doc = include_str!("../guide/coming-from/bumpalo.md")]
    pub mod bumpalo {}

    #[doc = include_str!("../guide/coming-from/typed-arena.links")]
    #[doc = include_str!("../guide/coming-from/typed-arena.md")]
    pub mod typed_arena {}

    #[doc = include_str!("../guide/coming-from/slab.links")]
    #[doc = include_str!("../guide/coming-from/slab.md")]
    pub mod slab {}
}

#[doc = include_str!("../guide/troubleshooting.links")]
#[doc = include_str!("../guide/troubleshooting.md")]
pub mod troubleshooting {}

#[doc = include_str!("../guide/limits.links")]
#[doc = include_str!("../guide/limits.md")]
pub mod limits {}
