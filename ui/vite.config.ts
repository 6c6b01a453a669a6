import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// The window's policy allows styles and scripts only from our own files, so nothing may be inlined:
// no data: fonts, no inline preload script, no style element.
export default defineConfig({
  plugins: [svelte()],
  resolve: {
    alias: {
      $lib: fileURLToPath(new URL("./src/lib", import.meta.url)),
      $features: fileURLToPath(new URL("./src/features", import.meta.url)),
    },
    // Component tests mount in a browser-like page, so Svelte's client build is the right one.
    ...(process.env["VITEST"] ? { conditions: ["browser"] } : {}),
  },
  css: {
    preprocessorOptions: {
      // nhsuk-frontend's own deprecations are its maintainers' business; ours still show.
      scss: { quietDeps: true, loadPaths: ["node_modules"] },
    },
  },
  clearScreen: false,
  server: { port: 5183, strictPort: true, host: "127.0.0.1" },
  preview: { port: 5184, strictPort: true, host: "127.0.0.1" },
  build: {
    target: ["chrome123", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["./tests/setup.ts"],
    restoreMocks: true,
  },
});
