import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { Coach, Plan, type Session } from "../plan/index.js";
import { type ContractTerms, Program, type Touchpoint } from "../program/index.js";
import { CivilDate, Id, Minutes } from "../unit/index.js";
import { TimeActivity, TimeRole } from "./rate-card.js";

/** The time of one person in a session, or around it. */
export interface PersonTime {
  /** Whose. */
  readonly personId: Id;
  /** As whom. */
  readonly role: TimeRole;
  /** What it went into. */
  readonly activity: TimeActivity;
  /** How long. */
  readonly minutes: Minutes;
  /** The coach source, where the rate depends on it. */
  readonly sourceId?: Id;
  /** The region, where the rate depends on it. */
  readonly region?: Id;
}
/** Schema of a person's time. */
export const PersonTime = z.strictObject({ personId: Id, role: TimeRole, activity: TimeActivity, minutes: Minutes, sourceId: z.exactOptional(Id), region: z.exactOptional(Id) }).readonly() satisfies z.ZodType<PersonTime>;

/** The time that one session takes of everybody in it: planned or, from records, as it was. */
export interface SessionTime {
  /** The session, or the record of what took place. */
  readonly id: Id;
  /** The day it counts for; it picks the exchange rate. */
  readonly date: CivilDate;
  /** Its modality, where the rate depends on it. */
  readonly modality?: Id;
  /** Whose time; at most 10,000 entries. */
  readonly personTimes: readonly PersonTime[];
}
/** Schema of a session's time. */
export const SessionTime = z.strictObject({ id: Id, date: CivilDate, modality: z.exactOptional(Id), personTimes: z.array(PersonTime).max(10_000).readonly() }).readonly() satisfies z.ZodType<SessionTime>;

/** Where a person is paid. */
export interface PersonRegion {
  /** A participant or a coach. */
  readonly personId: Id;
  /** The region, as the rate cards name it. */
  readonly region: Id;
}
/** Schema of a person's region. */
export const PersonRegion = z.strictObject({ personId: Id, region: Id }).readonly() satisfies z.ZodType<PersonRegion>;

/** A plan, and what is needed to tell the time it takes. */
export interface PlannedTimeInput {
  /** The program of the plan: modalities, prep tasks and the coaches' contracts. */
  readonly program: Program;
  /** Who meets whom when. */
  readonly plan: Plan;
  /** The coaches of the plan, for their sources. */
  readonly coaches: readonly Coach[];
  /** Where people are paid, where rates depend on it; absent for those who are not listed. */
  readonly regions?: readonly PersonRegion[];
}

const otherProgram: Fault = { code: "session-time.other_program", message: "The plan is of the program “{planned}”, not of “{given}”.", hint: "Pass the program that the plan was made of." };
const unknownTouchpoint: Fault = { code: "session-time.unknown_touchpoint", message: "The program has no touchpoint “{id}”.", hint: "Pass the program that the plan was made of." };
const unknownCoach: Fault = { code: "session-time.unknown_coach", message: "No coach has the id “{id}”.", hint: "Add the coach, or correct the id." };
const unknownSource: Fault = { code: "session-time.unknown_source", message: "The program has no coach source “{id}”.", hint: "Declare it in the program, or correct the id." };
const duplicatePerson: Fault = { code: "session-time.duplicate_person", message: "The person “{id}” stands in {list} twice.", hint: "Remove one of them." };

function findDuplicates(list: "coaches" | "regions", ids: readonly Id[], report: Report): void {
  const key = list === "coaches" ? "id" : "personId";
  const seen = new Set<Id>();
  ids.forEach((id, index) => {
    if (seen.has(id)) report(duplicatePerson, [list, index, key], { id, list });
    seen.add(id);
  });
}

const rules: readonly ((input: PlannedTimeInput, report: Report) => void)[] = [
  ({ program, plan }, report) => { if (plan.programId !== program.id) report(otherProgram, ["plan", "programId"], { planned: plan.programId, given: program.id }); },
  ({ program, plan }, report) => {
    const known = new Set(program.touchpoints.map(({ id }) => id));
    plan.sessions.forEach(({ touchpointId: id }, index) => { if (!known.has(id)) report(unknownTouchpoint, ["plan", "sessions", index, "touchpointId"], { id }); });
  },
  ({ plan, coaches }, report) => {
    const known = new Set(coaches.map(({ id }) => id));
    plan.sessions.forEach(({ coachId: id }, index) => { if (id !== null && !known.has(id)) report(unknownCoach, ["plan", "sessions", index, "coachId"], { id }); });
  },
  ({ program, coaches }, report) => {
    const known = new Set((program.coachSources ?? []).map(({ id }) => id));
    coaches.forEach(({ sourceId: id }, index) => { if (id !== undefined && !known.has(id)) report(unknownSource, ["coaches", index, "sourceId"], { id }); });
  },
  ({ coaches }, report) => { findDuplicates("coaches", coaches.map(({ id }) => id), report); },
  ({ regions = [] }, report) => { findDuplicates("regions", regions.map(({ personId }) => personId), report); },
];

/** Schema of a plan whose time is asked for. */
export const PlannedTimeInput = z
  .strictObject({ program: Program, plan: Plan, coaches: z.array(Coach).max(10_000).readonly(), regions: z.exactOptional(z.array(PersonRegion).max(100_000).readonly()) })
  .check(...rules.map((find) => rule(find)))
  .readonly() satisfies z.ZodType<PlannedTimeInput>;

type TimeSlice = readonly [activity: TimeActivity, minutes: Minutes];
const minutesOfTasks = ({ prepTasks = [] }: Touchpoint, role: "coach" | "participant"): Minutes => prepTasks.filter((task) => task.role === role).reduce((sum, { durationMinutes }) => sum + durationMinutes, 0);
const slicesOfCoach = (touchpoint: Touchpoint, contract: ContractTerms | undefined): readonly TimeSlice[] => [["preparation", contract?.preparationMinutes ?? minutesOfTasks(touchpoint, "coach")], ["notes", contract?.noteMinutes ?? 0]];
const taken = (slices: readonly TimeSlice[], person: Omit<PersonTime, "activity" | "minutes">): readonly PersonTime[] => slices.filter(([, minutes]) => minutes > 0).map(([activity, minutes]) => ({ ...person, activity, minutes }));

/**
 * The time that a plan takes of its people, session by session: the coach's live time with preparation and notes as the contract of the coach's source states them, each participant's live time and prep tasks.
 * Sessions that are only offered count too. A coach without a source has no contract: then the coach's prep tasks of the touchpoint count as preparation, and no notes do.
 * The plan does not say which manager or peer leads: add their time, and that of sessions that were not planned, in the same shape.
 *
 * @throws CoachingError `session-time.other_program`, `session-time.unknown_touchpoint`, `session-time.unknown_coach`, `session-time.unknown_source`, `session-time.duplicate_person`, `input.*`
 * @example
 * ```ts
 * const plan: Plan = { kind: "plan", schemaVersion: 1, programId: blendedTwelveWeek.id, cohortId: "spring", sessions: [], unassigned: [], coachAssignments: [], zoneData: "runtime" };
 * plannedSessionTimes({ program: blendedTwelveWeek, plan, coaches: [] }); // => []
 * ```
 */
export function plannedSessionTimes(input: PlannedTimeInput): readonly SessionTime[] {
  const { program, plan, coaches, regions = [] } = check(PlannedTimeInput, input);
  const touchpoints = new Map(program.touchpoints.map((touchpoint) => [touchpoint.id, touchpoint]));
  const sourceIds = new Map(coaches.map(({ id, sourceId }) => [id, sourceId]));
  const contracts = new Map((program.coachSources ?? []).map(({ id, contract }) => [id, contract]));
  const regionOf = new Map(regions.map(({ personId, region }) => [personId, region]));
  const person = (personId: Id, role: TimeRole, sourceId: Id | undefined): Omit<PersonTime, "activity" | "minutes"> => {
    const region = regionOf.get(personId);
    return { personId, role, ...(sourceId === undefined ? {} : { sourceId }), ...(region === undefined ? {} : { region }) };
  };
  const coachTimes = ({ coachId, durationMinutes }: Session, touchpoint: Touchpoint): readonly PersonTime[] => {
    if (coachId === null) return [];
    const sourceId = sourceIds.get(coachId);
    return taken([["live", durationMinutes], ...slicesOfCoach(touchpoint, contracts.get(sourceId ?? ""))], person(coachId, "coach", sourceId));
  };
  return plan.sessions.map((session) => {
    const touchpoint = touchpoints.get(session.touchpointId) as Touchpoint;
    const slices: readonly TimeSlice[] = [["live", session.durationMinutes], ["preparation", minutesOfTasks(touchpoint, "participant")]];
    const participantTimes = session.participantIds.flatMap((personId) => taken(slices, person(personId, "participant", undefined)));
    return { id: session.id, date: session.date, ...(touchpoint.modality === undefined ? {} : { modality: touchpoint.modality }), personTimes: [...coachTimes(session, touchpoint), ...participantTimes] };
  });
}
