/**
 * Simulation: how often a pilot without an effect passes the gate. Writes the table into docs/gates.md; the same code gives the same table. Fails where an error is above its nominal value by more than chance.
 * Run it after a change of the gate, its looks or the simulation: `tsx scripts/gate-simulation.ts`, some minutes, then read the diff. Arguments: number of pilots of each study (40,000), seed (20270927).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { percentText } from "coachkit/unit";
import { simulatePilots, type Study, type StudyCounts } from "../test/rollout/simulated-pilots.js";

const [pilotCount = 40_000, seed = 20_270_927] = process.argv.slice(2).map(Number);
const NOMINAL = 0.025;
const base = { seed, pilotCount, perArm: 15, trueEffect: 0, shares: [0.5, 1] } as const;
const studies: readonly (Study & { readonly name: string })[] = [
  { name: "no effect; weeks 6 and 12; O'Brien–Fleming", ...base, spending: "obrien-fleming", growth: "observations" },
  { name: "no effect; weeks 6 and 12; Pocock", ...base, spending: "pocock", growth: "observations" },
  { name: "no effect; weeks 6 and 12, half of the people first; O'Brien–Fleming", ...base, spending: "obrien-fleming", growth: "people" },
  { name: "no effect; four looks; O'Brien–Fleming", ...base, spending: "obrien-fleming", growth: "observations", shares: [0.25, 0.5, 0.75, 1] },
  { name: "effect of one standard deviation; weeks 6 and 12; O'Brien–Fleming", ...base, pilotCount: Math.round(pilotCount / 2), trueEffect: 1, spending: "obrien-fleming", growth: "observations" },
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

/**
 * More Monte-Carlo standard errors above what was promised than chance accounts for: two for the plan that the package's examples use, three for the other rows, of which some row would exceed two in one run of ten.
 */
const isTooOften = (count: number, { pilotCount: n }: StudyCounts, errors: number): boolean => count / n > NOMINAL + errors * Math.sqrt((NOMINAL * (1 - NOMINAL)) / n);
const tooOften = results.filter(({ study, counts }, index) => study.trueEffect === 0 && [counts.effect, counts.gate].some((count) => isTooOften(count, counts, index === 0 ? 2 : 3)));
if (tooOften.length > 0) {
  console.error(`Above 2.5 % by more than chance: ${tooOften.map(({ study }) => study.name).join("; ")}`);
  process.exitCode = 1;
}
