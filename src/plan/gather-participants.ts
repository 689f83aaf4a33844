import { type Cadence, type Cohort, type Completion, expandCadence, type Occurrence } from "../cadence/index.js";
import { stableIdOf } from "../identity/internal.js";
import type { Program, Touchpoint } from "../program/index.js";
import { startOfWeek, Weekday, type ZoneData } from "../time/index.js";
import { DAY, dayNumberOf, instantMillisecondsOf, type MillisecondSpan, offsetMillisecondsAt, type Zones, zonesOf, type ZoneTable } from "../time/internal.js";
import { groupParticipants, rotateGroups } from "./group-participants.js";
import type { Participant } from "./person.js";
import type { Unassigned } from "./session.js";

/** Participants who are to meet at an occurrence: what a session is booked for. */
export interface Gathering {
  readonly touchpoint: Touchpoint;
  readonly occurrence: Occurrence;
  /** Tells it from the other gatherings of the occurrence: the participant, the first of the group, or all. */
  readonly key: string;
  readonly participants: readonly Participant[];
  /** From when to when the session may be moved. */
  readonly range: MillisecondSpan;
}

/** What participants are gathered from. */
interface GatheringInput {
  readonly program: Program;
  readonly cohort: Cohort;
  readonly participants: readonly Participant[];
  readonly zoneData: ZoneData | undefined;
  /** How the participants of a touchpoint meet where that is known already, as in a plan that is changed; absent: as the program says. */
  readonly partiesOf?: PartiesOf;
}

/** Who meets together. */
export interface Party {
  readonly key: string;
  readonly participants: readonly Participant[];
}
/** Who goes without, and why. */
export interface Missing {
  readonly participants: readonly Participant[];
  readonly reason: Unassigned["reason"];
}
/** Who meets at an occurrence, and who goes without. */
export interface Parties {
  readonly parties: readonly Party[];
  readonly missing: readonly Missing[];
}
/** How the participants of a touchpoint meet at its occurrences, of which the keys are given, of those without a date too. */
export type PartiesOf = (touchpoint: Touchpoint, members: readonly Participant[], keys: readonly string[]) => (occurrence: Occurrence) => Parties;

/** Made of program, cohort, touchpoint, week and people. */
export const sessionIdOf = (programId: string, { occurrence: { cohortId, key: occurrenceKey }, touchpoint, key }: Pick<Gathering, "occurrence" | "touchpoint" | "key">): string => stableIdOf([programId, cohortId, touchpoint.id, occurrenceKey, key]);

/** The dates `fromDay` to before `beforeDay` on a zone's wall calendar. */
function daysSpan(table: ZoneTable, fromDay: number, beforeDay: number): MillisecondSpan {
  return [instantMillisecondsOf(table, fromDay * DAY), instantMillisecondsOf(table, beforeDay * DAY)];
}

const weekZeroDay = ({ startDate, weekStartsOn }: Cohort): number => dayNumberOf(startOfWeek(startDate, weekStartsOn));

/** A week of the program on the cohort's calendar. */
export const weekOf = (cohort: Cohort, week: number, zones: Zones): MillisecondSpan => daysSpan(zones(cohort.timeZone), weekZeroDay(cohort) + 7 * week, weekZeroDay(cohort) + 7 * week + 7);

/** Counts the weeks of the program on the cohort's calendar: in days, since a week with a clock change is not 168 hours long. */
export function weekNumberOf(cohort: Cohort, zones: Zones): (instant: number) => number {
  const [table, firstDay] = [zones(cohort.timeZone), weekZeroDay(cohort)];
  return (instant) => Math.floor((Math.floor((instant + offsetMillisecondsAt(table, instant)) / DAY) - firstDay) / 7);
}

/** A session may be moved within its window, else within its program week (or the week it was moved to), else within its day. */
function rangeOf(cohort: Cohort, { date, timeZone, week, windowEndDate }: Occurrence, zones: Zones): MillisecondSpan {
  const table = zones(timeZone);
  const day = dayNumberOf(date);
  if (windowEndDate !== null) return daysSpan(table, day, dayNumberOf(windowEndDate) + 1);
  if (week === null) return daysSpan(table, day, day + 1);
  const weekDay = day - ((((day - weekZeroDay(cohort)) % 7) + 7) % 7);
  return daysSpan(table, weekDay, weekDay + 7);
}

const weekdaysOf = ({ hours }: Participant): readonly Weekday[] => (Object.keys(hours.weekly) as Weekday[]).filter((weekday) => (hours.weekly[weekday]?.length ?? 0) > 0).sort();

/** The cohort as it looks from a participant's own calendar: the same weeks, the participant's zone, working week, days off, leave and quiet hours. */
function cohortSeenBy(cohort: Cohort, participant: Participant): Cohort {
  const { hours, leave, quietHours } = participant;
  const names = new Map(cohort.holidays.map(({ date, name }) => [date, name]));
  const workingWeekdays = weekdaysOf(participant);
  return {
    ...cohort,
    timeZone: hours.timeZone,
    workingWeekdays: workingWeekdays.length === 0 ? cohort.workingWeekdays : workingWeekdays,
    holidays: hours.holidays.map((date) => ({ date, name: names.get(date) ?? "Day off" })),
    ...(leave === undefined ? {} : { leave }),
    ...(quietHours === undefined ? {} : { blackouts: [...(cohort.blackouts ?? []), { weekdays: Weekday.options, ...quietHours, name: "Quiet hours" }] }),
  };
}

const takesPart = ({ segmentIds }: Touchpoint, { segmentId }: Participant): boolean => segmentIds === undefined || (segmentId !== undefined && segmentIds.includes(segmentId));

/** Participants who see the cohort's calendar in one way. */
interface Observers {
  readonly seen: Cohort;
  readonly completions: readonly Completion[];
  readonly members: readonly Participant[];
}

/** Participants who live by the same calendar, so that one expansion serves them all. */
function alike(cohort: Cohort, participants: readonly Participant[]): readonly Observers[] {
  const groups = new Map<string, Observers & { readonly members: Participant[] }>();
  for (const participant of participants) {
    const seen = cohortSeenBy(cohort, participant);
    const { completions = [] } = participant;
    const key = JSON.stringify([seen.timeZone, seen.workingWeekdays, seen.holidays, seen.leave, participant.quietHours, completions]);
    const group = groups.get(key) ?? { seen, completions, members: [] };
    group.members.push(participant);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What the gathering of participants collects. */
interface Gathered {
  readonly program: Program;
  readonly zones: Zones;
  readonly cadenceOf: (cohort: Cohort, completions?: readonly Completion[]) => Cadence;
  readonly partiesOf: PartiesOf;
  readonly gatherings: Gathering[];
  readonly unassigned: Unassigned[];
}

const missed = ({ id: occurrenceId, touchpointId, week }: Pick<Occurrence, "id" | "touchpointId" | "week">, { participants, reason }: Missing): Unassigned => ({ occurrenceId, touchpointId, week, participantIds: participants.map(({ id }) => id), reason });

const groupOf = (participants: readonly Participant[]): Party => ({ key: `with-${participants[0]?.id ?? ""}`, participants });

const leftOver = (participants: readonly Participant[]): readonly Missing[] => (participants.length === 0 ? [] : [{ participants, reason: "group-too-small" }]);

/** How participants meet who stay together: each alone, in groups, or all. */
export function steadyParties({ audience }: Touchpoint, members: readonly Participant[]): Parties {
  if (audience.kind === "each") return { parties: members.map((participant) => ({ key: participant.id, participants: [participant] })), missing: [] };
  if (audience.kind === "everyone") return { parties: [{ key: "all", participants: members }], missing: [] };
  const groups = groupParticipants(members, audience);
  return groups === null ? { parties: [], missing: leftOver(members) } : { parties: groups.map(groupOf), missing: [] };
}

/** How participants meet as the program says. Peers change from one occurrence to the next, one without a date included, so that a holiday more changes no other group; all others stay together. */
export function plannedParties(touchpoint: Touchpoint, members: readonly Participant[], keys: readonly string[]): (occurrence: Occurrence) => Parties {
  const { audience } = touchpoint;
  if (audience.kind !== "groups" || audience.rotation === undefined) {
    const steady = steadyParties(touchpoint, members);
    return () => steady;
  }
  const order = keys.toSorted();
  const rounds = rotateGroups(members, { ...audience, rotation: audience.rotation }, order.length).map((round): Parties => ({ parties: round.groups.map(groupOf), missing: leftOver(round.leftOver) }));
  return ({ key }) => rounds[order.indexOf(key)] ?? { parties: [], missing: leftOver(members) };
}

function gather({ program, zones, cadenceOf, partiesOf, gatherings, unassigned }: Gathered, clock: Touchpoint["clock"], { seen, completions, members: participants }: Observers): void {
  const cadence = cadenceOf(seen, completions);
  const locked = new Set(cadence.locked.map(({ touchpointId }) => touchpointId));
  for (const touchpoint of program.touchpoints.filter((one) => one.clock === clock)) {
    const members = participants.filter((participant) => takesPart(touchpoint, participant));
    if (members.length === 0) continue;
    if (locked.has(touchpoint.id)) unassigned.push(missed({ id: stableIdOf([program.id, seen.id, touchpoint.id, "locked"]), touchpointId: touchpoint.id, week: null }, { participants: members, reason: "waits-for-completion" }));
    const skipped = cadence.skipped.filter(({ touchpointId }) => touchpointId === touchpoint.id);
    const occurrences = cadence.occurrences.filter(({ touchpointId }) => touchpointId === touchpoint.id);
    const met = partiesOf(touchpoint, members, [...skipped, ...occurrences].map(({ key }) => key));
    unassigned.push(...skipped.map((one) => missed(one, { participants: members, reason: one.reason })));
    for (const occurrence of occurrences) {
      const { parties, missing } = met(occurrence);
      unassigned.push(...missing.map((one) => missed(occurrence, one)));
      gatherings.push(...parties.map((party) => ({ touchpoint, occurrence, range: rangeOf(seen, occurrence, zones), ...party })));
    }
  }
}

/** What nobody takes part in, since nobody belongs to its segments. */
function gatherNobody({ program, cadenceOf, unassigned }: Gathered, { cohort, participants }: GatheringInput): void {
  const empty = new Set(program.touchpoints.filter((touchpoint) => !participants.some((participant) => takesPart(touchpoint, participant))).map(({ id }) => id));
  if (empty.size === 0) return;
  const { occurrences, skipped } = cadenceOf(cohort);
  unassigned.push(...[...occurrences, ...skipped].filter(({ touchpointId }) => empty.has(touchpointId)).map((one) => missed(one, { participants: [], reason: "no-participants" })));
}

/**
 * Who is to meet at which occurrence. Touchpoints on the cohort's clock are expanded once; those on the participants' own clocks once for each calendar that participants live by.
 */
export function gatherParticipants(input: GatheringInput): { readonly gatherings: readonly Gathering[]; readonly unassigned: readonly Unassigned[] } {
  const { program, cohort, participants, zoneData, partiesOf = plannedParties } = input;
  const known = zoneData === undefined ? {} : { zoneData };
  const gathered: Gathered = { program, zones: zonesOf(zoneData), cadenceOf: (seen, completions = []) => expandCadence({ program, cohort: seen, completions, ...known }), partiesOf, gatherings: [], unassigned: [] };
  gatherNobody(gathered, input);
  gather(gathered, "cohort", { seen: cohort, completions: [], members: participants });
  for (const observers of alike(cohort, participants)) gather(gathered, "participant", observers);
  return gathered;
}
