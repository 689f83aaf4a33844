import * as z from "zod";
import { type Cadence, Cohort, expandCadence, type Occurrence } from "../cadence/index.js";
import { check, type Fault, faultAt, rule } from "../error/index.js";
import { Program, type Touchpoint } from "../program/index.js";
import { coachTimeAround } from "../program/internal.js";
import { startOfWeek, ZoneData } from "../time/index.js";
import { dateOfDayNumber, dayNumberOf } from "../time/internal.js";
import { type CivilDate, type Count, Id, Minutes, tidyMinutes } from "../unit/index.js";
import { CAPACITY_LIMITS, minutesEachOf, minutesOfSlices, NoShow, type ParticipantLoad, type SessionLoad, slicesOf, TaskLoad } from "./participant-load.js";

/** A program whose load on coaches is asked for. */
export interface ProgramLoadQuestion {
  /** The program. */
  readonly program: Program;
  /** Start date and calendar. */
  readonly cohort: Cohort;
  /** Participants who go through it together: they make the groups, and share what is for everyone. */
  readonly participantCount: Count;
  /** Their segment; touchpoints of other segments are left out. Absent: only what is for every segment counts. */
  readonly segmentId?: Id;
  /** The coach source whose contract tells preparation and notes. Absent: the coach's prep tasks count as preparation, and no notes do, as in the cost of sessions. */
  readonly sourceId?: Id;
  /** Travel for each session; none when absent, which the answer repeats under `assumptions`. */
  readonly travelMinutes?: Minutes;
  /** Bookings that are not held. */
  readonly noShow?: NoShow;
  /** Journals for the coach. */
  readonly journals?: TaskLoad;
  /** Homework to look through. */
  readonly homework?: TaskLoad;
  /** Messages. */
  readonly messages?: TaskLoad;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}

const unknownSource: Fault = { code: "program-load.unknown_source", message: "The program has no coach source “{id}”.", hint: "Declare it in the program, or correct the id." };
const tooManyKinds: Fault = { code: "program-load.too_many_kinds", message: "A coach leads sessions of {count} kinds; one load takes {limit}.", hint: "Work out the load of each segment or phase by itself." };
const unknownSegment: Fault = { code: "program-load.unknown_segment", message: "The program has no segment “{id}”.", hint: "Declare it in the program, or correct the id." };

/** Schema of a program whose load is asked for, with its rules between parts. */
export const ProgramLoadQuestion = z
  .strictObject({
    program: Program, cohort: Cohort, participantCount: z.int().min(1).max(100_000), segmentId: z.exactOptional(Id), sourceId: z.exactOptional(Id), travelMinutes: z.exactOptional(Minutes.max(CAPACITY_LIMITS.participantMinutes)),
    noShow: z.exactOptional(NoShow), journals: z.exactOptional(TaskLoad), homework: z.exactOptional(TaskLoad), messages: z.exactOptional(TaskLoad), zoneData: z.exactOptional(ZoneData),
  })
  .check(
    rule(({ program, sourceId: id }: ProgramLoadQuestion, report) => { if (id !== undefined && (program.coachSources ?? []).every((source) => source.id !== id)) report(unknownSource, ["sourceId"], { id }); }),
    rule(({ program, segmentId: id }: ProgramLoadQuestion, report) => { if (id !== undefined && program.segments.every((segment) => segment.id !== id)) report(unknownSegment, ["segmentId"], { id }); }),
  )
  .readonly() satisfies z.ZodType<ProgramLoadQuestion>;

/** What one participant takes of a coach in a week of the calendar. */
export interface LoadWeek {
  /** Its first day. */
  readonly startDate: CivilDate;
  /** Minutes in sessions, by modality in order of appearance. */
  readonly byModality: readonly { readonly modality: Id; readonly minutes: Minutes }[];
  /** Minutes of the week, those between sessions counted. */
  readonly totalMinutes: Minutes;
}

/** What a program takes of a coach for each participant. */
export interface ProgramLoad {
  /** The mean week, with the longest live gap and the busiest week, for `coachCapacity`; null when nobody needs a coach's time. */
  readonly load: ParticipantLoad | null;
  /** The weeks of the calendar it is spread over: from the week of the first to that of the last touchpoint, whoever leads them. */
  readonly weekCount: Count;
  /** Each of them. */
  readonly weeks: readonly LoadWeek[];
  /**
   * Touchpoints led by a coach that are not counted. `follows-contacts`: it has no dates. `waits-for-completion`: it opens with another one. `skipped`: one date or more fell away. `no-group-size`: the participants make no groups of its size.
   */
  readonly uncounted: readonly { readonly touchpointId: Id; readonly reason: "follows-contacts" | "waits-for-completion" | "skipped" | "no-group-size" }[];
  /** What the caller did not say. */
  readonly assumptions: { readonly travelMinutes?: Minutes };
}

/** A size of group, and the share of the participants who are in groups of that size. */
interface GroupShare {
  readonly groupSize: Count;
  readonly share: number;
}

/** The sizes that a plan forms: as few groups as can be, even to one. Twenty in groups of eight at most are two of seven and one of six. */
function groupShares({ audience }: Touchpoint, participantCount: Count): readonly GroupShare[] {
  if (audience.kind === "each") return [{ groupSize: 1, share: 1 }];
  if (audience.kind === "everyone") return [{ groupSize: participantCount, share: 1 }];
  const { minimumCount, maximumCount, rotation } = audience;
  if (rotation !== undefined) return participantCount < 2 ? [] : [{ groupSize: rotation === "pairs" ? 2 : Math.min(3, participantCount), share: 1 }];
  const groupCount = Math.ceil(participantCount / maximumCount);
  const small = Math.floor(participantCount / groupCount);
  if (small < minimumCount) return [];
  const large = participantCount % groupCount;
  const shares = [{ groupSize: small + 1, share: (large * (small + 1)) / participantCount }, { groupSize: small, share: ((groupCount - large) * small) / participantCount }];
  return shares.filter(({ share }) => share > 0);
}

/** The sessions of a touchpoint as loads of one session; `sessionsPerWeek` is the participants' share. */
function sessionsOf(touchpoint: Touchpoint, { program, participantCount, sourceId, travelMinutes = 0, noShow }: ProgramLoadQuestion): readonly SessionLoad[] {
  const contract = (program.coachSources ?? []).find(({ id }) => id === sourceId)?.contract;
  return groupShares(touchpoint, participantCount).map(({ groupSize, share }) => ({
    modality: touchpoint.modality ?? touchpoint.id, sessionsPerWeek: share, groupSize, liveMinutes: touchpoint.durationMinutes, ...coachTimeAround(touchpoint, contract), travelMinutes, ...(noShow === undefined ? {} : { noShow }),
  }));
}

interface DatedSessions {
  readonly date: CivilDate;
  readonly sessions: readonly SessionLoad[];
}

/** Sessions alike but for their number are one kind. */
function meanSessions(dated: readonly DatedSessions[], weekCount: Count): readonly SessionLoad[] {
  const kinds = new Map<string, { session: SessionLoad; count: number }>();
  for (const session of dated.flatMap(({ sessions }) => sessions)) {
    const key = JSON.stringify({ ...session, sessionsPerWeek: 0 });
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, { session, count: session.sessionsPerWeek });
    else known.count += session.sessionsPerWeek;
  }
  return [...kinds.values()].map(({ session, count }) => ({ ...session, sessionsPerWeek: count / weekCount }));
}

function loadWeeks(dated: readonly DatedSessions[], { starts, weekOf, reviewMinutes }: { readonly starts: readonly CivilDate[]; readonly weekOf: (date: CivilDate) => CivilDate; readonly reviewMinutes: Minutes }): readonly LoadWeek[] {
  const minutesIn = new Map<CivilDate, Map<Id, number>>(starts.map((start) => [start, new Map<Id, number>()]));
  for (const { date, sessions } of dated) {
    const week = minutesIn.get(weekOf(date));
    for (const session of sessions) week?.set(session.modality, (week.get(session.modality) ?? 0) + minutesOfSlices(slicesOf({ sessions: [session] })));
  }
  return [...minutesIn].map(([startDate, minutes]) => ({
    startDate,
    byModality: [...minutes].map(([modality, taken]) => ({ modality, minutes: tidyMinutes(taken) })),
    totalMinutes: tidyMinutes([...minutes.values()].reduce((sum, taken) => sum + taken, reviewMinutes)),
  }));
}

function uncountedOf(touchpoints: readonly Touchpoint[], { cadence, participantCount }: { readonly cadence: Cadence; readonly participantCount: Count }): ProgramLoad["uncounted"] {
  const ids = (list: readonly { readonly touchpointId: string }[]): ReadonlySet<string> => new Set(list.map(({ touchpointId }) => touchpointId));
  const [locked, skipped, undated] = [ids(cadence.locked), ids(cadence.skipped), new Set(cadence.undatedTouchpointIds)];
  return touchpoints.flatMap((touchpoint): ProgramLoad["uncounted"] => {
    const { id: touchpointId } = touchpoint;
    if (undated.has(touchpointId)) return [{ touchpointId, reason: "follows-contacts" }];
    if (locked.has(touchpointId)) return [{ touchpointId, reason: "waits-for-completion" }];
    if (groupShares(touchpoint, participantCount).length === 0) return [{ touchpointId, reason: "no-group-size" }];
    return skipped.has(touchpointId) ? [{ touchpointId, reason: "skipped" }] : [];
  });
}

const takesPart = ({ segmentIds }: Touchpoint, segmentId: Id | undefined): boolean => segmentIds === undefined || (segmentId !== undefined && segmentIds.includes(segmentId));

/** The longest stretch without a live session, from the first to the last day. */
function longestGap(liveDates: readonly CivilDate[], [first, last]: readonly [CivilDate, CivilDate]): number {
  const dates = [first, ...liveDates.toSorted(), last];
  return dates.slice(1).reduce((longest, date, index) => Math.max(longest, dayNumberOf(date) - dayNumberOf(dates[index] ?? date)), 0);
}

/** The days and weeks that the touchpoints span. */
function spanOf(occurrences: readonly Occurrence[], weekOf: (date: CivilDate) => CivilDate): { readonly ends: readonly [CivilDate, CivilDate]; readonly starts: readonly CivilDate[] } | null {
  const dates = occurrences.map(({ date }) => date).toSorted();
  const [first] = dates;
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return null;
  const [from, to] = [dayNumberOf(weekOf(first)), dayNumberOf(weekOf(last))];
  return { ends: [first, last], starts: Array.from({ length: (to - from) / 7 + 1 }, (_, index) => dateOfDayNumber(from + 7 * index)) };
}

/**
 * What a program really takes of a coach for each participant, week by week and on average: the touchpoints that a coach leads, on the cohort's calendar, with preparation and notes as the contract of the coach's source states them. Sessions that are only offered count too; what peers, managers and participants lead takes no coach. One coach leads a session.
 * The mean week hides that a cohort moves as one: `busiestWeekMinutes` is part of the load, and `coachCapacity` keeps to it. Leave it out where many cohorts start at different times.
 *
 * @throws CoachingError `program-load.unknown_source`, `program-load.unknown_segment`, `program-load.too_many_kinds`, as `expandCadence`, `input.*`
 * @example
 * ```ts
 * const cohort = { id: "spring", startDate: "2027-03-22", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" };
 * const contract = { preparationMinutes: 10, noteMinutes: 10, deliverables: [] };
 * const program = { ...blendedTwelveWeek, coachSources: [{ id: "house", title: "Our coaches", origin: "internal", contract }] };
 * const { load, weekCount } = participantLoadOf({ program, cohort, participantCount: 20, sourceId: "house" });
 * weekCount; // => 13
 * load.sessions.map(({ modality, groupSize, liveMinutes }) => `${modality} of ${groupSize}, ${liveMinutes} minutes`); // => ["group of 20, 180 minutes", "one-to-one of 1, 60 minutes", "group of 20, 60 minutes"]
 * load.busiestWeekMinutes; // => 80
 * load.longestLiveGapDays; // => 64
 * ```
 */
export function participantLoadOf(question: ProgramLoadQuestion): ProgramLoad {
  const checked = check(ProgramLoadQuestion, question);
  const { program, cohort, segmentId, travelMinutes, journals, homework, messages, zoneData } = checked;
  const cadence = expandCadence({ program, cohort, ...(zoneData === undefined ? {} : { zoneData }) });
  const attended = new Map(program.touchpoints.filter((touchpoint) => takesPart(touchpoint, segmentId)).map((touchpoint) => [touchpoint.id, touchpoint]));
  const coached = [...attended.values()].filter(({ ledBy }) => ledBy === "coach");
  const sessions = new Map(coached.map((touchpoint) => [touchpoint.id, sessionsOf(touchpoint, checked)]));
  const occurrences = cadence.occurrences.filter(({ touchpointId }) => attended.has(touchpointId));
  const dated = occurrences.flatMap(({ date, touchpointId }): readonly DatedSessions[] => { const own = sessions.get(touchpointId) ?? []; return own.length === 0 ? [] : [{ date, sessions: own }]; });
  const tasks = { ...(journals === undefined ? {} : { journals }), ...(homework === undefined ? {} : { homework }), ...(messages === undefined ? {} : { messages }) };
  const weekOf = (date: CivilDate): CivilDate => startOfWeek(date, cohort.weekStartsOn);
  const span = spanOf(occurrences, weekOf);
  const rest = { uncounted: uncountedOf(coached, { cadence, participantCount: checked.participantCount }), assumptions: travelMinutes === undefined ? { travelMinutes: 0 } : {} };
  if (span === null) return { load: null, weekCount: 0, weeks: [], ...rest };
  const weekCount = span.starts.length;
  const mean = { sessions: meanSessions(dated, weekCount), ...tasks };
  if (mean.sessions.length > CAPACITY_LIMITS.sessionLoads) throw faultAt(tooManyKinds, ["program", "touchpoints"], { count: mean.sessions.length, limit: CAPACITY_LIMITS.sessionLoads });
  const weeks = loadWeeks(dated, { starts: span.starts, weekOf, reviewMinutes: minutesEachOf({ sessions: [], ...tasks }).minutes });
  const gap = dated.length === 0 ? {} : { longestLiveGapDays: longestGap(dated.map(({ date }) => date), span.ends) };
  const load = minutesEachOf(mean).minutes < 0.01 ? null : { ...mean, ...gap, busiestWeekMinutes: Math.max(...weeks.map(({ totalMinutes }) => totalMinutes)) };
  return { load, weekCount, weeks, ...rest };
}
