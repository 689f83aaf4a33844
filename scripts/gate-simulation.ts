/**
 * Simulation: how often a pilot without an effect passes the gate. Writes the table into docs/gates.md; the same code gives the same table. Fails where an error is above its nominal value by more than chance.
 * Run it after a change of the gate, its looks or the simulation: `tsx scripts/gate-simulation.ts`, about four minutes, then read the diff. Arguments: number of pilots of each study without an effect (160,000), seed (20270927).
 * The size is fixed before the figures are seen: one standard error of 2.5 % is then .039 points, more than the .02 to .03 that turning t into p costs at this size.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { percentText } from "coachkit/unit";
import { simulatePilots, type Study, type StudyCounts } from "../test/rollout/simulated-pilots.js";

const [pilotCount = 160_000, seed = 20_270_927] = process.argv.slice(2).map(Number);
const NOMINAL = 0.025;
const base = { seed, pilotCount, perArm: 15, trueEffect: 0, shares: [0.5, 1] } as const;
const studies: readonly (Study & { readonly name: string })[] = [
  { name: "no effect; weeks 6 and 12; O'Brien–Fleming", ...base, spending: "obrien-fleming", growth: "observations" },
  { name: "no effect; weeks 6 and 12; Pocock", ...base, spending: "pocock", growth: "observations" },
  { name: "no effect; weeks 6 and 12, half of the people first; O'Brien–Fleming", ...base, spending: "obrien-fleming", growth: "people" },
  { name: "no effect; four looks; O'Brien–Fleming", ...base, spending: "obrien-fleming", growth: "observations", shares: [0.25, 0.5, 0.75, 1] },
  { name: "effect of one standard deviation; weeks 6 and 12; O'Brien–Fleming", ...base, pilotCount: Math.round(pilotCount / 8), trueEffect: 1, spending: "obrien-fleming", growth: "observations" },
];

const keys = ["effect", "gate", "uncorrectedEffect", "uncorrectedGate"] as const;
const shareText = (count: number, n: number): string => `${percentText(count / n, 2)} ± ${percentText(Math.sqrt(((count / n) * (1 - count / n)) / n), 2)}`;
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const results = studies.map((study) => ({ study, counts: simulatePilots(study) }));
const lines = [
  row(["pilots", "number", "effect test", "whole gate", "effect test, each look at 2.5 %", "whole gate, each look at 2.5 %"]),
  row(["---", "---:", "---:", "---:", "---:", "---:"]),
  ...results.map(({ study, counts }) => row([study.name, counts.pilotCount.toLocaleString("en-US"), ...keys.map((key) => shareText(counts[key], counts.pilotCount))])),
];
const table = lines.join("\n");

const page = readFileSync("docs/gates.md", "utf8");
const [start, end] = ["<!-- simulation -->", "<!-- end of simulation -->"];
const [from, to] = [page.indexOf(start), page.indexOf(end)];
if (from < 0 || to < from) throw new Error("docs/gates.md has no place for the table.");
writeFileSync("docs/gates.md", `${page.slice(0, from + start.length)}\n\n${table}\n\n${page.slice(to)}`);
console.log(table);

/** More than two Monte-Carlo standard errors above what was promised; asked of every row without an effect, of the effect test alone and of the whole gate. */
const isTooOften = (count: number, { pilotCount: n }: StudyCounts): boolean => count / n > NOMINAL + 2 * Math.sqrt((NOMINAL * (1 - NOMINAL)) / n);
const tooOften = results.filter(({ study, counts }) => study.trueEffect === 0 && [counts.effect, counts.gate].some((count) => isTooOften(count, counts)));
if (tooOften.length > 0) {
  console.error(`Above 2.5 % by more than chance: ${tooOften.map(({ study }) => study.name).join("; ")}`);
  process.exitCode = 1;
}
