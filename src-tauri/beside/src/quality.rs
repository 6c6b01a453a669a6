//! How well: the questions with judged answers, over the register of charities without its tags.

use crate::others::{Fts5, Tantivy, Text};
use alongside_app::{Desk, Event, FileKind, Folders, Hands, Opening, commands};
use alongside_testkit::FixedClock;
use alongside_testkit::questions::{Question, data, fit, questions, write_register_without_tags};
use alongside_vault::PassphraseCost;
use serde_json::json;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Nobody is asked anything.
pub(crate) struct NoHands;

impl Hands for NoHands {
    fn tell(&self, _: Event) {}
    fn ask_where_to_save(&self, _: FileKind, _: &str) -> Option<PathBuf> {
        None
    }
    fn ask_for_file(&self, _: FileKind) -> Option<PathBuf> {
        None
    }
    fn ask_for_folder(&self) -> Option<PathBuf> {
        None
    }
    fn open_file(&self, _: &Path) {}
    fn open_email(&self, _: &alongside_app::Email) {}
}

/// This app, with the register in its directory.
struct Ours {
    desk: Desk,
    registered: HashMap<String, String>,
    _folder: tempfile::TempDir,
}

impl Ours {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let register = folder.path().join("register.csv");
        write_register_without_tags(&register);
        let desk = Desk::new(
            Folders::under(folder.path().join("desk")),
            Arc::new(NoHands),
            FixedClock::on("2026-11-24"),
            Opening::Fixed(PassphraseCost::FLOOR),
        );
        let ask = |name: &str, request| commands::call(&desk, name, request).unwrap();
        ask(
            "create_vault",
            json!({"passphrase": "four calm otters under the bridge", "name": "Amira Haddad"}),
        );
        ask(
            "run_import",
            json!({"path": register, "mapping": null, "source": "Charities"}),
        );
        Self {
            desk,
            registered: HashMap::new(),
            _folder: folder,
        }
    }

    fn find(&mut self, question: &str) -> Vec<String> {
        let found = commands::call(
            &self.desk,
            "search_services",
            json!({"text": question, "near": "", "miles": null, "need": null, "day": null, "free": false, "step_free": false,
                   "language": null, "age": null, "closed_too": false, "offset": 0, "limit": 20}),
        )
        .unwrap();
        let rows = found["rows"].as_array().unwrap();
        rows.iter()
            .map(|row| {
                let desk = &self.desk;
                let id = row["id"].as_str().unwrap().to_owned();
                let registered = self.registered.entry(id).or_insert_with(|| {
                    let asked = json!({"id": row["id"], "near": ""});
                    let whole = commands::call(desk, "open_service", asked).unwrap();
                    whole["service"]["source_id"].as_str().unwrap().to_owned()
                });
                registered.clone()
            })
            .collect()
    }
}

/// The orders of all three, for each question.
fn answers() -> Vec<(Question, [Vec<String>; 3])> {
    let texts = texts();
    let (fts5, tantivy, mut ours) = (Fts5::of(&texts), Tantivy::of(&texts), Ours::new());
    questions()
        .into_iter()
        .map(|question| {
            let words = question.words.as_str();
            let orders = [
                ours.find(words),
                fts5.find(words, false),
                tantivy.find(words),
            ];
            (question, orders)
        })
        .collect()
}

/// Prints the figures.
pub(crate) fn measure() {
    let answers = answers();
    println!("| questions | | Alongside | FTS5, `bm25`, stems | Tantivy, BM25, stems |");
    println!("| --- | --- | ---: | ---: | ---: |");
    for (name, kept) in [("open", false), ("kept", true)] {
        let of = |place: usize| {
            let some = answers.iter().filter(|(question, _)| question.kept == kept);
            fit(some.map(|(question, orders)| (question, orders[place].as_slice())))
        };
        let (ours, fts5, tantivy) = (of(0), of(1), of(2));
        println!(
            "| {} {name} | nDCG@10 | {:.3} | {:.3} | {:.3} |",
            ours.questions, ours.ndcg, fts5.ndcg, tantivy.ndcg
        );
        println!(
            "| | recall@20 | {:.3} | {:.3} | {:.3} |",
            ours.recall, fts5.recall, tantivy.recall
        );
    }
}

/// Prints how each open question fared, the worst first; of the kept ones nothing.
pub(crate) fn open() {
    let answers = answers();
    let open = answers.iter().filter(|(question, _)| !question.kept);
    let mut each: Vec<_> = open
        .map(|(question, orders)| {
            let of = |place: usize| fit(std::iter::once((question, orders[place].as_slice())));
            (question.words.as_str(), of(0), of(1), of(2))
        })
        .collect();
    each.sort_by(|one, other| one.1.ndcg.total_cmp(&other.1.ndcg));
    for (words, ours, fts5, tantivy) in each {
        println!(
            "{:.3} ({:.3}, {:.3}) recall {:.3}\t{words}",
            ours.ndcg, fts5.ndcg, tantivy.ndcg, ours.recall
        );
    }
}

/// Prints the first fifteen answers to an open question, each with its grade.
pub(crate) fn answer(words: &str) {
    let names: HashMap<String, String> = texts()
        .into_iter()
        .map(|(id, name, does)| {
            (
                id,
                format!("{name}: {}", does.chars().take(150).collect::<String>()),
            )
        })
        .collect();
    let all = answers();
    let asked = all
        .iter()
        .filter(|(question, _)| !question.kept && question.words == words);
    for (question, orders) in asked {
        for charity in orders[0].iter().take(15) {
            let grade = question.grades.get(charity);
            println!(
                "{}\t{}",
                grade.map_or("-".to_owned(), u8::to_string),
                names[charity]
            );
        }
    }
}

/// Prints what nobody has judged yet among the first ten of each, in no order that tells whose it is.
pub(crate) fn runs() {
    for (question, orders) in answers() {
        let mut unread: Vec<&String> = orders
            .iter()
            .flat_map(|order| order.iter().take(10))
            .filter(|charity| !question.grades.contains_key(*charity))
            .collect();
        unread.sort_unstable();
        unread.dedup();
        for charity in unread {
            println!("{}\t{charity}", question.words);
        }
    }
}

/// Registration, name, and what it does, of every charity once.
fn texts() -> Vec<Text> {
    let mut reader = csv::Reader::from_path(data().join("charities/sample.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|known| known == name).unwrap();
    let [id, name, does, objects] = ["org_id", "name", "activities", "objects"].map(column);
    let mut texts: HashMap<String, Text> = HashMap::new();
    for row in reader.records() {
        let row = row.unwrap();
        let text = (
            row[id].to_owned(),
            row[name].to_owned(),
            format!("{} {}", &row[does], &row[objects]),
        );
        texts.insert(text.0.clone(), text);
    }
    let mut texts: Vec<Text> = texts.into_values().collect();
    texts.sort_unstable();
    texts
}
