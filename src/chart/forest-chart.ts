import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import type { EffectResult } from "../effect/index.js";
import { Id, Title } from "../unit/index.js";
import type { Chart } from "./chart.js";
import { CHART_LIMITS, type ChartMark } from "./chart-layer.js";
import { ChartTexts, distinctNames, oneLine } from "./chart-texts.js";
import { detailText, numberText, rateText } from "./number-text.js";
import { EstimateShape, reportRepeated } from "./result-shapes.js";

/** One effect, under the name that it has in the picture. */
export interface NamedEffect {
  /** Its name, unique among them: a cohort, a KPI, a method. */
  readonly id: Id;
  /** What a function of the room effect answered. */
  readonly effect: EffectResult;
}
/** Effects to show one below the other. */
export interface ForestPicture {
  /** The effects, in any order: 1 to 400. */
  readonly effects: readonly NamedEffect[];
  /** What all of them are counted in: `"points"`, `"percentage points"`. */
  readonly unit: Title;
}

const mixedLevels: Fault = { code: "forest-chart.mixed_levels", message: "The interval is of the level {got}, the first one of {expected}.", hint: "Estimate all effects at one confidence level." };
const crossedInterval: Fault = { code: "forest-chart.crossed_interval", message: "The interval runs from {lower} to {upper}.", hint: "Give the estimate as it was answered." };

interface Drawn {
  readonly effects: readonly { readonly id: Id; readonly effect: { readonly estimate: null } | { readonly estimate: number; readonly confidence: { readonly lower: number; readonly upper: number; readonly level: number } } }[];
}
const isolation = z.object({ grade: Id });
const EffectShape = z.union([EstimateShape.extend({ isolation }), z.object({ estimate: z.null(), reason: Id, n: z.number().min(0).max(1e15), isolation })]);
const PictureShape = z.strictObject({ effects: z.array(z.strictObject({ id: Id, effect: EffectShape })).min(1).max(CHART_LIMITS.categories), unit: Title }).check(
  rule(({ effects }: Drawn, report: Report) => { reportRepeated(effects, ({ id }) => id, ["effects", "id"])(report); }),
  rule(({ effects }: Drawn, report: Report) => {
    const found = effects.flatMap(({ effect }, index) => (effect.estimate === null ? [] : [{ index, ...effect.confidence }]));
    const expected = found[0]?.level ?? 0;
    for (const { index, lower, upper, level: got } of found) {
      if (got !== expected) report(mixedLevels, ["effects", index, "effect", "confidence", "level"], { expected, got });
      if (lower > upper) report(crossedInterval, ["effects", index, "effect", "confidence"], { lower, upper });
    }
  }),
);

/** What is said of an effect that could not be estimated; a rank at the end of the list. */
const NO_RANK = -Infinity;

/**
 * A picture of effects with their intervals, one below the other, the largest on top, ties by id; what could not be estimated stands at the end with its reason.
 *
 * @throws CoachingError `forest-chart.mixed_levels`, `forest-chart.crossed_interval`, `result-shapes.duplicate_id`, `input.*`
 * @example
 * ```ts
 * const instrument = { instrumentId: "call-rubric", majorVersion: 1 };
 * const measure = { unit: "points", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument };
 * const people = [3, 4, 2, 5].map((baseline, index) => ({ personId: `p${index}`, baseline, post: baseline + index }));
 * const effect = pairedEffect({ measure, people, wereSelectedByScore: false, confidenceLevel: 0.95 });
 * const chart = forestChart({ effects: [{ id: "pilot", effect }], unit: "points" });
 * chart.layers[1].marks[0].label; // => "1.5 [−0.554, 3.55]"
 * ```
 */
export function forestChart(picture: ForestPicture, texts: ChartTexts = {}): Chart {
  const { effects, unit } = check(PictureShape, picture);
  const words = check(ChartTexts, texts);
  const ranked = effects.toSorted((one, other) => (other.effect.estimate ?? NO_RANK) - (one.effect.estimate ?? NO_RANK) || (one.id < other.id ? -1 : 1));
  const names = distinctNames(ranked.map(({ id }) => id), words);
  const rows = ranked.map(({ effect }, index) => {
    const name = names[index] ?? "";
    const saidBy = (textOf: (value: number) => string): string => (effect.estimate === null ? `cannot say: ${effect.reason}` : `${textOf(effect.estimate)} [${textOf(effect.confidence.lower)}, ${textOf(effect.confidence.upper)}]`);
    return { name, effect, label: saidBy(numberText), detail: oneLine(`${name}: ${saidBy(detailText)}; n = ${String(effect.n)}, isolation: ${effect.isolation.grade}`) };
  });
  const known = rows.flatMap(({ effect, ...row }) => (effect.estimate === null ? [] : [{ ...row, effect }]));
  const above = known.filter(({ effect }) => effect.confidence.lower > 0).length;
  const level = known[0] === undefined ? "" : rateText(known[0].effect.confidence.level);
  return {
    title: words.title ?? `${String(above)} of ${String(rows.length)} intervals ${above === 1 ? "lies" : "lie"} above zero`,
    subtitle: level === "" ? "No effect could be estimated" : `Points are estimates, lines their intervals at ${level}`,
    description: `Forest plot of ${String(rows.length)} effects. ${rows.slice(0, 20).map(({ detail }) => detail).join(". ")}.`,
    x: { scale: "linear", title: "Effect", unit, includes: [0] },
    y: { scale: "band", title: "Study", categories: names },
    layers: [
      { id: "zero", mark: "rule", color: "gray", marks: [{ x: 0 }] },
      { id: "interval", mark: "rule", color: "blue", hasLabels: true, marks: known.map(({ name, effect, label, detail }): ChartMark => ({ x: effect.confidence.lower, x2: effect.confidence.upper, y: name, label, detail })) },
      { id: "estimate", mark: "point", color: "blue", shape: "square", marks: known.map(({ name, effect, detail }): ChartMark => ({ x: effect.estimate, y: name, detail })) },
      ...(known.length === rows.length ? [] : [{ id: "cannot-say", mark: "point" as const, color: "gray" as const, shape: "diamond" as const, hasLabels: true, marks: rows.filter(({ effect }) => effect.estimate === null).map(({ name, label, detail }): ChartMark => ({ x: 0, y: name, label, detail })) }]),
    ],
    notes: [],
  };
}
