/**
 * The instance of placement-instance.mjs as a host would ask: agents in teams of 15 with a coach each, ten days, one session of half an hour per agent and week, a forecast in half hours that peaks twice a day.
 * Loads follow the staff at 92 to 97 %, so that every half hour can spare somebody and few can spare many; callers hang up after two minutes.
 */
import { streamOf } from "./random.mjs";

const days = 10;
const halfHours = 48;
const teamSize = 15;
const shiftHalfHours = 17;
const breakAfter = 8;
const handleTimeSeconds = 300;
const firstMidnight = Date.UTC(2026, 9, 5);

const instantOf = (half) => new Date(firstMidnight + half * 1_800_000).toISOString().replace(".000Z", "Z");
const spanOf = (from, to) => ({ startsAt: instantOf(from), endsAt: instantOf(to) });

function agentsOf(agentCount, staff, random) {
  return Array.from({ length: agentCount }, (_, agent) => {
    const usual = 12 + Math.floor(random() * 17);
    const shifts = [];
    for (let day = 0; day < days; day += 1) {
      if (random() < 0.08) continue;
      const start = day * halfHours + Math.min(30, usual + Math.floor(random() * 3));
      for (let at = start; at < start + shiftHalfHours; at += 1) if (at !== start + breakAfter) staff[at] += 1;
      shifts.push({ ...spanOf(start, start + shiftHalfHours), breaks: [spanOf(start + breakAfter, start + breakAfter + 1)] });
    }
    return { agentId: `agent-${agent}`, skills: [{ skillId: "calls", shareFraction: 1 }], shifts };
  });
}

function coachOf(coach, random) {
  const start = 14 + Math.floor(random() * 6);
  const free = [];
  for (let day = 0; day < days; day += 1) {
    for (let at = start; at < start + shiftHalfHours; at += 1) if (random() < 0.55 && at !== start + breakAfter) free.push(spanOf(day * halfHours + at, day * halfHours + at + 1));
  }
  return { coachId: `coach-${coach}`, free };
}

/** Contacts of a half hour: two peaks, at which the load comes near to the staff. */
function contactsIn(half, staff, random) {
  const hour = (half % halfHours) / 2;
  const shape = 0.91 + 0.05 * (Math.exp(-((hour - 11) ** 2) / 3) + 0.8 * Math.exp(-((hour - 15.5) ** 2) / 4)) + 0.03 * (random() - 0.5);
  return Math.round((staff * shape * 1800 * 10) / handleTimeSeconds) / 10;
}

/** What `placeSessions` is asked, for so many agents; sessions may start every `startEveryMinutes`. */
export function shiftRequest(agentCount, startEveryMinutes = 30) {
  const random = streamOf(agentCount);
  const staff = new Uint32Array(days * halfHours);
  const agents = agentsOf(agentCount, staff, random);
  const coaches = Array.from({ length: Math.ceil(agentCount / teamSize) }, (_, coach) => coachOf(coach, random));
  const intervals = Array.from(staff, (working, half) => ({ startsAt: instantOf(half), offeredContacts: contactsIn(half, working, random), handleTimeSeconds }));
  const requests = agents.flatMap(({ agentId }, agent) => [0, 1].map((week) => ({
    requestId: `${agentId}/${week}`, modalityId: "one-to-one", agentIds: [agentId], coachIds: [`coach-${Math.floor(agent / teamSize)}`], durationMinutes: 30, within: spanOf(week * 5 * halfHours, (week + 1) * 5 * halfHours),
  })));
  return {
    skills: [{ skillId: "calls", target: { model: "erlang-a", patienceSeconds: 120, answerWithinSeconds: 20, serviceLevelFraction: 0.8 }, intervals }],
    agents, unplannedShrinkageFraction: 0, coaches, requests, objective: { kind: "lost-contacts" },
    rules: { startEveryMinutes, transitionMinutes: 0, minimumGapMinutes: 0, isGapToBreaks: false, sessionsPerAgentDay: 1, timeZone: "Europe/Berlin" },
  };
}
