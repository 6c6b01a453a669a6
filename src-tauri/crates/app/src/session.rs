//! Opening and closing: first run, unlock, lock, recovery, settings.

use crate::api::error::{AppError, ErrorCode};
use crate::api::session::{
    AboutView, ChangePassphraseRequest, CreateVaultRequest, Nothing, PassphraseRequest,
    RecoveryCodeRequest, RecoveryCodeView, Resume, SavedPaperView, Settings, StartView,
    StrengthView, UnlockedView, VaultState,
};
use crate::desk::{Desk, Keys, Open, Opening, held};
use crate::failure::Outcome;
use crate::hands::Event;
use crate::{copies, example, out_alone, settings};
use alongside_store::{Store, World};
use alongside_sync::Input;
use alongside_vault::{
    NewPassphrase, PassphraseCost, Purpose, RecoveryCode, SystemRandom, VaultFile, VaultKey,
    VaultLock, strength, time_on_this_machine,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use zeroize::{Zeroize as _, Zeroizing};

/// Where the link worker was, among the facts of this laptop.
pub(crate) const PLACE: &str = "place";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the window needs to draw its first screen.
pub(crate) fn start_state(desk: &Desk, _: Nothing) -> Outcome<StartView> {
    let open = desk.open().ok();
    let there = VaultFile::exists(&desk.folders.vault()) || desk.folders.records().exists();
    Ok(StartView {
        vault: match (&open, there) {
            (Some(_), _) => VaultState::Open,
            (None, true) => VaultState::Locked,
            (None, false) => VaultState::None,
        },
        example: open.as_ref().is_some_and(|open| open.keys.is_none()),
        version: VERSION.to_owned(),
        settings: desk.settings(),
        worker: open.map_or_else(String::new, |open| open.store.worker()),
        out_by: there.then(|| out_alone::known(&desk.folders)).flatten(),
    })
}

/// How strong a passphrase is.
pub(crate) fn passphrase_strength(
    _: &Desk,
    mut request: PassphraseRequest,
) -> Outcome<StrengthView> {
    let found = strength(&request.passphrase, &[]);
    request.passphrase.zeroize();
    let advice = serde_json::to_value(found.warning)
        .into_iter()
        .chain(found.suggestions.iter().flat_map(serde_json::to_value))
        .filter_map(|code| code.as_str().map(snake))
        .collect();
    Ok(StrengthView {
        score: found.score,
        enough: found.is_enough(),
        guesses_log10: found.guesses_log10,
        advice,
    })
}

/// `addAWordOrTwo` as the interface spells its codes: `add_a_word_or_two`.
fn snake(code: &str) -> String {
    code.chars().fold(String::new(), |mut text, letter| {
        if letter.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
        text
    })
}

/// Makes the vault, and shows its recovery code once.
pub(crate) fn create_vault(desk: &Desk, request: CreateVaultRequest) -> Outcome<RecoveryCodeView> {
    let passphrase = Zeroizing::new(request.passphrase);
    let folder = desk.folders.vault();
    if VaultFile::exists(&folder) || desk.folders.records().exists() {
        return Err(AppError::new(ErrorCode::VaultExists));
    }
    let new = NewPassphrase::choose(&passphrase, &[&request.name])?;
    let lock = VaultLock::take(&folder)?;
    let mut random = SystemRandom::new();
    let code = RecoveryCode::make(&mut random)?;
    let (_, key) = VaultFile::create(&lock, &new, cost(desk)?, &code, &mut random)?;
    let database = key.derive(Purpose::Database)?;
    let store = Store::create(
        &desk.folders.records(),
        database.expose(),
        request.name.trim(),
        World::with(desk.clock.clone()),
    )
    .inspect_err(|_| {
        // Half a vault would stand in the way of the next try. Nothing has been written in it yet.
        for half in [desk.folders.records(), folder.join("vault.json")] {
            let _ = std::fs::remove_file(half);
        }
    })?;
    desk.set_open(Open {
        store,
        keys: Some(keys(key, lock, false)),
        last: Arc::default(),
    });
    let shown = show(desk, &code);
    at_hand(desk, code);
    Ok(shown)
}

/// A team can be told of the code as long as it is at hand: it is kept nowhere.
fn at_hand(desk: &Desk, code: RecoveryCode) {
    // Without a team's thread there is no team to tell.
    let _ = desk.ask_line(move |worker| worker.engine.has_code(code));
    desk.tell_line(Input::Start);
}

/// The person has written the code down: what they typed back is it.
pub(crate) fn confirm_recovery_code(desk: &Desk, request: RecoveryCodeRequest) -> Outcome<Nothing> {
    let typed = Zeroizing::new(request.code);
    let shown = held(&desk.shown_code)
        .clone()
        .ok_or_else(|| AppError::new(ErrorCode::NotFound))?;
    RecoveryCode::read(&shown)?.confirm(&typed)?;
    held(&desk.shown_code).take();
    desk.open()?.store.remember("recovery_code", "confirmed")?;
    Ok(Nothing {})
}

/// Saves the sheet with the recovery code as a PDF, where the person says.
pub(crate) fn save_recovery_sheet(
    desk: &Desk,
    request: RecoveryCodeRequest,
) -> Outcome<SavedPaperView> {
    let typed = Zeroizing::new(request.code);
    let code = RecoveryCode::read(&typed)?;
    let worker = desk.open()?.store.worker();
    let sheet = copies::recovery_sheet(&code.written(), &worker, desk.clock.today())?;
    copies::save(desk, "Alongside recovery code.pdf", &sheet)
}

/// Opens the vault with the passphrase.
pub(crate) fn unlock(desk: &Desk, request: PassphraseRequest) -> Outcome<UnlockedView> {
    let passphrase = Zeroizing::new(request.passphrase);
    open_with(desk, false, |file| file.unlock_with_passphrase(&passphrase))
}

/// Opens the vault with the recovery code; a new passphrase comes next.
pub(crate) fn unlock_with_recovery(
    desk: &Desk,
    request: RecoveryCodeRequest,
) -> Outcome<UnlockedView> {
    let typed = Zeroizing::new(request.code);
    let opened = open_with(desk, true, |file| file.unlock_with_recovery(&typed))?;
    at_hand(desk, RecoveryCode::read(&typed)?);
    Ok(opened)
}

/// Whether a code is this vault's, as typed.
pub(crate) fn read_own_code(desk: &Desk, typed: &str) -> Outcome<RecoveryCode> {
    let open = desk.open()?;
    real(&open)?;
    VaultFile::read(&desk.folders.vault())?.unlock_with_recovery(typed)?;
    Ok(RecoveryCode::read(typed)?)
}

fn open_with(
    desk: &Desk,
    passphrase_lost: bool,
    unlock: impl FnOnce(&VaultFile) -> alongside_vault::Result<VaultKey>,
) -> Outcome<UnlockedView> {
    if desk.is_open() {
        return Ok(UnlockedView {
            resume: None,
            choose_passphrase: false,
        });
    }
    let folder = desk.folders.vault();
    if !VaultFile::exists(&folder) {
        let code = if desk.folders.records().exists() {
            ErrorCode::KeyFileMissing
        } else {
            ErrorCode::NoVault
        };
        return Err(AppError::new(code));
    }
    let lock = VaultLock::take(&folder)?;
    let file = VaultFile::read(&folder)?;
    let key = unlock(&file)?;
    let database = key.derive(Purpose::Database)?;
    let store = Store::open(
        &desk.folders.records(),
        database.expose(),
        World::with(desk.clock.clone()),
    )?;
    let resume = place(&store);
    desk.set_open(Open {
        store,
        keys: Some(keys(key, lock, passphrase_lost)),
        last: Arc::default(),
    });
    Ok(UnlockedView {
        resume,
        choose_passphrase: passphrase_lost,
    })
}

fn place(store: &Store) -> Option<Resume> {
    store
        .recall(PLACE)
        .ok()
        .flatten()
        .and_then(|text| serde_json::from_str::<Resume>(&text).ok())
        .filter(|resume| !resume.route.is_empty())
}

/// Changes the passphrase. The present one is asked for again, unless the recovery code has just been given.
pub(crate) fn change_passphrase(desk: &Desk, request: ChangePassphraseRequest) -> Outcome<Nothing> {
    let new = Zeroizing::new(request.new);
    let current = request.current.map(Zeroizing::new);
    let open = desk.open()?;
    let keys = real(&open)?;
    let mut file = VaultFile::read(&desk.folders.vault())?;
    match current {
        Some(current) => {
            file.unlock_with_passphrase(&current)?;
        }
        None if keys.passphrase_lost.load(Ordering::SeqCst) => {}
        None => return Err(AppError::new(ErrorCode::WrongPassphrase)),
    }
    let worker = open.store.worker();
    let new = NewPassphrase::choose(&new, &[&worker])?;
    file.change_passphrase(
        &keys.lock,
        &keys.vault,
        &new,
        cost(desk)?,
        &mut SystemRandom::new(),
    )?;
    keys.passphrase_lost.store(false, Ordering::SeqCst);
    Ok(Nothing {})
}

/// Makes a new recovery code, in the place of the old one.
pub(crate) fn replace_recovery_code(
    desk: &Desk,
    request: PassphraseRequest,
) -> Outcome<RecoveryCodeView> {
    let passphrase = Zeroizing::new(request.passphrase);
    let open = desk.open()?;
    let keys = real(&open)?;
    let mut file = VaultFile::read(&desk.folders.vault())?;
    file.unlock_with_passphrase(&passphrase)?;
    let mut random = SystemRandom::new();
    let code = RecoveryCode::make(&mut random)?;
    file.replace_recovery_code(&keys.lock, &keys.vault, &code, &mut random)?;
    open.store.remember("recovery_code", "shown")?;
    let shown = show(desk, &code);
    at_hand(desk, code);
    Ok(shown)
}

/// Opens the example people, in a file of their own.
pub(crate) fn open_example(desk: &Desk, _: Nothing) -> Outcome<UnlockedView> {
    desk.close();
    desk.set_open(Open {
        store: example::make(desk)?,
        keys: None,
        last: Arc::default(),
    });
    Ok(UnlockedView {
        resume: None,
        choose_passphrase: false,
    })
}

/// Locks: the records close, the keys are wiped.
pub(crate) fn lock(desk: &Desk, _: Nothing) -> Outcome<Nothing> {
    desk.lock();
    Ok(Nothing {})
}

impl Desk {
    /// Locks, whoever asks.
    pub fn lock(&self) {
        let Some(open) = self.close() else {
            return;
        };
        let example = open.keys.is_none();
        drop(open);
        if example {
            example::clear(self);
        }
        self.hands.tell(Event::Locked);
    }
}

/// Somebody is here.
pub(crate) fn stay_awake(desk: &Desk, _: Nothing) -> Outcome<Nothing> {
    desk.touch();
    Ok(Nothing {})
}

/// Keeps the settings of this laptop.
pub(crate) fn save_settings(desk: &Desk, request: Settings) -> Outcome<Settings> {
    settings::write(desk.folders.root(), request)
}

/// About this app.
pub(crate) fn about(desk: &Desk, _: Nothing) -> Outcome<AboutView> {
    Ok(AboutView {
        version: VERSION.to_owned(),
        data_folder: desk.folders.root().display().to_string(),
        cipher: desk.open()?.store.cipher()?,
        licences: include_str!("../../../../assets/LICENCES.md").to_owned(),
    })
}

fn show(desk: &Desk, code: &RecoveryCode) -> RecoveryCodeView {
    let written = code.written();
    let view = RecoveryCodeView {
        recovery_code: written.to_string(),
    };
    *held(&desk.shown_code) = Some(written);
    view
}

fn keys(vault: VaultKey, lock: VaultLock, passphrase_lost: bool) -> Keys {
    Keys {
        vault,
        lock,
        passphrase_lost: AtomicBool::new(passphrase_lost),
    }
}

/// The keys of the open vault; the example people have none.
pub(crate) fn real(open: &Open) -> Outcome<&Keys> {
    open.keys
        .as_ref()
        .ok_or_else(|| AppError::new(ErrorCode::NoVault))
}

fn cost(desk: &Desk) -> Outcome<PassphraseCost> {
    match desk.opening {
        Opening::Fixed(cost) => Ok(cost),
        Opening::Calibrated => Ok(PassphraseCost::calibrate(time_on_this_machine)?),
    }
}
