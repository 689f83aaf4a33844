import * as fc from "fast-check";
import { type Cohort, expandCadence } from "coachkit/cadence";
import { check, isCoachingError } from "coachkit/error";
import { assignSessions, type Coach, type Participant, Plan, type PlanInput, type Session } from "coachkit/plan";
import { blendedTwelveWeek, type Program, type Touchpoint } from "coachkit/program";
import { daysBetween, wallClockAt, type WorkingHours } from "coachkit/time";
import { describe, expect, test } from "vitest";

const day = [{ fromTime: "09:00", toTime: "17:00" }];
const berlin: WorkingHours = { timeZone: "Europe/Berlin", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
const kolkata: WorkingHours = { ...berlin, timeZone: "Asia/Kolkata" };
const cohort: Cohort = { id: "autumn", startDate: "2027-09-27", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" };
const person = (id: string, more: Partial<Participant> = {}): Participant => ({ id, hours: berlin, languages: ["en"], ...more });
const coach = (id: string, more: Partial<Coach> = {}): Coach => ({ id, hours: berlin, languages: ["en"], weeklyAvailableMinutes: 600, ...more });
const fifteen = Array.from({ length: 15 }, (_, index) => person(`m${String(index + 10)}`, index % 3 === 0 ? { hours: kolkata } : {}));
const input: PlanInput = { program: blendedTwelveWeek, cohort, participants: fifteen, coaches: [coach("kim"), coach("lea"), coach("raj", { hours: kolkata })] };
const plan = assignSessions(input);

const of = (sessions: readonly Session[], touchpointId: string): readonly Session[] => sessions.filter((session) => session.touchpointId === touchpointId);
const text = ({ date, startTime, coachId, participantIds }: Session): string => `${date} ${startTime} ${coachId ?? "-"}: ${participantIds.join(" ")}`;
/** A program of one touchpoint. */
const only = (touchpoint: Partial<Touchpoint>): Program => ({
  ...blendedTwelveWeek, segments: [{ id: "new", title: "New" }, { id: "old", title: "Old" }],
  touchpoints: [{ id: "talk", title: "Talk", modality: "one-to-one", durationMinutes: 60, timing: { kind: "weeks", weeks: [1], weekdays: ["TU"], startTime: "10:00" }, clock: "participant", audience: { kind: "each" }, ledBy: "coach", isScheduled: true, ...touchpoint }],
});
const reasons = (more: Partial<PlanInput>): readonly string[] => assignSessions({ ...input, ...more }).unassigned.map(({ reason, participantIds }) => `${reason}: ${participantIds.join(" ")}`);
const faults = (more: object): readonly string[] => {
  try {
    assignSessions({ ...input, ...more });
  } catch (error) {
    if (isCoachingError(error)) return error.issues.map(({ code, path }) => `${code} /${path.join("/")}`);
  }
  return [];
};

describe("the twelve-week program for fifteen people in two zones", () => {
  test("gives each participant its 33 items", () => {
    for (const { id } of fifteen) expect(plan.sessions.filter(({ participantIds }) => participantIds.includes(id))).toHaveLength(33);
    expect(plan.unassigned).toEqual([]);
  });

  test("starts with everyone at one instant, led by a coach", () => {
    expect(of(plan.sessions, "kickoff").map(({ startsAt, endsAt, coachId, participantIds }) => [startsAt, endsAt, coachId, participantIds.length])).toEqual([["2027-09-27T07:30:00Z", "2027-09-27T10:30:00Z", "kim", 15]]);
  });

  test("nudges each at nine by the own clock, before and after the clocks change", () => {
    const starts = (participantId: string, week: number) => of(plan.sessions, "nudge").filter((session) => session.week === week && session.participantIds[0] === participantId).map(({ startsAt, startTime }) => `${startsAt} ${startTime}`);
    expect(starts("m11", 4)).toEqual(["2027-10-26T07:00:00Z 09:00", "2027-10-29T07:00:00Z 09:00"]);
    expect(starts("m11", 5)).toEqual(["2027-11-02T08:00:00Z 09:00", "2027-11-05T08:00:00Z 09:00"]);
    expect(starts("m10", 5)).toEqual(["2027-11-02T03:30:00Z 09:00", "2027-11-05T03:30:00Z 09:00"]);
  });

  test("keeps each peer group together and as even as can be", () => {
    const groups = new Set(of(plan.sessions, "huddle").map(({ participantIds }) => participantIds.join(" ")));
    expect([...groups]).toEqual(["m10 m13 m16 m19 m22", "m11 m12 m14 m15 m17", "m18 m20 m21 m23 m24"]);
  });

  test("gives each one coach, close in time, and puts the one-to-ones one after the other", () => {
    expect(of(plan.sessions, "one-to-one").filter(({ coachId }) => coachId === "raj").map(text)).toEqual(["2027-11-30 10:00 raj: m10", "2027-11-30 11:00 raj: m13", "2027-11-30 12:00 raj: m16", "2027-11-30 13:00 raj: m19", "2027-11-30 14:00 raj: m22"]);
    expect(plan.coachAssignments.filter(({ coachId }) => coachId === "raj").map(({ participantId }) => participantId)).toEqual(["m10", "m13", "m16", "m19", "m22"]);
  });

  test("says what was moved off its preferred start", () => {
    const moved = of(plan.sessions, "one-to-one").filter(({ warnings }) => warnings.some(({ reason }) => reason === "moved-from-preferred-start"));
    expect(moved).toHaveLength(12);
  });

  test("is a document that can be stored and read again", () => { expect(Plan.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan); });
});

describe("ids", () => {
  const ids = (of15: Plan) => of15.sessions.map(({ id }) => id).sort();
  test("say program, cohort, touchpoint, week and person", () => { expect(of(plan.sessions, "one-to-one")[0]?.id).toBe("blended-twelve-week/autumn/one-to-one/w09-1/m10"); });
  test("stay the same when the input comes in another order", () => {
    expect(assignSessions({ ...input, participants: fifteen.toReversed(), coaches: input.coaches.toReversed() })).toEqual(plan);
  });
  test("stay the same, and so do the sessions, when the touchpoints come in another order", () => {
    expect(assignSessions({ ...input, program: { ...blendedTwelveWeek, touchpoints: blendedTwelveWeek.touchpoints.toReversed() } }).sessions).toEqual(plan.sessions);
  });
  test("stay the same when a holiday is added, a start moves or a coach is exchanged", () => {
    for (const more of [{ cohort: { ...cohort, holidays: [{ date: "2027-10-13", name: "Team day" }] } }, { cohort: { ...cohort, startDate: "2027-10-04" } }, { coaches: [coach("zoe"), coach("yan"), coach("xia")] }] as const) {
      expect(ids(assignSessions({ ...input, ...more }))).toEqual(ids(plan));
    }
  });
});

describe("own days off", () => {
  test("move only the nudges of those who have them, and keep their distance", () => {
    const diwali = { ...kolkata, holidays: ["2027-10-29"] };
    const { sessions } = assignSessions({ ...input, participants: [person("a"), person("b", { hours: diwali }), person("c")] });
    const dates = (id: string) => of(sessions, "nudge").filter(({ week, participantIds }) => week === 4 && participantIds[0] === id).map(({ date }) => date);
    expect([dates("a"), dates("b")]).toEqual([["2027-10-26", "2027-10-29"], ["2027-10-26", "2027-10-28"]]);
  });
});

describe("nothing is forced: what finds no place is listed with its reason", () => {
  const participants = [person("a"), person("b")];
  test.each([
    ["nobody coaches", { program: only({}), participants, coaches: [] }, ["no-coach: a", "no-coach: b"]],
    ["no coach has time", { program: only({}), participants, coaches: [coach("kim", { weeklyAvailableMinutes: 0 })] }, ["no-coach: a", "no-coach: b"]],
    ["the chosen coach has no time", { program: only({}), participants: [person("a", { coachId: "kim" })], coaches: [coach("kim", { weeklyAvailableMinutes: 0 })] }, ["coach-full: a"]],
    ["the only coach is the manager", { program: only({}), participants: [person("a", { managerId: "kim" })], coaches: [coach("kim")] }, ["own-manager: a"]],
    ["nobody speaks the language", { program: only({}), participants: [person("a", { languages: ["sv"] })], coaches: [coach("kim")] }, ["no-common-language: a"]],
    ["their hours never meet", { program: only({}), participants: [person("a", { hours: { ...berlin, weekly: { SA: day } } })], coaches: [coach("kim")] }, ["no-common-hours: a"]],
    ["the coach's week is full", { program: only({}), participants, coaches: [coach("kim", { weeklyAvailableMinutes: 60 })] }, ["coach-full: b"]],
    ["the coach is away all week", { program: only({}), participants, coaches: [coach("kim", { busy: [{ startsAt: "2027-10-04T00:00:00Z", endsAt: "2027-10-11T00:00:00Z" }] })] }, ["no-common-slot: a", "no-common-slot: b"]],
    ["there are too few for a group", { program: only({ audience: { kind: "groups", minimumCount: 3, maximumCount: 5 }, clock: "cohort", modality: "group" }), participants }, ["group-too-small: a b"]],
    ["nobody belongs to the segment", { program: only({ segmentIds: ["new"] }), participants: [person("a", { segmentId: "old" }), person("b")] }, ["no-participants: "]],
    ["the day is a holiday and is dropped", { program: only({ clock: "cohort" }), participants, cohort: { ...cohort, holidayPolicy: "skip", holidays: [{ date: "2027-10-05", name: "Team day" }] } }, ["holiday: a b"]],
  ] as const)("%s", (_, more, expected) => { expect(reasons(more)).toEqual(expected); });
});

describe("coaches", () => {
  test("are the host's choice where the host has chosen", () => {
    const { coachAssignments } = assignSessions({ ...input, participants: [person("a", { coachId: "raj" }), person("b")] });
    expect(coachAssignments.map(({ coachId }) => coachId)).toEqual(["raj", "kim"]);
  });

  test("spend preparation and notes of their contract too", () => {
    const contract = { preparationMinutes: 15, noteMinutes: 15, deliverables: [] };
    const program = { ...only({}), coachSources: [{ id: "house", title: "House", origin: "internal" as const, contract }] };
    const kim = coach("kim", { sourceId: "house", weeklyAvailableMinutes: 179 });
    expect(reasons({ program, participants: [person("a"), person("b")], coaches: [kim] })).toEqual(["coach-full: b"]);
    expect(reasons({ program, participants: [person("a"), person("b")], coaches: [{ ...kim, weeklyAvailableMinutes: 180 }] })).toEqual([]);
  });

  test("lead groups one after the other when there are more groups than coaches", () => {
    const program = only({ audience: { kind: "groups", minimumCount: 1, maximumCount: 2 }, clock: "cohort", modality: "group" });
    const { sessions } = assignSessions({ ...input, program, participants: ["a", "b", "c", "d"].map((id) => person(id)), coaches: [coach("kim")] });
    expect(sessions.map(text)).toEqual(["2027-10-05 10:00 kim: a b", "2027-10-05 11:00 kim: c d"]);
  });

  test("do not lead groups of people whom they manage", () => {
    const program = only({ audience: { kind: "groups", minimumCount: 1, maximumCount: 2 }, clock: "cohort", modality: "group" });
    const participants = ["a", "b"].map((id) => person(id, { managerId: "kim" }));
    expect(assignSessions({ ...input, program, participants }).sessions.map(({ coachId }) => coachId)).toEqual(["lea"]);
    expect(reasons({ program, participants, coaches: [coach("kim")] })).toEqual(["own-manager: a b"]);
  });

  test("spread a window over its weeks when one week's minutes are used up", () => {
    const program = only({ timing: { kind: "window", fromWeek: 1, toWeek: 4, weekdays: ["TU"], startTime: "10:00" } });
    const participants = ["a", "b", "c", "d"].map((id) => person(id));
    const { sessions, unassigned } = assignSessions({ ...input, program, participants, coaches: [coach("kim", { weeklyAvailableMinutes: 60 })] });
    expect([unassigned, new Set(sessions.map(({ startsAt }) => Math.floor((Date.parse(startsAt) - Date.parse("2027-09-27")) / 604_800_000)))]).toEqual([[], new Set([1, 2, 3, 4])]);
  });

  test("have a week that begins at midnight of the cohort, also after the clocks changed", () => {
    const all = [{ fromTime: "00:00", toTime: "24:00" }];
    const hours: WorkingHours = { ...berlin, weekly: { MO: all, FR: all } };
    const touchpoint = (id: string, week: number, weekday: "FR" | "MO", startTime: string): Touchpoint => ({ ...(only({}).touchpoints[0] as Touchpoint), id, timing: { kind: "weeks", weeks: [week], weekdays: [weekday], startTime } });
    const program = { ...only({}), touchpoints: [touchpoint("last", 0, "FR", "10:00"), touchpoint("first", 1, "MO", "00:00")] };
    const { sessions, unassigned } = assignSessions({ ...input, program, cohort: { ...cohort, startDate: "2027-03-22" }, participants: [person("a", { hours })], coaches: [coach("kim", { hours, weeklyAvailableMinutes: 60 })] });
    expect([sessions.map(({ date, startTime }) => `${date} ${startTime}`), unassigned]).toEqual([["2027-03-26 10:00", "2027-03-29 00:00"], []]);
  });

  test("start off the quarter of an hour when nothing else fits", () => {
    const hours: WorkingHours = { ...berlin, weekly: { TU: [{ fromTime: "09:05", toTime: "10:05" }] } };
    expect(assignSessions({ ...input, program: only({}), participants: [person("a", { hours })], coaches: [coach("kim", { hours })] }).sessions.map(text)).toEqual(["2027-10-05 09:05 kim: a"]);
  });

  test("who take part themselves are not booked while they do", () => {
    const busy = [{ startsAt: "2027-10-05T08:00:00Z", endsAt: "2027-10-05T09:00:00Z" }];
    const { sessions } = assignSessions({ ...input, program: only({}), participants: [person("sam", { busy }), person("b", { coachId: "sam" })], coaches: [coach("kim"), coach("sam")] });
    expect(sessions.filter(({ coachId, participantIds }) => coachId === "sam" || participantIds.includes("sam")).every(({ startsAt }) => startsAt !== "2027-10-05T08:00:00Z")).toBe(true);
  });

  test("give no minutes for what is only offered", () => {
    const program = { ...only({ isScheduled: false }) };
    expect(reasons({ program, participants: [person("a"), person("b")], coaches: [coach("kim", { weeklyAvailableMinutes: 60 })] })).toEqual([]);
  });

  test("may use any day of a window", () => {
    const program = only({ timing: { kind: "window", fromWeek: 1, toWeek: 2, weekdays: ["MO", "TU", "WE", "TH", "FR"], startTime: "10:00" } });
    const busy = [{ startsAt: "2027-10-04T00:00:00Z", endsAt: "2027-10-13T00:00:00Z" }];
    expect(assignSessions({ ...input, program, participants: [person("a")], coaches: [coach("kim", { busy })] }).sessions.map(text)).toEqual(["2027-10-13 09:00 kim: a"]);
  });
});

test("a cohort of a size that the program is not meant for is planned all the same, with a warning", () => {
  const sizes = (count: number) => assignSessions({ ...input, participants: fifteen.slice(0, count) }).warnings;
  expect([sizes(9), sizes(10), sizes(15)]).toEqual([[{ reason: "cohort-size", participantCount: 9 }], [], []]);
});

test("a group keeps its sessions' ids when somebody joins another one", () => {
  const ids = (participants: readonly Participant[]) => of(assignSessions({ ...input, participants }).sessions, "huddle").filter(({ participantIds }) => participantIds.includes("m10")).map(({ id }) => id);
  expect(ids([...fifteen, person("m99")])).toEqual(ids(fifteen));
});

describe("peers who rotate", () => {
  const six = ["a", "b", "c", "d", "e", "f"].map((id) => person(id));
  const peers = (audience: Touchpoint["audience"]): Program => only({ timing: { kind: "every-weeks", everyWeeks: 1, fromWeek: 1, toWeek: 5, weekdays: ["TU"], startTime: "10:00" }, clock: "cohort", audience, ledBy: "peer", modality: "peer" });
  const pairs: Touchpoint["audience"] = { kind: "groups", minimumCount: 2, maximumCount: 2, rotation: "pairs" };
  const met = (of15: Plan) => of15.sessions.map(({ participantIds }) => participantIds.join("+"));

  test("meet everybody else once in five weeks, under ids of their own", () => {
    const rotated = assignSessions({ ...input, program: peers(pairs), participants: six });
    expect([new Set(met(rotated)).size, new Set(rotated.sessions.map(({ id }) => id)).size, rotated.unassigned]).toEqual([15, 15, []]);
    expect(rotated.sessions.slice(0, 3).map(({ id }) => id)).toEqual(["blended-twelve-week/autumn/talk/w01-1/with-a", "blended-twelve-week/autumn/talk/w01-1/with-b", "blended-twelve-week/autumn/talk/w01-1/with-c"]);
    expect(assignSessions({ ...input, program: peers(pairs), participants: six.toReversed() })).toEqual(rotated);
  });

  test("keep the same peers throughout without rotation", () => {
    const { rotation: _, ...steady } = pairs as Extract<Touchpoint["audience"], { readonly kind: "groups" }>;
    expect(new Set(met(assignSessions({ ...input, program: peers(steady), participants: six }))).size).toBe(3);
  });

  test("never meet their managers", () => {
    const rotated = assignSessions({ ...input, program: peers(pairs), participants: six.map((one) => (one.id === "b" ? { ...one, managerId: "a" } : one)) });
    expect(met(rotated)).not.toContain("a+b");
  });

  test("sit out in turn where the size leaves one over, or are joined by a third", () => {
    const five = six.slice(0, 5);
    const sitOuts = assignSessions({ ...input, program: peers(pairs), participants: five }).unassigned;
    expect(sitOuts.map(({ reason, participantIds }) => `${reason} ${participantIds.join()}`).toSorted()).toEqual(["a", "b", "c", "d", "e"].map((id) => `group-too-small ${id}`));
    const joined = assignSessions({ ...input, program: peers({ ...pairs, maximumCount: 3 } as Touchpoint["audience"]), participants: five });
    expect([joined.unassigned, met(joined).filter((one) => one.length === 5)]).toEqual([[], expect.objectContaining({ length: 5 })]);
  });

  test("meet the others they would have met when a holiday takes a week away", () => {
    const holidays = [{ date: "2027-10-12", name: "Team day" }];
    const whole = assignSessions({ ...input, program: peers(pairs), participants: six });
    const without = assignSessions({ ...input, program: peers(pairs), participants: six, cohort: { ...cohort, holidayPolicy: "skip", holidays } });
    expect(without.sessions).toEqual(whole.sessions.filter(({ week }) => week !== 2));
  });

  test("of more than six hundred meet those who are near by id", () => {
    const many = Array.from({ length: 700 }, (_, index) => person(`p${String(index + 1000)}`));
    const rotated = assignSessions({ ...input, program: peers(pairs), participants: many });
    expect([rotated.sessions.length, new Set(met(rotated)).size, rotated.unassigned]).toEqual([1750, 1750, []]);
  });
});

test("segments get their own touchpoints beside the common ones", () => {
  const program: Program = { ...only({ segmentIds: ["new"] }) };
  const { sessions } = assignSessions({ ...input, program, participants: [person("a", { segmentId: "new" }), person("b", { segmentId: "old" }), person("c")] });
  expect(sessions.map(({ participantIds }) => participantIds)).toEqual([["a"]]);
});

test("a segment whose people all live in another zone is not missed by the others", () => {
  const program: Program = { ...only({ segmentIds: ["new"] }) };
  const { sessions, unassigned } = assignSessions({ ...input, program, participants: [person("a", { segmentId: "new", hours: kolkata }), person("b", { segmentId: "old" })] });
  expect([sessions.length, unassigned]).toEqual([1, []]);
});

describe("bad input is named by code and path", () => {
  test.each([
    ["an empty cohort", { participants: [] }, ["input.too_small /participants"]],
    ["a coach who does not exist", { participants: [person("a", { coachId: "nobody" })] }, ["assign-sessions.unknown_coach /participants/0/coachId"]],
    ["a person twice", { participants: [person("a"), person("a")], coaches: [coach("kim"), coach("kim")] }, ["assign-sessions.duplicate_person /participants/1/id", "assign-sessions.duplicate_person /coaches/1/id"]],
    ["a coach who is the participant", { participants: [person("kim", { coachId: "kim" })] }, ["assign-sessions.own_coach /participants/0/coachId"]],
    ["a coach who manages the participant", { participants: [person("a", { coachId: "kim", managerId: "kim" })] }, ["assign-sessions.own_manager /participants/0/coachId"]],
    ["a segment that the program lacks", { participants: [person("a", { segmentId: "x" })] }, ["assign-sessions.unknown_segment /participants/0/segmentId"]],
    ["a source that the program lacks", { coaches: [coach("kim", { sourceId: "x" })] }, ["assign-sessions.unknown_source /coaches/0/sourceId"]],
    ["an unknown zone", { participants: [person("a", { hours: { ...berlin, timeZone: "Europe/Atlantis" } })] }, ["known-time-zone.unknown_zone /participants/0/hours/timeZone"]],
    ["a busy time that ends before it starts", { participants: [person("a", { busy: [{ startsAt: "2027-10-05T10:00:00Z", endsAt: "2027-10-05T09:00:00Z" }] })] }, ["time-span.ends_before_start /participants/0/busy/0/endsAt"]],
    ["a faulty person beside a faulty program", { participants: [person("a", { coachId: "nobody" }), person("a")], program: { ...blendedTwelveWeek, weekCount: 11 } }, ["timing-rules.week_out_of_range", "assign-sessions.duplicate_person", "assign-sessions.unknown_coach"]],
  ] as const)("%s", (_, more, expected) => {
    const found = faults(more);
    for (const start of expected) expect(found.some((fault) => fault.startsWith(start))).toBe(true);
    expect(found.length).toBeGreaterThanOrEqual(expected.length);
  });

  test("a plan whose session ends before it starts, or stands there twice, is refused", () => {
    const [first] = plan.sessions;
    const bad = { ...plan, sessions: [first, { ...first, endsAt: "2027-09-01T00:00:00Z", participantIds: ["m10", "m10"] }, { ...first, id: "other", durationMinutes: 5 }] };
    let found: readonly string[] = [];
    try { check(Plan, bad); } catch (error) { if (isCoachingError(error)) found = error.issues.map(({ code, path }) => `${code} /${path.join("/")}`); }
    expect(found).toEqual(["session.duplicate_id /sessions/1/id", "session.end_before_start /sessions/1/endsAt", "session.duplicate_participant /sessions/1/participantIds/1", "session.other_length /sessions/2/durationMinutes"]);
  });
});

describe("laws", () => {
  const people = fc.array(fc.record({ zone: fc.constantFrom("Europe/Berlin", "Asia/Kolkata", "America/New_York", "Pacific/Apia"), language: fc.constantFrom("en", "de") }), { minLength: 1, maxLength: 8 });
  const drawn = fc.tuple(people, people, fc.integer({ min: 60, max: 600 })).map(([participants, coaches, weeklyAvailableMinutes]): PlanInput => ({
    ...input,
    participants: participants.map(({ zone, language }, index) => person(`p${String(index)}`, { hours: { ...berlin, timeZone: zone }, languages: [language] })),
    coaches: coaches.map(({ zone, language }, index) => coach(`c${String(index)}`, { hours: { ...berlin, timeZone: zone }, languages: [language], weeklyAvailableMinutes })),
  }));

  test("every participant's every occurrence is either a session or unassigned: nothing is lost and nothing is doubled", () => {
    fc.assert(fc.property(drawn, (of15) => {
      const { sessions, unassigned } = assignSessions(of15);
      const planned = expandCadence({ program: of15.program, cohort: of15.cohort });
      const seats = [...sessions, ...unassigned].flatMap(({ occurrenceId, participantIds }) => participantIds.map((id) => `${occurrenceId} ${id}`));
      expect(new Set(seats).size).toBe(seats.length);
      expect(seats).toHaveLength((planned.occurrences.length + planned.skipped.length) * of15.participants.length);
    }), { numRuns: 25 });
  });

  test("no coach is in two places at once, works outside the hours of a one-to-one, or gives more minutes in a week of the cohort than there are", () => {
    fc.assert(fc.property(drawn, (of15) => {
      const { sessions } = assignSessions(of15);
      for (const { id, weeklyAvailableMinutes } of of15.coaches) {
        const own = sessions.filter(({ coachId }) => coachId === id);
        own.forEach((one, index) => { expect(own.slice(index + 1).every((other) => other.startsAt >= one.endsAt)).toBe(true); });
        const used = new Map<number, number>();
        for (const { startsAt, durationMinutes } of own) {
          const week = Math.floor(daysBetween({ fromDate: of15.cohort.startDate, toDate: wallClockAt({ at: startsAt, timeZone: of15.cohort.timeZone }).date }) / 7);
          used.set(week, (used.get(week) ?? 0) + durationMinutes);
        }
        expect(Math.max(0, ...used.values())).toBeLessThanOrEqual(weeklyAvailableMinutes);
      }
      for (const { warnings } of of(sessions, "one-to-one")) expect(warnings.filter(({ reason }) => reason !== "moved-from-preferred-start")).toEqual([]);
    }), { numRuns: 25 });
  });
});

describe("a participant's own absences", () => {
  const nudges = (more: Partial<Participant>, touchpoint: Partial<Touchpoint> = {}) =>
    assignSessions({ ...input, participants: [person("ada", more)], program: only({ ledBy: "ai", timing: { kind: "weeks", weeks: [1], weekdays: ["TU"], startTime: "21:00" }, ...touchpoint }) });
  const leave = [{ fromDate: "2027-10-04", toDate: "2027-10-06" }];

  test("touchpoints on the own clock move off leave and quiet hours, under the cohort's policy", () => {
    expect(nudges({ leave }).sessions.map(text)).toEqual(["2027-10-07 21:00 -: ada"]);
    expect(nudges({ leave }).sessions[0]?.move).toEqual({ fromDate: "2027-10-05", reason: "leave", name: null });
    expect(nudges({}).sessions[0]).not.toHaveProperty("move");
    expect(nudges({ quietHours: { fromTime: "20:00", toTime: "07:00" } })).toMatchObject({ sessions: [], unassigned: [{ reason: "blackout-hours", participantIds: ["ada"] }] });
  });

  test("one-to-ones are booked around leave, with coach and participant", () => {
    const booked = (more: Partial<Participant>, ofCoach: Partial<Coach>) => assignSessions({ ...input, participants: [person("ada", more)], coaches: [coach("kim", ofCoach)], program: only({}) }).sessions.map(text);
    expect(booked({}, {})).toEqual(["2027-10-05 10:00 kim: ada"]);
    expect(booked({}, { leave })).toEqual(["2027-10-07 09:00 kim: ada"]);
    expect(booked({}, { quietHours: { fromTime: "09:30", toTime: "11:00" } })).toEqual(["2027-10-05 11:00 kim: ada"]);
  });

  test("what everyone attends stands, and says who is away", () => {
    const { sessions } = assignSessions({ ...input, participants: [person("ada", { leave }), person("ben")], program: only({ clock: "cohort", audience: { kind: "everyone" } }) });
    expect(sessions[0]?.warnings).toEqual([{ reason: "on-leave", personId: "ada" }]);
  });

  test("a step waits for the participant's own completion, and opens with it", () => {
    const talk: Touchpoint = { id: "talk", title: "Talk", durationMinutes: 20, timing: { kind: "start-date", startTime: "10:00" }, clock: "participant", audience: { kind: "each" }, ledBy: "participant", isScheduled: true };
    const program = { ...only({}), touchpoints: [talk, { ...talk, id: "next", timing: { kind: "after-completion" as const, touchpointId: "talk", delayDays: 1, startTime: "10:00" } }] };
    const { sessions, unassigned } = assignSessions({ ...input, program, participants: [person("ada", { completions: [{ touchpointId: "talk", completedDate: "2027-09-29" }] }), person("ben")] });
    expect(of(sessions, "next").map(text)).toEqual(["2027-09-30 10:00 -: ada"]);
    expect(unassigned).toStrictEqual([{ occurrenceId: `${program.id}/autumn/next/locked`, touchpointId: "next", week: null, participantIds: ["ben"], reason: "waits-for-completion" }]);
    expect(faults({ program, participants: [person("ada", { completions: [{ touchpointId: "none", completedDate: "2027-09-29" }] })] })).toEqual(["completion.unknown_touchpoint /participants/0/completions/0/touchpointId"]);
  });
});
