import type { ActivityMeaning, AgentSkills, CsvFormat } from "coachkit/interchange";
import type { AgentSchedule, PlacedSession } from "coachkit/wfm";
import fc from "fast-check";

export const activities: readonly ActivityMeaning[] = [
  { activity: "Phone", kind: "on-queue" }, { activity: "Pause", kind: "break" }, { activity: "Lunch", kind: "meal" }, { activity: "Mail", kind: "off-queue" },
  { activity: "Leave", kind: "not-working" }, { activity: "Coaching", kind: "coaching", modalityId: "one-to-one" }, { activity: "=Huddle", kind: "coaching", modalityId: "group" },
];
export const agents: readonly AgentSkills[] = [{ agentId: "a1", teamId: "north", skills: [{ skillId: "billing", shareFraction: 1 }] }, { agentId: "+a2", skills: [{ skillId: "sales", shareFraction: 0.5 }] }];
export const instants: CsvFormat = { times: "instant", separator: "," };
export const local: CsvFormat = { times: "local", separator: ";", timeZone: "Europe/Berlin" };
export const span = (startsAt: string, endsAt: string) => ({ startsAt: `2026-10-05T${startsAt}:00Z`, endsAt: `2026-10-05T${endsAt}:00Z` });

const instantAt = (minute: number): string => new Date(Date.UTC(2026, 9, 24, 20) + minute * 60_000).toISOString().replace(".000Z", "Z");
/** Shifts over the night in which the clock in Berlin is set back, with breaks and sessions in them, none of which touch. */
export const plans: fc.Arbitrary<{ readonly schedules: readonly AgentSchedule[]; readonly sessions: readonly PlacedSession[] }> = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 90 }), parts: fc.array(fc.record({ length: fc.integer({ min: 1, max: 60 }), kind: fc.constantFrom("queue", "break", "session") }), { minLength: 1, maxLength: 8 }) }), { maxLength: 4 }).map((shifts) => {
  let [minute, count] = [0, 0];
  const sessions: PlacedSession[] = [];
  const own = shifts.map(({ gap, parts }) => {
    minute += gap;
    const [start, breaks] = [minute, [] as { startsAt: string; endsAt: string }[]];
    for (const { length, kind } of parts) {
      const times = { startsAt: instantAt(minute), endsAt: instantAt(minute + length) };
      if (kind === "break") breaks.push(times);
      if (kind === "session") sessions.push({ requestId: `s${String(count += 1)}`, modalityId: count % 2 === 0 ? "group" : "one-to-one", agentIds: ["+a2"], coachId: count % 3 === 0 ? null : "@c", ...times, transitionMinutes: 0 });
      minute += length;
    }
    return { startsAt: instantAt(start), endsAt: instantAt(minute), breaks };
  });
  return { schedules: [{ ...agents[1]!, shifts: own }, { ...agents[0]!, shifts: [] }], sessions };
});
