import { render, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { useBackend } from "$lib/backend";
import { FakeBackend } from "$lib/backend/fake";
import { view } from "$lib/view.svelte";
import Bin from "./Bin.svelte";

afterEach(() => {
  view.discreet = false;
});

test("in discreet mode the bin names neither a person nor anyone around them", async () => {
  useBackend(
    new FakeBackend({
      bin: () => [
        { kind: "relation", id: "1", title: "Grace Adeyemi", person: "Joseph Okafor", archived: 1 },
        { kind: "person", id: "2", title: "Ron Battersby", person: "", archived: 2 },
        { kind: "reflection", id: "4", title: "I hurried Ron", person: "", archived: 4 },
        { kind: "strength", id: "3", title: "Mends clocks", person: "Joseph Okafor", archived: 3 },
      ],
    }),
  );
  view.discreet = true;
  const { container } = render(Bin);
  await screen.findAllByText("Mends clocks");
  for (const name of ["Grace", "Okafor", "Battersby", "Ron"])
    expect(container.textContent).not.toContain(name);
  view.discreet = false;
  expect((await screen.findAllByText("Grace Adeyemi")).length).toBeGreaterThan(0);
});
