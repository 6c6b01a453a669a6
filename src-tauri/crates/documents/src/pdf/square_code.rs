//! A web page as a square code (QR), for whoever would rather point a telephone than type an address.
//!
//! Only `http` and `https` addresses become one: a code is followed unread, and must not ring a number, write a message or lead
//! to a place that its address hides.

use qrcode::{Color, EcLevel, QrCode};
use std::borrow::Cow;
use std::fmt::Write as _;

/// Addresses beyond this make squares too small for an old telephone.
const LONGEST: usize = 200;

/// The white margin that readers need, in squares (ISO/IEC 18004).
const MARGIN: usize = 4;

/// The code of a web page as an SVG picture; nothing if the address is not a plain one of the web.
pub(super) fn square_code(address: &str) -> Option<String> {
    let address = web_address(address)?;
    // A quarter of it may be creased or stained.
    let code = QrCode::with_error_correction_level(address.as_bytes(), EcLevel::Q).ok()?;
    let width = code.width();
    let side = width + 2 * MARGIN;
    let mut squares = String::new();
    for (at, colour) in code.to_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            let (across, down) = (at % width + MARGIN, at / width + MARGIN);
            write!(squares, "M{across} {down}h1v1h-1z").ok()?;
        }
    }
    Some(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{squares}"/></svg>"##
    ))
}

/// An address of the web that says plainly where it leads. `example.org/shed` is `https://example.org/shed`: so it would be typed.
fn web_address(address: &str) -> Option<Cow<'_, str>> {
    let address = address.trim();
    let (whole, rest) = match address.split_once("://") {
        Some((scheme, rest)) => {
            let of_the_web =
                scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
            of_the_web.then_some((Cow::Borrowed(address), rest))?
        }
        None => (Cow::Owned(format!("https://{address}")), address),
    };
    let host = rest.split(['/', '?', '#']).next()?;
    // "https://council.gov.uk@elsewhere.example" leads elsewhere.
    let plain = host.split('.').count() > 1
        && host.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    let unbroken = !rest.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\');
    (plain && unbroken && whole.len() <= LONGEST).then_some(whole)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("https://example.org/shed", true)]
    #[case(" HTTP://example.org ", true)]
    #[case("https://example.org/sied-dynion-ŵy?a=1#where", true)]
    #[case("example.org/shed", true)]
    #[case("ask at the desk", false)]
    #[case("shed@example.org", false)]
    #[case("mailto:shed@example.org", false)]
    #[case("https://", false)]
    #[case("https://.example.org", false)]
    #[case("https://example.org:8443/", false)]
    #[case("tel:01632960014", false)]
    #[case("javascript:alert(1)//://a.b", false)]
    #[case("ftp://example.org", false)]
    #[case("https://council.example@elsewhere.example/", false)]
    #[case("https://example.org/two words", false)]
    #[case("https://localhost/", false)]
    #[case("", false)]
    fn only_a_plain_address_of_the_web_becomes_a_code(
        #[case] address: &str,
        #[case] becomes: bool,
    ) {
        assert_eq!(square_code(address).is_some(), becomes, "{address}");
    }

    #[test]
    fn an_address_too_long_to_be_read_has_no_code() {
        let long = format!("https://example.org/{}", "a".repeat(LONGEST));
        assert_eq!(square_code(&long), None);
    }
}
