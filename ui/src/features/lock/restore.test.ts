import { render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, test } from "vitest";
import { BackendError, useBackend } from "$lib/backend";
import { FakeBackend } from "$lib/backend/fake";
import type { Settings } from "$lib/generated/commands";
import { desk as shell } from "$lib/shell/desk.svelte";
import Unlock from "./Unlock.svelte";

const settings: Settings = {
  theme: "system",
  text_size: 100,
  lock_minutes: 10,
  spell_check: true,
  safe_graphics: false,
};

describe("going back to a backup", () => {
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
    });
    useBackend(desk);
    await shell.start();
    // The program says that it has locked before it answers.
    desk.answer("restore_backup", () => {
      desk.emit("locked", {});
      return {};
    });
  });

  test("locks the desk once, and the door says that the backup is in place", async () => {
    const stop = shell.listen();
    await shell.restore("newer");
    stop();
    expect(shell.state).toBe("locked");
    render(Unlock, { onopened: () => undefined, onforgotten: () => undefined });
    expect(screen.getByText("Your backup is in place")).toBeTruthy();
    await shell.opened({ resume: null });
    expect(shell.news).toBeNull();
  });

  test("if it could not be put in place after the lock, the door says so", async () => {
    const stop = shell.listen();
    desk.answer("start_state", () => ({
      vault: "locked",
      example: false,
      version: "0.1.0",
      settings,
      worker: "Amira",
      out_by: null,
    }));
    desk.answer("restore_backup", () => {
      desk.emit("locked", {});
      throw new BackendError("disk_full");
    });
    await shell.restore("newer");
    stop();
    render(Unlock, { onopened: () => undefined, onforgotten: () => undefined });
    expect(screen.queryByText("Your backup is in place")).toBeNull();
    expect(screen.getByRole("alert")).toBeTruthy();
  });

  test("a backup refused before anything was done leaves the desk open", async () => {
    desk.answer("restore_backup", () => {
      throw new BackendError("backup_unusable");
    });
    await expect(shell.restore("newer")).rejects.toThrow("backup_unusable");
    expect(shell.state).toBe("open");
  });
});
