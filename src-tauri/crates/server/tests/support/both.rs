//! The same stories on both databases.

use super::cluster::Cluster;
use alongside_server::{Core, Database, Rules, Signatures, Sqlite};
use std::sync::Arc;

pub type Story = (&'static str, fn(&Core));

pub fn core_over(database: Arc<dyn Database>) -> Core {
    Core::new(database, Arc::new(Signatures), Rules::default())
}

pub fn on_sqlite(stories: &[Story]) {
    let folder = tempfile::tempdir().unwrap();
    for (name, story) in stories {
        let file = folder.path().join(format!("{name}.db"));
        story(&core_over(Arc::new(Sqlite::open(&file).unwrap())));
        story(&core_over(Arc::new(Sqlite::in_memory().unwrap())));
    }
}

pub fn on_postgres(stories: &[Story]) {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    for (_, story) in stories {
        story(&core_over(Arc::new(cluster.open())));
    }
}
