//! Papers, out.
