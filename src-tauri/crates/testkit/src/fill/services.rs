//! Services with who runs them and where.

use super::words::{DESCRIBED, RUNNERS, SERVICES, STREETS, TOWNS};
use crate::dice::Dice;
use alongside_domain::Record;
use alongside_domain::codes::{PlaceKind, ServiceStatus};
use alongside_domain::directory::{Opening, Organisation, Place, Service};
use alongside_domain::ids::{OrganisationId, PlaceId, ServiceId};

/// A service as a directory lists it.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Who runs it.
    pub organisation: Organisation,
    /// The service.
    pub service: Service,
    /// Where it is.
    pub place: Place,
}

/// A listing; its ids are those of `order` to `order + 2`.
pub fn listing(dice: &mut Dice, order: u64, number: u64) -> Listing {
    let (town, outcode, north, east) = dice.one(&TOWNS.iter().collect::<Vec<_>>());
    let kind = dice.one(SERVICES);
    let organisation = Organisation {
        name: format!("{town} {}", dice.one(RUNNERS)).into(),
        source: "example".into(),
        source_id: format!("org-{number}").into(),
        ..Organisation::blank(OrganisationId(dice.id(order)))
    };
    let sentences = 3 + dice.below(4);
    let description: Vec<&str> = (0..sentences).map(|_| dice.one(DESCRIBED)).collect();
    let service = Service {
        name: format!("{town} {kind} {}", dice.below(40)).into(),
        organisation: Some(organisation.id),
        status: Some(ServiceStatus::Active),
        description: description.join(" ").into(),
        phone: format!("01632 960{:03}", dice.below(1000)).into(),
        opening: vec![Opening {
            freq: "WEEKLY".to_owned(),
            byday: (*dice.one(&["MO", "TU", "WE", "TH", "FR", "SA,SU"])).to_owned(),
            opens_at: "10:00".to_owned(),
            closes_at: "12:00".to_owned(),
            ..Opening::default()
        }],
        free: dice.percent(60),
        step_free: dice.percent(50),
        tags: vec![kind.to_lowercase(), "community".to_owned()],
        source: "example".into(),
        source_id: format!("service-{number}").into(),
        ..Service::blank(ServiceId(dice.id(order + 1)))
    };
    let place = Place {
        service: service.id,
        address: format!("{} {}", dice.below(180) + 1, dice.one(STREETS)).into(),
        town: (*town).into(),
        postcode: format!("{outcode} {}AB", dice.below(9) + 1).into(),
        latitude: Some(north + (dice.fraction() - 0.5) / 4.0),
        longitude: Some(east + (dice.fraction() - 0.5) / 4.0),
        kind: Some(PlaceKind::Physical),
        ..Place::blank(PlaceId(dice.id(order + 2)))
    };
    Listing {
        organisation,
        service,
        place,
    }
}
