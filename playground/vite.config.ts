import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

/** The page asks nothing of any server: scripts, styles and workers of its own, and no connection at all. */
const policy: readonly string[] = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "font-src 'self'", "img-src 'self' data:",
  "worker-src 'self'", "connect-src 'none'", "base-uri 'none'", "form-action 'none'",
];

/** Hosts that set no headers get the same rules from the page itself; frame-ancestors works in headers alone. */
const inPage: Plugin = {
  name: "csp-in-page",
  apply: "build",
  transformIndexHtml: () => [{ tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: policy.join("; ") }, injectTo: "head-prepend" }],
};

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [inPage],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es" },
  server: { fs: { allow: [resolve(import.meta.dirname, "..")] } },
  optimizeDeps: { include: ["preact", "preact/hooks", "preact/jsx-runtime", "@preact/signals"] },
  build: {
    target: "es2023", outDir: resolve(import.meta.dirname, "dist"), emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 5000, modulePreload: { polyfill: false },
  },
  preview: { headers: { "Content-Security-Policy": [...policy, "frame-ancestors 'none'"].join("; "), "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer" } },
});
