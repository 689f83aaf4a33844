import * as z from "zod";
import { type Fault, repeated, type Report } from "../error/index.js";
import { Money } from "../money/index.js";

/**
 * Results come from outside too: stored, sent, made by hand. A picture checks the parts that it shows and leaves the others alone.
 * A number in a picture becomes a place; beyond these ends a double and a screen tell nothing.
 */
export const Figure = z.number().min(-1e30).max(1e30).overwrite((value) => value + 0);

const mixedCurrencies: Fault = { code: "result-shapes.mixed_currencies", message: "The amount is in {got}, the first one in {expected}.", hint: "Draw one picture for each currency, or convert with a dated exchange rate." };
const duplicateId: Fault = { code: "result-shapes.duplicate_id", message: "“{id}” is there twice.", hint: "Give each an id of its own." };

/** Reports amounts in another currency than the first one. */
export function reportMixed(monies: readonly (readonly [money: Money, path: readonly (string | number)[]])[], report: Report): void {
  const expected = monies[0]?.[0].currency ?? "";
  for (const [{ currency: got }, path] of monies) if (got !== expected) report(mixedCurrencies, [...path, "currency"], { expected: expected.slice(0, 3), got: got.slice(0, 3) });
}
/** Reports ids that are there twice. */
export function reportRepeated<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string, [path, key]: readonly [path: string, key: string]): (report: Report) => void {
  return (report) => { for (const [index, entry] of repeated(entries, keyOf)) report(duplicateId, [path, index, key], { id: keyOf(entry).slice(0, 200) }); };
}

/** What a scenario comes to at one point. */
export const PointShape = z.object({ roiRatio: Figure, netBenefit: Money, netPresentValue: Money });

/** The part of an estimate that is drawn. */
export const EstimateShape = z.object({ estimate: Figure, confidence: z.object({ lower: Figure, upper: Figure, level: z.number().gt(0).lt(1) }), n: z.number().min(0).max(1e15) });
/** The same of money. */
export const MoneyEstimateShape = z.object({ estimate: Money });
/** Quantiles of an outcome. */
export const spreadShape = <Value extends z.ZodType>(value: Value) => z.object({ p5: value, p50: value, p95: value, mean: value });
