//! TLS: a certificate and its key from files, read again when they were renewed.

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use tokio_rustls::TlsAcceptor;

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The file of certificates.
    #[error("the certificates cannot be read from {0}")]
    Certificates(PathBuf),
    /// The file with the key.
    #[error("the private key cannot be read from {0}")]
    Key(PathBuf),
    /// They do not belong together, or are of a kind that is not used.
    #[error("certificate and key cannot be used: {0}")]
    Unfit(rustls::Error),
}

/// A certificate in use.
#[derive(Debug)]
pub struct Certificate {
    certificates: PathBuf,
    key: PathBuf,
    now: RwLock<Arc<ServerConfig>>,
}

impl Certificate {
    /// Reads PEM files: the chain of certificates, the server's first, and the private key.
    ///
    /// # Errors
    /// [`TlsError`].
    pub fn read(certificates: PathBuf, key: PathBuf) -> Result<Self, TlsError> {
        let now = RwLock::new(Arc::new(load(&certificates, &key)?));
        Ok(Self {
            certificates,
            key,
            now,
        })
    }

    /// Reads the files again. If they are not good, what is in use stays in use.
    ///
    /// # Errors
    /// [`TlsError`].
    pub fn renew(&self) -> Result<(), TlsError> {
        let fresh = Arc::new(load(&self.certificates, &self.key)?);
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    pub(super) fn acceptor(&self) -> TlsAcceptor {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(now.clone())
    }
}

fn load(certificates: &PathBuf, key: &PathBuf) -> Result<ServerConfig, TlsError> {
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(certificates)
        .and_then(Iterator::collect)
        .map_err(|_| TlsError::Certificates(certificates.clone()))?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(|_| TlsError::Key(key.clone()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(TlsError::Unfit)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
