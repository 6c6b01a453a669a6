//! Papers as others see them: poppler, which is on every developer's machine and in CI, and a telephone's camera.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests"
)]

use alongside_documents::pdf::Paper;
use std::fs;
use std::io::Write;
use std::process::Command;

/// The square codes on a paper, read from its rendered pages as a telephone would.
pub fn read_codes(paper: &Paper) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    fs::write(&file, &paper.pdf).unwrap();
    let rendered = Command::new("pdftoppm")
        .args(["-gray", "-r", "110"])
        .args([&file, &folder.path().join("page")])
        .status()
        .expect("poppler-utils is needed to check papers");
    assert!(rendered.success());
    let mut pages: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "pgm"))
        .collect();
    pages.sort();
    assert_eq!(pages.len(), paper.pages);
    let mut found = Vec::new();
    for page in pages {
        let bytes = fs::read(page).unwrap();
        // "P5 width height 255", then one byte for each dot.
        let head: Vec<String> = String::from_utf8_lossy(&bytes[..40])
            .split_whitespace()
            .take(4)
            .map(str::to_owned)
            .collect();
        let (width, height): (usize, usize) = (head[1].parse().unwrap(), head[2].parse().unwrap());
        let dots = &bytes[bytes.len() - width * height..];
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| dots[y * width + x]);
        for grid in image.detect_grids() {
            found.push(grid.decode().unwrap().1);
        }
    }
    found
}

/// What poppler says of a paper. The tools are on every developer's machine and in CI; without them these tests fail, and say so.
pub fn poppler(tool: &str, args: &[&str], paper: &Paper) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&paper.pdf).unwrap();
    let mut command = Command::new(tool);
    command.args(args).arg(file.path());
    if tool == "pdftotext" {
        command.arg("-");
    }
    let output = command
        .output()
        .expect("poppler-utils is needed to check papers");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Its words, as they are read.
pub fn text(paper: &Paper) -> String {
    poppler("pdftotext", &["-raw"], paper)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Its tags, one a line, those inside others further in.
pub fn structure(paper: &Paper) -> String {
    poppler("pdfinfo", &["-struct"], paper)
}

/// Leaves a paper to be looked at, when asked to.
pub fn leave(name: &str, paper: &Paper) {
    if let Ok(folder) = std::env::var("ALONGSIDE_PAPERS") {
        fs::write(std::path::Path::new(&folder).join(name), &paper.pdf).unwrap();
    }
}

/// Tagged, named, in a language, with every letter in it: what a screen reader needs (PDF/UA).
pub fn is_accessible(paper: &Paper, title: &str) {
    let info = poppler("pdfinfo", &[], paper);
    let says = |key: &str, value: &str| {
        info.lines()
            .any(|line| line.starts_with(key) && line.contains(value))
    };
    assert!(says("Tagged:", "yes"), "{info}");
    assert!(says("Title:", title), "{info}");
    assert!(says("Page size:", "A4"), "{info}");
    let raw = String::from_utf8_lossy(&paper.pdf);
    assert!(raw.contains("pdfuaid:part"), "the PDF/UA mark is missing");
    assert!(
        raw.contains("/Lang(en-GB)") || raw.contains("/Lang (en-GB)"),
        "the language is missing"
    );
    for line in poppler("pdffonts", &[], paper).lines().skip(2) {
        let columns: Vec<&str> = line.split_whitespace().collect();
        // emb, sub, uni stand before the two numbers of the object.
        assert_eq!(columns[columns.len() - 5], "yes", "not embedded: {line}");
    }
}
