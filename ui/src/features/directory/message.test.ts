import { expect, test } from "vitest";
import { directoryAnswers } from "$lib/backend/dev-directory";
import { FakeBackend } from "$lib/backend/fake";
import type { ServiceView } from "$lib/generated/commands";
import { LONGEST, message } from "./message";

async function shed(): Promise<ServiceView> {
  const desk: FakeBackend = new FakeBackend({ ...directoryAnswers(() => desk) });
  return (await desk.call("open_service", { id: "service-0", near: "" })) as ServiceView;
}

test("a service fits into two text messages, whom to ring first", async () => {
  const words = message(await shed());
  expect(words.startsWith("Tern Valley Men’s Shed. Ring ")).toBe(true);
  expect(words).toContain("Tuesday and Thursday");
  expect(words.length).toBeLessThanOrEqual(LONGEST + 1);
});

test("what does not fit is left out whole", async () => {
  const view = await shed();
  const words = message({
    ...view,
    service: { ...view.service, opening: [], opening_words: "x".repeat(400), name: "Shed" },
  });
  expect(words).not.toContain("xxxx");
  expect(words.endsWith(".")).toBe(true);
});
