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
    feeds: () => [
      {
        feed: {
          id: "feed-1",
          archived: null,
          name: "Larkbridge Council",
          address: "https://council.example/api",
          form: "3.0",
          whole_at: now() - 3_600_000,
          whole_by: "Amira",
          services: 1204,
        },
        state: "resting",
        done: 1204,
        total: 1204,
        trouble: null,
        last: {
          at: now() - 3_600_000,
          added: 3,
          updated: 17,
          unchanged: 1184,
          gone: 1,
          back: 0,
          left_out: 2,
          whole: true,
          said: 1206,
          shrank: false,
        },
      },
      {
        feed: {
          id: "feed-2",
          archived: null,
          name: "Stonewick",
          address: "https://stonewick.example/services",
          form: "1.0",
          whole_at: null,
          whole_by: "",
          services: null,
        },
        state: "waiting",
        done: 200,
        total: 900,
        trouble: "unreachable",
        last: null,
      },
    ],
    publishing: () => ({
      may_publish: true,
      is_served: true,
      address: "https://team.example/open/bab64c07926c3f53904d/",
      published_at: now() - 9 * 86_400_000,
      services: 75,
      unfinished: false,
      sending: null,
      trouble: null,
    }),
    look_over_publication: () => ({
      sources: [{ source: "", name: "", services: 75, naming: 4, chosen: true }],
      changes: {
        added: 1,
        changed: 1,
        gone: 0,
        naming: 1,
        services: [
          { id: "service-0", name: "Tern Valley Men’s Shed", is_new: false, names_somebody: true },
          { id: "service-3", name: "Walk and Talk", is_new: true, names_somebody: false },
        ],
      },
    }),
    gaps: () => ({
      people: 16,
      rows: [
        {
          need: "company",
          people: 12,
          attempts: 19,
          why_not: [
            ["full", 11],
            ["no_such_service", 6],
            ["travel", 2],
          ],
          places: [
            ["LQ1", 9],
            ["LQ4", 3],
          ],
        },
        { need: "", people: 4, attempts: 4, why_not: [["no_such_service", 4]], places: [["LQ1", 4]] },
      ],
      report: {
        people: 10,
        rows: [
          { need: "company", people: 10, why_not: [["full", 10]], places: [["LQ1", 10]] },
          { need: "", people: null, why_not: [], places: [] },
        ],
        places: [["LQ1", 10]],
      },
    }),
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
