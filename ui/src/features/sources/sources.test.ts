import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { useBackend } from "$lib/backend";
import { directoryAnswers } from "$lib/backend/dev-directory";
import { FakeBackend } from "$lib/backend/fake";
import type { SearchServicesRequest, ServicesView } from "$lib/generated/commands";
import { router } from "$lib/shell/router.svelte";
import Doubles from "./Doubles.svelte";
import OneOrTwo from "./OneOrTwo.svelte";

const settle = (wait = 10) => new Promise((go) => setTimeout(go, wait));

describe("Amira finds a service in two lists", () => {
  let desk: FakeBackend;

  beforeEach(() => {
    desk = new FakeBackend({
      ...directoryAnswers(() => desk),
      add_record: () => ({ id: "said", saved_at: 1 }),
    });
    useBackend(desk);
    router.route = { name: "double", id: "service-0", other: "service-1" };
  });

  test("side by side she says who leads and whose name stands, and joins them", async () => {
    const user = userEvent.setup();
    render(OneOrTwo);
    await settle();
    expect(screen.getByText(/the same name, the same telephone/)).toBeTruthy();
    const leads = screen.getByRole("group", { name: /Which of them should be shown/ });
    const [, council] = within(leads).getAllByRole("radio");
    if (council) await user.click(council);
    const name = screen.getByRole("group", { name: "Name" });
    const [mine] = within(name).getAllByRole("radio");
    if (mine) await user.click(mine);
    await user.click(screen.getByRole("button", { name: "They are one service" }));
    await settle();
    expect(desk.requests("join_services")).toEqual([
      {
        one: "service-0",
        other: "service-1",
        leads: "service-1",
        chosen: [{ field: "name", service: "service-0" }],
      },
    ]);
    expect(router.route).toEqual({ name: "service", id: "service-0" });
  });

  test("that they are two is said once, with how she knows", async () => {
    const user = userEvent.setup();
    render(OneOrTwo);
    await settle();
    await user.click(screen.getByRole("button", { name: "They are two services" }));
    await user.type(screen.getByLabelText(/How do you know/), "Two villages");
    await user.click(screen.getByRole("button", { name: "Keep" }));
    await settle();
    expect(desk.requests("add_record")).toEqual([
      {
        kind: "not_same_service",
        fields: { service: "service-0", other: "service-1", because: "Two villages" },
      },
    ]);
  });

  test("the list of doubles gives the reasons, and says when there are none", async () => {
    render(Doubles);
    await settle();
    expect(screen.getByText("Nothing seems to be listed twice")).toBeTruthy();
    document.body.replaceChildren();
    const all = {
      text: "",
      near: "",
      offset: 0,
      limit: 2,
      closed_too: false,
      among: null,
    } as unknown as SearchServicesRequest;
    const [service, other] = ((await desk.call("search_services", all)) as ServicesView).rows;
    if (!service || !other) throw new Error("the dev directory is empty");
    desk.answer("services_listed_twice", () => [
      {
        service,
        maybe: { service: other, source: "Larkbridge Council", because: [{ is: "near", metres: 30 }] },
      },
    ]);
    render(Doubles);
    await settle();
    expect(screen.getByText(/in Larkbridge Council may be the same service: 30 metres apart/)).toBeTruthy();
  });
});
