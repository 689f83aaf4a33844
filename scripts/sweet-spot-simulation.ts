/** Writes docs/sweet-spot-simulation.md and its data. Arguments: number of people (200), seed (2027). A minute or two. */
import { mkdirSync, writeFileSync } from "node:fs";
import { sweetSpotDocument, sweetSpotPage } from "./sweet-spot-document.js";

const [personCount = 200, seed = 2027] = process.argv.slice(2).map(Number);
const document = sweetSpotDocument(personCount, seed);
mkdirSync("docs/data", { recursive: true });
/** One row of a list a line. */
const text = (value: unknown): string => (Array.isArray(value) ? `[\n${value.map((row) => JSON.stringify(row)).join(",\n")}\n]` : JSON.stringify(value));
writeFileSync("docs/data/sweet-spot-simulation.json", `{\n${Object.entries(document).map(([key, value]) => `"${key}": ${text(value)}`).join(",\n")}\n}\n`);
writeFileSync("docs/sweet-spot-simulation.md", sweetSpotPage(document));
console.log(sweetSpotPage(document));
