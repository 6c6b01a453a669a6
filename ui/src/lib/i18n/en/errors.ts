// Every error the program can report: what happened, in calm words, and what to do next. A code without words does
// not compile.
import type { ErrorCode } from "../../generated/commands";

export interface ErrorWords {
  title: string;
  next: string;
  /** A page of the help book. */
  help?: string;
}

export const errors: Record<ErrorCode, ErrorWords> = {
  wrong_passphrase: {
    title: "That passphrase did not open your desk",
    next: "Check for capital letters and spaces, then try again. If you have forgotten it, use your recovery code.",
    help: "unlocking",
  },
  wrong_recovery_code: {
    title: "That recovery code did not open your desk",
    next: "Check each group against your printed copy. Letters and figures are never mixed up: there is no I, L, O or U.",
    help: "recovery-code",
  },
  passphrase_too_weak: {
    title: "That passphrase would be too easy to guess",
    next: "Add another word or two that do not belong together.",
    help: "passphrase",
  },
  vault_missing: {
    title: "There is nothing here to open",
    next: "The file that holds your work is not where it was. Look for a copy, or restore a backup.",
    help: "backup",
  },
  vault_exists: {
    title: "This laptop already has a desk",
    next: "Unlock it with your passphrase. Nothing has been changed.",
    help: "unlocking",
  },
  vault_locked: { title: "The desk is locked", next: "Unlock it to go on. What you were writing is kept." },
  vault_in_use: {
    title: "Your desk is already open in another window",
    next: "Go back to that window, or close it and try again.",
  },
  vault_newer: {
    title: "Your work was saved by a newer version of Alongside",
    next: "Install the newer version to open it. Nothing has been changed.",
    help: "updating",
  },
  vault_damaged: {
    title: "The file that holds your work is damaged",
    next: "It has been left exactly as it is. Restore the latest backup; your recovery code or passphrase opens it.",
    help: "backup",
  },
  vault_read_only: {
    title: "Nothing can be saved here",
    next: "The disk or folder does not allow writing. Ask whoever looks after this laptop, then open Alongside again.",
  },
  key_file_missing: {
    title: "The key file beside your work is missing",
    next: "Restore the latest backup, which holds a copy. The work itself has not been touched.",
    help: "backup",
  },
  disk_full: {
    title: "The disk is full",
    next: "Make some room, then go on: what you wrote stays on the screen until it is saved.",
  },
  not_found: { title: "This is no longer here", next: "It may have been moved to the bin. Undo brings it back." },
  invalid_field: { title: "That could not be saved as it is", next: "Look at the marked answer and change it." },
  file_unreadable: {
    title: "That file could not be read",
    next: "Check that it is still there and that you may open it, then choose it again.",
    help: "import",
  },
  file_not_understood: {
    title: "That file is not of a kind we know",
    next: "Choose a spreadsheet saved as CSV, or an Open Referral file.",
    help: "import",
  },
  cancelled: { title: "Stopped", next: "Nothing was changed." },
  internal: {
    title: "Something went wrong that should not have",
    next: "What you wrote is kept. Try again; if it happens twice, close Alongside and open it again.",
    help: "trouble",
  },
};
