import type { Attachment } from "../../generated/commands";

const figures = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
const kinds: Record<string, string> = {
  "image/png": "Picture",
  "image/jpeg": "Photograph",
  "image/gif": "Picture (GIF)",
  "image/webp": "Picture (WebP)",
  "image/heic": "Photograph (HEIC)",
  "image/tiff": "Scan (TIFF)",
  "application/pdf": "PDF",
  "application/rtf": "Text document",
  "application/zip": "Office document or archive",
  "application/x-ole-storage": "Older office document",
  "text/plain": "Text",
  "video/mp4": "Film",
};

export const attached = {
  add: "Attach a paper",
  adding: "Keeping it",
  lead: "Letters, forms, photographs: up to 25 MB each, encrypted with the rest of the record.",
  empty: "No papers yet",
  emptyWords: "A letter they brought, a form you filled in together, a photograph of the garden.",
  kind: (paper: Pick<Attachment, "media_type">) => kinds[paper.media_type] ?? "File of another kind",
  size: (bytes: number) =>
    bytes < 1024 * 1024
      ? `${figures.format(Math.max(1, Math.round(bytes / 1024)))} KB`
      : `${figures.format(bytes / 1024 / 1024)} MB`,
  addedBy: (name: string, day: string) => (name ? `${day}, by ${name}` : day),
  missing: "Still on its way to this laptop",
  look: "Look at it",
  save: "Save a copy",
  saved: (path: string) => `Saved as ${path}. That copy is not encrypted.`,
  saveHint:
    "This kind is not opened here. Save a copy where you want it and open it there: the copy is no longer encrypted, and is not erased with the record.",
  note: "What it is",
  picture: (name: string) => `The paper ${name}`,
  unnamed: "Without a name",
};
