import type { Id } from "../unit/index.js";
import { FALSE, TRUE, UNKNOWN } from "./kleene.js";
import { DUST, medianReader, type PastFigures, pastMean, type SignalSeries } from "./own-past.js";
import { type ChangeCondition, type OutlierCondition, partsOf, type ThresholdCondition, type TriggerCondition } from "./trigger-condition.js";
import type { TriggerRule } from "./trigger-rule.js";
import type { TriggerSignal } from "./trigger-signal.js";

/** A condition made ready to be asked for one person after the other. */
export interface CompiledCondition {
  readonly condition: TriggerCondition;
  readonly parts: readonly CompiledCondition[];
  /** Its truth by week, for the person last looked at. */
  readonly truths: Uint8Array;
  /** Weeks before the one asked for that it needs. */
  readonly lookBack: number;
  /** Answers for the weeks from one to another, its parts first. */
  readonly answer: (fromWeek: number, toWeek: number) => void;
}

/** The signals of the person who is looked at. */
interface Desk {
  readonly series: SignalSeries;
  readonly signalPlaces: ReadonlyMap<Id, number>;
  /** By signal and week: the place of the value that stands, -1 where none does. */
  readonly standing: readonly Int32Array[];
  person: number;
}

const signOf = (comparison: ThresholdCondition["comparison"]): number => (comparison === "below" || comparison === "at-most" ? -1 : 1);
const isStrict = (comparison: ThresholdCondition["comparison"]): boolean => comparison === "below" || comparison === "above";

type Answer = CompiledCondition["answer"];

function thresholdAnswer({ signalId, comparison, limit }: ThresholdCondition, { series: { values }, signalPlaces, standing }: Desk, truths: Uint8Array): Answer {
  const places = standing[signalPlaces.get(signalId) as number] as Int32Array;
  const [sign, strict] = [signOf(comparison), isStrict(comparison)];
  return (fromWeek, toWeek) => {
    for (let week = fromWeek; week <= toWeek; week += 1) {
      const place = places[week] as number;
      if (place < 0) { truths[week] = UNKNOWN; continue; }
      const excess = sign * ((values[place] as number) - limit);
      truths[week] = (strict ? excess > 0 : excess >= 0) ? TRUE : FALSE;
    }
  };
}

/** Reads what the value at a place is compared with; places of the person's signal begin at `base`. */
export function pastReader(condition: ChangeCondition | OutlierCondition): (series: SignalSeries, base: number, place: number, figures: PastFigures) => void {
  const { previousWeeks, minimumCount } = condition;
  const spanOf = (base: number, place: number): readonly [number, number] => [Math.max(base, place - previousWeeks), place];
  if (condition.kind === "change") {
    return (series, base, place, figures) => {
      figures.baseline = pastMean(series, spanOf(base, place), minimumCount);
      figures.scale = condition.measuredAs === "ratio" ? Math.abs(figures.baseline) : 1;
    };
  }
  const readMedian = medianReader();
  const { minimumSpread = 0 } = condition;
  return (series, base, place, figures) => {
    readMedian(series, spanOf(base, place), minimumCount, figures);
    figures.scale = Math.max(figures.scale, minimumSpread);
  };
}

/** How a change or an outlier is compared: by which comparison, and with how many of the scale. */
export const pastLimitOf = (condition: ChangeCondition | OutlierCondition): Pick<ThresholdCondition, "comparison" | "limit"> =>
  condition.kind === "change" ? condition : condition.side === "below" ? { comparison: "at-most", limit: -condition.deviations } : { comparison: "at-least", limit: condition.deviations };

function pastAnswer(condition: ChangeCondition | OutlierCondition, desk: Desk, truths: Uint8Array): Answer {
  const { series } = desk;
  const signal = desk.signalPlaces.get(condition.signalId) as number;
  const places = desk.standing[signal] as Int32Array;
  const { comparison, limit } = pastLimitOf(condition);
  const [sign, strict, isOutlier, read, figures] = [signOf(comparison), isStrict(comparison), condition.kind === "outlier", pastReader(condition), { baseline: 0, scale: 1 }];
  const truthAt = (place: number): number => {
    if (place < 0) return UNKNOWN;
    read(series, (desk.person * series.signalCount + signal) * series.weekCount, place, figures);
    if (!(figures.scale > 0) || Number.isNaN(figures.baseline)) return UNKNOWN;
    const [value, bound] = [series.values[place] as number, limit * figures.scale];
    // values that differ by rounding only have no spread: every one of them would be an outlier on both sides
    if (isOutlier && Math.abs(bound) <= 4 * DUST * Math.abs(figures.baseline)) return UNKNOWN;
    const excess = sign * (value - figures.baseline - bound);
    const dust = DUST * (Math.abs(value) + Math.abs(figures.baseline) + Math.abs(bound));
    return (strict ? excess > dust : excess >= -dust) ? TRUE : FALSE;
  };
  return (fromWeek, toWeek) => {
    let [known, truth] = [-2, UNKNOWN as number];
    for (let week = fromWeek; week <= toWeek; week += 1) {
      const place = places[week] as number;
      // a value that stands for several weeks is compared once
      if (place !== known) [known, truth] = [place, truthAt(place)];
      truths[week] = truth;
    }
  };
}

function missingAnswer(signalId: Id, { signalPlaces, standing }: Desk, truths: Uint8Array): Answer {
  const places = standing[signalPlaces.get(signalId) as number] as Int32Array;
  return (fromWeek, toWeek) => { for (let week = fromWeek; week <= toWeek; week += 1) truths[week] = (places[week] as number) < 0 ? TRUE : FALSE; };
}

/** `all` is the least of its parts, `any` the greatest. */
function groupAnswer(kind: "all" | "any", parts: readonly CompiledCondition[], truths: Uint8Array): Answer {
  const isAll = kind === "all";
  return (fromWeek, toWeek) => {
    truths.fill(isAll ? TRUE : FALSE, fromWeek, toWeek + 1);
    for (const part of parts) {
      const own = part.truths;
      for (let week = fromWeek; week <= toWeek; week += 1) {
        const [truth, so] = [own[week] as number, truths[week] as number];
        if (isAll ? truth < so : truth > so) truths[week] = truth;
      }
    }
  };
}

function notAnswer({ truths: own }: CompiledCondition, truths: Uint8Array): Answer {
  return (fromWeek, toWeek) => { for (let week = fromWeek; week <= toWeek; week += 1) truths[week] = TRUE - (own[week] as number); };
}

/** Weeks in a row: false with a false one among them, else unknown with one that is unknown or before the first. */
function rowAnswer(weekCount: number, { truths: own }: CompiledCondition, truths: Uint8Array): Answer {
  return (fromWeek, toWeek) => {
    let [lastFalse, lastUnknown] = [-weekCount - 1, fromWeek - 1];
    for (let week = fromWeek; week <= toWeek; week += 1) {
      const truth = own[week] as number;
      if (truth === FALSE) lastFalse = week;
      else if (truth === UNKNOWN) lastUnknown = week;
      truths[week] = lastFalse > week - weekCount ? FALSE : lastUnknown > week - weekCount ? UNKNOWN : TRUE;
    }
  };
}

function answerOf(condition: TriggerCondition, parts: readonly CompiledCondition[], desk: Desk, truths: Uint8Array): Answer {
  switch (condition.kind) {
    case "threshold": return thresholdAnswer(condition, desk, truths);
    case "change": case "outlier": return pastAnswer(condition, desk, truths);
    case "missing": return missingAnswer(condition.signalId, desk, truths);
    case "all": case "any": return groupAnswer(condition.kind, parts, truths);
    case "not": return notAnswer(parts[0] as CompiledCondition, truths);
    case "weeks-in-a-row": return rowAnswer(condition.weekCount, parts[0] as CompiledCondition, truths);
  }
}

function compiled(condition: TriggerCondition, desk: Desk): CompiledCondition {
  const parts = partsOf(condition).map((part) => compiled(part.condition, desk));
  const truths = new Uint8Array(desk.series.weekCount);
  const own = answerOf(condition, parts, desk, truths);
  const lookBack = Math.max(0, ...parts.map((part) => part.lookBack)) + (condition.kind === "weeks-in-a-row" ? condition.weekCount - 1 : 0);
  return { condition, parts, truths, lookBack, answer: (fromWeek, toWeek) => { for (const part of parts) part.answer(fromWeek, toWeek); own(fromWeek, toWeek); } };
}

/** Rules made ready for the people of one history. */
export interface RuleReader {
  readonly series: SignalSeries;
  readonly signalPlaces: ReadonlyMap<Id, number>;
  /** What each rule asks, in the order of the rules. */
  readonly conditions: readonly CompiledCondition[];
  /** By signal: for the person last looked at, the place of the value that stands in each week, -1 where none does. */
  readonly standing: readonly Int32Array[];
  /** Looks at a person in the weeks from one to another: then `truths` hold. */
  readonly look: (person: number, fromWeek: number, toWeek: number) => void;
}

/** Makes rules ready. One person is looked at after the other, and nothing is made anew for any of them. */
export function ruleReader(rules: readonly TriggerRule[], signals: readonly TriggerSignal[], series: SignalSeries): RuleReader {
  const signalPlaces = new Map(signals.map(({ signalId }, place) => [signalId, place]));
  const desk: Desk = { series, signalPlaces, standing: signals.map(() => new Int32Array(series.weekCount)), person: 0 };
  const conditions = rules.map(({ when }) => compiled(when, desk));
  const lookBack = Math.max(...conditions.map((one) => one.lookBack));
  const stand = (signal: number, toWeek: number): void => {
    const [places, base, { validWeeks }] = [desk.standing[signal] as Int32Array, (desk.person * series.signalCount + signal) * series.weekCount, signals[signal] as TriggerSignal];
    let latest = -1;
    for (let week = 0; week <= toWeek; week += 1) {
      if (series.isPresent[base + week] === 1) latest = base + week;
      else if (latest >= 0 && base + week - latest >= validWeeks) latest = -1;
      places[week] = latest;
    }
  };
  const look = (person: number, fromWeek: number, toWeek: number): void => {
    desk.person = person;
    for (let signal = 0; signal < signals.length; signal += 1) stand(signal, toWeek);
    for (const condition of conditions) condition.answer(Math.max(0, fromWeek - lookBack), toWeek);
  };
  return { series, signalPlaces, conditions, standing: desk.standing, look };
}
