//! Organisations, and the words of taxonomies.

use super::schedule::phones;
use crate::import::fields::Fields;
use crate::import::{Term, identity};
use alongside_domain::directory::{Organisation, RegisterEntry};

/// An organisation (3.0 `website`, 1.0 `url`). Without a name it is only an id, which a folder's other files may explain.
pub(super) fn organisation(fields: &mut Fields, source: &str) -> Organisation {
    let mut organisation = Organisation {
        source: source.into(),
        source_id: fields.id().into(),
        name: fields.text("name"),
        description: fields.text("description"),
        email: fields.email("email").into(),
        website: fields.url("website").into(),
        ..Organisation::default()
    };
    if organisation.website.is_blank() {
        organisation.website = fields.url("url").into();
    }
    organisation.phone = phones(fields).into_iter().next().unwrap_or_default().into();
    organisation.register = fields.each("organization_identifiers", register_entry);
    organisation.register.truncate(20);
    if identity::usable(organisation.source_id.as_str()).is_none() {
        organisation.source_id = identity::made(&[organisation.name.as_str()]).into();
    }
    organisation
}

fn register_entry(fields: &mut Fields) -> Option<RegisterEntry> {
    let identifier = fields.entry("identifier");
    if identifier.is_empty() {
        return None;
    }
    let scheme = fields.entry("identifier_scheme");
    let kind = fields.entry("identifier_type");
    let lower = kind.to_lowercase();
    let scheme = if !scheme.is_empty() {
        scheme
    } else if lower.contains("charity") {
        "GB-CHC".to_owned()
    } else if lower.contains("company") {
        "GB-COH".to_owned()
    } else {
        kind
    };
    Some(RegisterEntry { scheme, identifier })
}

/// A word of a taxonomy.
pub(super) fn term(fields: &mut Fields) -> Option<Term> {
    let taxonomy = fields
        .within("taxonomy_detail", |detail| detail.entry("name"))
        .filter(|name| !name.is_empty());
    let term = Term {
        id: fields.id(),
        name: fields.first(&["name", "term"]).0,
        description: fields.entry("description"),
        taxonomy: taxonomy.unwrap_or_else(|| fields.first(&["taxonomy", "vocabulary"]).0),
        parent_id: fields.entry("parent_id"),
    };
    (!term.name.is_empty()).then_some(term)
}
