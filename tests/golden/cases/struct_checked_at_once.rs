#[layout(size == 0x8, align != 2, padding < 2, fields <= 2, size(0) > 3, align(1) >= 2)]
#[layout(offset(1) == 4u64, padding == WORD, cache_lines == 1)]
struct Checked(u32, u16);
