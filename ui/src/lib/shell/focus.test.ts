import { cleanup, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDesk } from "../../../tests/world";
import { forgetAll } from "../autosave/index.svelte";
import { BackendError } from "../backend";
import type { FakeBackend } from "../backend/fake";
import TextArea from "../components/TextArea.svelte";
import type { DraftView, Resume, Settings } from "../generated/commands";
import { desk } from "./desk.svelte";
import { arrive } from "./focus";

const settings: Settings = {
  theme: "system",
  text_size: 100,
  lock_minutes: 10,
  spell_check: true,
  safe_graphics: false,
};
const place = { kind: "about_me", id: "okafor", field: "important_to_me" } as const;
const key = "about_me/okafor/important_to_me";

describe("the desk locks while Amira is in mid-sentence", () => {
  let program: FakeBackend;
  let drafts: DraftView[];
  let resume: Resume | null;
  let full: boolean;

  beforeEach(async () => {
    drafts = [];
    resume = null;
    full = false;
    program = openDesk({
      start_state: () => ({
        vault: "open",
        example: false,
        version: "0.1.0",
        settings,
        worker: "Amira",
        out_by: null,
      }),
      save_draft: (draft) => {
        drafts = [{ ...draft, saved_at: 1 }];
        return { saved_at: 1 };
      },
      edit_field: () => {
        if (full) throw new BackendError("disk_full");
        drafts = [];
        return { saved_at: 2 };
      },
      drafts: () => drafts,
      remember_place: (at) => {
        resume = at;
        return {};
      },
      lock: () => ({}),
    });
    await desk.start();
  });

  afterEach(() => forgetAll());

  const words = () => screen.getByRole<HTMLTextAreaElement>("textbox");
  const show = (value: string) =>
    render(TextArea, { label: "What matters", place, value }).container as HTMLElement;

  const writeAndLock = async () => {
    show("");
    const user = userEvent.setup();
    await user.type(words(), "My garden, and my sister");
    words().setSelectionRange(9, 9);
    await desk.lock();
    cleanup();
  };

  test("after unlocking, the cursor stands where it stood, in words that are saved", async () => {
    await writeAndLock();
    expect(desk.state).toBe("locked");
    expect(resume).toMatchObject({ field: key, cursor: 9 });
    await desk.opened({ resume });
    const page = show("My garden, and my sister");
    arrive(page, { resume: desk.resume, quiet: false });
    expect(document.activeElement).toBe(words());
    expect([words().selectionStart, words().selectionEnd]).toEqual([9, 9]);
    expect(words().value).toBe("My garden, and my sister");
  });

  test("with the disk full her words come back from the draft, cursor and all, and are saved once there is room", async () => {
    full = true;
    await writeAndLock();
    expect(desk.state).toBe("locked");
    await desk.opened({ resume });
    const page = show("");
    arrive(page, { resume: desk.resume, quiet: false });
    expect(words().value).toBe("My garden, and my sister");
    expect(words().selectionEnd).toBe(9);
    full = false;
    words().blur();
    await vi.waitFor(() => expect(drafts).toEqual([]), { timeout: 3_000 });
    expect(program.requests("edit_field").at(-1)?.value).toBe("My garden, and my sister");
  });

  test("a screen that draws itself late still gets the cursor; one without the field gets its heading", async () => {
    vi.useFakeTimers();
    const page = document.createElement("div");
    document.body.append(page);
    const back = { route: "person/okafor/story", field: key, cursor: 2 };
    arrive(page, { resume: back, quiet: false });
    page.innerHTML = `<h1>Mr Okafor</h1>`;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(document.activeElement).toBe(document.body);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(document.activeElement).toBe(page.querySelector("h1"));
    page.innerHTML = "";
    arrive(page, { resume: back, quiet: false });
    page.innerHTML = `<h1>Mr Okafor</h1><textarea data-writing="${key}">My garden</textarea>`;
    await vi.advanceTimersByTimeAsync(10);
    expect(document.activeElement).toBe(page.querySelector("textarea"));
    page.remove();
    vi.useRealTimers();
  });
});
