/** One subpath per room of src in package.json; `--update` writes them. `typesVersions` serves tools that do not read `exports`. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const rooms = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
const entry = (path) => ({
  import: { types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` },
  require: { types: `./dist/${path}.d.cts`, default: `./dist/${path}.cjs` },
});
const written = readFileSync("package.json", "utf8");
const manifest = JSON.parse(written);
manifest.exports = { ".": entry("index"), ...Object.fromEntries(rooms.map((room) => [`./${room}`, entry(`${room}/index`)])), "./package.json": "./package.json" };
manifest.typesVersions = { "*": Object.fromEntries(rooms.map((room) => [room, [`./dist/${room}/index.d.ts`]])) };
const wanted = `${JSON.stringify(manifest, null, 2)}\n`;

if (process.argv.includes("--update")) writeFileSync("package.json", wanted);
else if (wanted !== written) {
  console.error("package.json does not list the rooms of src: run npm run subpaths:update");
  process.exit(1);
}
console.log(`${rooms.length} rooms, each with its subpath`);
