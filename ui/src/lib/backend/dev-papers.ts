// Papers attached to the first of the example people, for the desk while developing and in tests.
import type { Attachment, PaperView } from "../generated/commands";
import type { Answers } from "./fake";

/** Sixteen points of warm grey. */
const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEUlEQVR42mO4ceMGHDGQxAEAFU8dYe0L3GUAAAAASUVORK5CYII=";

const paper = (fields: Partial<Attachment>, can_be_shown: boolean, missing = 0): PaperView => ({
  paper: {
    id: "",
    archived: null,
    person: "person-1",
    name: "",
    media_type: "",
    size: null,
    digest: "",
    chunks: 1,
    thumbnail: "",
    note: "",
    author: "Amira",
    written_at: Date.now(),
    ...fields,
  },
  missing,
  can_be_shown,
});

const PAPERS: PaperView[] = [
  paper(
    {
      id: "paper-1",
      name: "IMG_2041.jpg",
      media_type: "image/jpeg",
      size: 2_481_152,
      thumbnail: PICTURE,
      note: "Letter from the housing office, 12 November",
    },
    true,
  ),
  paper({ id: "paper-2", name: "PIP form.pdf", media_type: "application/pdf", size: 612_000 }, false),
  paper(
    { id: "paper-3", name: "Garden.png", media_type: "image/png", size: 8_100_000, author: "Ben" },
    true,
    12,
  ),
];

export function paperAnswers(): Answers {
  return {
    papers: ({ id }) => (id === "person-1" ? PAPERS : []),
    attach_paper: () => null,
    look_at_paper: () => ({ png: PICTURE }),
    save_paper: () => ({ path: "/home/amira/PIP form.pdf" }),
  };
}
