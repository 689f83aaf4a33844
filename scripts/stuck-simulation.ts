/**
 * Simulation: how the rules of `findStuck` behave on invented people whose true state is known. Writes docs/stuck-simulation.md; the same code gives the same page.
 * Run it after a change of the rules, their defaults or the simulation: `tsx scripts/stuck-simulation.ts`, then read the diff.
 */
import { writeFileSync } from "node:fs";
import { findStuck, type StuckPolicy } from "coachkit/journal";
import type { EstimateResult } from "coachkit/statistics";
import { percentText } from "coachkit/unit";
import { CHANCES, habits, simulateStudy, states, type StudyResult, verdicts } from "../test/journal/simulated-practice.js";

const study = { seed: 20_270_104, weekCount: 12, onTrackCount: 300, countPerState: 100 } as const;
const settings: readonly { readonly name: string; readonly policy: StuckPolicy; readonly blur: number }[] = [
  { name: "cautious: `runLength` 3, `silentAfterGaps` 3", policy: { runLength: 3, silentAfterGaps: 3 }, blur: 0 },
  { name: "default", policy: {}, blur: 0 },
  { name: "eager: `silentAfterGaps` 1.5, `lowOutcomeBelow` .5", policy: { silentAfterGaps: 1.5, lowOutcomeBelow: 0.5 }, blur: 0 },
  { name: "default, states only 60 % as marked", policy: {}, blur: 0.4 },
];
const results = settings.map(({ policy, blur }) => simulateStudy({ ...study, policy, blur }));
const base = results[settings.findIndex(({ name }) => name === "default")];
if (base === undefined) throw new Error("The default is not among the settings.");

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string => [row(head), row(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(row)].join("\n");
const shareText = (result: EstimateResult): string => (result.estimate === null ? "–" : `${percentText(result.estimate, 1)} (${percentText(result.confidence.lower, 1)} to ${percentText(result.confidence.upper, 1)})`);
const daysText = (result: EstimateResult): string => (result.estimate === null ? "–" : `${result.estimate.toFixed(1)} (${result.confidence.lower.toFixed(1)} to ${result.confidence.upper.toFixed(1)})`);
const spread = (quantiles: readonly number[]): string => quantiles.map((days) => days.toFixed(0)).join(" / ");
const matrix = (counts: StudyResult["weeks"], shown: readonly (typeof states)[number][], head: readonly string[]): string => table(head, shown.map((state) => [state, ...verdicts.map((verdict) => counts[state][verdict]), verdicts.reduce((sum, verdict) => sum + counts[state][verdict], 0)]));
const changed = states.filter((state) => state !== "on-track");
const perWeek = base.falsePerWeek.estimate ?? 0;
const { evidenceWeights: _, ...bounds } = findStuck({ records: [], at: "2027-01-04T08:00:00Z" }).assumptions;

const page = `# Simulation: how the rules for being stuck behave

**This is a simulation, not evidence.** The people are invented, and what the rules look for is what the invention put in. It shows how the rules of \`findStuck\` behave under the assumptions below: which causes they mix up, how long they take, how often they cry wolf. It does not show how well they do with real people; nobody has measured that. The rules, their bounds and every number under “Assumptions” are heuristics. Set your own bounds by the flags that your coaches can afford, and keep count of which flags a coach found right.

Made by \`scripts/stuck-simulation.ts\` with the seed ${String(study.seed)}: ${String(study.onTrackCount)} people who stay on track and ${String(study.countPerState)} who come into each of the other states, over ${String(study.weekCount)} weeks; the rules look at the end of each week. Intervals are of 95 %: Wilson's for shares (with a design effect of persons where weeks are counted, since weeks of one person are alike), Student's for means.

## What the rules call a week

Person-weeks by true state (rows) and by what the rules said (columns): the leading cause, \`bored\`, \`healthy\`, or that there is not enough evidence. Somebody who has just come into a state still counts, so the first weeks of a state are on the left.

${matrix(base.weeks, states, ["true state", ...verdicts, "person-weeks"])}

## What the first flag says

People who came into a state, by the cause that the first flag after the onset named; \`healthy\` where none was raised until the end.

${matrix(base.firstFlags, changed, ["true state", ...verdicts, "people"])}

## How long it takes

From the onset to the end of the week with the first flag, in days, of those who were found. Whoever was flagged wrongly in the week before and stayed flagged counts as found in the first week. Whoever was not found by week 12 would have taken longer, so the means are too short where many were not.

${table(["true state", "found by week 12", "first flag names the state", "mean days", "days: 10 % / 50 % / 90 %"], [...base.detections, { state: "all", ...base.detection }].map(({ state, found, namedRightly, leadDays, leadQuantiles }) => [state, shareText(found), shareText(namedRightly), daysText(leadDays), spread(leadQuantiles)]))}

## False alarms, and what they buy

A false alarm is a week with a flag (stuck or bored) of a person who is on track. The share among all flags depends on how many people are on track; the share of weeks does not. With the default a coach of 40 people who are all on track sees ${(40 * perWeek).toFixed(1)} of them flagged in a week.

${table(["setting", "flagged of all weeks on track", "people on track flagged at least once in 12 weeks", "false among all flags", "people in a state found", "first flag names the state", "mean days"], settings.map(({ name }, index) => { const one = results[index] ?? base; return [name, shareText(one.falsePerWeek), shareText(one.everFlagged), shareText(one.falseAmongFlags), shareText(one.detection.found), shareText(one.detection.namedRightly), daysText(one.detection.leadDays)]; }))}

Choose by the false alarms that your coaches can bear: most of them come from two ordinary misses in a row, so \`runLength\` moves them most, and a run of three costs: a quarter of the people in a state are not found in time, the others more than a week later.

## Assumptions

- The bounds are the defaults: ${Object.entries(bounds).map(([key, value]) => `\`${key}\` ${String(value)}`).join(", ")}, and the evidence weights of \`gradedOutcome\`; only the coach rates.
- A person is on track until the start of week 3, 4, 5 or 6, each as likely, and then in one state to the end. Nobody recovers, and nobody is in two states. No coach reacts to a flag.
- One homework a week, reported on its fifth day, one journal entry on some day, one session every second week. An entry is expected every 7 days.
- Weeks and people are independent, given the state. Real people have better and worse weeks in a row; that makes more false alarms than are shown.
- ${percentText(CHANCES.leave, 0)} of the people have one week of leave, known to the rules, in which nothing happens.
- Of homework done ${percentText(CHANCES.rated, 0)} is rated. ${percentText(CHANCES.focusSkill, 0)} is in one skill, the rest in another.
- Outcomes are spread evenly around the middle by the half width given, rounded to a scale of five points. The expectation is given with each attempt and is right for somebody on track.
- “60 % as marked”: every number of a state is moved 40 % of the way to its value on track.

${table(["state", "writes", "reports homework", "does it", "outcome", "expected", "entry says too hard", "attends", "reasons when not done"], states.map((state) => { const { writes, reports, does, outcome, outcomeWithin, expected, saysTooHard, attends, reasons } = habits[state]; return [state, writes, reports, does, `${String(outcome)} ± ${String(outcomeWithin)}`, expected, saysTooHard, attends, reasons.map(([reason, chance]) => `${reason} ${String(chance)}`).join(", ")]; }))}
`;
writeFileSync("docs/stuck-simulation.md", page);
console.log(page);
