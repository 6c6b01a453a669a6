// The commands of the desk, as the shell offers them. This file is written by the shell's own build from its list of
// commands; a change belongs there.

export type Theme = "system" | "light" | "dark";

export interface Settings {
  theme: Theme;
  /** Percent, 100 to 200. */
  text_size: number;
  /** Minutes without a key or a click before the desk locks. */
  lock_after_minutes: number;
}

export type VaultState = "none" | "locked" | "open";

export interface StartState {
  vault: VaultState;
  /** The open (or waiting) vault holds example people only. */
  example: boolean;
  version: string;
  settings: Settings;
}

export type StrengthVerdict = "very_weak" | "weak" | "fair" | "strong" | "very_strong";

export type StrengthAdvice =
  | "add_words"
  | "avoid_common"
  | "avoid_names_and_dates"
  | "avoid_repeats"
  | "avoid_sequences"
  | "avoid_keyboard_patterns"
  | "capitals_do_not_help"
  | "swapped_letters_do_not_help";

export interface Strength {
  /** 0 to 4. */
  score: number;
  guesses_log10: number;
  verdict: StrengthVerdict;
  advice: StrengthAdvice[];
  enough: boolean;
}

export interface Resume {
  route: string;
  /** The key of the draft that was being written: kind:id:field. */
  field: string | null;
  cursor: number | null;
}

export interface Opened {
  resume: Resume | null;
}

export interface Undone {
  /** What was undone or done again, in words; null when there was nothing. */
  what: string | null;
}

type Nothing = Record<string, never>;

export interface Commands {
  start_state: { request: Nothing; view: StartState };
  passphrase_strength: { request: { passphrase: string }; view: Strength };
  create_vault: { request: { passphrase: string; name: string }; view: { recovery_code: string } };
  confirm_recovery_code: { request: { code: string }; view: Nothing };
  save_recovery_pdf: { request: Nothing; view: { path: string | null } };
  unlock: { request: { passphrase: string }; view: Opened };
  unlock_with_recovery: { request: { code: string }; view: Opened };
  change_passphrase: { request: { current: string | null; new: string }; view: Nothing };
  open_example: { request: Nothing; view: Nothing };
  lock: { request: Nothing; view: Nothing };
  save_draft: { request: { key: string; text: string; cursor: number; route: string }; view: Nothing };
  edit_field: {
    request: { kind: string; id: string; field: string; value: string };
    view: { saved_at: string };
  };
  undo: { request: Nothing; view: Undone };
  redo: { request: Nothing; view: Undone };
}

export interface Events {
  /** The shell is about to lock (idle, suspend, quit): save what is being written, then answer with `lock`. */
  locking: { reason: "idle" | "suspend" | "quit" };
  locked: Nothing;
  /** Rows behind these views changed; whoever shows them asks again. */
  changed: { views: string[] };
}

export type ErrorCode =
  | "wrong_passphrase"
  | "wrong_recovery_code"
  | "passphrase_too_weak"
  | "vault_missing"
  | "vault_exists"
  | "vault_locked"
  | "vault_in_use"
  | "vault_newer"
  | "vault_damaged"
  | "vault_read_only"
  | "key_file_missing"
  | "disk_full"
  | "not_found"
  | "invalid_field"
  | "file_unreadable"
  | "file_not_understood"
  | "cancelled"
  | "internal";
