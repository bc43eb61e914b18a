//! Numbers of scales and scores, compared and printed so that rounding does not show.

/// Whether two numbers are the same but for rounding: they differ by at most a billionth of the larger one, or of 1.
pub(super) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

/// Whether `a` is greater than `b` by more than rounding.
pub(super) fn above(a: f64, b: f64) -> bool {
    a > b && !same(a, b)
}

/// Whether `a` is greater than or equal to `b`, but for rounding.
pub(super) fn at_least(a: f64, b: f64) -> bool {
    a > b || same(a, b)
}

/// A number as people write it: at most six decimals, none where it is whole (`12`, `0.02`).
pub(super) fn written(number: f64) -> String {
    let text = format!("{number:.6}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short.is_empty() || short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_decides_no_comparison() {
        // 0.02 * 6 * 100 is 12.000000000000002 in binary, 0.1 + 0.2 is 0.30000000000000004.
        assert!(!above(0.1 + 0.2, 0.3));
        assert!(at_least(0.7 * 3.0, 2.1));
        assert!(above(12.1, 12.0));
        assert!(!at_least(11.9, 12.0));
    }

    #[test]
    fn whole_numbers_have_no_decimals() {
        assert_eq!(written(0.02 * 6.0 * 100.0), "12");
        assert_eq!(written(0.02), "0.02");
        assert_eq!(written(100.0), "100");
        assert_eq!(written(0.0), "0");
    }
}
