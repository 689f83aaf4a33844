/** The simulation's results as data and as a page of the documentation. */
import { type EstimateResult } from "coachkit/statistics";
import { type LearningAssumption, simulateSweetSpot, simulationPlan, type SweetSpotOutcome, type SweetSpotPolicy } from "./sweet-spot.js";

/** Everything that the page says. */
export interface SweetSpotDocument {
  readonly label: "SIMULATION";
  readonly seed: number;
  readonly personCount: number;
  readonly assumptions: readonly string[];
  /** The scenario of the chart, week by week. */
  readonly chart: readonly ChartRow[];
  readonly scenarios: readonly Omit<SweetSpotOutcome, "seed" | "personCount">[];
}
/** One point of the chart: mean outcome and share in the band, with their intervals. */
interface ChartRow {
  readonly policy: SweetSpotPolicy;
  readonly week: number;
  readonly success: number;
  readonly successLower: number;
  readonly successUpper: number;
  readonly inBand: number;
  readonly inBandLower: number;
  readonly inBandUpper: number;
}

const policies: readonly SweetSpotPolicy[] = ["sweet-spot", "random", "fixed-order"];
/** The gain of the chart, and those beside it. */
export const usualGainLogits = 0.06;
const otherGains = [0, 0.03, 0.12];

const { weekCount, homeworksPerWeek, skillIds, itemsPerSkill, easiestLogits, stepLogits, confidenceLevel } = simulationPlan;
const hardestLogits = easiestLogits + (itemsPerSkill - 1) * stepLogits;
const assumptions = [
  `Each person has ${String(skillIds.length)} skills, true abilities drawn from a normal distribution with mean ${String(simulationPlan.meanAbilityLogits)} and standard deviation ${String(simulationPlan.abilityDeviationLogits)} log-odds, and starts from a 360° score with a normal error of ${String(simulationPlan.intakeErrorLogits)} log-odds.`,
  `The bank has ${String(itemsPerSkill)} items a skill, difficulties from ${String(easiestLogits)} to ${hardestLogits.toFixed(1)} log-odds in steps of ${String(stepLogits)}, and the difficulties are right.`,
  `${String(weekCount)} weeks with ${String(homeworksPerWeek)} homeworks each; everyone does all of them, and a coach rates each from 1 to ${String(simulationPlan.ratingCount)}: one plus a binomial number of ${String(simulationPlan.ratingCount - 1)} with the true chance of success. The outcome is (rating − 1) ÷ ${String(simulationPlan.ratingCount - 1)}.`,
  "The Rasch model holds: the people of the simulation behave as the matching believes that people do. Real people will fit less well.",
  "Homework teaches: true ability in its skill rises by the gain after each. “Constant”: whatever its difficulty. “Peaked”: the whole gain at a true chance of .8, less on either side as a normal curve of one log-odds. Nobody knows this curve for leadership homework.",
  "Sweet spot: matchCohort for `practice` with all defaults and equal shares for the skills; updateAbility by `glicko` with its defaults. Random: any item that was not given within 28 days. Fixed order: the same 24 items for everyone, evenly spaced from the easiest to the hardest.",
];

const round = (value: number): number => Math.round(value * 1e4) / 1e4 + 0;
const rounded = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value, (_, one: unknown) => (typeof one === "number" ? round(one) : one))) as Value;

/** The interval of an estimate; there always is one, since there are two people or more. */
const spanOf = (result: EstimateResult): readonly [estimate: number, lower: number, upper: number] => {
  if (result.estimate === null) throw new Error(result.reason);
  return [result.estimate, result.confidence.lower, result.confidence.upper];
};

const isCharted = ({ learning, gainLogits }: Pick<SweetSpotOutcome, "learning" | "gainLogits">): boolean => learning === "constant" && gainLogits === usualGainLogits;

/** Runs every scenario. */
export function sweetSpotDocument(personCount: number, seed: number): SweetSpotDocument {
  const wanted: readonly (readonly [SweetSpotPolicy, LearningAssumption, number])[] = [
    ...(["constant", "peaked"] as const).flatMap((learning) => policies.map((policy) => [policy, learning, usualGainLogits] as const)),
    ...otherGains.map((gainLogits) => ["sweet-spot", "constant", gainLogits] as const),
  ];
  const scenarios = wanted.map(([policy, learning, gainLogits]) => {
    const { seed: _, personCount: __, ...outcome } = simulateSweetSpot({ policy, learning, gainLogits, personCount, seed });
    return outcome;
  });
  const chart = scenarios.filter(isCharted).flatMap(({ policy, weeks }) => weeks.map(({ week, success, inBand }): ChartRow => {
    const [[mean, successLower, successUpper], [share, inBandLower, inBandUpper]] = [spanOf(success), spanOf(inBand)];
    return { policy, week, success: mean, successLower, successUpper, inBand: share, inBandLower, inBandUpper };
  }));
  return rounded({ label: "SIMULATION", seed, personCount, assumptions, chart, scenarios });
}

const percent = (value: number): string => `${(100 * value).toFixed(0)} %`;
const shares = (result: EstimateResult): string => { const [estimate, lower, upper] = spanOf(result); return `${percent(estimate)} (${percent(lower)} to ${percent(upper)})`; };
const logits = (result: EstimateResult): string => { const [estimate, lower, upper] = spanOf(result); return `${estimate.toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)})`; };
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
const names: Readonly<Record<SweetSpotPolicy, string>> = { "sweet-spot": "sweet spot", random: "random", "fixed-order": "fixed order" };

function byWeek({ chart }: SweetSpotDocument): string {
  const cell = (policy: SweetSpotPolicy, week: number): string => {
    const row = chart.find((one) => one.policy === policy && one.week === week);
    return row === undefined ? "" : `${percent(row.success)} (${percent(row.successLower)} to ${percent(row.successUpper)}), ${percent(row.inBand)}`;
  };
  return table(["week", ...policies.map((policy) => names[policy])], Array.from({ length: weekCount }, (_, week) => [String(week + 1), ...policies.map((policy) => cell(policy, week + 1))]));
}

/** The weekly means from the third week on, from the lowest to the highest. */
function settledRange({ weeks }: Pick<SweetSpotOutcome, "weeks">): string {
  const means = weeks.slice(2).map(({ success }) => spanOf(success)[0]);
  return `${percent(Math.min(...means))} to ${percent(Math.max(...means))}`;
}

/** The page. */
export function sweetSpotPage(document: SweetSpotDocument): string {
  const { seed, personCount, scenarios } = document;
  const usual = scenarios.filter(({ gainLogits }) => gainLogits === usualGainLogits);
  const gains = scenarios.filter(({ policy, learning }) => policy === "sweet-spot" && learning === "constant").toSorted((left, right) => left.gainLogits - right.gainLogits);
  return `# SIMULATION: does homework stay in the sweet spot while people improve?

This page is made by \`scripts/sweet-spot-simulation.ts\` (seed ${String(seed)}, ${String(personCount)} simulated people for each row); its data are in [data/sweet-spot-simulation.json](data/sweet-spot-simulation.json), with the points of a chart under \`chart\`. Do not edit it by hand.
It shows what the arithmetic of matching and updating does under the assumptions below. It is **no evidence that people learn more**: growth here is what the learning assumption says, and nothing else.

## Assumptions

${document.assumptions.map((one) => `- ${one}`).join("\n")}

## Success by week

Mean outcome with its interval of ${percent(confidenceLevel)}, then the share of homeworks whose true chance of success lay in the band of \`practice\`, 70 % to 90 %. Constant gain of ${String(usualGainLogits)} log-odds a homework. A person's homeworks are averaged first, so that the intervals count people.

${byWeek(document)}

## Over the whole program

${table(["policy", "learning assumption", "success", "true chance in the band", "growth of true ability, log-odds: ASSUMED, see above"], usual.map(({ policy, learning, success, inBand, growthLogits }) => [names[policy], learning, shares(success), shares(inBand), logits(growthLogits)]))}

With a constant gain every policy grows alike by construction. With a peaked gain the policy that stays near the peak grows most, also by construction: the figures say how much of the assumed gain each policy collects, not that the assumption is right.

## How fast may people improve?

The sweet spot with other gains. Ratings follow people from behind: the faster they improve, the easier their homework becomes.

${table(["gain a homework, log-odds", "growth in 12 weeks", "weekly success from week 3 on", "true chance in the band"], gains.map((scenario) => [String(scenario.gainLogits), logits(scenario.growthLogits), settledRange(scenario), shares(scenario.inBand)]))}
`;
}
