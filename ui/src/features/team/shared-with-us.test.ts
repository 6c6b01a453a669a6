import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import { forgetAll } from "$lib/autosave/index.svelte";
import { sharingAnswers } from "$lib/backend/dev-sharing";
import type { FakeBackend } from "$lib/backend/fake";
import { drawn, openDesk } from "../../../tests/world";
import SharedWithUs from "./SharedWithUs.svelte";

const user = userEvent.setup();
/** The line says that something moved, until it is seen on the screen. */
const news = (desk: FakeBackend, seen: () => unknown) =>
  drawn(() => {
    desk.emit("sync", {});
    expect(seen()).toBeTruthy();
  });
afterEach(() => forgetAll());

describe("Tom is read a code", () => {
  test("he sees whom it is about and from whom before he takes it", async () => {
    const desk = openDesk({}, { as: "link_worker" });
    render(SharedWithUs, { may: true, own: "Hillside" });
    await user.click(screen.getByRole("button", { name: "Go on" }));
    expect(screen.getByText("Type the code that was read out to you.")).toBeTruthy();
    await user.type(screen.getByLabelText("Their code"), "4821 k7qm2 9txp4");
    await user.click(screen.getByRole("button", { name: "Go on" }));
    await news(desk, () => screen.getByText("They want to share Rosa’s record with your team."));
    await user.click(screen.getByRole("button", { name: "It is them: take it" }));
    await news(desk, () => screen.getByText("It is shared"));
    expect(desk.requests("answer_sharing")).toEqual([{ is_them: true }]);
  });

  test("a wrong code is said where it was typed", async () => {
    openDesk({}, { as: "link_worker" });
    render(SharedWithUs, { may: true, own: "Hillside" });
    await user.type(screen.getByLabelText("Their code"), "12");
    await user.click(screen.getByRole("button", { name: "Go on" }));
    expect(await screen.findByRole("alert")).toBeTruthy();
  });

  test("who only reads is not asked for a code", () => {
    openDesk({}, { as: "read_only" });
    render(SharedWithUs, { may: false, own: "Hillside" });
    expect(screen.queryByLabelText("Their code")).toBeNull();
  });
});

test("what did not arrive is shown until it is dealt with", async () => {
  const desk = openDesk(
    sharingAnswers({ left: [{ team: "Larkfield", at: Date.now(), words: ["He asked for bus times."] }] }),
    { as: "link_worker" },
  );
  render(SharedWithUs, { may: true, own: "Hillside" });
  expect(await screen.findByText("He asked for bus times.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: /put it away/ }));
  await drawn(() => expect(screen.queryByText("He asked for bus times.")).toBeNull());
  expect(desk.requests("forget_left_over")).toHaveLength(1);
});

test("who may read less than before is told why their words did not leave", async () => {
  openDesk(sharingAnswers({ left: [{ team: "Hillside", at: Date.now(), words: ["She likes to sing."] }] }), {
    as: "volunteer",
  });
  render(SharedWithUs, { may: false, own: "Hillside" });
  expect(await screen.findByText("She likes to sing.")).toBeTruthy();
  expect(screen.getByText(/not see people’s records any more/)).toBeTruthy();
});
