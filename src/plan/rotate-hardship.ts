import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { KnownTimeZone, WorkingHours, ZoneData } from "../time/index.js";
import { DAY, dayNumberOf, instantMillisecondsOf, instantText, isWithinTime, type MillisecondSpan, millisecondsOf, workingPatternOf, workingTimes, zoneDataName, zonesOf, type ZoneTable } from "../time/internal.js";
import { CivilDate, type Count, Id, type Instant, type Minutes, type TimeZoneId, WallTime } from "../unit/index.js";
import { gapsIn, giniOf, nearby, outsideHours, type StartChoice, undominated } from "./hardship.js";
import { chooseStarts, HARDSHIP_LIMITS, spreadOf } from "./hardship-search.js";

/** Somebody who meets the others, perhaps at an odd hour of the own clock. */
export interface HardshipMember {
  /** Given by the host. */
  readonly personId: Id;
  /** When the person works. */
  readonly hours: WorkingHours;
}
/** Schema of somebody who meets the others. */
export const HardshipMember = z.strictObject({ personId: Id, hours: WorkingHours }).readonly() satisfies z.ZodType<HardshipMember>;

/** People in several zones who meet on some dates. */
export interface HardshipQuestion {
  /** Who meets: 1 to 50 people. */
  readonly members: readonly HardshipMember[];
  /** The dates, on the clock of `timeZone`; 1 to 104, two years of weeks, each once. */
  readonly dates: readonly CivilDate[];
  /** The clock on which dates and starts are read. */
  readonly timeZone: KnownTimeZone;
  /** The starts that may be chosen, the preferred ones first; 1 to 96. One in a gap of the clock is shifted forward, one that is shown twice is the first (RFC 5545 section 3.3.5). */
  readonly startTimes: readonly WallTime[];
  /** How long they meet: whole minutes, 1 to 1440. */
  readonly durationMinutes: Minutes;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}

const duplicateMember: Fault = { code: "rotate-hardship.duplicate_member", message: "The person “{id}” stands in the list twice.", hint: "Remove one entry." };
const duplicateDate: Fault = { code: "rotate-hardship.duplicate_date", message: "The date {date} stands in the list twice.", hint: "Remove one of them." };
const outOfRange: Fault = { code: "rotate-hardship.out_of_range", message: "A start on {date} lies outside the years 1970 to 2199.", hint: "Stay within these years." };

/** Schema of people in several zones who meet on some dates, with its rules between parts. */
export const HardshipQuestion = z
  .strictObject({
    members: z.array(HardshipMember).min(1, { error: "Nobody is to meet.\nName at least one person." }).max(HARDSHIP_LIMITS.memberCount).readonly(),
    dates: z.array(CivilDate).min(1, { error: "There is no date.\nName at least one." }).max(HARDSHIP_LIMITS.dateCount).readonly(),
    timeZone: KnownTimeZone,
    startTimes: z.array(WallTime).min(1, { error: "There is no start to choose from.\nName at least one." }).max(HARDSHIP_LIMITS.startCount).readonly(),
    durationMinutes: z.int().min(1).max(1440),
    zoneData: z.exactOptional(ZoneData),
  })
  .check(
    rule(({ members }: HardshipQuestion, report) => { for (const [index, { personId: id }] of repeated(members, ({ personId }) => personId)) report(duplicateMember, ["members", index, "personId"], { id }); }),
    rule(({ dates }: HardshipQuestion, report) => { for (const [index, date] of repeated(dates, (date) => date)) report(duplicateDate, ["dates", index], { date }); }),
    // the first and the last three days of all: a zone's offset or the length could reach beyond
    rule(({ dates }: HardshipQuestion, report) => { dates.forEach((date, index) => { if (!isWithinTime(dayNumberOf(date) * DAY - 3 * DAY) || !isWithinTime(dayNumberOf(date) * DAY + 3 * DAY)) report(outOfRange, ["dates", index], { date }); }); }),
  )
  .readonly() satisfies z.ZodType<HardshipQuestion>;

/** Somebody for whom a start lies outside the own hours. */
export interface Hardship {
  /** The person. */
  readonly personId: Id;
  /** The part that lies outside the person's hours. */
  readonly outsideMinutes: Minutes;
  /** How far it reaches from the nearest of the person's hours: for somebody who begins at 09:00, 60 minutes from 07:00 on are 120, from 02:00 on 420. At most a week. */
  readonly distanceMinutes: Minutes;
}

/** A date with the start chosen for it, and who bears it. */
export interface HardshipTurn {
  /** The date. */
  readonly date: CivilDate;
  /** The start on the wall clock of `timeZone`. */
  readonly startTime: WallTime;
  /** The clock. */
  readonly timeZone: TimeZoneId;
  /** Start. */
  readonly startsAt: Instant;
  /** End. */
  readonly endsAt: Instant;
  /** For whom it lies outside the own hours, in the order of ids; empty when it suits all. */
  readonly hardships: readonly Hardship[];
}

/** What one member bears over all dates. */
export interface MemberHardship {
  /** The person. */
  readonly personId: Id;
  /** Dates that lie outside the person's hours. */
  readonly hardshipCount: Count;
  /** Sum of what lies outside. */
  readonly outsideMinutes: Minutes;
  /** Sum of how far they reach. */
  readonly distanceMinutes: Minutes;
  /** `takes-turns`: on some date one start worth choosing spares the person and another does not; `always` and `never`: no choice changes how often the person suffers. */
  readonly part: "takes-turns" | "always" | "never";
}

/** Who bears the odd hours when. */
export interface HardshipRotation {
  /** By date. */
  readonly turns: readonly HardshipTurn[];
  /** By id. */
  readonly members: readonly MemberHardship[];
  /** Whether the counts of those who take turns can be at most one apart: `not-needed` when nobody suffers, `exists` (and is then used), `none`, or `undecided` when there was too much to look at and it was not found. */
  readonly rotation: "not-needed" | "exists" | "none" | "undecided";
  /** Most less least hardships among those who take turns. */
  readonly spreadCount: Count;
  /** Gini coefficient of all members' counts: 0 is equal. */
  readonly giniCoefficient: number;
  /** `exact`: no other choice is better by the order below; `beam`: a heuristic for many dates, members and starts. */
  readonly method: "exact" | "beam";
  /** Whose time zone data the instants come from: the version that the caller stated, else `"runtime"`. */
  readonly zoneData: string;
}

/** A start on a date, with what it means to each member. */
interface Offer extends StartChoice {
  readonly span: MillisecondSpan;
  readonly hardships: readonly Hardship[];
}

/** A question made ready: members in the order of ids. */
interface Ready {
  readonly question: HardshipQuestion;
  readonly clock: ZoneTable;
  readonly members: readonly { readonly personId: string; readonly pattern: ReturnType<typeof workingPatternOf> }[];
}

function offersOn({ question, clock, members }: Ready, date: CivilDate): readonly Offer[] {
  const spans = question.startTimes.map((startTime): MillisecondSpan => {
    const start = instantMillisecondsOf(clock, millisecondsOf(`${date}T${startTime}`));
    return [start, start + question.durationMinutes * 60_000];
  });
  const around = nearby([Math.min(...spans.map(([start]) => start)), Math.max(...spans.map(([, end]) => end))]);
  const gaps = members.map(({ pattern }) => gapsIn(around, workingTimes(pattern, ...around)));
  return spans.map((span, place) => {
    const hardships = members.flatMap(({ personId }, member) => {
      const { outsideMinutes, distanceMinutes } = outsideHours(gaps[member] ?? [], span);
      return outsideMinutes > 0 ? [{ member, hardship: { personId, outsideMinutes, distanceMinutes } }] : [];
    });
    return { place, span, sufferers: hardships.map(({ member }) => member), distanceMinutes: hardships.reduce((sum, { hardship }) => sum + hardship.distanceMinutes, 0), hardships: hardships.map(({ hardship }) => hardship) };
  });
}

function partOf(dates: readonly (readonly StartChoice[])[], member: number): MemberHardship["part"] {
  const suffers = dates.map((choices) => choices.map(({ sufferers }) => sufferers.includes(member)));
  if (suffers.some((on) => on.includes(true) && on.includes(false))) return "takes-turns";
  return suffers.some((on) => on.includes(true)) ? "always" : "never";
}

/**
 * A start for each date on which people in several zones meet, so that the odd hours go round.
 *
 * A start suits a member when it lies wholly within the member's hours; else it is a hardship. Where a start suits all, it is taken. A start at which others suffer besides all who suffer at another one is never taken: nobody suffers for evenness alone.
 * Among the other choices the order is: counts of those who take turns at most one apart, else as near as can be; the fewest hardships; the least distance from everybody's hours; hardship in turns rather than in a row. Of starts at which the same members suffer, the nearest to their hours is taken, and the one named first at a tie.
 * Every date is taken by itself to the instants of every zone, so a change of any clock changes who suffers where.
 *
 * @throws CoachingError `rotate-hardship.*`, `input.*`, `known-time-zone.unknown_zone`, `zone-data.*`
 * @example
 * ```ts
 * const day = [{ fromTime: "08:00", toTime: "18:00" }];
 * const hours = (timeZone: string) => ({ timeZone, weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] });
 * const members = [{ personId: "ana", hours: hours("America/Los_Angeles") }, { personId: "bo", hours: hours("Europe/Berlin") }];
 * const rotation = rotateHardship({ members, dates: ["2027-06-01", "2027-06-08"], timeZone: "UTC", startTimes: ["07:00", "15:00", "16:00"], durationMinutes: 60 });
 * rotation.turns.map(({ startTime, hardships }) => `${startTime} ${hardships.map(({ personId }) => personId).join()}`); // => ["15:00 ", "15:00 "]
 * const early = rotateHardship({ members, dates: ["2027-06-01", "2027-06-08"], timeZone: "UTC", startTimes: ["07:00", "16:00"], durationMinutes: 60 });
 * early.turns.map(({ startTime, hardships }) => `${startTime} ${hardships.map(({ personId }) => personId).join()}`); // => ["07:00 ana", "16:00 bo"]
 * ```
 */
export function rotateHardship(input: HardshipQuestion): HardshipRotation {
  const question = check(HardshipQuestion, input);
  const zones = zonesOf(question.zoneData);
  const people = question.members.toSorted((left, right) => (left.personId < right.personId ? -1 : 1));
  const ready: Ready = { question, clock: zones(question.timeZone), members: people.map(({ personId, hours }) => ({ personId, pattern: workingPatternOf(hours, zones) })) };
  const dates = question.dates.toSorted();
  const offers = dates.map((date) => offersOn(ready, date));
  const choices = offers.map(undominated);
  const parts = people.map((_, member) => partOf(choices, member));
  const rotating = parts.flatMap((part, member) => (part === "takes-turns" ? [member] : []));
  const chosen = chooseStarts(choices, people.length, rotating);
  const turns = chosen.choices.map(({ place }, index): HardshipTurn => {
    const { span: [start, end] = [0, 0], hardships = [] } = offers[index]?.[place] ?? {};
    return { date: dates[index] ?? "", startTime: question.startTimes[place] ?? "", timeZone: question.timeZone, startsAt: instantText(start), endsAt: instantText(end), hardships };
  });
  const borne = turns.flatMap(({ hardships }) => hardships);
  const members = people.map(({ personId }, member): MemberHardship => {
    const own = borne.filter((one) => one.personId === personId);
    const sum = (minutes: (one: Hardship) => number): number => own.reduce((total, one) => total + minutes(one), 0);
    return { personId, hardshipCount: own.length, outsideMinutes: sum((one) => one.outsideMinutes), distanceMinutes: sum((one) => one.distanceMinutes), part: parts[member] ?? "never" };
  });
  const counts = members.map(({ hardshipCount }) => hardshipCount);
  const spreadCount = spreadOf(counts, rotating);
  const found = borne.length === 0 ? "not-needed" : rotating.length > 0 && spreadCount <= 1 ? "exists" : chosen.isExact ? "none" : "undecided";
  return { turns, members, rotation: found, spreadCount, giniCoefficient: giniOf(counts), method: chosen.isExact ? "exact" : "beam", zoneData: zoneDataName(question.zoneData) };
}
