// The weekly check and what lists are to be told, for looking at screens without the program behind them.
import type { SourceCorrectionsView } from "../generated/commands";
import type { Answers } from "./fake";

const now = () => Date.now();
const day = (ago: number) => new Date(now() - ago * 86_400_000).toISOString().slice(0, 10);

const toTell: SourceCorrectionsView = {
  source: "Larkbridge council directory",
  name: "Larkbridge council directory",
  to: "directory@council.example",
  services: [
    {
      id: "service-0",
      name: "Tern Valley Men’s Shed",
      source_id: "shed-17",
      corrections: [
        {
          key: "phone",
          place: null,
          field: "phone",
          said: "01632 960100",
          right: "01632 960120",
          by: "Amira",
          at: Date.now() - 86_400_000,
        },
        {
          key: "address",
          place: "The Old Station",
          field: "address",
          said: "1 High Street",
          right: "Mill Lane",
          by: "Ben",
          at: Date.now() - 3 * 86_400_000,
        },
      ],
      found: [{ key: "check", found: "changed", words: "They moved in October.", by: "Amira", on: day(1) }],
      told: null,
    },
  ],
};

export function correctionAnswers(changed: (kind: string) => void): Answers {
  let told = false;
  return {
    services_to_check: () => [
      {
        id: "service-3",
        name: "Walk and Talk",
        phone: "01632 960120",
        last: day(140),
        by: "Amira",
        gone_since: null,
        people: 2,
        tried: 1,
      },
    ],
    note_check: () => ({ saved_at: now(), people: [] }),
    corrections: ({ service: of }) => (told || (of && of !== "service-0") ? [] : [toTell]),
    write_email: () => ({}),
    tell_source: () => {
      told = true;
      changed("correction_told");
      return { saved_at: now() };
    },
  };
}
