/// The letter of the field that comes after `index` others: `a` to `z`, `A` to `Z`, and again from the
/// beginning. Neighbours always differ.
pub(in crate::report) fn letter(index: usize) -> char {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    char::from(LETTERS[index % LETTERS.len()])
}
