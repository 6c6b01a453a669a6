//! Papers people take home, checked as a screen reader and a printer would see them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use crate::printed::{is_accessible, leave, poppler, read_codes, structure, text};
use alongside_documents::pdf::{
    DaySheet, DayStop, Layout, Leaflet, LeafletFrom, LeafletPlace, LeafletService, LetterTable,
    Paper, PdfError, PlanAction, PlanAgreement, PlanConnection, PlanCopy, PlanGoal, day_sheet,
    letter, plan_pdf, recovery_sheet, service_leaflet,
};
use alongside_domain::geo::Point;
use chrono::NaiveDate;
use proptest::prelude::*;
use std::time::Instant;

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// Mr Okafor's plan, made with Amira.
fn okafor() -> PlanCopy {
    PlanCopy {
        called: "Mr Okafor".to_owned(),
        on: day("2026-11-22"),
        what_matters: "My allotment, and my granddaughter’s Sunday calls.\n\nSince Grace died the house is very quiet.".to_owned(),
        important_people: "Ngozi, my granddaughter. Bill next door.".to_owned(),
        please_do: "Ring before you come. Call me Mr Okafor until I say otherwise.".to_owned(),
        please_dont: "Don’t shout. My hearing is fine.".to_owned(),
        strengths: vec!["I grew vegetables for forty years".to_owned(), "I can mend nearly anything".to_owned()],
        needs: vec!["Company in the week".to_owned(), "A way to get to town".to_owned()],
        goals: vec![
            PlanGoal {
                words: "To have somewhere to go on a Tuesday".to_owned(),
                importance: Some(9),
                steps: vec!["Visit the shed once with Amira".to_owned(), "Go on my own".to_owned()],
                actions: vec![
                    PlanAction {
                        what: "Ring Jean at the Men’s Shed".to_owned(),
                        who: "Amira".to_owned(),
                        when: "by Friday 27 November".to_owned(),
                        done: true,
                        ..PlanAction::default()
                    },
                    PlanAction {
                        what: "Look out my old tools".to_owned(),
                        who: "me".to_owned(),
                        when: "before the visit".to_owned(),
                        confidence: Some(7),
                        in_the_way: "My knees. Bill will help with the box.".to_owned(),
                        ..PlanAction::default()
                    },
                ],
                progress: "Half way: the first visit went well.".to_owned(),
            },
            PlanGoal { words: "To cook one proper meal a week".to_owned(), importance: Some(6), ..PlanGoal::default() },
        ],
        connections: vec![PlanConnection {
            service: "Ceres Men’s Shed".to_owned(),
            phone: "01632 960 014".to_owned(),
            when: "Tuesdays 10:00 to 12:30".to_owned(),
            place: "The Old Station, Mill Lane".to_owned(),
            how_to_join: "Turn up and ask for Jean.".to_owned(),
        }],
        agreement: Some(PlanAgreement { words: "I agree with this plan.".to_owned(), because: String::new(), on: day("2026-11-22") }),
        review_on: day("2027-01-12"),
        worker_name: "Amira Haddad".to_owned(),
        worker_phone: "01632 960 101".to_owned(),
        ..PlanCopy::default()
    }
}

fn shed() -> LeafletService {
    LeafletService {
        name: "Ceres Men’s Shed".to_owned(),
        organisation: "Ceres Community Association".to_owned(),
        what: "Mending, making and tea. No skill needed.".to_owned(),
        when: vec![
            "Tuesdays 10:00 to 12:30".to_owned(),
            "Thursdays 14:00 to 16:00".to_owned(),
        ],
        places: vec![LeafletPlace {
            name: "The Old Station".to_owned(),
            address: "Mill Lane, Ceres, ZZ99 3VZ".to_owned(),
            access: "Ring the bell at the green door.".to_owned(),
            point: Point::new(52.7277, -2.7200),
        }],
        next_dates: vec![
            "Tuesday 24 November, 10:00 to 12:30".to_owned(),
            "Thursday 26 November, 14:00 to 16:00".to_owned(),
        ],
        bring: "Old clothes. Your own mug.".to_owned(),
        bus: "The 64 stops outside.".to_owned(),
        who: "Anyone over 18.".to_owned(),
        cost: "£1 for tea.".to_owned(),
        how_to_join: "Turn up, or ring first.".to_owned(),
        phone: "01632 960 014".to_owned(),
        ask_for: "Jean".to_owned(),
        email: "shed@example.org".to_owned(),
        website: "https://example.org/sied-dynion".to_owned(),
        access: "One step at the door; a ramp on request.".to_owned(),
        languages: vec!["English".to_owned(), "Polish".to_owned()],
        checked_on: day("2026-10-02"),
    }
}

fn shrewsbury() -> LeafletFrom {
    LeafletFrom {
        label: "SY1 (Shrewsbury)".to_owned(),
        point: Point::new(52.7077, -2.7541).unwrap(),
    }
}

#[test]
fn mr_okafor_takes_his_plan_home_in_every_layout() {
    for (layout, name) in [
        (Layout::Standard, "plan.pdf"),
        (Layout::LargePrint, "plan-large.pdf"),
        (Layout::Easy, "plan-easy.pdf"),
    ] {
        let start = Instant::now();
        let paper = plan_pdf(&okafor(), layout).unwrap();
        eprintln_size(name, &paper, start);
        leave(name, &paper);
        is_accessible(&paper, "My plan: Mr Okafor");
        assert!(paper.replaced.is_empty(), "{:?}", paper.replaced);
        let text = text(&paper);
        let mut from = 0;
        for words in [
            "My plan",
            "Mr Okafor",
            "What matters to me",
            "My allotment",
            "What I have and can do",
            "forty years",
            "Please do",
            "What I want",
            "somewhere to go on a Tuesday",
            "9 out of 10",
            "Visit the shed once",
            "Ring Jean",
            "How sure I feel",
            "7 out of 10",
            "My knees",
            "Half way",
            "one proper meal",
            "Ceres Men’s Shed",
            "01632 960 014",
            "I agree with this plan",
            "Tuesday 12 January 2027",
            "Amira Haddad",
        ] {
            let at = text
                .get(from..)
                .unwrap()
                .find(words)
                .unwrap_or_else(|| panic!("{words:?} is missing or out of order in: {text}"));
            from += at;
        }
        for blank in [
            "What being well means",
            "How and when to support me",
            "Other things",
            "none",
            "null",
        ] {
            assert!(!text.contains(blank), "{blank:?} should not be there");
        }
    }
}

#[expect(
    clippy::print_stderr,
    reason = "figures for whoever runs the tests with --nocapture"
)]
fn eprintln_size(name: &str, paper: &Paper, start: Instant) {
    eprintln!(
        "{name}: {} pages, {} bytes, {:?}",
        paper.pages,
        paper.pdf.len(),
        start.elapsed()
    );
}

#[test]
fn large_print_is_never_smaller_than_18_point() {
    let paper = plan_pdf(&okafor(), Layout::LargePrint).unwrap();
    let boxes = poppler("pdftotext", &["-bbox"], &paper);
    let attribute = |line: &str, name: &str| -> f64 {
        line.split(&format!("{name}=\""))
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .parse()
            .unwrap()
    };
    let words: Vec<&str> = boxes
        .lines()
        .filter(|line| line.contains("<word "))
        .collect();
    assert!(words.len() > 100);
    for word in words {
        let height = attribute(word, "yMax") - attribute(word, "yMin");
        assert!(height >= 18.0, "{word}");
    }
}

#[test]
fn what_looks_like_code_prints_as_it_is() {
    let trick = r##"#panic("boom") *_[]_* $x$ \ #include "/etc/passwd" @ref <label> "quotes" {json} // no comment /* nor this */ = Heading"##;
    let plan = PlanCopy {
        called: trick.to_owned(),
        what_matters: trick.to_owned(),
        goals: vec![PlanGoal {
            words: trick.to_owned(),
            steps: vec![trick.to_owned()],
            ..PlanGoal::default()
        }],
        ..PlanCopy::default()
    };
    let paper = plan_pdf(&plan, Layout::Standard).unwrap();
    assert_eq!(text(&paper).matches(trick).count(), 4, "{}", text(&paper));
}

/// A report of seventy needs over several pages: a table that a screen reader goes through cell by cell, with its headings on each page.
#[test]
fn a_report_has_a_table_with_its_headings_on_every_page() {
    let row = |n: usize| {
        let words = [
            format!("Need {n} #heading *x*"),
            "about 10".into(),
            "It was full: about 5".into(),
            String::new(),
        ];
        words.to_vec()
    };
    let table = LetterTable {
        headings: ["Need", "People", "Why not", "Where"]
            .map(String::from)
            .to_vec(),
        rows: (1..=70).map(row).collect(),
        below: "By place: SY1: about 10".to_owned(),
    };
    let on = day("2026-11-22").unwrap();
    let paper = letter(
        "Needs that nothing local met",
        "To the nearest five.",
        Some(&table),
        "Amira",
        on,
    )
    .unwrap();
    leave("report.pdf", &paper);
    is_accessible(&paper, "Needs that nothing local met");
    let read = text(&paper);
    assert!(
        read.contains("Need 60 #heading *x* about 10"),
        "words are words: {read}"
    );
    assert!(read.contains("By place: SY1: about 10"));
    assert!(paper.pages > 1);
    assert_eq!(
        read.matches("Need People Why not Where").count(),
        paper.pages,
        "{read}"
    );
    let tags = structure(&paper);
    let count = |tag: &str| {
        tags.lines()
            .filter(|line| line.split([' ', ':']).find(|word| !word.is_empty()) == Some(tag))
            .count()
    };
    assert_eq!(
        (count("Table"), count("TH"), count("TD")),
        (1, 4 + 70, 210),
        "{tags}"
    );

    let one = LetterTable {
        rows: vec![
            ["No need named", "fewer than 5", "", ""]
                .map(String::from)
                .to_vec(),
        ],
        below: String::new(),
        ..table.clone()
    };
    let short = letter("Needs", "To the nearest five.", Some(&one), "Amira", on).unwrap();
    assert!(text(&short).contains("fewer than 5"));

    for rows in [vec![vec!["one".into()]], Vec::new()] {
        let none = LetterTable {
            rows,
            ..table.clone()
        };
        assert_eq!(
            letter("t", "w", Some(&none), "", on),
            Err(PdfError::NothingToPrint)
        );
    }
}

#[test]
fn every_script_we_have_letters_for_is_printed() {
    let scripts = [
        "Dw i’n hoffi garddio yn Nhŷ Hapus",
        "Lubię śpiewać",
        "Îmi place să gătesc",
        "Я люблю читати",
        "Μου αρέσει η θάλασσα",
        "میں باغ میں کام کرتا ہوں",
        "أحب المشي مع أصدقائي",
        "אני אוהב ללכת",
        "मुझे गाना पसंद है",
        "আমি রান্না করতে ভালোবাসি",
        "ਮੈਨੂੰ ਬਾਗ਼ਬਾਨੀ ਪਸੰਦ ਹੈ",
        "મને ચાલવું ગમે છે",
        "எனக்கு இசை பிடிக்கும்",
        "నాకు పాడటం ఇష్టం",
        "ನನಗೆ ಹಾಡುವುದು ಇಷ್ಟ",
        "എനിക്ക് പാട്ട് ഇഷ്ടമാണ്",
        "මම ගී ගායනයට කැමතියි",
        "ฉันชอบร้องเพลง",
        "መዝፈን እወዳለሁ",
        "მე მიყვარს სიმღერა",
        "Ես սիրում եմ երգել",
        "Tôi thích hát",
    ];
    let plan = PlanCopy {
        what_matters: scripts.join("\n\n"),
        ..PlanCopy::default()
    };
    let paper = plan_pdf(&plan, Layout::Standard).unwrap();
    leave("scripts.pdf", &paper);
    assert!(paper.replaced.is_empty(), "{:?}", paper.replaced);
    is_accessible(&paper, "My plan");
    assert!(text(&paper).contains("Lubię śpiewać"));
}

#[test]
fn what_cannot_be_printed_is_boxed_and_told() {
    let plan = PlanCopy {
        called: "梅 Mei \u{1F44B}\u{1F3FD}\u{200D}".to_owned(),
        what_matters: "\u{E000}\u{0}\u{FFFE} tea".to_owned(),
        ..PlanCopy::default()
    };
    let paper = plan_pdf(&plan, Layout::Easy).unwrap();
    assert!(
        paper.replaced.contains(&'梅') && paper.replaced.contains(&'\u{1F44B}'),
        "{:?}",
        paper.replaced
    );
    assert!(text(&paper).contains("□ Mei □"));
    is_accessible(&paper, "My plan: □ Mei □");
}

#[test]
fn a_long_life_fits_on_many_pages() {
    let sentence = "I was born in the house by the mill, the fourth of nine. ";
    let story: String = sentence.chars().cycle().take(100_000).collect();
    let start = Instant::now();
    let paper = plan_pdf(
        &PlanCopy {
            what_matters: story,
            ..PlanCopy::default()
        },
        Layout::Standard,
    )
    .unwrap();
    eprintln_size("100,000 characters", &paper, start);
    assert!(paper.pages > 20);
    let endless = PlanCopy {
        what_matters: "a".repeat(20_000),
        ..PlanCopy::default()
    };
    assert!(plan_pdf(&endless, Layout::LargePrint).unwrap().pages > 5);
}

#[test]
fn nothing_is_not_printed() {
    assert_eq!(
        plan_pdf(
            &PlanCopy {
                on: day("2026-11-22"),
                ..PlanCopy::default()
            },
            Layout::Standard
        ),
        Err(PdfError::NothingToPrint)
    );
    assert_eq!(
        service_leaflet(&Leaflet::default(), Layout::Standard),
        Err(PdfError::NothingToPrint)
    );
    assert_eq!(
        recovery_sheet(" - ", "", day("2026-11-22").unwrap()),
        Err(PdfError::NothingToPrint)
    );
}

#[test]
fn a_leaflet_says_whom_to_ring() {
    for (layout, name) in [
        (Layout::Standard, "leaflet.pdf"),
        (Layout::LargePrint, "leaflet-large.pdf"),
        (Layout::Easy, "leaflet-easy.pdf"),
    ] {
        let leaflet = Leaflet {
            services: vec![shed()],
            from: Some(shrewsbury()),
            on: day("2026-11-22"),
            worker_name: "Amira Haddad".to_owned(),
            worker_phone: "01632 960 101".to_owned(),
            ..Leaflet::default()
        };
        let paper = service_leaflet(&leaflet, layout).unwrap();
        leave(name, &paper);
        is_accessible(&paper, "Ceres Men’s Shed");
        let text = text(&paper);
        for words in [
            "Ring 01632 960 014",
            "Ask for Jean",
            "Thursdays",
            "Mill Lane",
            "Anyone over 18",
            "£1",
            "Polish",
            "Tuesday 24 November",
            "Your own mug",
            "The 64 stops outside",
            "green door",
            "About 2 miles north-east of SY1 (Shrewsbury), as the crow flies",
            "Checked on Friday 2 October 2026",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert_eq!(read_codes(&paper), ["https://example.org/sied-dynion"]);
    }
}

#[test]
fn no_telephone_is_sent_anywhere_but_to_the_web() {
    let strange = LeafletService {
        website: "javascript:alert(1)".to_owned(),
        ..shed()
    };
    let leaflet = Leaflet {
        services: vec![strange],
        ..Leaflet::default()
    };
    let paper = service_leaflet(&leaflet, Layout::Standard).unwrap();
    assert!(text(&paper).contains("javascript:alert(1)"));
    assert_eq!(read_codes(&paper), Vec::<String>::new());
}

#[test]
fn several_services_go_on_one_leaflet() {
    let bare = LeafletService {
        name: "Knit & Natter".to_owned(),
        ..LeafletService::default()
    };
    let paper = service_leaflet(
        &Leaflet {
            services: vec![shed(), bare],
            ..Leaflet::default()
        },
        Layout::Standard,
    )
    .unwrap();
    leave("leaflet-two.pdf", &paper);
    is_accessible(&paper, "Places to go and people to ask");
    assert!(text(&paper).contains("Knit & Natter"));
}

#[test]
fn the_recovery_code_is_one_page() {
    let paper = recovery_sheet(
        "7K2MQ-4XH8T-9PWZ3-R6VCA-1NDGE-5YJB0",
        "Amira's records",
        day("2026-11-22").unwrap(),
    )
    .unwrap();
    leave("recovery.pdf", &paper);
    assert_eq!(paper.pages, 1);
    is_accessible(&paper, "Recovery code");
    let text = text(&paper);
    assert!(text.contains("7K2MQ 4XH8T 9PWZ3"), "{text}");
    assert!(text.contains("Amira's records"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    /// Any words at all: marks on letters that cannot bear them, halves of emoji, controls, every script.
    #[test]
    fn no_words_can_stop_a_paper(
        any in any::<String>(),
        mixed in "[\\p{Arabic}\\p{Devanagari}\\p{Thai}\\p{Tamil}\\p{M}\\p{Emoji}a-zŵ \\n]{0,60}",
    ) {
        let plan = PlanCopy {
            called: mixed.clone(),
            what_matters: any.clone(),
            strengths: vec![mixed.clone(), any.clone()],
            goals: vec![PlanGoal { words: mixed, steps: vec![any], importance: Some(3), ..PlanGoal::default() }],
            ..PlanCopy::default()
        };
        let paper = plan_pdf(&plan, Layout::Standard).unwrap();
        prop_assert!(paper.pdf.starts_with(b"%PDF-"));
    }
}

#[test]
fn amiras_day_says_the_risk_before_the_address() {
    let sheet = DaySheet {
        on: day("2026-11-24"),
        worker_name: "Amira Haddad".to_owned(),
        initials: true,
        stops: vec![
            DayStop {
                time: "10:00 to 11:00".to_owned(),
                who: "J. O.".to_owned(),
                how: "Home visit".to_owned(),
                careful: vec!["A dog that bites strangers".to_owned()],
                place: "4 Weavers Row, Larkbridge, ZZ99 3VZ".to_owned(),
                getting_in: "Ring the lower bell; the upper one is broken.".to_owned(),
                communicate: "Face him when you speak.".to_owned(),
                phone: "01632 960 014".to_owned(),
                said: "We will go to the shed together.".to_owned(),
                said_on: day("2026-11-12"),
                bring: vec!["The bus pass form".to_owned()],
            },
            DayStop {
                time: "13:00".to_owned(),
                who: "Practice meeting".to_owned(),
                ..DayStop::default()
            },
        ],
    };
    for (layout, name) in [
        (Layout::Standard, "day.pdf"),
        (Layout::LargePrint, "day-large.pdf"),
        (Layout::Easy, "day-easy.pdf"),
    ] {
        let paper = day_sheet(&sheet, layout).unwrap();
        leave(name, &paper);
        is_accessible(&paper, "Tuesday 24 November 2026");
        let text = text(&paper);
        let mut from = 0;
        for words in [
            "Names are initials.",
            "10:00 to 11:00",
            "J. O.",
            "Before the door",
            "A dog that bites",
            "4 Weavers Row",
            "lower bell",
            "01632 960 014",
            "Face him",
            "the shed together",
            "The bus pass form",
            "Practice meeting",
        ] {
            let at = text
                .get(from..)
                .unwrap()
                .find(words)
                .unwrap_or_else(|| panic!("{words:?} is missing or out of order in: {text}"));
            from += at;
        }
        assert!(text.contains("Destroy this"), "{text}");
        for blank in ["none", "null"] {
            assert!(!text.contains(blank), "{blank:?} should not be there");
        }
    }
    assert_eq!(
        day_sheet(&DaySheet::default(), Layout::Standard),
        Err(PdfError::NothingToPrint)
    );
}
