// Each file at the top of src/ is one island with a stable name; what they share goes to chunks/.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const here = import.meta.dirname;
const out = resolve(here, "../src/rashomon/desk/static/built");
const modules = join(here, "node_modules");

/** Files taken as they are: the map's worker (a strict content policy allows no worker from a blob), styles, outlines. */
const TAKEN: Record<string, string> = {
  "maplibre-gl/dist/maplibre-gl-worker.mjs": "map-worker.js",
  "maplibre-gl/dist/maplibre-gl.css": "maplibre.css",
  "uplot/dist/uPlot.min.css": "uplot.css",
  "world-atlas/countries-50m.json": "world.json",
};

const PERMISSIVE = /^\(?(MIT|ISC|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|0BSD|BSD-0-Clause|Unlicense|CC0-1\.0)\b/;

interface Listed {
  license?: string;
  dev?: boolean;
  version?: string;
}

/** The licence texts of every package that can end up in the built files; a licence that is not permissive stops the build. */
function notices(): string {
  const lock = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf-8")) as { packages: Record<string, Listed> };
  const parts = ["Third-party software in the desk's built files, with the licences of each.\n"];
  for (const [path, listed] of Object.entries(lock.packages).sort()) {
    if (path === "" || listed.dev) continue;
    const name = path.replace(/^.*node_modules\//, "");
    const folder = join(here, path);
    if (!PERMISSIVE.test(listed.license ?? "")) throw new Error(`${name}: licence ${listed.license ?? "not given"} is not permissive`);
    const file = existsSync(folder) ? readdirSync(folder).find((each) => /^licen[cs]e/i.test(each)) : undefined;
    const words = file ? readFileSync(join(folder, file), "utf-8").trim() : `Licence: ${listed.license ?? ""} (no text in the package)`;
    parts.push(`${"-".repeat(78)}\n${name} ${listed.version ?? ""} (${listed.license ?? ""})\n\n${words}\n`);
  }
  parts.push(`${"-".repeat(78)}\nworld.json: outlines made with Natural Earth, public domain, by the package world-atlas\n`);
  return parts.join("\n");
}

function takeFiles(): Plugin {
  return {
    name: "take-files",
    closeBundle() {
      mkdirSync(out, { recursive: true });
      for (const [from, to] of Object.entries(TAKEN)) copyFileSync(join(modules, from), join(out, to));
      writeFileSync(join(out, "NOTICES.txt"), notices());
    },
  };
}

const entries = readdirSync(join(here, "src")).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [takeFiles()],
  build: {
    outDir: out,
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: Object.fromEntries(entries.map((name) => [name.slice(0, -3), join(here, "src", name)])),
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
    },
  },
});
