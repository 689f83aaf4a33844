import { type CoachMatching, matchCoaches, type MatchingQuestion } from "coachkit/plan";
import type { WorkingHours } from "coachkit/time";
import { oracle } from "./oracle.js";

type Told = readonly [timeZone: string, fromTime: string, toTime: string];
type Compact<Person> = Omit<Person, "hours"> & { readonly hours: Told };
interface CompactQuestion extends Omit<MatchingQuestion, "participants" | "coaches"> {
  readonly participants: readonly Compact<MatchingQuestion["participants"][number]>[];
  readonly coaches: readonly Compact<MatchingQuestion["coaches"][number]>[];
}

function hoursOf([timeZone, fromTime, toTime]: Told): WorkingHours {
  const day = [{ fromTime, toTime }];
  return { timeZone, weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
}
const matched = (question: CompactQuestion): CoachMatching =>
  matchCoaches({ ...question, participants: question.participants.map((one) => ({ ...one, hours: hoursOf(one.hours) })), coaches: question.coaches.map((one) => ({ ...one, hours: hoursOf(one.hours) })) });

/** scipy.optimize.milp with HiGHS: the same objective as a mixed integer program, places as variables of their own (optimization/tools/coach_matching.py). No known divergence. */
oracle("optimization/coach-matching.json", {
  totalScore: (question: CompactQuestion) => matched(question).totalScore,
  unmatchedCount: (question: CompactQuestion) => matched(question).unmatched.length,
});
