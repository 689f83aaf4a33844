import * as z from "zod";
import { check, type Fault, faultAt, rule } from "../error/index.js";
import { Money } from "../money/index.js";
import type { BreakEven, DriverBreakEven } from "../roi/index.js";
import { Id } from "../unit/index.js";
import type { Chart } from "./chart.js";
import type { ChartLayer, ChartMark } from "./chart-layer.js";
import { ChartTexts, distinctNames, oneLine } from "./chart-texts.js";
import { detailText, moneyText, numberText } from "./number-text.js";
import { Figure, reportMixed, reportRepeated } from "./result-shapes.js";

/** The break-even of one driver, as `breakEven` found it. */
export interface BreakEvenPicture {
  /** What `breakEven` answered. */
  readonly result: BreakEven;
  /** The driver that goes across. */
  readonly driverId: Id;
}

const unknownDriver: Fault = { code: "break-even-chart.unknown_driver", message: "The result has no driver “{id}”.", hint: "Name one of its drivers." };

const FoundShape = z.union([z.object({ estimate: Figure, pays: z.enum(["from-here-up", "from-here-down"]) }), z.object({ estimate: z.null(), reason: z.literal("no-influence") })]);
const PictureShape = z.strictObject({
  result: z.object({ netBenefit: Money, drivers: z.array(z.object({ driverId: Id, expected: Figure, netPerUnit: Money, breakEven: FoundShape })).max(100) }),
  driverId: Id,
}).check(rule(({ result: { netBenefit, drivers } }: { readonly result: { readonly netBenefit: Money; readonly drivers: readonly Pick<DriverBreakEven, "driverId" | "netPerUnit">[] } }, report) => {
  reportMixed([[netBenefit, ["result", "netBenefit"]], ...drivers.map(({ netPerUnit }, index) => [netPerUnit, ["result", "drivers", index, "netPerUnit"]] as const)], report);
  reportRepeated(drivers, ({ driverId }) => driverId, ["result", "driverId"])((fault, [, index = 0, key = ""], params) => { report(fault, ["result", "drivers", index, key], params); });
}));

/** Half of the last digit that an amount has. */
const halfDigit = ({ amount }: Money): number => 0.5 * Number(`1e-${String((amount.split(".")[1] ?? "").length)}`);

/** The net of one more unit. The result has it rounded; where expected net and break-even tell it finer, within that rounding, they count. Whole drivers pass zero between two whole numbers, and do not. */
function slopeOf({ expected, netPerUnit, breakEven }: z.infer<typeof PictureShape>["result"]["drivers"][number], netBenefit: Money): number {
  const rounded = Number(netPerUnit.amount);
  if (breakEven.estimate === null || breakEven.estimate === expected) return rounded;
  const finer = Number(netBenefit.amount) / (expected - breakEven.estimate);
  const slack = halfDigit(netPerUnit) + halfDigit(netBenefit) / Math.abs(expected - breakEven.estimate);
  return Math.abs(finer - rounded) <= slack * 1.001 ? finer : rounded;
}

/**
 * A picture of the net benefit over one driver, all others as expected, with what is expected and where it breaks even; the side on which the program loses is shaded.
 * Written amounts are those of the result; the line is of places.
 *
 * @throws CoachingError `break-even-chart.unknown_driver`, `result-shapes.mixed_currencies`, `result-shapes.duplicate_id`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const result = breakEven({ terms: [{ money: eur("24000"), driverIds: ["people"] }, { money: eur("-60000"), driverIds: [] }], drivers: [{ id: "people", value: 5 }], rounding: "half-even" });
 * const chart = breakEvenChart({ result, driverId: "people" });
 * chart.title; // => "Pays from people of 2.5 up"
 * chart.subtitle; // => "Expected: people of 5, net benefit 60,000.00 EUR · one more: 24,000.00 EUR"
 * ```
 */
export function breakEvenChart(picture: BreakEvenPicture, texts: ChartTexts = {}): Chart {
  const { result: { netBenefit, drivers }, driverId } = check(PictureShape, picture);
  const words = check(ChartTexts, texts);
  const driver = drivers.find((each) => each.driverId === driverId);
  if (driver === undefined) throw faultAt(unknownDriver, ["driverId"], { id: driverId });
  const { expected, netPerUnit, breakEven: found } = driver;
  const [name = driverId] = distinctNames([driverId], words);
  const [net, slope] = [Number(netBenefit.amount), slopeOf(driver, netBenefit)];
  const zero = slope === 0 ? null : expected - net / slope;
  const ends = [expected, zero ?? expected, found.estimate ?? expected];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = (high - low) * 0.4 || Math.abs(expected) * 0.5 || 1;
  // a driver that is never below zero is not drawn below zero
  const [from, to] = [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
  const netAt = (value: number): number => net + slope * (value - expected);
  const side = (id: string, color: "orange" | "blue", legend: string, isLoss: boolean): readonly ChartLayer[] => {
    const marks = [from, ...(zero === null ? [] : [zero]), to].filter((value) => value === zero || netAt(value) < 0 === isLoss).map((x): ChartMark => ({ x, y: x === zero ? 0 : netAt(x), y2: 0 }));
    return marks.length < 2 ? [] : [{ id, mark: "area", color, legend, marks }];
  };
  const saying = found.estimate === null ? `${name} does not change the net benefit` : `Pays from ${name} of ${numberText(found.estimate)} ${found.pays === "from-here-up" ? "up" : "down"}`;
  const expectation = (textOf: (value: number) => string): string => `Expected: ${name} of ${textOf(expected)}, net benefit ${moneyText(netBenefit)} · one more: ${moneyText(netPerUnit)}`;
  return {
    title: words.title ?? oneLine(saying), subtitle: oneLine(expectation(numberText)), description: `Net benefit over ${name}, all others as expected. ${saying}. ${expectation(detailText)}.`,
    x: { scale: "linear", title: name }, y: { scale: "linear", title: "Net benefit", unit: netBenefit.currency, includes: [0] },
    layers: [
      ...side("loss", "orange", "Loss", true), ...side("gain", "blue", "Gain", false),
      { id: "net", mark: "line", color: "black", marks: [from, to].map((x) => ({ x, y: netAt(x) })) },
      { id: "zero", mark: "rule", color: "gray", marks: [{ y: 0 }] },
      ...(found.estimate === null ? [] : [{ id: "break-even", mark: "rule" as const, color: "black" as const, isDashed: true, hasLabels: true, marks: [{ x: found.estimate, label: `break-even ${numberText(found.estimate)}`, detail: `Break-even at ${detailText(found.estimate)}` }] }]),
      { id: "expected", mark: "point", color: "black", hasLabels: true, marks: [{ x: expected, y: net, label: `expected ${numberText(expected)}`, detail: oneLine(expectation(detailText)) }] },
    ],
    notes: zero !== null && found.estimate !== null && Math.abs(zero - found.estimate) > (high - low) * 1e-3 ? [oneLine(`${name} comes in whole numbers: ${numberText(found.estimate)} is the first that pays.`)] : [],
  };
}
