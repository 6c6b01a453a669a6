// A letter that Mr Okafor brought.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import type { PaperView } from "$lib/generated/commands";
import { toasts } from "$lib/toasts.svelte";
import { view } from "$lib/view.svelte";
import { drawn, OKAFOR, openDesk } from "../../../tests/world";
import Papers from "./Papers.svelte";

const user = userEvent.setup();
const DOT = "iVBORw0KGgo=";
const paper = (fields: Partial<PaperView["paper"]>, more: Partial<PaperView> = {}): PaperView => ({
  paper: {
    id: "paper-1",
    archived: null,
    person: OKAFOR,
    name: "letter.jpg",
    media_type: "image/jpeg",
    size: 300_000,
    digest: "",
    chunks: 2,
    thumbnail: DOT,
    note: "",
    author: "Amira",
    written_at: 1_700_000_000_000,
    ...fields,
  },
  missing: 0,
  can_be_shown: true,
  ...more,
});

afterEach(() => {
  forgetAll();
  toasts.clear();
  view.discreet = false;
});

test("with none it invites; one is attached by choosing it", async () => {
  const desk = openDesk({ papers: () => [], attach_paper: () => ({ id: "paper-1", saved_at: 1 }) });
  render(Papers, { person: OKAFOR });
  await screen.findByText("No papers yet");
  await user.click(screen.getByRole("button", { name: "Attach a paper" }));
  expect(desk.requests("attach_paper")).toEqual([{ id: OKAFOR }]);
});

test("a picture is looked at here, on request; the small one is not shown while names are hidden", async () => {
  const desk = openDesk({ papers: () => [paper({})], look_at_paper: () => ({ png: DOT }) });
  const { container } = render(Papers, { person: OKAFOR });
  await screen.findByText(/Photograph, 293 KB/);
  expect(container.querySelectorAll("img")).toHaveLength(1);
  expect(desk.requests("look_at_paper")).toEqual([]);
  await user.click(screen.getByRole("button", { name: /^Look at it.*letter/ }));
  const shown = within(await screen.findByRole("dialog")).getByRole("img", { name: "The paper letter.jpg" });
  expect(shown.getAttribute("src")).toBe(`data:image/png;base64,${DOT}`);
  await user.keyboard("{Escape}");
  view.discreet = true;
  await drawn(() => expect(container.querySelectorAll("img")).toHaveLength(0));
});

test("what is no picture is never opened: a copy is saved, and it is said what that means", async () => {
  openDesk({
    papers: () => [
      paper(
        { id: "paper-2", name: "PIP.pdf", media_type: "application/pdf", thumbnail: "" },
        { can_be_shown: false },
      ),
      paper({ id: "paper-3", name: "scan.png" }, { missing: 3 }),
    ],
    save_paper: () => ({ path: "/home/amira/PIP.pdf" }),
  });
  render(Papers, { person: OKAFOR });
  await screen.findByText(/the copy is no longer encrypted/);
  screen.getByText("Still on its way to this laptop");
  expect(screen.queryByRole("button", { name: /Look at it/ })).toBeNull();
  await user.click(screen.getByRole("button", { name: /^Save a copy.*PIP/ }));
  await drawn(() => expect(toasts.list.at(-1)?.words).toContain("That copy is not encrypted"));
});
