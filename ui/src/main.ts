import { mount } from "svelte";
import "./lib/styles/app.scss";
import App from "./App.svelte";
import { useBackend } from "./lib/backend";
import { insideTheApp } from "./lib/backend/tauri";
import { screens } from "./screens";

async function open(): Promise<void> {
  // Only while developing: the component book, and something that answers when no program does.
  if (import.meta.env.DEV) {
    const { default: Book } = await import("./features/component-book/Book.svelte");
    screens.book = Book;
    if (!insideTheApp()) {
      const { devBackend } = await import("./lib/backend/dev");
      useBackend(devBackend());
    }
  }
  const target = document.getElementById("app");
  if (target) mount(App, { target });
}

void open();
