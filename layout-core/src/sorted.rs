//! One small sort for all that is put in order at run time: each sort of the standard library is compiled for
//! each type and each key anew, which takes longer than all that it sorts here.

use std_alloc::vec::Vec;

/// The numbers below `len` in the order that `is_before` says, which compares two of them; equal ones in the
/// order of the numbers. In steps of `len` times its logarithm, or `len` if they are in order.
#[inline]
pub(crate) fn sorted(len: usize, is_before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    if is_in_order(&order, is_before) {
        return order;
    }
    let mut merged = Vec::with_capacity(len);
    let mut width = 1;
    while width < len && !is_in_order(&order, is_before) {
        merged.clear();
        for pair in order.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let ([one, ones @ ..], [other, others @ ..]) = (left, right) {
                if is_before(*other, *one) {
                    merged.push(*other);
                    right = others;
                } else {
                    merged.push(*one);
                    left = ones;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        core::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
    order
}

#[inline]
fn is_in_order(order: &[usize], is_before: &dyn Fn(usize, usize) -> bool) -> bool {
    order.windows(2).all(|pair| !is_before(pair[1], pair[0]))
}

#[cfg(test)]
mod tests {
    use std_alloc::vec::Vec;

    use super::sorted;

    #[test]
    fn the_order_is_that_of_std() {
        let mut state = 1_u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % below
        };
        for len in 0..70 {
            for below in [1, 3, 1000] {
                let keys: Vec<u32> = (0..len).map(|_| next(below)).collect();
                let mut expected: Vec<usize> = (0..keys.len()).collect();
                expected.sort_by_key(|&index| keys[index]);
                assert_eq!(sorted(keys.len(), &|one, other| keys[one] < keys[other]), expected);
            }
        }
    }
}
