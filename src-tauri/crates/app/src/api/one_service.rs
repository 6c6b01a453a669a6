//! The same service from several sources: what is offered, shown side by side, joined and taken apart.

use super::directory::ServiceLine;
use alongside_domain::alike::service::WhySame;
use alongside_domain::directory::{Chosen, Place, Service};
use alongside_domain::ids::ServiceId;
use alongside_domain::value::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// One record of a service; or several that are joined, as they are shown.
#[derive(Clone, Serialize, TS)]
pub struct SourceSideView {
    /// The service as this side has it.
    pub service: Service,
    /// Who runs it.
    pub organisation: String,
    /// Where it is.
    pub places: Vec<Place>,
    /// Where it came from, as people call it; empty if it was written here.
    pub source: String,
}

/// A service that may be the same as another.
#[derive(Clone, Serialize, TS)]
pub struct MaybeSameServiceView {
    /// As in a list.
    pub service: ServiceLine,
    /// Where it came from; empty if it was written here.
    pub source: String,
    /// Why.
    pub because: Vec<WhySame>,
}

/// A service that somebody uses, and one that may be the same.
#[derive(Clone, Serialize, TS)]
pub struct ListedTwiceView {
    /// The one that is used.
    pub service: ServiceLine,
    /// The other.
    pub maybe: MaybeSameServiceView,
}

/// Names two services.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct ServicePairRequest {
    /// One.
    pub one: ServiceId,
    /// The other.
    pub other: ServiceId,
}

/// A part of a service in which two sides differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PartView {
    /// The part, by the name of its first field; `places` for where it is.
    pub part: String,
    /// Its fields.
    pub fields: Vec<String>,
}

/// Two services side by side.
#[derive(Clone, Serialize, TS)]
pub struct ServicePairView {
    /// The one whose id goes on standing for both.
    pub kept: SourceSideView,
    /// The other.
    pub other: SourceSideView,
    /// Why they may be one.
    pub because: Vec<WhySame>,
    /// Where both say something, and not the same.
    pub differing: Vec<PartView>,
}

/// Joins two services, or says anew whose words stand.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct JoinServicesRequest {
    /// One.
    pub one: ServiceId,
    /// The other.
    pub other: ServiceId,
    /// The one of the two that leads.
    pub leads: ServiceId,
    /// Parts with the one of the two whose words stand, where that is not the one that leads.
    pub chosen: Vec<Chosen>,
}

/// Says whose words stand, of those that are joined.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ChooseSourceRequest {
    /// Any of the records.
    pub service: ServiceId,
    /// Of which part; empty for all that is not chosen by itself.
    pub part: String,
    /// The record whose words stand from now on; nothing for what leads.
    pub from: Option<ServiceId>,
}

/// The service that two were joined in, or that was taken out.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct JoinedServiceView {
    /// Id.
    pub service: ServiceId,
    /// When it was durably saved.
    pub saved_at: Moment,
}

/// The records of one service, where there are several.
#[derive(Clone, Default, Serialize, TS)]
pub struct SourcesView {
    /// The records, the one that is kept first; none, if there is only one.
    pub sides: Vec<SourceSideView>,
    /// Which record each field's words are from.
    pub from: BTreeMap<String, ServiceId>,
    /// Parts in which they differ.
    pub differing: Vec<PartView>,
    /// The record that leads.
    pub leads: Option<ServiceId>,
    /// What was chosen by itself.
    pub chosen: Vec<Chosen>,
}
