import type { Program } from "../program.js";

/**
 * Frontline micro-coaching for a contact center of 300 representatives: five minutes after some calls, peer huddles, summaries of calls by AI that a person reads.
 *
 * Read here: "after calls" is a sample of one call in ten and at most four a day. After every one of 40 calls it would take 41.7 % of an eight-hour shift, after one in ten 4.2 %.
 * Huddles stand in the even weeks and gather ten at most. Lengths other than the five minutes are ours.
 */
export const frontlineMicroCoaching: Program = {
  kind: "program",
  schemaVersion: 1,
  id: "frontline-micro-coaching",
  title: "Frontline micro-coaching",
  practice: "coaching",
  phase: "scale",
  weekCount: 12,
  segments: [],
  targetBehaviors: [
    { id: "de-escalates", title: "Names the caller's concern before offering a solution", kpiIds: ["call-resolution", "customer-satisfaction"] },
    { id: "confirms-resolution", title: "Confirms the solution before ending the call", kpiIds: ["call-resolution", "handle-time"] },
  ],
  touchpoints: [
    {
      id: "after-call", title: "Micro-coaching after a call", modality: "micro", method: "supervised-practice", durationMinutes: 5,
      timing: { kind: "after-contact", sampledFraction: 0.1, maximumCountPerDay: 4 },
      clock: "participant", audience: { kind: "each" }, ledBy: "manager", isScheduled: false, agenda: [{ title: "One thing that worked, one to try on the next call" }],
    },
    {
      id: "huddle", title: "Peer huddle", modality: "peer", method: "supervised-practice", durationMinutes: 30,
      timing: { kind: "every-weeks", everyWeeks: 2, fromWeek: 2, toWeek: 12, weekdays: ["WE"], startTime: "14:00" },
      clock: "cohort", audience: { kind: "groups", minimumCount: 3, maximumCount: 10 }, ledBy: "peer", isScheduled: true, agenda: [{ title: "The hardest call of the last two weeks" }],
    },
    {
      id: "call-summary", title: "AI summary of the week's calls", modality: "ai", durationMinutes: 5,
      timing: { kind: "every-weeks", everyWeeks: 1, fromWeek: 1, toWeek: 12, weekdays: ["MO"], startTime: "09:00" },
      clock: "participant", audience: { kind: "each" }, ledBy: "ai", isScheduled: true, agenda: [{ title: "Patterns in the week's calls, read by the team leader first" }],
    },
  ],
};
