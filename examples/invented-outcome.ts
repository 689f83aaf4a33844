/** What became of the plan of the frontline example, and what its reps did before and after: invented, with a truth that nobody there knows. */
import { effect, type wfm } from "coachkit";
import { schedules } from "./invented-site.js";
import { dice } from "./site-people.js";

/** Of a hundred sessions some four do not take place, every eighth ends five or ten minutes early, and of a huddle somebody is missing now and then. */
export function heldSessions(sessions: readonly wfm.PlacedSession[]): wfm.ActualCoachingRecords {
  const draw = dice(680);
  const reasons = ["given-back", "cancelled", "no-show"] as const;
  return {
    microCoaching: [],
    sessions: sessions.map(({ requestId, modalityId, agentIds, coachId, startsAt, endsAt }): wfm.ActualCoaching => {
      if (draw() < 0.04) return { status: "not-held", requestId, reason: reasons[Math.floor(3 * draw())] ?? "other" };
      const early = draw() < 0.125 ? 5 * (1 + Math.floor(2 * draw())) : 0;
      const present = agentIds.length === 1 ? agentIds : agentIds.filter(() => draw() >= 0.05);
      return { status: "held", requestId, modalityId, agentIds: present, coachId, startsAt, endsAt: new Date(Date.parse(endsAt) - 60_000 * early).toISOString().replace(".000Z", "Z") };
    }),
  };
}

/** Half of each team begins, drawn by chance. Everybody is coached as often; those who begin follow the new program in it. */
export const drawn = effect.drawWaitList({ people: schedules.map(({ agentId, teamId = "" }) => ({ personId: agentId, stratumId: teamId })), split: { kind: "count", startCount: 150 }, seed: 20271018, aim: { powerFraction: 0.8, alpha: 0.05, sides: "two-sided" } });

/** How reps change in twelve weeks: those who wait by `alone`, those who began by `truth` more, and everybody by chance. */
const figures = [
  { id: "handle-time", measure: "handle-time", unit: "seconds", direction: "lower-is-better", level: 360, spread: 30, alone: -4, noise: 18, truth: -6 },
  { id: "resolution", measure: "first-contact-resolution", unit: "fraction", direction: "higher-is-better", level: 0.7, spread: 0.04, alone: 0.006, noise: 0.03, truth: 0.01 },
  { id: "conversion", measure: "conversion", unit: "fraction", direction: "higher-is-better", level: 0.04, spread: 0.006, alone: 0.0015, noise: 0.003, truth: 0.001 },
  { id: "satisfaction", measure: "customer-satisfaction", unit: "points", direction: "higher-is-better", level: 4.1, spread: 0.2, alone: 0.02, noise: 0.2, truth: 0.06 },
] as const;
const reports = { instrumentId: "queue-reports", majorVersion: 1 };

/** Each figure of each rep before the start and after twelve weeks; five have left by then. */
export function figuresOfReps() {
  const draw = dice(12);
  const bell = (): number => (draw() + draw() + draw() + draw() - 2) * Math.sqrt(3);
  return figures.map(({ id, measure, unit, direction, level, spread, alone, noise, truth }) => ({
    id, measure, truth,
    study: {
      measure: { unit, direction, baselineInstrument: reports, postInstrument: reports }, assignment: drawn.assignment, confidenceLevel: 0.95,
      people: drawn.people.map(({ personId, arm }, place): effect.EffectPerson => {
        const baseline = level + spread * bell();
        const post = baseline + alone + (arm === "treated" ? truth : 0) + noise * bell();
        return { personId, arm, baseline, post: place % 60 === 59 ? null : post };
      }),
    } satisfies effect.TwoArms,
  }));
}
