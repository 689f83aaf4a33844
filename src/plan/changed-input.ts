import type { CivilDate } from "../unit/index.js";
import { DAY, dayNumberOf, instantMillisecondsOf, instantText, type Zones } from "../time/internal.js";
import type { PlanInput } from "./assign-sessions.js";
import type { Coach, Participant } from "./person.js";
import type { CoachOnLeave, HolidayAdded, PlanChange } from "./plan-change.js";

function withHoliday<Person extends Participant | Coach>(people: readonly Person[], { holiday: { date }, personIds }: HolidayAdded): readonly Person[] {
  const concerned = personIds === undefined ? null : new Set(personIds);
  return people.map((person) => (concerned?.has(person.id) === false || person.hours.holidays.includes(date) ? person : { ...person, hours: { ...person.hours, holidays: [...person.hours.holidays, date] } }));
}

/** The first instant of a date on a person's calendar. */
const midnight = ({ hours: { timeZone } }: Participant | Coach, date: CivilDate, zones: Zones, daysLater: number): number => instantMillisecondsOf(zones(timeZone), (dayNumberOf(date) + daysLater) * DAY);

function onLeave(coach: Coach, { coachId, fromDate, toDate }: CoachOnLeave, zones: Zones): Coach {
  if (coach.id !== coachId) return coach;
  return { ...coach, busy: [...(coach.busy ?? []), { startsAt: instantText(midnight(coach, fromDate, zones, 0)), endsAt: instantText(midnight(coach, toDate, zones, 1)) }] };
}

function withChange(input: PlanInput, change: PlanChange, zones: Zones): PlanInput {
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
      return { ...input, coaches: coaches.map((coach) => onLeave(coach, change, zones)) };
    case "session-moved":
      return input;
  }
}

/** The input as the changes leave it: days off in everybody's hours, leaves among the coaches' busy times, people gone and come. */
export const changedInput = (input: PlanInput, changes: readonly PlanChange[], zones: Zones): PlanInput => changes.reduce((changed, change) => withChange(changed, change, zones), input);
