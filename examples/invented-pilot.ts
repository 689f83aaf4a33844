/** An invented company with a known truth, for the pilot example: the same people, weeks and chance each time, only the true effect differs. */
import type { cadence, delivery, kpi, plan, rubric, time } from "coachkit";

/** Draws from a stream that begins at `seed`: xorshift of 32 bits, enough for a tale and for nothing else. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const numbered = (prefix: string, count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, "0")}`);
const day = ["MO", "TU", "WE", "TH", "FR"] as const;
const hours: time.WorkingHours = { timeZone: "Europe/Berlin", weekly: Object.fromEntries(day.map((weekday) => [weekday, [{ fromTime: "08:00", toTime: "17:00" }]])), holidays: [] };

/** Thirty new managers on two sites; every three report to one line manager. */
export const nominees = numbered("manager", 30).map((personId, index) => ({ personId, site: index % 2 === 0 ? "berlin" : "pune", lineManagerId: `head-${String(Math.floor(index / 3) + 1).padStart(2, "0")}` }));
export const cohort: cadence.Cohort = { id: "autumn-2027", startDate: "2027-09-27", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: day, holidays: [], holidayPolicy: "previous-working-day" };
export const coaches: readonly plan.Coach[] = ["kim", "lea"].map((id) => ({ id, hours, languages: ["en"], weeklyAvailableMinutes: 900 }));
/** The new manager as a participant of the plan. */
export const participantOf = ({ personId, lineManagerId }: (typeof nominees)[number]): plan.Participant => ({ id: personId, hours, languages: ["en"], managerId: lineManagerId });

/** Observed one-to-ones of one wave: when, and how much better than at first those who began are by then, as a share of the whole effect. */
const waves = [
  { id: "baseline-1", date: "2027-08-31", reachedFraction: 0 }, { id: "baseline-2", date: "2027-09-14", reachedFraction: 0 },
  { id: "week-6", date: "2027-11-10", reachedFraction: 0.6 }, { id: "week-12", date: "2027-12-22", reachedFraction: 1 },
] as const;

/** What was recorded. */
export interface Recorded {
  /** Two observed one-to-ones for each new manager and wave; one of each is rated by a second rater. */
  readonly observations: readonly rubric.Observation[];
  /** What became of the sessions. */
  readonly deliveriesOf: (ofPlan: plan.Plan) => readonly delivery.Delivery[];
  /** What line managers did to keep the new behavior alive. */
  readonly acts: readonly delivery.ReinforcementAct[];
  /** The pulse of the teams of those who began, five people each, before the start and at each look. */
  readonly pulse: Readonly<Record<"before" | "week-6" | "week-12", kpi.PulseWave>>;
}

const logistic = (score: number): number => 1 / (1 + Math.exp(-score));

/** What was recorded in a world where the program moves behavior by `trueEffect` on the logistic scale: 0 is no effect. `begin` are those whom chance let begin. */
export function recordPilot({ trueEffect, begin, ofRubric }: { readonly trueEffect: number; readonly begin: readonly string[]; readonly ofRubric: rubric.Rubric }): Recorded {
  const draw = dice(2027);
  const bell = (): number => (draw() + draw() + draw() + draw() - 2) * Math.sqrt(3);
  const skill = new Map(nominees.map(({ personId }) => [personId, 0.7 * bell()]));
  const left = begin[4];

  const observations = waves.flatMap(({ id: wave, date, reachedFraction }) => nominees.flatMap(({ personId }) => [1, 2].flatMap((conversation): readonly rubric.Observation[] => {
    const score = (skill.get(personId) ?? 0) + (begin.includes(personId) ? trueEffect * reachedFraction : 0) + 0.3 * bell();
    const levels = ofRubric.criteria.map(({ id: criterionId }) => ({ criterionId, status: "observed" as const, level: 1 + [1.2, 0, -1.2].filter((step) => draw() < logistic(score + step)).length }));
    const seconds = levels.map(({ criterionId, level }) => ({ criterionId, status: "observed" as const, level: draw() < 0.8 ? level : Math.max(1, Math.min(4, level + (draw() < 0.5 ? -1 : 1))) }));
    if (personId === left && reachedFraction > 0) return [];
    const observed = { rubricId: ofRubric.id, rubricVersion: ofRubric.version, participantId: personId, observedAt: `${date}T09:00:00Z` };
    const id = `${wave}/${personId}/${String(conversation)}`;
    const own: rubric.Observation = { id: `${id}/one`, ...observed, raterId: "rater-one", ratings: levels };
    return conversation === 1 ? [own, { id: `${id}/two`, ...observed, raterId: "rater-two", ratings: seconds }] : [own];
  })));

  const heads = [...new Set(nominees.filter(({ personId }) => begin.includes(personId)).map(({ lineManagerId }) => lineManagerId))];
  const acts = heads.flatMap((managerId, place) => Array.from({ length: 12 }, (_, week) => ({ week, isDone: draw() < (place === 1 ? 0.2 : 0.93) })).filter(({ isDone }) => isDone).map(({ week }): delivery.ReinforcementAct => (
    { id: `${managerId}/${String(week + 1)}`, managerId, actedAt: new Date(Date.UTC(2027, 9, 8 + 7 * week, 10)).toISOString(), kind: "feedback" })));

  const team = begin.flatMap((personId) => numbered(`${personId}/team`, 5));
  const mood = new Map(team.map((respondentId) => [respondentId, 3.6 + 0.5 * bell()]));
  const waveOf = (rise: number): kpi.PulseWave => ({
    instrumentId: "team-pulse-1", invitedIds: team,
    answers: team.filter(() => draw() < 0.88).map((respondentId) => ({ respondentId, ratings: ["clarity", "support"].map((itemId) => ({ itemId, rating: Math.max(1, Math.min(5, Math.round((mood.get(respondentId) ?? 3) + rise + 0.4 * bell()))) })) })),
  });
  const lifted = trueEffect > 0 ? 0.15 : 0;
  const pulse = { before: waveOf(0), "week-6": waveOf(lifted / 2), "week-12": waveOf(lifted) };

  return {
    observations, acts, pulse,
    deliveriesOf: ({ sessions }) => {
      const chance = dice(15);
      return sessions.map(({ id: sessionId, touchpointId, startsAt, endsAt, coachId, participantIds }): delivery.Delivery => {
        const present = participantIds.filter((participantId) => chance() < 0.92 && !(participantId === left && startsAt > "2027-10-20"));
        return present.length === 0
          ? { id: `of/${sessionId}`, status: "no-show", sessionId, touchpointId }
          : { id: `of/${sessionId}`, status: "held", sessionId, touchpointId, startsAt, endsAt, coachId, attendance: present.map((participantId) => ({ participantId, status: "attended" })) };
      });
    },
  };
}
