import * as z from "zod";
import { Cohort } from "../cadence/index.js";
import { findCompletionListFaults, findRecurrenceFaults } from "../cadence/internal.js";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { Program } from "../program/index.js";
import { ZoneData } from "../time/index.js";
import { zoneDataName, zonesOf } from "../time/internal.js";
import { assignCoaches, byId } from "./assign-coaches.js";
import { bookSessions } from "./book-sessions.js";
import { bookingsOfPeople } from "./booking.js";
import { gatherParticipants, weekOf } from "./gather-participants.js";
import { MATCHING_LIMITS } from "./matching-person.js";
import { Coach, Participant } from "./person.js";
import type { Plan, PlanWarning } from "./session.js";

/** What a plan is made of. */
export interface PlanInput {
  /** The program. */
  readonly program: Program;
  /** The cohort. */
  readonly cohort: Cohort;
  /** Who takes part. */
  readonly participants: readonly Participant[];
  /** Who coaches. */
  readonly coaches: readonly Coach[];
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}

const duplicatePerson: Fault = { code: "assign-sessions.duplicate_person", message: "The person “{id}” stands in {list} twice.", hint: "Remove one of them." };
const unknownCoach: Fault = { code: "assign-sessions.unknown_coach", message: "No coach has the id “{id}”.", hint: "Add the coach, or correct the id." };
const ownCoach: Fault = { code: "assign-sessions.own_coach", message: "“{id}” cannot be coach and participant of one session.", hint: "Choose another coach." };
const ownManager: Fault = { code: "assign-sessions.own_manager", message: "“{id}” manages the participant and cannot be the coach.", hint: "Choose another coach." };
const unknownSegment: Fault = { code: "assign-sessions.unknown_segment", message: "The program has no segment “{id}”.", hint: "Declare it in the program, or correct the id." };
const tooManyPairs: Fault = { code: "assign-sessions.too_many_pairs", message: "{participantCount} participants and {coachCount} coaches make more than {limit} pairs.", hint: "Plan them in parts: by country or by language." };
const unknownSource: Fault = { code: "assign-sessions.unknown_source", message: "The program has no coach source “{id}”.", hint: "Declare it in the program, or correct the id." };

function findDuplicates(list: "participants" | "coaches", people: readonly { readonly id: string }[], report: Report): void {
  for (const [index, { id }] of repeated(people, ({ id }) => id)) report(duplicatePerson, [list, index, "id"], { id, list });
}

/** Faults between a participant and the rest of the input. */
export function findParticipantFaults({ program, participants, coaches }: Pick<PlanInput, "program" | "participants" | "coaches">, report: Report): void {
  const [coachIds, segmentIds] = [new Set(coaches.map(({ id }) => id)), new Set(program.segments.map(({ id }) => id))];
  participants.forEach(({ id, coachId, managerId, segmentId }, index) => {
    if (segmentId !== undefined && !segmentIds.has(segmentId)) report(unknownSegment, ["participants", index, "segmentId"], { id: segmentId });
    if (coachId === undefined) return;
    if (!coachIds.has(coachId)) report(unknownCoach, ["participants", index, "coachId"], { id: coachId });
    else if (coachId === id) report(ownCoach, ["participants", index, "coachId"], { id });
    else if (coachId === managerId) report(ownManager, ["participants", index, "coachId"], { id: coachId });
  });
}

const rules: readonly ((input: PlanInput, report: Report) => void)[] = [
  ({ program, cohort }, report) => { findRecurrenceFaults(program, [cohort.startDate], report); },
  ({ participants }, report) => { findDuplicates("participants", participants, report); },
  ({ coaches }, report) => { findDuplicates("coaches", coaches, report); },
  ({ participants: { length: participantCount }, coaches: { length: coachCount } }, report) => {
    const limit = MATCHING_LIMITS.pairCount;
    if (participantCount * coachCount > limit) report(tooManyPairs, ["coaches"], { participantCount, coachCount, limit });
  },
  findParticipantFaults,
  ({ program, participants }, report) => {
    participants.forEach(({ completions = [] }, index) => { findCompletionListFaults(program, completions, (fault, path, params) => { report(fault, ["participants", index, "completions", ...path], params); }); });
  },
  ({ program, coaches }, report) => {
    const known = new Set((program.coachSources ?? []).map(({ id }) => id));
    coaches.forEach(({ sourceId }, index) => { if (sourceId !== undefined && !known.has(sourceId)) report(unknownSource, ["coaches", index, "sourceId"], { id: sourceId }); });
  },
];

/** Schema of what a plan is made of, with its rules between parts. */
export const PlanInput = z
  .strictObject({
    program: Program,
    cohort: Cohort,
    participants: z.array(Participant).min(1, { error: "The cohort is empty.\nAdd at least one participant." }).max(10_000).readonly(),
    coaches: z.array(Coach).max(2000).readonly(),
    zoneData: z.exactOptional(ZoneData),
  })
  .check(...rules.map((find) => rule(find)))
  .readonly() satisfies z.ZodType<PlanInput>;

/** Whether the program is meant for so many. */
export function sizeWarnings({ advisedParticipants }: Program, participantCount: number): readonly PlanWarning[] {
  if (advisedParticipants === undefined) return [];
  const { minimumCount, maximumCount } = advisedParticipants;
  return participantCount < minimumCount || participantCount > maximumCount ? [{ reason: "cohort-size", participantCount }] : [];
}

/**
 * Who meets whom when: a program in a cohort's calendar with its participants and coaches.
 *
 * Touchpoints on the cohort's clock take place at one instant for all; those on the participant's clock at the same hour of everybody's own zone, moved off everybody's own days off.
 * In one-to-ones each participant keeps one coach throughout; nobody is coached by the own manager. A coach's one-to-ones and groups are booked inside the hours of all who meet, at the free start nearest to the preferred one within the touchpoint's week or window, and within the coach's minutes for the week.
 * What everyone takes part in, and what no coach leads, stands at its own time, also where it lies outside somebody's hours: the session says so under `warnings`.
 * Everybody who may have a coach gets one, as few as can be beyond their coach's share of the participants by minutes (a coach whose week does not hold one one-to-one has none), then with the most hours in common: solved exactly, as `matchCoaches` is, which weighs more.
 * Booking is greedy, in the order of dates and ids (a heuristic): what found no place is listed under `unassigned` with its reason.
 *
 * @throws CoachingError `assign-sessions.*` and all of `expandCadence`
 * @example
 * ```ts
 * const hours = { timeZone: "Europe/Berlin", weekly: { MO: [{ fromTime: "09:00", toTime: "17:00" }], TU: [{ fromTime: "09:00", toTime: "17:00" }], WE: [{ fromTime: "09:00", toTime: "17:00" }], TH: [{ fromTime: "09:00", toTime: "17:00" }], FR: [{ fromTime: "09:00", toTime: "17:00" }] }, holidays: [] };
 * const cohort = { id: "spring", startDate: "2027-03-22", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" };
 * const participants = ["ada", "ben", "cem"].map((id) => ({ id, hours, languages: ["en"] }));
 * const plan = assignSessions({ program: blendedTwelveWeek, cohort, participants, coaches: [{ id: "kim", hours, languages: ["en"], weeklyAvailableMinutes: 600 }] });
 * plan.sessions.filter(({ touchpointId }) => touchpointId === "one-to-one").map(({ date, startTime, participantIds }) => `${date} ${startTime} ${participantIds[0]}`); // => ["2027-05-25 10:00 ada", "2027-05-25 11:00 ben", "2027-05-25 12:00 cem"]
 * plan.unassigned; // => []
 * ```
 */
export function assignSessions(input: PlanInput): Plan {
  const { program, cohort, participants: people, coaches: staff, zoneData } = check(PlanInput, input);
  const zones = zonesOf(zoneData);
  // By id, so that the order of the input changes nothing.
  const participants = people.toSorted(byId);
  const coaches = staff.toSorted(byId);
  const bookings = bookingsOfPeople([...participants, ...coaches], zones);
  const coachAssignments = assignCoaches({ program, participants, coaches, bookings, sampleWeek: weekOf(cohort, 1, zones) });
  const { gatherings, unassigned } = gatherParticipants({ program, cohort, participants, zoneData });
  const booked = bookSessions({ program, cohort, coaches, coachAssignments, bookings, gatherings, zones });
  return { kind: "plan", schemaVersion: 1, programId: program.id, cohortId: cohort.id, sessions: booked.sessions, unassigned: [...unassigned, ...booked.unassigned], coachAssignments, warnings: sizeWarnings(program, participants.length), zoneData: zoneDataName(zoneData) };
}
