//! The files that an address of PostgreSQL may name: `sslrootcert`, the authorities that are trusted in place of this machine's own, and
//! `sslcert` with `sslkey`, what this server shows of itself. PostgreSQL's own words for them; the driver knows none of them.

use crate::core::database::Trouble;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use std::path::{Path, PathBuf};

/// As an address names them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Files {
    authorities: Option<PathBuf>,
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
}

impl Files {
    /// The address without them, and them.
    pub(super) fn set_apart(address: &str) -> (String, Self) {
        let mut files = Self::default();
        let rest = match address.split_once('?') {
            Some((before, asked)) if before.contains("://") => {
                let kept: Vec<&str> = asked
                    .split('&')
                    .filter(|pair| {
                        let said = form_urlencoded::parse(pair.as_bytes()).next();
                        !said.is_some_and(|(name, value)| files.take(&name, &value))
                    })
                    .collect();
                match kept.is_empty() {
                    true => before.to_owned(),
                    false => format!("{before}?{}", kept.join("&")),
                }
            }
            _ if address.contains("://") => address.to_owned(),
            _ => {
                let kept: Vec<&str> = address
                    .split_whitespace()
                    .filter(|pair| {
                        let said = pair.split_once('=');
                        !said.is_some_and(|(name, value)| files.take(name, value))
                    })
                    .collect();
                kept.join(" ")
            }
        };
        (rest, files)
    }

    fn take(&mut self, name: &str, value: &str) -> bool {
        let place = match name {
            // PostgreSQL's own word for the machine's list.
            "sslrootcert" if value == "system" => return true,
            "sslrootcert" => &mut self.authorities,
            "sslcert" => &mut self.certificate,
            "sslkey" => &mut self.key,
            _ => return false,
        };
        *place = Some(PathBuf::from(value));
        true
    }

    /// Whether it names none.
    pub(super) fn are_none(&self) -> bool {
        *self == Self::default()
    }

    /// TLS by them.
    ///
    /// # Errors
    /// [`Trouble::Unreachable`], with the file that is not in order.
    pub(super) fn tls(&self) -> Result<ClientConfig, Trouble> {
        // Another part of the program may have chosen already; then that choice stands.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let trusting = ClientConfig::builder().with_root_certificates(self.roots()?);
        match (&self.certificate, &self.key) {
            (None, None) => Ok(trusting.with_no_client_auth()),
            (Some(certificate), Some(key)) => {
                let shown = read(certificate, "sslcert")?;
                let secret = PrivateKeyDer::from_pem_file(key)
                    .map_err(|_| not_in_order("sslkey", key, "no key can be read from it"))?;
                trusting
                    .with_client_auth_cert(shown, secret)
                    .map_err(|_| not_in_order("sslkey", key, "it is not the certificate's key"))
            }
            _ => Err(Trouble::Unreachable(
                "sslcert and sslkey go together, and one of them is missing".to_owned(),
            )),
        }
    }

    fn roots(&self) -> Result<RootCertStore, Trouble> {
        let mut roots = RootCertStore::empty();
        let Some(file) = &self.authorities else {
            // Of many, one that cannot be read is no reason to trust none.
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            return if roots.is_empty() {
                Err(Trouble::Unreachable(
                    "this machine trusts no certificates at all (sslrootcert in the address, or SSL_CERT_FILE, names a file of them)"
                        .to_owned(),
                ))
            } else {
                Ok(roots)
            };
        };
        for authority in read(file, "sslrootcert")? {
            roots
                .add(authority)
                .map_err(|_| not_in_order("sslrootcert", file, "no authority is in it"))?;
        }
        Ok(roots)
    }
}

/// The certificates of a file: one at least.
fn read(file: &Path, name: &str) -> Result<Vec<CertificateDer<'static>>, Trouble> {
    let unread = || not_in_order(name, file, "no certificate can be read from it");
    let read: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(file)
        .and_then(Iterator::collect)
        .map_err(|_| unread())?;
    if read.is_empty() {
        return Err(unread());
    }
    Ok(read)
}

fn not_in_order(name: &str, file: &Path, why: &str) -> Trouble {
    Trouble::Unreachable(format!("{name}={}: {why}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_set_apart_from_an_address_in_either_form() {
        let named = |address: &str| {
            let (rest, files) = Files::set_apart(address);
            let shown = |file: Option<PathBuf>| file.map(|file| file.display().to_string());
            (
                rest,
                shown(files.authorities),
                shown(files.certificate),
                shown(files.key),
            )
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            named(
                "postgres://a@db.example.org/x?sslrootcert=%2Fetc%2Four%20own.pem&hostaddr=10.0.0.7&sslcert=c.pem&sslkey=k.pem"
            ),
            (
                "postgres://a@db.example.org/x?hostaddr=10.0.0.7".to_owned(),
                some("/etc/our own.pem"),
                some("c.pem"),
                some("k.pem")
            )
        );
        assert_eq!(
            named("host=db.example.org sslrootcert=/etc/ours.pem user=a"),
            (
                "host=db.example.org user=a".to_owned(),
                some("/etc/ours.pem"),
                None,
                None
            )
        );
        // The machine's own list, and what is only called so.
        for (address, rest) in [
            ("postgres://a@db/x?sslrootcert=system", "postgres://a@db/x"),
            ("postgres://a:sslkey=1@db/x", "postgres://a:sslkey=1@db/x"),
        ] {
            assert_eq!(named(address), (rest.to_owned(), None, None, None));
        }
    }
}
