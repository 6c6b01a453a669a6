//! What people do by hand on hard days, told as a story and not left to chance: a lost laptop, a code from a drawer, an emptied server.

use super::laptop::{Broken, told};
use super::world::World;
use alongside_protocol::{Locator, Refusal, Role, Route};
use alongside_sync::{Engine, Input, Wish};
use alongside_vault::{Random as _, RecoveryCode};

impl World {
    /// A recovery code like one on a sheet of paper; the same number, the same code.
    ///
    /// # Errors
    /// None that happens.
    pub fn code_on_paper(&self, number: u64) -> Result<RecoveryCode, Broken> {
        let mut random = super::chance::SeededRandom::new(number);
        let mut skipped = [0; 8];
        random.fill(&mut skipped).map_err(told)?;
        RecoveryCode::make(&mut random).map_err(told)
    }

    /// What lies on the server for a code.
    ///
    /// # Errors
    /// If the server is stopped.
    pub fn left_for(&self, code: &RecoveryCode) -> Result<Result<Vec<u8>, Refusal>, Broken> {
        self.left_at(Engine::locator(code).map_err(told)?)
    }

    /// What lies at a place.
    ///
    /// # Errors
    /// If the server is stopped.
    pub fn left_at(&self, locator: Locator) -> Result<Result<Vec<u8>, Refusal>, Broken> {
        self.server.ask(Route::TakeEscrow(locator), self.now.get())
    }

    /// Somebody types the code of this vault, or has just been shown it.
    ///
    /// # Errors
    /// What must never be.
    pub fn type_code(&mut self, laptop: usize, code: RecoveryCode) -> Result<(), Broken> {
        self.laptop(laptop).both().1.has_code(code);
        self.start(laptop)
    }

    /// A new laptop on which somebody comes back by their code.
    ///
    /// # Errors
    /// What must never be, and if nothing lies on the server for the code.
    pub fn come_back(
        &mut self,
        person: usize,
        name: &str,
        code: &RecoveryCode,
    ) -> Result<usize, Broken> {
        let sealed = self.left_for(code)?.map_err(|why| format!("{why:?}"))?;
        let number = self.new_laptop(name, person)?;
        let (store, engine) = self.laptop(number).both();
        engine.come_back(store, code, &sealed).map_err(told)?;
        self.start(number)?;
        Ok(number)
    }

    /// A lead lets another laptop of a member in, who is there in person.
    ///
    /// # Errors
    /// What must never be.
    pub fn let_in_for(
        &mut self,
        lead: usize,
        person: usize,
        name: &str,
        role: Role,
    ) -> Result<usize, Broken> {
        let joiner = self.new_laptop(name, person)?;
        let member = self.colleagues.get(person).map(|it| it.member);
        let (_, engine) = self.laptop(lead).both();
        let welcome = engine
            .welcome("https://example.org", member, role)
            .map_err(told)?;
        let (store, engine) = self.laptop(joiner).both();
        let knock = engine.knock(store, &welcome, name).map_err(told)?;
        let wish = Wish::Admit {
            member: welcome.member,
            role,
            device: knock.device,
        };
        self.step(lead, Input::Wish(wish))?;
        self.start(joiner)?;
        Ok(joiner)
    }

    /// A lead lets in again who was taken out, with the laptop that was and all that is on it.
    ///
    /// # Errors
    /// What must never be, and if the laptop is in.
    pub fn come_again(&mut self, lead: usize, laptop: usize, role: Role) -> Result<(), Broken> {
        let name = self.laptop(laptop).name.clone();
        let member = self.laptop(laptop).engine().team().map(|team| team.member);
        let (_, engine) = self.laptop(lead).both();
        let welcome = engine
            .welcome("https://example.org", member, role)
            .map_err(told)?;
        let (store, engine) = self.laptop(laptop).both();
        let before = engine.team().map(|team| team.device);
        let knock = engine.knock(store, &welcome, &name).map_err(told)?;
        self.note_new_name(laptop, before, knock.device.id);
        self.laptop(laptop).only_reads = role == Role::ReadOnly;
        let wish = Wish::Admit {
            member: welcome.member,
            role,
            device: knock.device,
        };
        self.step(lead, Input::Wish(wish))?;
        self.start(laptop)
    }
}
