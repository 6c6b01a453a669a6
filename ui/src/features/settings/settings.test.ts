import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { BackendError, useBackend } from "$lib/backend";
import { FakeBackend } from "$lib/backend/fake";
import type { Settings } from "$lib/generated/commands";
import { desk as shell } from "$lib/shell/desk.svelte";
import Backups from "./Backups.svelte";
import { keep } from "./keep";
import Passphrase from "./Passphrase.svelte";
import RecoveryCode from "./RecoveryCode.svelte";

const settle = () => new Promise((go) => setTimeout(go));
const settings: Settings = {
  theme: "system",
  text_size: 100,
  lock_minutes: 10,
  spell_check: true,
  safe_graphics: false,
};

describe("Amira looks after her desk", () => {
  let desk: FakeBackend;

  beforeEach(async () => {
    desk = new FakeBackend({
      start_state: () => ({
        vault: "open",
        example: false,
        version: "0.1.0",
        settings,
        worker: "Amira",
        out_by: null,
      }),
      backups: () => [
        { name: "older", at: Date.UTC(2026, 10, 1, 9), size: 2_000_000 },
        { name: "newer", at: Date.UTC(2026, 10, 20, 9), size: 2_400_000 },
      ],
      preview_backup: ({ name }) => ({
        name,
        at: Date.UTC(2026, 10, 20, 9),
        people: 211,
        contacts: 1840,
        services: 4203,
        last_change: null,
        people_now: 214,
        contacts_now: 1840,
      }),
      restore_backup: () => ({}),
    });
    useBackend(desk);
    await shell.start();
  });

  test("a backup is compared with now before anything goes back to it", async () => {
    const user = userEvent.setup();
    render(Backups);
    await settle();
    await user.click(screen.getAllByRole("button", { name: /Look inside/ })[0] as HTMLElement);
    await settle();
    expect(desk.requests("preview_backup")).toEqual([{ name: "newer" }]);
    expect(screen.getByText("3 fewer than now")).toBeTruthy();
    expect(screen.getByText("the same as now")).toBeTruthy();
    expect(desk.requests("restore_backup")).toHaveLength(0);
    await user.click(screen.getByRole("button", { name: "Go back to this backup" }));
    await settle();
    expect(desk.requests("restore_backup")).toEqual([{ name: "newer" }]);
  });

  test("a backup that cannot be used is said to be so, and stays where it is", async () => {
    const user = userEvent.setup();
    desk.answer("preview_backup", () => {
      throw new BackendError("backup_unusable");
    });
    render(Backups);
    await settle();
    await user.click(screen.getAllByRole("button", { name: /Look inside/ })[1] as HTMLElement);
    await settle();
    expect(screen.getByText("That backup cannot be used")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Go back to this backup" })).toBeNull();
  });

  test("larger text shows at once, and goes back if it could not be kept", async () => {
    desk.answer("save_settings", (wanted) => wanted);
    await keep({ text_size: 150 });
    expect(document.documentElement.style.fontSize).toBe("150%");
    desk.answer("save_settings", () => {
      throw new BackendError("disk_full");
    });
    await keep({ text_size: 200 });
    expect(document.documentElement.style.fontSize).toBe("150%");
    desk.answer("save_settings", (wanted) => wanted);
    await keep({ text_size: 100 });
    expect(document.documentElement.style.fontSize).toBe("");
  });

  test("the passphrase is changed only when the new one is strong and typed twice", async () => {
    const user = userEvent.setup();
    desk.answer("passphrase_strength", ({ passphrase }) => ({
      score: 4,
      enough: passphrase.length > 12,
      guesses_log10: 14,
      advice: [],
    }));
    desk.answer("change_passphrase", () => ({}));
    render(Passphrase);
    await user.type(screen.getByLabelText("New passphrase"), "lantern otter gravel");
    await user.type(screen.getByLabelText("The new passphrase again"), "lantern otter");
    await new Promise((go) => setTimeout(go, 200));
    await user.click(screen.getByRole("button", { name: "Change it" }));
    expect(desk.requests("change_passphrase")).toHaveLength(0);
    await user.type(screen.getAllByLabelText("Passphrase now")[0] as HTMLElement, "amira walks home");
    await user.type(screen.getByLabelText("The new passphrase again"), " gravel");
    await user.click(screen.getByRole("button", { name: "Change it" }));
    expect(desk.requests("change_passphrase")).toEqual([
      { current: "amira walks home", new: "lantern otter gravel" },
    ]);
  });

  test("a new recovery code is shown once and then gone from the page", async () => {
    const user = userEvent.setup();
    desk.answer("replace_recovery_code", () => ({ recovery_code: "7KQ2M-X4T9C-HB3VN-P8WRE-2DYGJ-5ZAF6" }));
    desk.answer("confirm_recovery_code", () => ({}));
    render(RecoveryCode);
    await user.type(screen.getByLabelText("Passphrase now"), "amira walks home");
    await user.click(screen.getByRole("button", { name: "Make a new code" }));
    await settle();
    expect(screen.getByText("HB3VN")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "I have it on paper" }));
    await settle();
    expect(screen.queryByText("HB3VN")).toBeNull();
  });
});
