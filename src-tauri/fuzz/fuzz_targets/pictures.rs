#![no_main]

use std::sync::LazyLock;

static READ: LazyLock<alongside_testkit::decoders::Body> =
    LazyLock::new(|| alongside_testkit::decoders::body("pictures"));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| READ(bytes));
