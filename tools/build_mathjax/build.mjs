// Builds templates/math/mathjax.js and puts the licence of everything in it beside it.
import { build } from "esbuild";
import { copyFile } from "node:fs/promises";

const OUT = new URL("../../templates/math/", import.meta.url);
const LICENCES = {
  "@mathjax/src/LICENSE": "LICENSE-mathjax.txt",
  "mhchemparser/LICENSE.txt": "LICENSE-mhchemparser.txt",
};

await build({
  entryPoints: ["engine.mjs"],
  outfile: new URL("mathjax.js", OUT).pathname,
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["import"],
  target: "es2020",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
});
for (const [source, target] of Object.entries(LICENCES)) {
  await copyFile(`node_modules/${source}`, new URL(target, OUT));
}
