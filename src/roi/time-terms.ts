import { type Fault, repeated, type Report } from "../error/index.js";
import type { Coach, Plan } from "../plan/index.js";
import type { Program, Touchpoint } from "../program/index.js";
import { coachTimeAround } from "../program/internal.js";
import { type CivilDate, Id, type Minutes } from "../unit/index.js";
import type { TimeActivity, TimeRole } from "./rate-card.js";
import type { PersonRegion, PersonTime, SessionTime } from "./session-time.js";

/** What tells how much time a session takes besides its live time, and where its people are paid. */
export interface TimeTerms {
  readonly program: Program;
  readonly coaches: readonly Coach[];
  readonly regions?: readonly PersonRegion[];
}

/** A session as far as its time goes: planned, or as it was. */
export interface TimedSession {
  readonly id: Id;
  readonly date: CivilDate;
  readonly touchpointId: Id;
  readonly coachId: Id | null;
  readonly coachMinutes: Minutes;
  readonly participants: readonly { readonly personId: Id; readonly minutes: Minutes }[];
}

const otherProgram: Fault = { code: "time-terms.other_program", message: "The plan is of the program “{planned}”, not of “{given}”.", hint: "Pass the program that the plan was made of." };
const unknownTouchpoint: Fault = { code: "time-terms.unknown_touchpoint", message: "The program has no touchpoint “{id}”.", hint: "Pass the program that the plan was made of." };
const unknownCoach: Fault = { code: "time-terms.unknown_coach", message: "No coach has the id “{id}”.", hint: "Add the coach, or correct the id." };
const unknownSource: Fault = { code: "time-terms.unknown_source", message: "The program has no coach source “{id}”.", hint: "Declare it in the program, or correct the id." };
const duplicatePerson: Fault = { code: "time-terms.duplicate_person", message: "The person “{id}” stands in {list} twice.", hint: "Remove one of them." };

function findDuplicates(ids: readonly Id[], report: Report, { list, key }: { readonly list: string; readonly key: string }): void {
  for (const [index, id] of repeated(ids, (id) => id)) report(duplicatePerson, [list, index, key], { id, list });
}

/** The faults between the terms. Each kind is looked for by itself, so that a faulty shape in one list does not hide the faults of another. */
export const termRules: readonly ((terms: TimeTerms, report: Report) => void)[] = [
  ({ program, coaches }, report) => {
    const known = new Set((program.coachSources ?? []).map(({ id }) => id));
    coaches.forEach(({ sourceId: id }, index) => { if (id !== undefined && !known.has(id)) report(unknownSource, ["coaches", index, "sourceId"], { id }); });
  },
  ({ coaches }, report) => { findDuplicates(coaches.map(({ id }) => id), report, { list: "coaches", key: "id" }); },
  ({ regions = [] }, report) => { findDuplicates(regions.map(({ personId }) => personId), report, { list: "regions", key: "personId" }); },
];

interface Place {
  readonly report: Report;
  readonly at: readonly string[];
}

/** The fault between the terms and the plan at `at`. */
export function findOtherProgram({ program }: TimeTerms, { programId }: Plan, { report, at }: Place): void {
  // a faulty id is named elsewhere
  const areIds = [programId, program.id].every((id) => Id.safeParse(id).success);
  if (areIds && programId !== program.id) report(otherProgram, [...at, "programId"], { planned: programId, given: program.id });
}

/** The faults between the terms and the sessions at `at`. */
export function findHeldFaults(terms: TimeTerms, sessions: readonly { readonly touchpointId: Id; readonly coachId?: Id | null }[], { report, at }: Place): void {
  const touchpoints = new Set(terms.program.touchpoints.map(({ id }) => id));
  const coaches = new Set(terms.coaches.map(({ id }) => id));
  sessions.forEach(({ touchpointId, coachId = null }, index) => {
    if (!touchpoints.has(touchpointId)) report(unknownTouchpoint, [...at, index, "touchpointId"], { id: touchpointId });
    if (coachId !== null && !coaches.has(coachId)) report(unknownCoach, [...at, index, "coachId"], { id: coachId });
  });
}

type TimeSlice = readonly [activity: TimeActivity, minutes: Minutes];
type Person = Omit<PersonTime, "activity" | "minutes">;
const participantTasks = ({ prepTasks = [] }: Touchpoint): Minutes => prepTasks.filter(({ role }) => role === "participant").reduce((sum, { durationMinutes }) => sum + durationMinutes, 0);
const taken = (slices: readonly TimeSlice[], person: Person): readonly PersonTime[] => slices.filter(([, minutes]) => minutes > 0).map(([activity, minutes]) => ({ ...person, activity, minutes }));

/** Tells the time of sessions under these terms. */
export function timeUnder({ program, coaches, regions = [] }: TimeTerms): (session: TimedSession) => SessionTime {
  const touchpoints = new Map(program.touchpoints.map((touchpoint) => [touchpoint.id, touchpoint]));
  const sourceIds = new Map(coaches.map(({ id, sourceId }) => [id, sourceId]));
  const contracts = new Map((program.coachSources ?? []).map(({ id, contract }) => [id, contract]));
  const regionOf = new Map(regions.map(({ personId, region }) => [personId, region]));
  const person = (personId: Id, role: TimeRole, sourceId: Id | undefined): Person => {
    const region = regionOf.get(personId);
    return { personId, role, ...(sourceId === undefined ? {} : { sourceId }), ...(region === undefined ? {} : { region }) };
  };
  const coachTimes = ({ coachId, coachMinutes }: TimedSession, touchpoint: Touchpoint): readonly PersonTime[] => {
    if (coachId === null) return [];
    const sourceId = sourceIds.get(coachId);
    const { preparationMinutes, noteMinutes } = coachTimeAround(touchpoint, contracts.get(sourceId ?? ""));
    return taken([["live", coachMinutes], ["preparation", preparationMinutes], ["notes", noteMinutes]], person(coachId, "coach", sourceId));
  };
  return (session) => {
    const touchpoint = touchpoints.get(session.touchpointId) as Touchpoint;
    const preparation: TimeSlice = ["preparation", participantTasks(touchpoint)];
    const participantTimes = session.participants.flatMap(({ personId, minutes }) => taken([["live", minutes], preparation], person(personId, "participant", undefined)));
    return { id: session.id, date: session.date, ...(touchpoint.modality === undefined ? {} : { modality: touchpoint.modality }), personTimes: [...coachTimes(session, touchpoint), ...participantTimes] };
  };
}
