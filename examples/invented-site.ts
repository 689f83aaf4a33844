/** Four weeks of the invented service site for the frontline example: shifts, calls, and when coaches can; the clocks change in between. */
import { time, type wfm } from "coachkit";
import { at, coachOfTeam, dice, reps, teamIds } from "./site-people.js";

const firstMonday = "2027-10-18";
const weeks = [0, 1, 2, 3];
/** Monday to Saturday of four weeks: the days on which the site is open. */
export const openDates: readonly string[] = weeks.flatMap((week) => [0, 1, 2, 3, 4, 5].map((day) => time.addDays(firstMonday, 7 * week + day)));
/** The first instant of each of the four weeks, and the first one after them. */
export const weekStarts: readonly string[] = [...weeks, 4].map((week) => at(time.addDays(firstMonday, 7 * week), 0));

const spanOf = (date: string, from: number, minutes: number): time.TimeSpan => ({ startsAt: at(date, from), endsAt: at(date, from + minutes) });

const OPENS = 8 * 60;
const CLOSES = 20 * 60;
/** When shifts begin: eight and a half hours long, so that the last ends when the site closes. Three of ten open the site, for mornings are busy. */
const shiftStarts = [8, 8, 8, 8.5, 9, 9.5, 10, 11, 11.5, 11.5].map((hour) => hour * 60);

/** A shift of eight hours and a half: a meal of half an hour, two breaks of fifteen minutes, all moved a little from rep to rep. */
function shiftOn(date: string, start: number, draw: () => number): wfm.AgentShift {
  const moved = (minutes: number, quarters: number): number => start + minutes + 15 * Math.floor(draw() * quarters);
  return { ...spanOf(date, start, 510), breaks: [spanOf(date, moved(75, 8), 15), spanOf(date, moved(210, 7), 30), spanOf(date, moved(360, 7), 15)] };
}

/** Who works when: five of the six days of each week. A team starts at one time, and changes it from week to week. */
function invented(): readonly wfm.AgentSchedule[] {
  const draw = dice(300);
  return reps.map(({ id: agentId, place, team, teamId }) => {
    const shifts = openDates.flatMap((date, day) => {
      const [week, weekday] = [Math.floor(day / 6), day % 6];
      // Saturdays are the quietest: every second rep is off
      const dayOff = place % 2 === 0 ? 5 : (place + week) % 5;
      return weekday === dayOff ? [] : [shiftOn(date, shiftStarts[(team + 3 * week) % shiftStarts.length] ?? OPENS, draw)];
    });
    return { agentId, teamId, skills: [{ skillId: "service", shareFraction: 1 }], shifts };
  });
}
export const schedules = invented();

/** The shape of a day: the morning's peak at eleven, the afternoon's at half past three, few calls in the evening. */
const shapeAt = (minutes: number): number => {
  const hour = minutes / 60;
  return 0.24 + 0.62 / (1 + Math.exp(-(hour - 9.6) * 1.5)) / (1 + Math.exp((hour - 17.9) * 1.5)) + 0.13 * Math.exp(-((hour - 11.5) ** 2) / 1.2) + 0.1 * Math.exp(-((hour - 15.3) ** 2) / 1.6);
};
/** Mondays are busiest, Saturdays take half. */
const busyness = [1.09, 1.02, 1, 0.99, 0.97, 0.5];

/** Calls by the half hour while the site is open, none at night; a forecast is not round, and no two weeks are alike. */
function forecast(): readonly wfm.ForecastInterval[] {
  const draw = dice(20271018);
  const begin = Date.parse(weekStarts[0] ?? "");
  const open = new Map(openDates.flatMap((date, day) => Array.from({ length: (CLOSES - OPENS) / 30 }, (_, half) => {
    const minutes = OPENS + 30 * half;
    const level = (busyness[day % 6] ?? 1) * (0.985 + 0.03 * draw());
    return [Date.parse(at(date, minutes)), Math.round(10 * 1030 * level * shapeAt(minutes + 15)) / 10] as const;
  })));
  return Array.from({ length: (Date.parse(weekStarts[4] ?? "") - begin) / 1_800_000 }, (_, half) => {
    const start = begin + 1_800_000 * half;
    return { startsAt: new Date(start).toISOString().replace(".000Z", "Z"), offeredContacts: open.get(start) ?? 0, handleTimeSeconds: 360 };
  });
}
/** The one queue: 80 % within twenty seconds, callers hang up after two and a half minutes on average, and no half hour below 70 % because of coaching. */
export const service: wfm.SkillForecast = {
  skillId: "service", target: { model: "erlang-a", patienceSeconds: 150, answerWithinSeconds: 20, serviceLevelFraction: 0.8 }, serviceFloorFraction: 0.7, intervals: forecast(),
};

/** When coaches can lead a session: on weekdays, not at the morning stand-up, not over lunch, and not while they help on the floor. */
export const coachCalendars: readonly wfm.CoachCalendar[] = teamIds.map((teamId, team) => ({
  coachId: coachOfTeam(teamId),
  free: openDates.filter((_, day) => day % 6 < 5).flatMap((date, day) => [
    spanOf(date, 9 * 60, 120 + 30 * ((team + day) % 3)), spanOf(date, 13 * 60, 90 + 30 * ((team + 2 * day) % 3)), spanOf(date, 16 * 60, 60 + 30 * ((2 * team + day) % 3)),
  ]),
}));

/** In two weeks each rep has a 1:1 with the team's coach, and each team two huddles of seven and eight that reps lead themselves. */
export const requests: readonly wfm.CoachingRequest[] = [0, 2].flatMap((week) => {
  const within = { startsAt: weekStarts[week] ?? "", endsAt: weekStarts[week + 2] ?? "" };
  const fortnight = `weeks-${String(week + 1)}-${String(week + 2)}`;
  const talks = schedules.map(({ agentId, teamId = "" }): wfm.CoachingRequest => ({ requestId: `${fortnight}/one-to-one/${agentId}`, modalityId: "one-to-one", agentIds: [agentId], coachIds: [coachOfTeam(teamId)], durationMinutes: 30, within }));
  const huddles = teamIds.flatMap((teamId) => [0, 1].map((half): wfm.CoachingRequest => ({
    requestId: `${fortnight}/huddle/${teamId}-${String(half + 1)}`, modalityId: "peer", coachIds: [], durationMinutes: 30, within,
    agentIds: schedules.filter((schedule, place) => schedule.teamId === teamId && place % 2 === half).map(({ agentId }) => agentId),
  })));
  return [...talks, ...huddles];
});
