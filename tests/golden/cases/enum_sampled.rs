#[layout(crate = my::layout)]
enum Job {
    #[layout(sample = Self::Run(RUN))]
    Run(Handle),
    Wait(#[layout(sample = 1)] NonZeroU8, u64),
}
