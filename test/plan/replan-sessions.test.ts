import * as fc from "fast-check";
import { assignSessions, type Coach, diffPlans, type Participant, Plan, type PlanChange, type PlanInput, replanSessions, type ReplanInput, REPLAN_LIMITS, type Session } from "coachkit/plan";
import { blendedTwelveWeek, type Program, type Touchpoint } from "coachkit/program";
import type { WorkingHours } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const day = [{ fromTime: "09:00", toTime: "17:00" }];
const berlin: WorkingHours = { timeZone: "Europe/Berlin", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
const kolkata: WorkingHours = { ...berlin, timeZone: "Asia/Kolkata" };
const cohort: PlanInput["cohort"] = { id: "autumn", startDate: "2027-09-27", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" };
const person = (id: string, more: Partial<Participant> = {}): Participant => ({ id, hours: berlin, languages: ["en"], ...more });
const coach = (id: string, more: Partial<Coach> = {}): Coach => ({ id, hours: berlin, languages: ["en"], weeklyAvailableMinutes: 600, ...more });
const fifteen = Array.from({ length: 15 }, (_, index) => person(`m${String(index + 10)}`, index % 3 === 0 ? { hours: kolkata } : {}));
const input: PlanInput = { program: blendedTwelveWeek, cohort, participants: fifteen, coaches: [coach("kim"), coach("lea"), coach("raj", { hours: kolkata })] };
const plan = assignSessions(input);
/** A program of one touchpoint: an hour alone with the coach on Tuesday of week 1 at ten. */
const only = (touchpoint: Partial<Touchpoint> = {}): Program => ({
  ...blendedTwelveWeek,
  touchpoints: [{ id: "talk", title: "Talk", modality: "one-to-one", durationMinutes: 60, timing: { kind: "weeks", weeks: [1], weekdays: ["TU"], startTime: "10:00" }, clock: "participant", audience: { kind: "each" }, ledBy: "coach", isScheduled: true, ...touchpoint }],
});
const of = (sessions: readonly Session[], touchpointId: string): readonly Session[] => sessions.filter((session) => session.touchpointId === touchpointId);
const text = ({ date, startTime, coachId, participantIds }: Session): string => `${date} ${startTime} ${coachId ?? "-"}: ${participantIds.join(" ")}`;
const replanned = (changes: readonly PlanChange[], more: Partial<ReplanInput> = {}) => replanSessions({ plan, input, changes, ...more });
/** Replans a plan that is made for the case. */
const small = (made: Partial<PlanInput>, changes: readonly PlanChange[], more: Partial<ReplanInput> = {}) => {
  const from: PlanInput = { ...input, program: only(), participants: [person("a"), person("b")], coaches: [coach("kim"), coach("lea")], ...made };
  return replanSessions({ plan: assignSessions(from), input: from, changes, ...more });
};
const reasons = (list: readonly { readonly cause: { readonly reason: string } }[]): readonly string[] => [...new Set(list.map(({ cause }) => cause.reason))];
const nobody = { personId: null, date: null, sessionId: null };

describe("a coach on leave", () => {
  const leave = (fromDate: string, toDate: string): PlanChange => ({ kind: "coach-on-leave", coachId: "raj", fromDate, toDate });

  test("keeps the people: another time with the same coach comes before a substitute", () => {
    const { diff, disruption } = replanned([leave("2027-11-30", "2027-11-30")]);
    expect(diff.moved.map(({ after }) => text(after))).toEqual(["2027-12-01 09:00 raj: m10", "2027-12-01 10:00 raj: m13", "2027-12-01 11:00 raj: m16", "2027-12-01 12:00 raj: m19", "2027-12-01 13:00 raj: m22"].map((line) => expect.stringContaining(line.slice(-9)) as string));
    expect(diff.moved.every(({ after, fields, cause }) => after.coachId === "raj" && fields.length === 0 && cause.reason === "coach-on-leave" && cause.personId === "raj")).toBe(true);
    expect(disruption).toMatchObject({ movedCount: 5, coachChangedCount: 0, cancelledCount: 0, hardshipMinutes: expect.any(Number) as number, method: "exact" });
    expect([diff.added, diff.cancelled, diff.changed]).toEqual([[], [], []]);
  });

  test("for the whole range brings substitutes, with the reason", () => {
    const { diff, plan: after } = small({ participants: [person("a", { coachId: "kim" }), person("b", { coachId: "kim" })] }, [{ kind: "coach-on-leave", coachId: "kim", fromDate: "2027-10-01", toDate: "2027-10-15" }]);
    expect(after.sessions.map(text)).toEqual(["2027-10-05 10:00 lea: a", "2027-10-05 11:00 lea: b"]);
    expect(diff.changed.map(({ fields, cause }) => ({ fields, cause }))).toEqual([0, 1].map(() => ({ fields: ["coach"], cause: { ...nobody, reason: "coach-on-leave", personId: "kim" } })));
    expect(after.coachAssignments.map(({ coachId }) => coachId)).toEqual(["kim", "kim"]);
  });

  test("brings a substitute whose tag of the language is shorter, and none who speaks another kind of it", () => {
    const standIn = (...languages: readonly string[]) => small({ participants: [person("a", { coachId: "kim", languages: ["en-GB"] })], coaches: [coach("kim"), coach("lea", { languages })] }, [{ kind: "coach-on-leave", coachId: "kim", fromDate: "2027-10-01", toDate: "2027-10-15" }]).plan.sessions.map(({ coachId }) => coachId);
    expect([standIn("fr", "EN"), standIn("en-US")]).toEqual([["lea"], []]);
  });

  test("without anybody to stand in leaves sessions out, with the reason", () => {
    const { diff, plan: after, disruption } = small({ participants: [person("a", { managerId: "lea" })] }, [{ kind: "coach-on-leave", coachId: "kim", fromDate: "2027-10-01", toDate: "2027-10-15" }]);
    expect([after.sessions, after.unassigned.map(({ reason, participantIds }) => [reason, participantIds])]).toEqual([[], [["no-common-slot", ["a"]]]]);
    expect([reasons(diff.cancelled), disruption.cancelledCount, disruption.bound.lostCount]).toEqual([["coach-on-leave"], 1, 1]);
  });
});

describe("a participant on leave", () => {
  const id = "blended-twelve-week/autumn/talk/w01-1/a";
  const leave = (fromDate: string, toDate = fromDate): PlanChange => ({ kind: "participant-on-leave", participantId: "a", fromDate, toDate });

  test("has the own one-to-one at another time with the same coach, and nobody else's moves", () => {
    const { diff, plan: after, input: changed, disruption } = small({}, [leave("2027-10-05")]);
    expect(diff.moved.map(({ after: moved, cause }) => [text(moved).slice(0, 10), moved.coachId === diff.moved[0]?.before.coachId, cause])).toEqual([["2027-10-06", true, { ...nobody, reason: "participant-on-leave", personId: "a" }]]);
    expect([diff.keptCount, disruption.movedCount, disruption.method]).toEqual([1, 1, "exact"]);
    expect(changed.participants).toEqual([person("a", { leave: [{ fromDate: "2027-10-05", toDate: "2027-10-05" }] }), person("b")]);
    expect(after.sessions.flatMap(({ warnings }) => warnings.filter(({ reason }) => reason === "on-leave"))).toEqual([]);
  });

  test("for the whole range goes without, with the reason", () => {
    const { diff, plan: after } = small({ program: only({ clock: "cohort" }) }, [leave("2027-10-01", "2027-10-15")]);
    expect([diff.cancelled.map(({ session, cause }) => [session.id, cause]), after.unassigned.map(({ reason }) => reason)]).toEqual([[[id, { ...nobody, reason: "participant-on-leave", personId: "a" }]], ["no-common-slot"]]);
  });

  test("has what goes by the own clock on another day, or not at all where the policy skips it", () => {
    const alone = (holidayPolicy: "next-working-day" | "skip") => small({ program: only({ ledBy: "ai", holidayPolicy }) }, [leave("2027-10-05")]).diff;
    expect(alone("next-working-day").moved.map(({ after, cause }) => [after.date, cause.reason, cause.personId])).toEqual([["2027-10-06", "participant-on-leave", "a"]]);
    expect(alone("skip").cancelled.map(({ session, cause }) => [session.id, cause.reason, cause.personId])).toEqual([[id, "participant-on-leave", "a"]]);
  });

  test("stops no meeting of several: it says who is away", () => {
    for (const audience of [{ kind: "everyone" }, { kind: "groups", minimumCount: 2, maximumCount: 3 }] as const) {
      const { diff, plan: after } = small({ program: only({ audience, clock: "cohort", modality: "group" }) }, [leave("2027-10-05")]);
      expect([diff.keptCount, after.sessions.map(({ warnings }) => warnings)]).toEqual([1, [[{ reason: "on-leave", personId: "a" }]]]);
    }
  });

  test("that is known already changes nothing, a second time neither", () => {
    const once = small({}, [leave("2027-10-05", "2027-10-07")]);
    const twice = replanSessions({ plan: once.plan, input: once.input, changes: [leave("2027-10-06")] });
    expect([twice.plan, twice.input]).toEqual([once.plan, once.input]);
  });

  test("at night keeps what began the day before off the day of the leave", () => {
    const night: WorkingHours = { timeZone: "Europe/Berlin", weekly: { MO: [{ fromTime: "22:00", toTime: "06:00" }], WE: [{ fromTime: "22:00", toTime: "06:00" }] }, holidays: [] };
    const program = only({ timing: { kind: "weeks", weeks: [1], weekdays: ["TU"], startTime: "02:00" }, clock: "cohort" });
    const { diff } = small({ program, participants: [person("a", { hours: night })], coaches: [coach("kim", { hours: night })] }, [leave("2027-10-05")]);
    expect(diff.moved.map(({ before, after }) => [before.date, before.startTime, after.date, after.startTime])).toEqual([["2027-10-05", "02:00", "2027-10-04", "23:00"]]);
  });
});

describe("a completion", () => {
  const talk: Touchpoint = { id: "talk", title: "Talk", durationMinutes: 20, timing: { kind: "start-date", startTime: "10:00" }, clock: "participant", audience: { kind: "each" }, ledBy: "participant", isScheduled: true };
  const program: Program = { ...blendedTwelveWeek, touchpoints: [talk, { ...talk, id: "next", timing: { kind: "after-completion", touchpointId: "talk", delayDays: 1, startTime: "10:00" } }] };
  const completed = (touchpointId = "talk"): PlanChange => ({ kind: "touchpoint-completed", participantId: "a", touchpointId, completedDate: "2027-09-29" });

  test("opens the step that waits for it, of this participant alone", () => {
    const { diff, plan: after, input: changed } = small({ program }, [completed()]);
    expect([diff.added.map(text), diff.keptCount, after.unassigned.map(({ participantIds, reason }) => [participantIds, reason])]).toEqual([["2027-09-30 10:00 -: a"], 2, [[["b"], "waits-for-completion"]]]);
    expect(after.sessions).toEqual(assignSessions({ ...input, program, participants: changed.participants }).sessions);
  });

  test("of what was completed, or is no part of the program, is a fault of the input as changed", () => {
    expect(issuesOf(() => small({ program }, [completed("none")]))).toEqual(["completion.unknown_touchpoint at /participants/0/completions/0/touchpointId"]);
    expect(issuesOf(() => small({ program, participants: [person("a", { completions: [{ touchpointId: "talk", completedDate: "2027-09-28" }] })] }, [completed()]))).toEqual(["completion.duplicate at /participants/0/completions/1/touchpointId"]);
  });
});

describe("a session moved by hand", () => {
  const [first, second] = of(plan.sessions, "one-to-one").filter(({ coachId }) => coachId === "kim");
  if (first === undefined || second === undefined) throw new Error("kim has one-to-ones");
  const change: PlanChange = { kind: "session-moved", sessionId: first.id, date: second.date, startTime: second.startTime };

  test("goes where it was put, is pinned, and whoever was there makes room", () => {
    const { diff, pinnedSessionIds, plan: after } = replanned([change]);
    expect(after.sessions.find(({ id }) => id === first.id)).toMatchObject({ date: second.date, startTime: second.startTime, startsAt: second.startsAt, coachId: "kim" });
    expect(pinnedSessionIds).toEqual([first.id]);
    expect(diff.moved.map(({ before, cause }) => [before.id, cause])).toEqual([[first.id, { ...nobody, reason: "moved-by-hand" }], [second.id, { ...nobody, reason: "made-room", sessionId: first.id }]]);
  });

  test("stays there also where nobody works, with a warning", () => {
    const { plan: after } = replanned([{ ...change, date: "2027-12-04", startTime: "22:00" }]);
    expect(after.sessions.find(({ id }) => id === first.id)?.warnings.filter(({ reason }) => reason === "outside-working-hours").map(({ personId }) => personId)).toEqual(["kim", ...first.participantIds]);
  });

  test("is offered a way out of the hardship: the trade-off says what one move would save", () => {
    const once = replanned([{ ...change, date: "2027-12-04", startTime: "22:00" }]);
    // not pinned any more, it stays where it is, since that moves nothing
    const { diff, disruption } = replanSessions({ plan: once.plan, input: once.input, changes: [{ kind: "holiday-added", holiday: { date: "2030-01-01", name: "Far away" } }] });
    expect(diff.keptCount).toBe(once.plan.sessions.length);
    expect(disruption.tradeOff).toEqual([{ sessionId: first.id, movedCount: 1, hardshipMinutes: disruption.hardshipMinutes - 2 * first.durationMinutes }]);
  });

  test("cannot go where no instant is: before 1970 and after 2199, of which the date alone says nothing", () => {
    const moved = (timeZone: string, date: string, startTime: string) => () => small({ program: only({ clock: "cohort" }), cohort: { ...cohort, timeZone }, participants: [person("a")] }, [{ kind: "holiday-added", holiday: { date: "2027-12-24", name: "Far away" } }, { kind: "session-moved", sessionId: "blended-twelve-week/autumn/talk/w01-1/a", date, startTime }]);
    const fault = ["plan-change.out_of_range at /changes/1/date"];
    expect(issuesOf(moved("Europe/Berlin", "1970-01-01", "00:59"))).toEqual(fault);
    expect(moved("Europe/Berlin", "1970-01-01", "01:00")().plan.sessions[0]?.startsAt).toBe("1970-01-01T00:00:00Z");
    expect(issuesOf(moved("America/New_York", "2199-12-31", "19:00"))).toEqual(fault);
    // it would begin in time, and end after it
    expect(issuesOf(moved("America/New_York", "2199-12-31", "18:30"))).toEqual(fault);
    expect(Plan.safeParse(moved("America/New_York", "2199-12-31", "17:59")().plan).success).toBe(true);
  });

  test("in a gap of the clock keeps its record, and the instant is crossed forward", () => {
    const { plan: after } = small({ cohort: { ...cohort, startDate: "2027-03-15" }, participants: [person("a")] }, [{ kind: "session-moved", sessionId: "blended-twelve-week/autumn/talk/w01-1/a", date: "2027-03-28", startTime: "02:30" }]);
    expect(after.sessions.map(({ date, startTime, startsAt }) => [date, startTime, startsAt])).toEqual([["2027-03-28", "02:30", "2027-03-28T01:30:00Z"]]);
  });
});

describe("a holiday", () => {
  test("moves what lies on it, of those whose day off it is", () => {
    const { diff, input: after } = replanned([{ kind: "holiday-added", holiday: { date: "2027-11-30", name: "Team day" } }]);
    expect(diff.moved.every(({ before }) => before.date === "2027-11-30")).toBe(true);
    expect(diff.moved.some(({ after: { date } }) => date === "2027-11-30")).toBe(false);
    expect(new Set(diff.moved.map(({ cause }) => JSON.stringify(cause)))).toEqual(new Set([JSON.stringify({ reason: "holiday-added", personId: null, date: "2027-11-30", sessionId: null })]));
    expect([after.cohort.holidays, after.participants[0]?.hours.holidays, after.coaches[0]?.hours.holidays]).toEqual([[{ date: "2027-11-30", name: "Team day" }], ["2027-11-30"], ["2027-11-30"]]);
  });

  test("of some concerns only their sessions", () => {
    const { diff, input: after } = replanned([{ kind: "holiday-added", holiday: { date: "2027-11-30", name: "Diwali" }, personIds: ["m10"] }]);
    expect(new Set(diff.moved.flatMap(({ after: { participantIds } }) => participantIds))).toEqual(new Set(["m10"]));
    expect(after.cohort.holidays).toEqual([]);
  });

  test("on which sessions are dropped cancels them", () => {
    const { diff, plan: after } = small({ program: only({ holidayPolicy: "skip" }) }, [{ kind: "holiday-added", holiday: { date: "2027-10-05", name: "Team day" } }]);
    expect([reasons(diff.cancelled), after.sessions, after.unassigned.map(({ reason }) => reason)]).toEqual([["holiday-added"], [], ["holiday"]]);
  });
});

describe("a start date", () => {
  test("takes everything with it, and no id changes", () => {
    const { diff, plan: after } = replanned([{ kind: "start-date-moved", startDate: "2027-10-04" }]);
    expect([diff.moved.length, reasons(diff.moved), diff.added.length, diff.cancelled.length]).toEqual([plan.sessions.length, ["start-date-moved"], 0, 0]);
    expect(after.sessions.map(({ id }) => id).sort()).toEqual(plan.sessions.map(({ id }) => id).sort());
    expect(after.sessions.map(({ startsAt }) => startsAt)).toEqual(assignSessions({ ...input, cohort: { ...cohort, startDate: "2027-10-04" } }).sessions.map(({ startsAt }) => startsAt));
  });

  test("leaves alone what has been", () => {
    const { plan: after, diff } = replanned([{ kind: "start-date-moved", startDate: "2027-10-11" }], { frozenBeforeAt: "2027-11-01T00:00:00Z" });
    const past = plan.sessions.filter(({ startsAt }) => startsAt < "2027-11-01");
    expect(after.sessions.slice(0, past.length)).toEqual(past);
    expect(diff.keptCount).toBe(past.length);
  });

  test("puts nothing before the horizon", () => {
    const { plan: after } = replanned([{ kind: "start-date-moved", startDate: "2027-09-06" }], { frozenBeforeAt: "2027-11-29T00:00:00Z" });
    const wasBefore = new Set(plan.sessions.filter(({ startsAt }) => startsAt < "2027-11-29").map(({ id }) => id));
    expect(after.sessions.filter(({ id, startsAt }) => startsAt < "2027-11-29" && !wasBefore.has(id))).toEqual([]);
  });
});

describe("who leaves", () => {
  const changes: readonly PlanChange[] = [{ kind: "participant-left", participantId: "m10", fromDate: "2027-11-01" }];
  const { diff, plan: after, input: left } = replanned(changes);

  test("comes to nothing from that date on, and to everything before it", () => {
    expect(after.sessions.filter(({ participantIds, date }) => participantIds.includes("m10") && date >= "2027-11-01")).toEqual([]);
    const before = (sessions: readonly Session[]) => sessions.filter(({ date }) => date < "2027-11-01");
    expect(before(after.sessions)).toEqual(before(plan.sessions));
    expect([...reasons(diff.cancelled), ...reasons(diff.changed), ...diff.moved]).toEqual(["participant-left", "participant-left"]);
    expect([left.participants.length, after.coachAssignments.length]).toEqual([14, 14]);
  });

  test("leaves the group its id, also as the member after whom it is named", () => {
    const huddles = of(after.sessions, "huddle").filter(({ id }) => id.endsWith("with-m10"));
    expect(new Set(huddles.map(({ participantIds }) => participantIds.join(" ")))).toEqual(new Set(["m10 m13 m16 m19 m22", "m13 m16 m19 m22"]));
    expect(diff.changed.some(({ after: { id } }) => id.endsWith("/with-m10"))).toBe(true);
  });

  test("is still history to the next change", () => {
    const next = replanSessions({ plan: after, input: left, changes: [{ kind: "holiday-added", holiday: { date: "2027-11-30", name: "Team day" } }] });
    const theirs = (sessions: readonly Session[]) => sessions.filter(({ participantIds }) => participantIds.includes("m10"));
    expect(theirs(next.plan.sessions)).toEqual(theirs(after.sessions));
  });

  test("makes a group too small without breaking it up", () => {
    const grouped = { program: only({ audience: { kind: "groups", minimumCount: 2, maximumCount: 3 }, clock: "cohort", modality: "group" }) };
    const { plan: two } = small(grouped, [{ kind: "participant-left", participantId: "a", fromDate: "2027-10-01" }]);
    expect(two.sessions.map(({ id, participantIds, warnings }) => [id.split("/").at(-1), participantIds, warnings])).toEqual([["with-a", ["b"], [{ reason: "group-too-small", personId: null }]]]);
  });

  test("goes off frozen and pinned sessions too, and nothing else of them changes", () => {
    const huddle = of(plan.sessions, "huddle").find(({ participantIds, date }) => participantIds.includes("m10") && date > "2027-11-01");
    const pinned = replanned(changes, { frozenBeforeAt: "2027-11-10T00:00:00Z", pinnedSessionIds: [huddle?.id ?? ""] });
    expect(pinned.plan.sessions.find(({ id }) => id === huddle?.id)).toEqual({ ...huddle, participantIds: ["m13", "m16", "m19", "m22"] });
  });
});

describe("who joins", () => {
  const joined = replanned([{ kind: "participant-joined", participant: person("zed") }], { frozenBeforeAt: "2027-11-01T00:00:00Z" });

  test("gets new ids, and nobody else's changes", () => {
    expect(joined.plan.sessions.map(({ id }) => id).filter((id) => !id.includes("zed")).sort()).toEqual(plan.sessions.map(({ id }) => id).sort());
    expect(joined.diff.added.every(({ participantIds, id }) => participantIds.join() === "zed" && id.endsWith("/zed"))).toBe(true);
    expect([reasons(joined.diff.changed), joined.diff.cancelled, joined.diff.moved]).toEqual([["participant-joined"], [], []]);
  });

  test("comes to a group with room and to the meetings of all, from the horizon on", () => {
    const theirs = joined.plan.sessions.filter(({ participantIds }) => participantIds.includes("zed"));
    expect(Math.min(...theirs.map(({ startsAt }) => Date.parse(startsAt)))).toBeGreaterThanOrEqual(Date.parse("2027-11-01T00:00:00Z"));
    const groups = new Set(of(theirs, "huddle").map(({ id }) => id.split("/").at(-1)));
    expect(groups.size).toBe(1);
    const missed = joined.plan.unassigned.filter(({ participantIds }) => participantIds.includes("zed"));
    expect([theirs.length + missed.length, reasons(missed.map(({ reason }) => ({ cause: { reason } })))]).toEqual([33, ["already-past"]]);
  });

  test("comes to meetings as they stand, which say where they do not suit", () => {
    const { plan: after, diff } = small({ program: only({ audience: { kind: "everyone" }, clock: "cohort", modality: "group" }) }, [{ kind: "participant-joined", participant: person("yan", { leave: [{ fromDate: "2027-10-05", toDate: "2027-10-05" }] }) }, { kind: "participant-joined", participant: person("zed", { hours: { ...berlin, weekly: { FR: day } } }) }]);
    expect([diff.moved, after.sessions.map(({ warnings }) => warnings)]).toEqual([[], [[{ reason: "on-leave", personId: "yan" }, { reason: "outside-working-hours", personId: "zed" }]]]);
  });

  test("has the days off that are everybody's, whichever change comes first in the list", () => {
    const holiday: PlanChange = { kind: "holiday-added", holiday: { date: "2027-10-05", name: "Team day" } };
    const joining: PlanChange = { kind: "participant-joined", participant: person("z") };
    const [first, second] = [[holiday, joining], [joining, holiday]].map((changes) => small({ program: only({ ledBy: "ai" }), participants: [person("a")] }, changes));
    expect(first?.plan.sessions.map(text)).toEqual(["2027-10-06 10:00 -: a", "2027-10-06 10:00 -: z"]);
    expect(first).toEqual(second);
  });

  test("goes without a group when none has room", () => {
    const grouped = { program: only({ audience: { kind: "groups", minimumCount: 2, maximumCount: 2 }, clock: "cohort", modality: "group" }) };
    const alone = small(grouped, [{ kind: "participant-joined", participant: person("zed") }]);
    expect([alone.diff.keptCount, alone.plan.unassigned.map(({ reason, participantIds }) => [reason, participantIds])]).toEqual([1, [["group-too-small", ["zed"]]]]);
    const two = small(grouped, ["yan", "zed"].map((id) => ({ kind: "participant-joined", participant: person(id) })));
    expect(two.diff.added.map(({ participantIds }) => participantIds)).toEqual([["yan", "zed"]]);
  });
});

describe("what must stay stays, and says when it has become impossible", () => {
  const [first] = of(plan.sessions, "one-to-one");
  if (first === undefined) throw new Error("there are one-to-ones");
  test.each([
    ["its coach is on leave", { kind: "coach-on-leave", coachId: first.coachId ?? "", fromDate: first.date, toDate: first.date }, "on-leave"],
    ["its day is a holiday", { kind: "holiday-added", holiday: { date: first.date, name: "Team day" } }, "outside-working-hours"],
  ] as const)("%s", (_, change, reason) => {
    for (const more of [{ pinnedSessionIds: [first.id] }, { frozenBeforeAt: "2027-12-24T00:00:00Z" }]) {
      const { plan: after, diff } = replanned([change], more);
      const stayed = after.sessions.find(({ id }) => id === first.id);
      expect({ ...stayed, warnings: [] }).toEqual({ ...first, warnings: [] });
      expect(stayed?.warnings.map((one) => one.reason)).toContain(reason);
      expect([...diff.moved, ...diff.changed, ...diff.cancelled].some((one) => ("before" in one ? one.before.id : one.session.id) === first.id)).toBe(false);
    }
  });

  test("its occurrence is planned no more", () => {
    const id = "blended-twelve-week/autumn/talk/w01-1/a";
    const { plan: after } = small({ program: only({ holidayPolicy: "skip" }) }, [{ kind: "holiday-added", holiday: { date: "2027-10-05", name: "Team day" } }], { pinnedSessionIds: [id] });
    expect(after.sessions.map((one) => [one.id, one.warnings.map(({ reason }) => reason)])).toEqual([[id, ["outside-working-hours", "outside-working-hours", "no-longer-planned"]]]);
  });
});

test("where more sessions compete than are searched together, the answer is sound and says what it is", () => {
  const count = REPLAN_LIMITS.searchedCount + 6;
  const tight: WorkingHours = { ...berlin, weekly: { TU: [{ fromTime: "08:00", toTime: "18:00" }], WE: day } };
  const participants = Array.from({ length: count }, (_, index) => person(`p${String(index + 10)}`, { coachId: "kim", hours: tight }));
  const { disruption, plan: after } = small({ participants, coaches: [coach("kim", { hours: tight, weeklyAvailableMinutes: 2000 })] }, [{ kind: "holiday-added", holiday: { date: "2027-10-05", name: "Team day" } }]);
  expect(disruption).toMatchObject({ method: "bounded-search", bound: { lostCount: 0 } });
  expect(after.sessions.length + after.unassigned.length).toBe(count);
  expect(after.sessions).toHaveLength(8);
});

describe("laws", () => {
  const changes = fc.subarray<PlanChange>([
    { kind: "coach-on-leave", coachId: "raj", fromDate: "2027-11-29", toDate: "2027-12-01" },
    { kind: "coach-on-leave", coachId: "kim", fromDate: "2027-10-04", toDate: "2027-12-10" },
    { kind: "participant-on-leave", participantId: "m13", fromDate: "2027-11-29", toDate: "2027-12-01" },
    { kind: "participant-on-leave", participantId: "m14", fromDate: "2027-10-04", toDate: "2027-10-24" },
    { kind: "holiday-added", holiday: { date: "2027-11-30", name: "Team day" } },
    { kind: "participant-left", participantId: "m11", fromDate: "2027-11-01" },
    { kind: "participant-joined", participant: person("zed") },
    { kind: "start-date-moved", startDate: "2027-10-04" },
    { kind: "session-moved", sessionId: "blended-twelve-week/autumn/one-to-one/w09-1/m10", date: "2027-12-02", startTime: "12:00" },
  ], { minLength: 1 });
  const horizons = fc.constantFrom<Partial<ReplanInput>>({}, { frozenBeforeAt: "2027-10-20T00:00:00Z" }, { frozenBeforeAt: "2027-11-15T12:00:00Z", pinnedSessionIds: ["blended-twelve-week/autumn/one-to-one/w09-1/m13"] });
  const isLed = ({ touchpointId }: Session) => touchpointId === "one-to-one";

  test("without a change nothing changes", () => {
    const same = replanned([]);
    expect([same.plan, same.input, same.diff.keptCount, same.disruption.method]).toEqual([plan, input, plan.sessions.length, "exact"]);
  });

  test("what a change does not touch stays, to the letter, also with leave, quiet hours and completions", () => {
    const absences = { leave: [{ fromDate: "2027-11-29", toDate: "2027-12-01" }], quietHours: { fromTime: "12:00", toTime: "13:00" } };
    const gate: Touchpoint = { id: "gate", title: "Gate", durationMinutes: 20, timing: { kind: "after-completion", touchpointId: "read", delayDays: 2, startTime: "10:00" }, clock: "participant", audience: { kind: "each" }, ledBy: "participant", isScheduled: true };
    const from: PlanInput = {
      ...input, program: { ...blendedTwelveWeek, touchpoints: [...blendedTwelveWeek.touchpoints, { ...gate, id: "read", timing: { kind: "start-date", startTime: "15:00" } }, gate] },
      participants: fifteen.map((one, index) => (index % 4 === 0 ? { ...one, ...absences } : index % 4 === 1 ? { ...one, completions: [{ touchpointId: "read", completedDate: "2027-09-28" }] } : one)),
      coaches: input.coaches.map((one, index) => (index === 0 ? { ...one, ...absences } : one)),
    };
    const made = assignSessions(from);
    expect([of(made.sessions, "gate").length, new Set(made.unassigned.map(({ reason }) => reason))]).toEqual([4, new Set(["no-spaced-day", "waits-for-completion"])]);
    for (const changes of [[], [{ kind: "holiday-added", holiday: { date: "2027-12-25", name: "Christmas" } }], [{ kind: "coach-on-leave", coachId: "lea", fromDate: "2028-03-01", toDate: "2028-03-02" }]] as const) expect(replanSessions({ plan: made, input: from, changes }).plan).toEqual(made);
    expect(replanSessions({ plan: made, input: from, changes: [{ kind: "participant-on-leave", participantId: "m12", fromDate: "2028-03-01", toDate: "2028-03-02" }] }).plan.sessions).toEqual(made.sessions);
  });

  test("what a change does not touch stays, to the letter", () => {
    for (const change of [{ kind: "holiday-added", holiday: { date: "2027-12-25", name: "Christmas" } }, { kind: "coach-on-leave", coachId: "lea", fromDate: "2028-03-01", toDate: "2028-03-02" }] as const) expect(replanned([change]).plan).toEqual(plan);
  });

  test("frozen and pinned sessions keep coach, slot and id; nobody is booked twice by a move; the diff makes the plan after of the plan before", () => {
    fc.assert(fc.property(changes, horizons, (drawn, more) => {
      const { plan: after, diff, input: changed } = replanned(drawn, more);
      const byHand = new Set(drawn.flatMap((change) => (change.kind === "session-moved" ? [change.sessionId] : [])));
      const now = new Map(after.sessions.map((session) => [session.id, session]));
      for (const session of plan.sessions) {
        if (byHand.has(session.id) || (session.startsAt >= (more.frozenBeforeAt ?? "") && more.pinnedSessionIds?.includes(session.id) !== true)) continue;
        const stayed = now.get(session.id);
        const isGone = stayed === undefined && session.participantIds.join() === "m11" && session.date >= "2027-11-01";
        if (!isGone) expect([stayed?.startsAt, stayed?.coachId, stayed?.date, stayed?.startTime]).toEqual([session.startsAt, session.coachId, session.date, session.startTime]);
      }
      const placed = [...diff.added, ...diff.moved.map((one) => one.after), ...diff.changed.filter(({ fields }) => fields.includes("coach")).map((one) => one.after)].filter((session) => isLed(session) && !byHand.has(session.id));
      for (const session of placed) {
        const people = new Set([session.coachId, ...session.participantIds]);
        expect(after.sessions.filter((other) => other.id !== session.id && other.isScheduled && other.startsAt < session.endsAt && other.endsAt > session.startsAt && [other.coachId, ...other.participantIds].some((id) => id !== null && people.has(id)))).toEqual([]);
        expect(session.warnings.filter(({ reason }) => reason !== "moved-from-preferred-start")).toEqual([]);
      }
      const gone = new Set(diff.cancelled.map(({ session: { id } }) => id));
      const other = new Map([...diff.moved, ...diff.changed].map((one) => [one.after.id, one.after]));
      const made = [...plan.sessions.filter(({ id }) => !gone.has(id)).map((session) => other.get(session.id) ?? session), ...diff.added].map((session) => ({ ...session, warnings: [] }));
      expect(new Map(made.map((session) => [session.id, session]))).toEqual(new Map(after.sessions.map((session) => [session.id, { ...session, warnings: [] }])));
      expect(diffPlans({ before: plan, after }).keptCount).toBe(diff.keptCount);
      expect(Plan.parse(JSON.parse(JSON.stringify(after)))).toEqual(after);
      const seats = [...after.sessions, ...after.unassigned].flatMap(({ occurrenceId, participantIds }) => participantIds.map((id) => `${occurrenceId} ${id}`));
      expect(new Set(seats).size).toBe(seats.length);
      for (const { id } of changed.participants) expect(seats.filter((seat) => seat.endsWith(` ${id}`))).toHaveLength(33);
    }), { numRuns: 25 });
  });

  test("the order of participants, coaches and touchpoints changes no session", () => {
    fc.assert(fc.property(changes, horizons, (drawn, more) => {
      const turned: PlanInput = { ...input, program: { ...blendedTwelveWeek, touchpoints: blendedTwelveWeek.touchpoints.toReversed() }, participants: fifteen.toReversed(), coaches: input.coaches.toReversed() };
      expect(replanned(drawn, { ...more, input: turned }).plan.sessions).toEqual(replanned(drawn, more).plan.sessions);
    }), { numRuns: 8 });
  });

  test("an answer is a plan to go on from: the same changes need not be made again", () => {
    const once = replanned([{ kind: "holiday-added", holiday: { date: "2027-11-30", name: "Team day" } }]);
    const twice = replanSessions({ plan: once.plan, input: once.input, changes: [{ kind: "holiday-added", holiday: { date: "2027-11-30", name: "Team day" } }] });
    expect([twice.plan, twice.input]).toEqual([once.plan, once.input]);
  });
});

describe("bad input is named by code and path", () => {
  const [first] = plan.sessions;
  test.each([
    ["an input of another program", { input: { ...input, program: { ...blendedTwelveWeek, id: "other" } } }, ["plan-change.other_plan at /input/program/id"]],
    ["an input of another cohort", { input: { ...input, cohort: { ...cohort, id: "other" } } }, ["plan-change.other_plan at /input/cohort/id"]],
    ["instants by other zone data", { plan: { ...plan, zoneData: "2026f" } }, ["plan-change.other_zone_data at /plan/zoneData"]],
    ["a session that is not there", { changes: [{ kind: "session-moved", sessionId: "x", date: "2027-10-05", startTime: "10:00" }], pinnedSessionIds: ["y"] }, ["plan-change.unknown_session at /changes/0/sessionId", "plan-change.unknown_session at /pinnedSessionIds/0"]],
    ["people who are not there", { changes: [{ kind: "participant-left", participantId: "kim", fromDate: "2027-10-05" }, { kind: "coach-on-leave", coachId: "m10", fromDate: "2027-10-05", toDate: "2027-10-05" }, { kind: "holiday-added", holiday: { date: "2027-10-05", name: "X" }, personIds: ["x"] }] }, ["plan-change.unknown_person at /changes/0/participantId", "plan-change.unknown_person at /changes/1/coachId", "plan-change.unknown_person at /changes/2/personIds"]],
    ["somebody who is there already", { changes: [{ kind: "participant-joined", participant: person("m10") }] }, ["plan-change.known_person at /changes/0/participant/id"]],
    ["a leave that ends before it begins", { changes: [{ kind: "coach-on-leave", coachId: "kim", fromDate: "2027-10-05", toDate: "2027-10-04" }] }, ["plan-change.end_before_start at /changes/0/toDate"]],
    ["a participant's leave that ends before it begins, of nobody", { changes: [{ kind: "participant-on-leave", participantId: "kim", fromDate: "2027-10-05", toDate: "2027-10-04" }] }, ["plan-change.unknown_person at /changes/0/participantId", "plan-change.end_before_start at /changes/0/toDate"]],
    ["a leave of three years", { changes: [{ kind: "coach-on-leave", coachId: "kim", fromDate: "2027-10-05", toDate: "2030-10-04" }] }, ["blackout-hours.leave_too_long at /coaches/0/leave/0/toDate"]],
    ["more leaves than a person may have", { input: { ...input, coaches: [coach("kim", { leave: Array.from({ length: 100 }, (_, index) => ({ fromDate: `${String(2100 + index)}-01-01`, toDate: `${String(2100 + index)}-01-02` })) }), ...input.coaches.slice(1)] }, changes: [{ kind: "coach-on-leave", coachId: "kim", fromDate: "2027-10-05", toDate: "2027-10-05" }] }, ["input.too_big at /coaches/0/leave"]],
    ["one completion twice", { changes: [0, 1].map(() => ({ kind: "touchpoint-completed", participantId: "m10", touchpointId: "kickoff", completedDate: "2027-10-05" })) }, ["plan-change.repeated_change at /changes/1"]],
    ["two start dates", { changes: [{ kind: "start-date-moved", startDate: "2027-10-04" }, { kind: "start-date-moved", startDate: "2027-10-11" }] }, ["plan-change.repeated_change at /changes/1"]],
    ["a move of what has been", { changes: [{ kind: "session-moved", sessionId: first?.id, date: "2027-10-05", startTime: "10:00" }], frozenBeforeAt: "2027-10-01T00:00:00Z" }, ["plan-change.frozen_session at /changes/0/sessionId"]],
    ["everybody leaving", { changes: fifteen.map(({ id }) => ({ kind: "participant-left", participantId: id, fromDate: "2027-10-05" })) }, ["plan-change.nobody_left at /changes"]],
    ["a kind of change that there is not", { changes: [{ kind: "coach-left" }] }, ["input.invalid_union at /changes/0/kind"]],
  ])("%s", (_, more, issues) => { expect(issuesOf(() => replanSessions({ plan, input, changes: [], ...more } as ReplanInput))).toEqual(issues); });

  test("a joiner is checked as a participant of the input is", () => {
    expect(issuesOf(() => replanned([{ kind: "participant-joined", participant: person("zed", { coachId: "nobody" }) }]))).toEqual(["assign-sessions.unknown_coach at /changes/0/participant/coachId"]);
  });
});
