//! TLS to PostgreSQL, with certificates of an authority of the tests' own: the right one, and every wrong one by its name.
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use crate::support::cluster::Cluster;
use crate::support::process::*;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, name);
    Authority::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn authorities() -> (Authority, Authority) {
    (
        authority("The council's certificates"),
        authority("Somebody else's certificates"),
    )
}

/// PostgreSQL that speaks TLS, with a certificate of this authority for `db.example.org`; `more` puts further files into its folder and
/// gives further settings.
fn cluster_shown_by(ours: &Authority, more: impl FnOnce(&Path) -> Vec<String>) -> Option<Cluster> {
    Cluster::start_with(|folder| {
        show(folder, ours, "db.example.org", 2090);
        let key = folder.join("shown.key");
        let done = Command::new("chmod").arg("600").arg(&key).status();
        assert!(done.unwrap().success());
        let mut settings = more(folder);
        settings.extend([
            "ssl=on".to_owned(),
            format!("ssl_cert_file={}", folder.join("shown.pem").display()),
            format!("ssl_key_file={}", key.display()),
        ]);
        settings
    })
}

/// The address of a database on this machine as one of another machine, by a name that only the address tells where to find.
fn called(here: &str, host: &str) -> String {
    here.replace("@127.0.0.1", &format!("@{host}")) + "?hostaddr=127.0.0.1"
}

/// What the database shows: a certificate for this name, good until the end of that year.
fn show(folder: &Path, by: &Authority, name: &str, until: i32) {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.not_before = date_time_ymd(2001, 1, 1);
    params.not_after = date_time_ymd(until, 12, 31);
    let key = KeyPair::generate().unwrap();
    let shown = params.signed_by(&key, by).unwrap();
    std::fs::write(folder.join("shown.pem"), shown.pem()).unwrap();
    std::fs::write(folder.join("shown.key"), key.serialize_pem()).unwrap();
}

/// Runs an admin command on a machine that trusts this file of authorities, and gives whether it went well and what it said.
fn said(database: &str, trusted: &Path) -> (bool, String) {
    let output = Command::new(PROGRAM)
        .args(["admin", "--database", database, "list"])
        .env("SSL_CERT_FILE", trusted)
        .env_remove("SSL_CERT_DIR")
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.success(), words)
}

fn refused(database: &str, trusted: &Path, why: &str) {
    let (is_well, words) = said(database, trusted);
    assert!(!is_well && words.contains(why), "{database}: {words}");
}

#[test]
fn postgresql_across_a_network_shows_the_right_certificate_or_is_refused_by_name() {
    let (ours, theirs) = authorities();
    let started = cluster_shown_by(&ours, |_| Vec::new());
    let Some(cluster) = started else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let trusted = file("ours.pem", &ours.pem());
    let other = file("theirs.pem", &theirs.pem());
    let here = cluster.database();
    let right = called(&here, "db.example.org");

    // A server runs over it, its news as well, and nothing of it goes in clear.
    let mut program = Command::new(PROGRAM);
    program.env("SSL_CERT_FILE", &trusted);
    program.env_remove("SSL_CERT_DIR");
    let server = Server::start_by(program, &right, &[]);
    assert_eq!(get(server.at, "/ready").status, 200);
    let lines = || {
        let asked = "SELECT coalesce(bool_and(ssl), false), count(*) FROM pg_stat_ssl \
                     JOIN pg_stat_activity USING (pid) WHERE application_name = 'alongside-server'";
        let told = cluster.tool("psql", &["-qAt", "-d", "postgres", "-c", asked]);
        let told = String::from_utf8({ told }.output().unwrap().stdout).unwrap();
        told.trim().to_owned()
    };
    let told = lines();
    let (all, count) = told.split_once('|').unwrap();
    assert!(all == "t" && count.parse::<u32>().unwrap() >= 2, "{told}");
    assert!(server.end().0);
    // PostgreSQL's own words for it are understood.
    for mode in ["require", "verify-ca", "verify-full"] {
        let (is_well, words) = said(&format!("{right}&sslmode={mode}"), &trusted);
        assert!(is_well, "{mode}: {words}");
    }

    let authority = "of an authority that this machine does not trust";
    refused(&right, &other, authority);
    let name = "for another name than the one in the address";
    refused(&called(&here, "records.example.org"), &trusted, name);
    // What PostgreSQL itself would let pass with these words is refused as well.
    for mode in ["prefer", "require", "verify-ca"] {
        refused(&format!("{right}&sslmode={mode}"), &other, authority);
        let wrong = format!("{}&sslmode={mode}", called(&here, "records.example.org"));
        refused(&wrong, &trusted, name);
    }
    let nothing = folder.path().join("nothing.pem");
    refused(&right, &nothing, "this machine trusts no certificates");

    // The authority may be named in the address; then that one counts, whatever the machine trusts.
    let by = |file: &Path| format!("{right}&sslrootcert={}", file.display());
    let (is_well, words) = said(&by(&trusted), &other);
    assert!(is_well, "{words}");
    refused(&by(&other), &trusted, authority);
    refused(&by(&nothing), &trusted, "nothing.pem: no certificate");

    // The certificate runs out, and is renewed.
    show(cluster.folder(), &ours, "db.example.org", 2002);
    cluster.reload();
    until(|| said(&right, &trusted).1.contains("has run out"));
    show(cluster.folder(), &ours, "db.example.org", 2091);
    cluster.reload();
    until(|| said(&right, &trusted).0);
}

/// The database asks who is there, and lets in who shows a certificate of its authority's for the user in the address.
#[test]
fn postgresql_that_asks_for_a_certificate_is_shown_one() {
    let (ours, theirs) = authorities();
    let started = cluster_shown_by(&ours, |folder| {
        std::fs::write(folder.join("ours.pem"), ours.pem()).unwrap();
        // Whatever comes in clear is this test's own tools.
        let doors = "hostssl all all 127.0.0.1/32 cert\nhostnossl all all 127.0.0.1/32 trust\n";
        std::fs::write(folder.join("doors.conf"), doors).unwrap();
        let file = |name: &str| folder.join(name).display().to_string();
        vec![
            format!("ssl_ca_file={}", file("ours.pem")),
            format!("hba_file={}", file("doors.conf")),
        ]
    });
    let Some(cluster) = started else { return };
    let folder = tempfile::tempdir().unwrap();
    let trusted = folder.path().join("ours.pem");
    std::fs::write(&trusted, ours.pem()).unwrap();
    let right = called(&cluster.database(), "db.example.org");
    let showing = |file: &str, by: &Authority, user: &str| {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, user);
        let key = KeyPair::generate().unwrap();
        let place = |end: &str| folder.path().join(format!("{file}.{end}"));
        std::fs::write(place("pem"), params.signed_by(&key, by).unwrap().pem()).unwrap();
        std::fs::write(place("key"), key.serialize_pem()).unwrap();
        let (shown, secret) = (place("pem"), place("key"));
        format!(
            "{right}&sslcert={}&sslkey={}",
            shown.display(),
            secret.display()
        )
    };
    let (is_well, words) = said(&showing("server", &ours, "postgres"), &trusted);
    assert!(is_well, "{words}");
    refused(&right, &trusted, "certificate");
    refused(&showing("amira", &ours, "amira"), &trusted, "certificate");
    assert!(!said(&showing("thief", &theirs, "postgres"), &trusted).0);
    // Half of it, and a key of another certificate.
    let half = format!("{right}&sslcert={}/server.pem", folder.path().display());
    refused(&half, &trusted, "go together");
    let mixed = format!("{half}&sslkey={}/amira.key", folder.path().display());
    refused(&mixed, &trusted, "not the certificate's key");
}

#[test]
fn postgresql_without_tls_is_not_spoken_to_across_a_network() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let trusted = folder.path().join("ours.pem");
    std::fs::write(&trusted, authority("The council's certificates").pem()).unwrap();
    let here = cluster.database();
    let away = called(&here, "db.example.org");
    refused(&away, &trusted, "does not support TLS");
    refused(
        &format!("{away}&sslmode=prefer"),
        &trusted,
        "does not support TLS",
    );
    for plain in [format!("{away}&sslmode=disable"), here] {
        let (is_well, words) = said(&plain, &trusted);
        assert!(is_well, "{plain}: {words}");
    }
}

fn until(is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(50));
    }
}
