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
  locked: { title: "The desk is locked", next: "Unlock it to go on. What you were writing is kept." },
  vault_exists: {
    title: "This laptop already has a desk",
    next: "Unlock it with your passphrase. Nothing has been changed.",
    help: "unlocking",
  },
  no_vault: {
    title: "There is nothing here to open",
    next: "The folder that holds your work is not where it was. Look for it, or restore a backup.",
    help: "backup",
  },
  key_file_missing: {
    title: "The key file beside your work is missing",
    next: "Restore the latest backup, which holds a copy. The work itself has not been touched.",
    help: "backup",
  },
  records_missing: {
    title: "The file that holds your work is missing",
    next: "Its key file is still there. Look for the file, or restore the latest backup.",
    help: "backup",
  },
  wrong_passphrase: {
    title: "That passphrase did not open your desk",
    next: "Check for capital letters and spaces, then try again. If you have forgotten it, use your recovery code.",
    help: "unlocking",
  },
  weak_passphrase: {
    title: "That passphrase would be too easy to guess",
    next: "Add another word or two that do not belong together.",
    help: "passphrase",
  },
  wrong_recovery_code: {
    title: "That recovery code did not open your desk",
    next: "It is written correctly, but belongs to another desk or has been replaced by a newer code. Look for the newest copy.",
    help: "recovery-code",
  },
  ended_recovery_code: {
    title: "That recovery code was taken out of the team",
    next: "It cannot bring you back to your team any more, though it still opens your desk. Make a new recovery code under Settings, Passphrase and recovery, and put the old sheet away.",
    help: "recovery-code",
  },
  recovery_code_typo: {
    title: "One group of the code is not quite right",
    next: "Check it against your copy. There is no I, L, O or U in a code: look for 1 and 0.",
    help: "recovery-code",
  },
  too_new: {
    title: "Your work was saved by a newer version of Alongside",
    next: "Install the newer version to open it. Nothing has been changed.",
    help: "updating",
  },
  damaged: {
    title: "The file that holds your work is damaged",
    next: "It has been left exactly as it is. Restore the latest backup.",
    help: "backup",
  },
  already_open: {
    title: "Your desk is already open in another window",
    next: "Go back to that window, or close it and try again.",
  },
  read_only: {
    title: "Nothing can be saved here",
    next: "The disk or folder does not allow writing. Ask whoever looks after this laptop.",
  },
  disk_full: {
    title: "The disk is full",
    next: "Make some room, then go on. What you wrote stays on the screen until it is saved.",
  },
  bad_value: { title: "That could not be saved as it is", next: "Look at the marked answer and change it." },
  not_found: { title: "This is no longer here", next: "It may be in the bin. Undo brings it back." },
  nothing_to_undo: { title: "Nothing to undo", next: "Everything is as you left it." },
  file_unreadable: {
    title: "That file could not be read",
    next: "Check that it is still there and that you may open it, then choose it again.",
    help: "import",
  },
  file_too_large: {
    title: "That file is too large",
    next: "Split it into smaller files and bring them in one after another.",
    help: "import",
  },
  unknown_format: {
    title: "That file is not of a kind we know",
    next: "Choose a spreadsheet saved as CSV, or an Open Referral file.",
    help: "import",
  },
  bad_mapping: {
    title: "Every service needs a name",
    next: "Choose the column that holds the names of the services.",
    help: "import",
  },
  import_running: { title: "An import is still running", next: "Wait for it to finish, or stop it first." },
  cancelled: { title: "Stopped", next: "Nothing was changed." },
  pdf_failed: { title: "The PDF could not be made", next: "Try again; what you wrote is not affected." },
  file_unwritable: {
    title: "The file could not be saved there",
    next: "It may be open in another program. Close it, or choose another folder.",
  },
  backup_unusable: {
    title: "That backup cannot be used",
    next: "It is not whole, or belongs to another desk. Choose another one.",
    help: "backup",
  },
  bad_request: {
    title: "Something went wrong that should not have",
    next: "What you wrote is kept. Try again; if it happens twice, close Alongside and open it again.",
    help: "trouble",
  },
  io: {
    title: "The laptop could not read or write its disk",
    next: "What you wrote stays on the screen. Try again in a moment.",
    help: "trouble",
  },
  internal: {
    title: "Something went wrong that should not have",
    next: "What you wrote is kept. Try again; if it happens twice, close Alongside and open it again.",
    help: "trouble",
  },
  no_team: {
    title: "This laptop is not in a team",
    next: "Make a team or join one first. Your own work is not affected.",
    help: "team",
  },
  in_team_already: {
    title: "This laptop is in a team already",
    next: "It can be in one team at a time. Nothing was changed.",
    help: "team",
  },
  bad_address: {
    title: "That is not an address of a server",
    next: "It begins with https:// and is best copied from where it was given to you.",
    help: "team",
  },
  server_unreachable: {
    title: "The server could not be reached",
    next: "Check the address and the connection, then try again. Your work goes on without it.",
    help: "sync",
  },
  wrong_code: {
    title: "That code did not work",
    next: "It is mistyped, was used before, or is too old. Ask for a new one.",
    help: "team",
  },
  not_allowed: {
    title: "You may not do that in this team",
    next: "A lead of the team can, or can change what you may do. Nothing was changed.",
    help: "team",
  },
  needs_connection: {
    title: "That needs a connection",
    next: "Try again when there is one. Everything else goes on without.",
    help: "sync",
  },
};
