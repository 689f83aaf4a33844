import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { Money } from "../money/index.js";
import type { CostEffectivenessFrontier, DominatedAlternative, FrontierStep, ProgramAlternative } from "../roi/index.js";
import { Id, Title } from "../unit/index.js";
import type { Chart } from "./chart.js";
import type { ChartLayer, ChartMark } from "./chart-layer.js";
import { ChartTexts, distinctNames, oneLine } from "./chart-texts.js";
import { detailText, moneyText } from "./number-text.js";
import { Figure, reportMixed, reportRepeated } from "./result-shapes.js";

/** Alternatives with what `costEffectivenessFrontier` says of them. */
export interface FrontierPicture {
  /** The alternatives, as `costEffectivenessFrontier` took them. */
  readonly alternatives: readonly ProgramAlternative[];
  /** What it answered. */
  readonly result: CostEffectivenessFrontier;
  /** What the effect is counted in: `"percentage points of first-call resolution"`. */
  readonly effectUnit: Title;
}

const unknownAlternative: Fault = { code: "frontier-chart.unknown_alternative", message: "No alternative has the id “{id}”.", hint: "Give the alternatives that the result was made of." };
const unplacedAlternative: Fault = { code: "frontier-chart.unplaced_alternative", message: "The result says nothing of “{id}”.", hint: "Give the result that was made of these alternatives." };

interface Drawn {
  readonly alternatives: readonly ProgramAlternative[];
  readonly result: { readonly frontier: readonly FrontierStep[]; readonly dominated: readonly DominatedAlternative[] };
}
function reportUnknown({ alternatives, result: { frontier, dominated } }: Drawn, report: Report): void {
  const known = new Set(alternatives.map(({ id }) => id));
  const placed = new Set([...frontier, ...dominated].map(({ id }) => id));
  for (const [key, list] of [["frontier", frontier], ["dominated", dominated]] as const) list.forEach(({ id }, index) => { if (!known.has(id)) report(unknownAlternative, ["result", key, index, "id"], { id: id.slice(0, 200) }); });
  alternatives.forEach(({ id }, index) => { if (!placed.has(id)) report(unplacedAlternative, ["alternatives", index, "id"], { id: id.slice(0, 200) }); });
}
const list = <Entry extends z.ZodType>(entry: Entry) => z.array(entry).max(1000);
const PictureShape = z.strictObject({
  alternatives: list(z.object({ id: Id, totalCost: Money, effect: Figure })).min(1),
  result: z.object({ frontier: list(z.object({ id: Id, costPerAddedEffect: Money.nullable() })), dominated: list(z.object({ id: Id, reason: z.enum(["strong", "tie", "extended"]), dominatedBy: z.array(Id).max(2) })), bestId: Id.nullable() }),
  effectUnit: Title,
}).check(
  rule(({ alternatives }: Drawn, report) => { reportMixed(alternatives.map(({ totalCost }, index) => [totalCost, ["alternatives", index, "totalCost"]] as const), report); }),
  rule(({ alternatives }: Drawn, report) => { reportRepeated(alternatives, ({ id }) => id, ["alternatives", "id"])(report); }),
  rule(reportUnknown),
);

const why: Readonly<Record<DominatedAlternative["reason"], string>> = { strong: "dominated by", tie: "the same as", extended: "dominated by a mix of" };

/**
 * A picture of programs by effect and cost, with the frontier of those worth choosing; what is dominated, strongly or by a mix of two others, has a mark of its own.
 * Costs are read as in the result; only their places are numbers.
 *
 * @throws CoachingError `frontier-chart.unknown_alternative`, `frontier-chart.unplaced_alternative`, `result-shapes.mixed_currencies`, `result-shapes.duplicate_id`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const option = (id, amount, effect) => ({ id, totalCost: { amount, currency: "EUR" }, effect });
 * const alternatives = [option("none", "0", 0), option("group", "10000", 4), option("lectures", "12000", 2), option("one-to-one", "40000", 8)];
 * const result = costEffectivenessFrontier({ alternatives, rounding: "half-even" });
 * const chart = frontierChart({ alternatives, result, effectUnit: "percentage points" });
 * chart.title; // => "3 of 4 programs are worth choosing at some price"
 * chart.layers.map(({ id, marks }) => [id, marks.map(({ label }) => label)]); // => [["line", [undefined, undefined, undefined]], ["frontier", ["none", "group", "one-to-one"]], ["dominated", ["lectures"]]]
 * ```
 */
export function frontierChart(picture: FrontierPicture, texts: ChartTexts = {}): Chart {
  const { alternatives: unsorted, result: { frontier, dominated, bestId }, effectUnit } = check(PictureShape, picture);
  const words = check(ChartTexts, texts);
  const alternatives = unsorted.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const names = new Map(distinctNames(alternatives.map(({ id }) => id), words).map((name, index) => [alternatives[index]?.id ?? "", name]));
  const byId = new Map(alternatives.map((alternative) => [alternative.id, alternative]));
  const nameOf = (id: Id): string => names.get(id) ?? id;
  const markOf = (id: Id, more: string): ChartMark => {
    const { totalCost, effect } = byId.get(id) as ProgramAlternative;
    return { x: effect, y: Number(totalCost.amount), label: nameOf(id), detail: oneLine(`${nameOf(id)}: ${moneyText(totalCost)} for ${detailText(effect)} ${effectUnit}${more}`) };
  };
  const onFrontier = frontier.map(({ id, costPerAddedEffect }) => markOf(id, costPerAddedEffect === null ? "" : `; ${moneyText(costPerAddedEffect)} for each more`));
  const layerOf = (id: string, reasons: readonly string[], look: Pick<ChartLayer, "color" | "shape" | "legend">): readonly ChartLayer[] => {
    const marks = dominated.filter(({ reason }) => reasons.includes(reason)).map(({ id: own, reason, dominatedBy }) => markOf(own, `; ${why[reason]} ${dominatedBy.map(nameOf).join(" and ")}`));
    return marks.length === 0 ? [] : [{ id, mark: "point", hasLabels: true, ...look, marks }];
  };
  const [first] = alternatives;
  return {
    title: words.title ?? `${String(frontier.length)} of ${String(alternatives.length)} programs ${frontier.length === 1 ? "is" : "are"} worth choosing at some price`,
    ...(bestId === null ? {} : { subtitle: oneLine(`Best at the price that is given: ${nameOf(bestId)}`) }),
    description: `Cost-effectiveness plane. On the frontier, from the cheapest: ${onFrontier.slice(0, 12).map(({ detail }) => detail).join(". ")}. ${String(dominated.length)} are dominated.`,
    x: { scale: "linear", title: "Effect", unit: effectUnit, includes: [0] },
    y: { scale: "linear", title: "Whole cost", unit: first?.totalCost.currency ?? "", includes: [0] },
    layers: [
      { id: "line", mark: "line", color: "blue", marks: onFrontier.map(({ x = 0, y = 0 }) => ({ x, y })) },
      { id: "frontier", mark: "point", color: "blue", legend: "On the frontier", hasLabels: true, marks: onFrontier },
      ...layerOf("extended", ["extended"], { color: "orange", shape: "triangle", legend: "Dominated by a mix of two" }),
      ...layerOf("dominated", ["strong", "tie"], { color: "gray", shape: "square", legend: "Dominated" }),
    ],
    notes: [],
  };
}
