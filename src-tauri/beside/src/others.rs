//! The same texts in plain FTS5 and in Tantivy.

use rusqlite::Connection;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use tantivy::{Index, IndexReader, TantivyDocument, Term};

/// A text to be found: its id, its name, and the rest.
pub(crate) type Text = (String, String, String);

/// Words that say nothing, for those that have no list of their own.
const EMPTY: &str = "a about an and any are at be can cant could do does for from get go got has have he help her here him his i in is it like me my near need needs \
needs no not of off on or our out since she so some someone something that the their them they to too up us very want wants was we what who with would you your";

/// The words of a question that say something.
pub(crate) fn words(question: &str) -> Vec<String> {
    let all: Vec<String> = question
        .to_lowercase()
        .replace('\'', "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let saying: Vec<String> = all
        .iter()
        .filter(|word| !EMPTY.split(' ').any(|empty| empty == *word))
        .cloned()
        .collect();
    if saying.is_empty() { all } else { saying }
}

pub(crate) struct Fts5(Connection);

impl Fts5 {
    pub(crate) fn of(texts: &[Text]) -> Self {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, name, text, tokenize='porter unicode61 remove_diacritics 2', prefix='1 2 3'); BEGIN;")
            .unwrap();
        {
            let mut insert = connection
                .prepare("INSERT INTO texts (id, name, text) VALUES (?, ?, ?)")
                .unwrap();
            for (id, name, text) in texts {
                insert.execute([id, name, text]).unwrap();
            }
        }
        connection
            .execute_batch("COMMIT; INSERT INTO texts (texts) VALUES ('optimize');")
            .unwrap();
        Self(connection)
    }

    pub(crate) fn find(&self, question: &str, begun: bool) -> Vec<String> {
        let words = words(question);
        let mut asked: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        if begun && let Some(last) = asked.last_mut() {
            last.push('*');
        }
        let mut statement = self
            .0
            .prepare_cached(
                "SELECT id FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 0, 3, 1) LIMIT 20",
            )
            .unwrap();
        statement
            .query_map([asked.join(" OR ")], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    }
}

pub(crate) struct Tantivy {
    reader: IndexReader,
    index: Index,
    fields: [Field; 3],
    _folder: tempfile::TempDir,
}

impl Tantivy {
    pub(crate) fn of(texts: &[Text]) -> Self {
        let mut schema = Schema::builder();
        let stemmed = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("en_stem")
                .set_index_option(IndexRecordOption::WithFreqs),
        );
        let id = schema.add_text_field("id", STRING | STORED);
        let name = schema.add_text_field("name", stemmed.clone());
        let text = schema.add_text_field("text", stemmed);
        let folder = tempfile::tempdir().unwrap();
        let index = Index::create_in_dir(folder.path(), schema.build()).unwrap();
        let mut writer = index.writer_with_num_threads(1, 50_000_000).unwrap();
        for (of_id, of_name, of_text) in texts {
            let mut document = TantivyDocument::default();
            document.add_text(id, of_id);
            document.add_text(name, of_name);
            document.add_text(text, of_text);
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        Self {
            reader: index.reader().unwrap(),
            index,
            fields: [id, name, text],
            _folder: folder,
        }
    }

    pub(crate) fn find(&self, question: &str) -> Vec<String> {
        let [id, name, text] = self.fields;
        let mut stems = self.index.tokenizers().get("en_stem").unwrap();
        let mut any: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for word in words(question) {
            let mut stream = stems.token_stream(&word);
            while stream.advance() {
                for (field, worth) in [(name, 3.0), (text, 1.0)] {
                    let term = Term::from_field_text(field, &stream.token().text);
                    let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                    any.push((
                        Occur::Should,
                        Box::new(BoostQuery::new(Box::new(query), worth)),
                    ));
                }
            }
        }
        let searcher = self.reader.searcher();
        searcher
            .search(
                &BooleanQuery::new(any),
                &TopDocs::with_limit(20).order_by_score(),
            )
            .unwrap()
            .into_iter()
            .map(|(_, at)| {
                let document: TantivyDocument = searcher.doc(at).unwrap();
                let value = document.get_first(id).unwrap();
                value.as_str().unwrap().to_owned()
            })
            .collect()
    }
}
