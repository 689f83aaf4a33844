import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { contentHash } from "../identity/index.js";
import { Seed } from "../statistics/index.js";
import { randomStream } from "../statistics/internal.js";
import { dateOfDayNumber, dayNumberOf, END_DAY_NUMBER } from "../time/internal.js";
import { CivilDate, Count, type Fraction, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { evenWeeks } from "./even-weeks.js";

/** What could be observed: one participant in one situation. */
export interface ObservationOpportunity {
  /** Unique within the request, such as the id of a session: given before anybody knows what will be seen there. */
  readonly id: Id;
  /** The day on which it takes place. */
  readonly date: CivilDate;
  /** Who would be observed. */
  readonly participantId: Id;
  /** The stratum it belongs to. */
  readonly stratumId: Id;
  /** Who would observe, where that is settled. */
  readonly raterId?: Id;
}
/** How many opportunities of a stratum are to be observed; see `allocateObservations`. */
export interface StratumCount {
  /** The stratum. */
  readonly stratumId: Id;
  /** How many. */
  readonly count: Count;
}
/** The opportunities of some weeks, of which chance chooses those to be observed. */
export interface DrawRequest {
  /** The id of this plan: with another one, the same seed draws others. */
  readonly planId: Id;
  /** The seed, fixed before the opportunities are known and not by those who will observe: whoever may try seeds may choose. */
  readonly seed: Seed;
  /** The first day of the first week. */
  readonly startDate: CivilDate;
  /** 1 to 104 weeks. */
  readonly weekCount: Count;
  /** At most 100,000, in any order. */
  readonly opportunities: readonly ObservationOpportunity[];
  /** One for each stratum, at most 1,000. */
  readonly counts: readonly StratumCount[];
}

const duplicateOpportunity: Fault = { code: "draw-observations.duplicate_opportunity", message: "Two opportunities have the id “{id}”.", hint: "Give each opportunity once." };
const duplicateStratum: Fault = { code: "draw-observations.duplicate_stratum", message: "Two counts are given for “{id}”.", hint: "Give one count for each stratum." };
const unknownStratum: Fault = { code: "draw-observations.unknown_stratum", message: "No count is given for “{id}”.", hint: "Give its count, 0 where nothing of it is to be observed." };
const outsideWeeks: Fault = { code: "draw-observations.outside_weeks", message: "{date} lies outside the weeks from {startDate} on.", hint: "Give the opportunities of these weeks only." };

/** What could be observed: one participant in one situation. */
export const ObservationOpportunity = z.strictObject({ id: Id, date: CivilDate, participantId: Id, stratumId: Id, raterId: z.exactOptional(Id) }).readonly() satisfies z.ZodType<ObservationOpportunity>;
const StratumCount = z.strictObject({ stratumId: Id, count: Count }).readonly() satisfies z.ZodType<StratumCount>;

const beyondCalendar: Fault = { code: "draw-observations.beyond_calendar", message: "{weekCount} weeks end after the year 2199.", hint: "Begin earlier." };

function findDrawFaults({ startDate, weekCount, opportunities, counts }: DrawRequest, report: Report): void {
  for (const [index, { id }] of repeated(opportunities, (opportunity) => opportunity.id)) report(duplicateOpportunity, ["opportunities", index, "id"], { id });
  for (const [index, { stratumId: id }] of repeated(counts, ({ stratumId }) => stratumId)) report(duplicateStratum, ["counts", index, "stratumId"], { id });
  const strata = new Set(counts.map(({ stratumId }) => stratumId));
  const first = dayNumberOf(startDate);
  if (first + 7 * weekCount > END_DAY_NUMBER) report(beyondCalendar, ["weekCount"], { weekCount });
  opportunities.forEach(({ date, stratumId }, index) => {
    if (!strata.has(stratumId)) report(unknownStratum, ["opportunities", index, "stratumId"], { id: stratumId });
    const day = dayNumberOf(date) - first;
    if (day < 0 || day >= 7 * weekCount) report(outsideWeeks, ["opportunities", index, "date"], { date, startDate });
  });
}

/** The opportunities of some weeks, of which chance chooses those to be observed. */
export const DrawRequest = z
  .strictObject({ planId: Id, seed: Seed, startDate: CivilDate, weekCount: Count.min(1).max(104), opportunities: z.array(ObservationOpportunity).max(100_000).readonly(), counts: z.array(StratumCount).min(1).max(1000).readonly() })
  .check(rule(findDrawFaults))
  .readonly() satisfies z.ZodType<DrawRequest>;

/** An opportunity that is to be observed. */
export interface DrawnOpportunity extends ObservationOpportunity {
  /** The first day of its week. */
  readonly weekStartDate: CivilDate;
  /** How probable it was to be drawn, above 0: 1 ÷ it is its weight, where weeks or strata were drawn from unevenly. */
  readonly inclusionFraction: Fraction;
}
/** What is to be observed, drawn by chance. A document that a host stores. */
export interface ObservationDraw {
  /** Says what this document is. */
  readonly kind: "observation-draw";
  /** The version of this document's format. */
  readonly schemaVersion: 1;
  /** The plan. */
  readonly planId: Id;
  /** The fingerprint of all that the draw depends on, 64 hexadecimal digits. Published when the draw is made, it shows whether anything was changed afterwards; `drawChanges` says what. */
  readonly frameHash: string;
  /** By date, then by id. */
  readonly drawn: readonly DrawnOpportunity[];
  /** Week by week, how many opportunities there are and how many were drawn. */
  readonly weeks: readonly { readonly weekStartDate: CivilDate; readonly opportunityCount: Count; readonly drawnCount: Count }[];
  /** Strata with fewer opportunities than were to be observed, by id: all of theirs were drawn. */
  readonly shortfalls: readonly { readonly stratumId: Id; readonly wantedCount: Count; readonly drawnCount: Count }[];
}

const sorted = <Entry>(entries: readonly Entry[], key: (entry: Entry) => string): readonly Entry[] => entries.map((entry) => ({ entry, text: key(entry) })).sort((left, right) => inTextOrder(left.text, right.text)).map(({ entry }) => entry);

/** Everything that the draw depends on, in one order. */
const frameHash = ({ opportunities, counts, ...terms }: DrawRequest): string =>
  contentHash([terms, sorted(counts, ({ stratumId }) => stratumId).map(({ stratumId, count }) => [stratumId, count]), sorted(opportunities, ({ id }) => id).map(({ id, date, participantId, stratumId, raterId = null }) => [id, date, participantId, stratumId, raterId])]);

/** The opportunities of one stratum in each week, those that chance likes best first. */
function rankedWeeks(opportunities: readonly ObservationOpportunity[], { planId, seed, startDate, weekCount }: DrawRequest): readonly (readonly ObservationOpportunity[])[] {
  const weeks = Array.from({ length: weekCount }, (): { readonly opportunity: ObservationOpportunity; readonly rank: number }[] => []);
  const first = dayNumberOf(startDate);
  for (const opportunity of opportunities) weeks[Math.floor((dayNumberOf(opportunity.date) - first) / 7)]?.push({ opportunity, rank: randomStream(seed, [planId, "opportunity", opportunity.id]).uniform() });
  return weeks.map((week) => week.sort((left, right) => left.rank - right.rank || inTextOrder(left.opportunity.id, right.opportunity.id)).map(({ opportunity }) => opportunity));
}

/** The draw of a request that has been checked. */
export function drawOf(request: DrawRequest): ObservationDraw {
  const { planId, seed, startDate, weekCount, opportunities, counts } = request;
  const ofStratum = new Map(counts.map(({ stratumId }): [Id, ObservationOpportunity[]] => [stratumId, []]));
  for (const opportunity of opportunities) ofStratum.get(opportunity.stratumId)?.push(opportunity);
  const first = dayNumberOf(startDate);
  const weekStarts = Array.from({ length: weekCount }, (_, week) => dateOfDayNumber(first + 7 * week));
  const weeks = weekStarts.map((weekStartDate) => ({ weekStartDate, opportunityCount: 0, drawnCount: 0 }));
  const drawn = counts.flatMap(({ stratumId, count }) => {
    const ranked = rankedWeeks(ofStratum.get(stratumId) ?? [], request);
    const shares = evenWeeks({ capacities: ranked.map(({ length }) => length), count, start: randomStream(seed, [planId, "weeks", stratumId]).uniform() });
    return ranked.flatMap((week, index): readonly DrawnOpportunity[] => {
      const [share, at] = [shares[index], weeks[index]];
      if (share === undefined || at === undefined) return [];
      at.opportunityCount += week.length;
      at.drawnCount += share.count;
      return week.slice(0, share.count).map((opportunity) => ({ ...opportunity, weekStartDate: at.weekStartDate, inclusionFraction: share.inclusionFraction }));
    });
  });
  return {
    kind: "observation-draw", schemaVersion: 1, planId, frameHash: frameHash(request),
    drawn: sorted(drawn, ({ date, id }) => `${date} ${id}`),
    weeks,
    shortfalls: sorted(counts, ({ stratumId }) => stratumId)
      .map(({ stratumId, count }) => ({ stratumId, wantedCount: count, drawnCount: Math.min(count, ofStratum.get(stratumId)?.length ?? 0) }))
      .filter(({ wantedCount, drawnCount }) => drawnCount < wantedCount),
  };
}

/**
 * Draws which opportunities are to be observed: by chance from a seed, stratum by stratum, as evenly over the weeks as there are opportunities. Nobody chooses, so nobody can pick the good ones.
 * Each opportunity has a number of its own from seed, plan and id, and the lowest numbers of a week are drawn: whoever has the request can draw again, the order of the list does not matter, and an opportunity that comes late or falls away moves few others.
 * Weeks beyond an even share are taken at even distances from a start by chance.
 * Sources: W. Cochran, "Sampling Techniques" (1977), chapters 5 and 8; E. Ohlsson, "Coordination of samples using permanent random numbers", Business Survey Methods (1995).
 *
 * @throws CoachingError `input.*`, `draw-observations.duplicate_opportunity`, `draw-observations.duplicate_stratum`, `draw-observations.unknown_stratum`, `draw-observations.outside_weeks`, `draw-observations.beyond_calendar`
 * @example
 * ```ts
 * const opportunities = ["04", "05", "11", "12", "18", "19"].map((day) => ({ id: `s${day}`, date: `2027-10-${day}`, participantId: "p1", stratumId: "huddles" }));
 * const draw = drawObservations({ planId: "autumn", seed: 20271001, startDate: "2027-10-04", weekCount: 3, opportunities, counts: [{ stratumId: "huddles", count: 3 }] });
 * draw.weeks.map(({ drawnCount }) => drawnCount); // => [1, 1, 1]
 * draw.drawn[0].inclusionFraction; // => 0.5
 * ```
 */
export const drawObservations = (request: DrawRequest): ObservationDraw => drawOf(check(DrawRequest, request));
