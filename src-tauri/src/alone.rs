//! One app for one data folder: starting it again brings the window that is open to the front.
//!
//! This is a courtesy. What keeps two programs out of one vault is the vault's own lock, which needs no message bus.

use alongside_app::Folders;
use tauri::Wry;
use tauri::plugin::TauriPlugin;
use tauri_plugin_single_instance::Builder;

/// The plugin, where it can tell data folders apart or need not.
pub(crate) fn plugin(folders: &Folders) -> Option<TauriPlugin<Wry>> {
    let builder = Builder::new().callback(|app, _, _| crate::window::to_front(app));
    // Somebody who names another data folder wants another app, not the window of this one.
    let elsewhere = std::env::var_os("ALONGSIDE_DATA_DIR").is_some();
    match (elsewhere, cfg!(target_os = "linux")) {
        (false, _) => Some(builder.build()),
        (true, true) => Some(builder.dbus_id(name(folders)).build()),
        // Windows and macOS know the app by its identifier alone.
        (true, false) => None,
    }
}

/// A name on the message bus for the app of this folder.
fn name(folders: &Folders) -> String {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hash = DefaultHasher::new();
    std::path::absolute(folders.root())
        .unwrap_or_else(|_| folders.root().to_owned())
        .hash(&mut hash);
    format!("org.alongside.desk.of_{:016x}", hash.finish())
}

#[cfg(test)]
mod tests {
    use super::name;
    use alongside_app::Folders;

    #[test]
    fn each_folder_has_a_name_of_its_own_that_the_bus_takes() {
        let of = |folder: &str| name(&Folders::under(folder.into()));
        assert_eq!(of("/home/amira/desk"), of("/home/amira/desk"));
        assert_ne!(of("/home/amira/desk"), of("/home/amira/training"));
        assert!(of("/home/amira/desk").len() < 200);
    }
}
