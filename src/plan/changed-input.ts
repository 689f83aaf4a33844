import type { Completion } from "../cadence/index.js";
import type { Leave } from "../time/index.js";
import type { Id } from "../unit/index.js";
import type { PlanInput } from "./assign-sessions.js";
import type { Coach, Participant } from "./person.js";
import type { HolidayAdded, PlanChange } from "./plan-change.js";

function withHoliday<Person extends Participant | Coach>(people: readonly Person[], { holiday: { date }, personIds }: HolidayAdded): readonly Person[] {
  const concerned = personIds === undefined ? null : new Set(personIds);
  return people.map((person) => (concerned?.has(person.id) === false || person.hours.holidays.includes(date) ? person : { ...person, hours: { ...person.hours, holidays: [...person.hours.holidays, date] } }));
}

/** A person with another leave; one that lies in a leave known already adds nothing. */
function withLeave<Person extends Participant | Coach>(people: readonly Person[], personId: Id, { fromDate, toDate }: Leave): readonly Person[] {
  return people.map((person) => {
    const { leave = [] } = person;
    return person.id !== personId || leave.some((known) => known.fromDate <= fromDate && known.toDate >= toDate) ? person : { ...person, leave: [...leave, { fromDate, toDate }] };
  });
}

function withCompletion(participant: Participant, { touchpointId, completedDate }: Completion): Participant {
  const { completions = [] } = participant;
  return { ...participant, completions: [...completions, { touchpointId, completedDate }] };
}

function withChange(input: PlanInput, change: PlanChange): PlanInput {
  const { cohort, participants, coaches } = input;
  switch (change.kind) {
    case "start-date-moved":
      return { ...input, cohort: { ...cohort, startDate: change.startDate } };
    case "holiday-added": {
      const isCohorts = change.personIds === undefined && !cohort.holidays.some(({ date }) => date === change.holiday.date);
      return { ...input, cohort: isCohorts ? { ...cohort, holidays: [...cohort.holidays, change.holiday] } : cohort, participants: withHoliday(participants, change), coaches: withHoliday(coaches, change) };
    }
    case "participant-left":
      return { ...input, participants: participants.filter(({ id }) => id !== change.participantId) };
    case "participant-joined":
      return { ...input, participants: [...participants, change.participant] };
    case "coach-on-leave":
      return { ...input, coaches: withLeave(coaches, change.coachId, change) };
    case "participant-on-leave":
      return { ...input, participants: withLeave(participants, change.participantId, change) };
    case "touchpoint-completed":
      return { ...input, participants: participants.map((participant) => (participant.id === change.participantId ? withCompletion(participant, change) : participant)) };
    case "session-moved":
      return input;
  }
}

/** The input as the changes leave it: days off in everybody's hours, leaves and completions with the people, people gone and come. Who joins is there for all other changes, in whatever order these come. */
export const changedInput = (input: PlanInput, changes: readonly PlanChange[]): PlanInput => {
  const isJoining = ({ kind }: PlanChange): boolean => kind === "participant-joined";
  return [...changes.filter(isJoining), ...changes.filter((change) => !isJoining(change))].reduce(withChange, input);
};
