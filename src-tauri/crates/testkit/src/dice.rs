//! Chance that is the same every time: SplitMix64 (Steele, Lea and Flood, 2014).

use uuid::Uuid;

/// Seeded dice.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`; 0 for a limit of 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.roll() % limit.max(1)
    }

    /// One of them.
    ///
    /// # Panics
    /// If there are none.
    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        let at = usize::try_from(self.below(of.len() as u64)).unwrap_or(0);
        #[expect(
            clippy::expect_used,
            reason = "a list with nothing in it is a fault of the caller"
        )]
        of.get(at).expect("something to choose from")
    }

    /// A number from 0 to 1.
    pub fn fraction(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
        let fraction = (self.roll() >> 11) as f64 / (1_u64 << 53) as f64;
        fraction
    }

    /// Whether something with a chance of so many in a hundred comes about.
    pub fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    /// An id, later in order than those rolled before it.
    pub fn id(&mut self, order: u64) -> Uuid {
        let random = (u128::from(self.roll()) << 64) | u128::from(self.roll());
        let millis = u128::from(1_770_000_000_000 + order) << 80;
        let bits = (millis | (random & 0xFFFF_FFFF_FFFF_FFFF_FFFF)) & !(0xF << 76) & !(0x3 << 62)
            | (0x7 << 76)
            | (0x2 << 62);
        Uuid::from_u128(bits)
    }
}
