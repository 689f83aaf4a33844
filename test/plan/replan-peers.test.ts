import * as fc from "fast-check";
import { assignSessions, type Participant, type Plan, type PlanChange, type PlanInput, replanSessions, type ReplanInput, type Session } from "coachkit/plan";
import { blendedTwelveWeek, type Touchpoint } from "coachkit/program";
import { describe, expect, test } from "vitest";

const day = [{ fromTime: "09:00", toTime: "17:00" }];
const hours: Participant["hours"] = { timeZone: "Europe/Berlin", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
const person = (id: string, more: Partial<Participant> = {}): Participant => ({ id, hours, languages: ["en"], ...more });
const people = (ids: string): readonly Participant[] => [...ids].map((id) => person(id));
type Groups = Extract<Touchpoint["audience"], { readonly kind: "groups" }>;
const pairs: Groups = { kind: "groups", minimumCount: 2, maximumCount: 3, rotation: "pairs" };
const strictPairs: Groups = { ...pairs, maximumCount: 2 };
const triads: Groups = { ...pairs, rotation: "triads" };
const talk: Touchpoint = { id: "talk", title: "Talk", modality: "peer", durationMinutes: 60, timing: { kind: "every-weeks", everyWeeks: 1, fromWeek: 1, toWeek: 5, weekdays: ["TU"], startTime: "10:00" }, clock: "cohort", audience: pairs, ledBy: "peer", isScheduled: true };
const cohort: PlanInput["cohort"] = { id: "autumn", startDate: "2027-09-27", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" };
const inputOf = (audience: Groups, participants: readonly Participant[], more: Partial<PlanInput["cohort"]> = {}): PlanInput => ({ program: { ...blendedTwelveWeek, touchpoints: [{ ...talk, audience }] }, cohort: { ...cohort, ...more }, participants, coaches: [] });
const replanned = (input: PlanInput, changes: readonly PlanChange[], more: Partial<ReplanInput> = {}) => replanSessions({ plan: assignSessions(input), input, changes, ...more });
const joins = (participant: Participant): PlanChange => ({ kind: "participant-joined", participant });
const leaves = (participantId: string, fromDate = "2027-09-27"): PlanChange => ({ kind: "participant-left", participantId, fromDate });
const rounds = ({ sessions }: Plan): readonly string[] => [1, 2, 3, 4, 5].map((week) => sessions.filter((session) => session.week === week).map(({ participantIds }) => participantIds.join("")).sort().join(" "));
const missing = ({ unassigned }: Plan): readonly string[] => unassigned.map(({ week, reason, participantIds }) => `${String(week)} ${reason} ${participantIds.join("")}`);
const of = ({ sessions }: Plan, id: string): readonly Session[] => sessions.filter(({ participantIds }) => participantIds.includes(id));

describe("who joins peers that rotate", () => {
  const input = inputOf(pairs, people("abcdef"));
  const before = assignSessions(input);

  test("makes a triad of one pair in each round, rather with people not met yet, and changes nothing else", () => {
    const { plan, diff } = replanned(input, [joins(person("z"))]);
    expect([diff.added, diff.cancelled, diff.moved, diff.changed.map(({ cause }) => `${cause.reason} ${cause.personId ?? ""}`)]).toEqual([[], [], [], Array<string>(5).fill("participant-joined z")]);
    expect(plan.sessions.map(({ id }) => id)).toEqual(before.sessions.map(({ id }) => id));
    expect(plan.sessions.map(({ participantIds }) => participantIds.filter((id) => id !== "z"))).toEqual(before.sessions.map(({ participantIds }) => participantIds));
    expect(Math.max(...plan.sessions.map(({ participantIds }) => participantIds.length))).toBe(3);
    const peers = (sessions: readonly Session[]) => new Set(sessions.flatMap(({ participantIds }) => participantIds.filter((id) => id !== "z"))).size;
    expect([peers(of(plan, "z").slice(0, 2)), peers(of(plan, "z"))]).toEqual([4, 6]);
  });

  test("is left over, with the reason, where pairs stay pairs", () => {
    const { plan, diff } = replanned(inputOf(strictPairs, people("abcdef")), [joins(person("z"))]);
    expect([diff.keptCount, missing(plan)]).toEqual([15, [1, 2, 3, 4, 5].map((week) => `${String(week)} group-too-small z`)]);
  });

  test("meets whoever sits out where pairs stay pairs, and a second one makes a pair with the first", () => {
    const odd = replanned(inputOf(strictPairs, people("abcde")), [joins(person("z"))]);
    expect([odd.diff.added.length, odd.diff.keptCount, missing(odd.plan)]).toEqual([5, 10, []]);
    expect(odd.diff.added.map(({ id, participantIds }) => [id.split("/").at(-1), participantIds.length])).toEqual(odd.diff.added.map(({ participantIds }) => [`with-${participantIds.find((id) => id !== "z") ?? ""}`, 2]));
    const two = replanned(inputOf(strictPairs, people("abcdef")), [joins(person("y")), joins(person("z"))]);
    expect([two.diff.keptCount, two.diff.added.map(({ participantIds }) => participantIds.join(""))]).toEqual([15, Array<string>(5).fill("yz")]);
  });

  test("never meets along a reporting line, of any rank", () => {
    const chain = [person("a"), person("b", { managerId: "a" }), person("c"), person("d")];
    const { plan } = replanned(inputOf(pairs, chain), [joins(person("z", { managerId: "b" }))]);
    expect(of(plan, "z").every(({ participantIds }) => !participantIds.includes("a") && !participantIds.includes("b"))).toBe(true);
    expect(of(plan, "z").length + missing(plan).length).toBe(5);
    const chief = replanned(inputOf(pairs, people("abcd").map((one) => ({ ...one, managerId: "z" }))), [joins(person("z"))]);
    expect([chief.diff.keptCount, missing(chief.plan).length]).toEqual([10, 5]);
  });

  test("comes from the horizon on: what has been stays, to the letter", () => {
    const { plan, diff } = replanned(input, [joins(person("z"))], { frozenBeforeAt: "2027-10-20T00:00:00Z" });
    expect(plan.sessions.filter(({ startsAt }) => startsAt < "2027-10-20")).toEqual(before.sessions.filter(({ startsAt }) => startsAt < "2027-10-20"));
    expect([diff.changed.length, missing(plan)]).toEqual([2, ["1 already-past z", "2 already-past z", "3 already-past z"]]);
  });

  test("changes no group for those who went without before", () => {
    // the plan comes from a time when pairs stayed pairs
    const before = assignSessions(inputOf(strictPairs, people("abcde")));
    const roomy = inputOf(pairs, people("abcde"));
    const { plan, diff } = replanSessions({ plan: before, input: roomy, changes: [joins(person("y")), joins(person("z"))] });
    expect(diff.changed.every(({ after, before: { participantIds } }) => after.participantIds.every((id) => "yz".includes(id) || participantIds.includes(id)))).toBe(true);
    expect(missing(plan).map((line) => line.slice(0, -2))).toEqual([1, 2, 3, 4, 5].map((week) => `${String(week)} group-too-small`));
  });

  test("comes to no pinned session", () => {
    const pinnedSessionIds = before.sessions.filter(({ week }) => week === 2).map(({ id }) => id);
    expect(missing(replanned(input, [joins(person("z"))], { pinnedSessionIds }).plan)).toEqual(["2 group-too-small z"]);
  });

  test("meets nobody of a round that the host took out of the plan", () => {
    const plan = { ...before, sessions: before.sessions.filter(({ week }) => week !== 3) };
    const after = replanSessions({ plan, input, changes: [joins(person("z"))] }).plan;
    expect([rounds(after)[2], of(after, "z").length]).toEqual(["", 4]);
  });

  test("goes on in the next change as everybody does", () => {
    const once = replanned(input, [joins(person("z"))]);
    const again = replanSessions({ plan: once.plan, input: once.input, changes: [{ kind: "holiday-added", holiday: { date: "2030-01-01", name: "Far away" } }] });
    expect(again.plan).toEqual(once.plan);
    const moved = replanSessions({ plan: once.plan, input: once.input, changes: [{ kind: "start-date-moved", startDate: "2027-10-04" }] });
    expect([rounds(moved.plan), moved.diff.moved.length]).toEqual([rounds(once.plan), 15]);
    const left = replanSessions({ plan: once.plan, input: once.input, changes: [leaves("z")] });
    expect(left.plan.sessions).toEqual(before.sessions);
  });

  test("who was left over still is after another change", () => {
    for (const audience of [strictPairs, { kind: "groups", minimumCount: 2, maximumCount: 2 } as const]) {
      const once = replanned(inputOf(audience, people("abcd")), [joins(person("z"))]);
      expect(missing(once.plan)).toHaveLength(5);
      expect(replanSessions({ plan: once.plan, input: once.input, changes: [{ kind: "holiday-added", holiday: { date: "2030-01-01", name: "Far away" } }] }).plan).toEqual(once.plan);
    }
  });
});

describe("who leaves peers that rotate", () => {
  const input = inputOf(pairs, people("abcdef"));
  const before = assignSessions(input);

  test("leaves somebody alone in each round, who joins another pair; the others stay", () => {
    const { plan, diff } = replanned(input, [leaves("a")]);
    expect([diff.added.length, diff.cancelled.length, diff.changed.length, diff.keptCount]).toEqual([0, 5, 5, 5]);
    expect(new Set([...diff.cancelled, ...diff.changed].map(({ cause }) => `${cause.reason} ${cause.personId ?? ""}`))).toEqual(new Set(["participant-left a"]));
    for (const round of rounds(plan)) expect([...round.replace(" ", "")].sort().join("")).toBe("bcdef");
    expect(missing(plan)).toEqual([]);
  });

  test("leaves somebody over, with the reason, where pairs stay pairs", () => {
    const { plan, diff } = replanned(inputOf(strictPairs, people("abcdef")), [leaves("a")]);
    expect([diff.cancelled.length, diff.keptCount, missing(plan).map((line) => line.slice(0, -1))]).toEqual([5, 10, [1, 2, 3, 4, 5].map((week) => `${String(week)} group-too-small `)]);
    expect(missing(plan).map((line) => line.at(-1)).sort()).toEqual([..."bcdef"]);
  });

  test("is replaced by whoever sat out, or joins: the session keeps its id", () => {
    const odd = replanned(inputOf(strictPairs, people("abcde")), [leaves("a")]);
    expect([odd.diff.added, odd.diff.cancelled.length, odd.diff.changed.length, missing(odd.plan)]).toEqual([[], 0, 4, []]);
    const joined = replanned(inputOf(strictPairs, people("abcd")), [leaves("a"), joins(person("z"))]);
    expect([joined.diff.cancelled, joined.diff.added, joined.diff.changed.length, joined.plan.sessions.map(({ id }) => id)]).toEqual([[], [], 5, assignSessions(inputOf(strictPairs, people("abcd"))).sessions.map(({ id }) => id)]);
  });

  test("with another one brings together whom both leave alone", () => {
    const { plan } = replanned(inputOf(strictPairs, people("abcd")), [leaves("a"), leaves("b")]);
    expect(rounds(plan)).toEqual(Array<string>(5).fill("cd"));
  });

  test("still comes before that date, and to what is frozen without change for others", () => {
    const { plan } = replanned(input, [leaves("a", "2027-10-20")]);
    expect(plan.sessions.filter(({ date }) => date < "2027-10-20")).toEqual(before.sessions.filter(({ date }) => date < "2027-10-20"));
    expect(of(plan, "a")).toHaveLength(3);
    const frozen = replanned(input, [leaves("a")], { frozenBeforeAt: "2027-10-20T00:00:00Z" });
    expect(frozen.diff.changed.filter(({ before: { date } }) => date < "2027-10-20").map(({ after }) => after.participantIds.length)).toEqual([1, 1, 1]);
    expect(missing(frozen.plan)).toEqual([]);
  });

  test("makes of a triad a pair", () => {
    const { plan, diff } = replanned(inputOf(triads, people("abcdef")), [leaves("a")]);
    expect([diff.cancelled, diff.changed.length, rounds(plan).every((round) => round.length === 6)]).toEqual([[], 5, true]);
    const { plan: small } = replanned(inputOf({ ...triads, minimumCount: 3 }, people("abcdef")), [leaves("a")]);
    expect(small.sessions.filter(({ warnings }) => warnings.some(({ reason }) => reason === "group-too-small"))).toHaveLength(5);
  });
});

test("a round that a holiday had taken away is rotated as the program says when it comes back", () => {
  const input = inputOf(pairs, people("abcdef"), { holidayPolicy: "skip", holidays: [{ date: "2027-10-12", name: "Team day" }] });
  const { plan } = replanned(input, [{ kind: "start-date-moved", startDate: "2027-11-01" }]);
  expect(rounds(plan)).toEqual(rounds(assignSessions(inputOf(pairs, people("abcdef")))));
});

describe("laws", () => {
  const drawnPeople = fc.tuple(fc.integer({ min: 2, max: 11 }), fc.array(fc.nat({ max: 20 }), { minLength: 11, maxLength: 11 })).map(([count, managers]) => Array.from({ length: count }, (_, index): Participant => {
    const manager = managers[index] ?? 0;
    return person(`p${String(index + 10)}`, manager < index ? { managerId: `p${String(manager + 10)}` } : {});
  }));
  const isAbove = (all: readonly Participant[], one: string, other: string): boolean => {
    for (let above = all.find(({ id }) => id === other)?.managerId; above !== undefined; above = all.find(({ id }) => id === above)?.managerId) if (above === one) return true;
    return false;
  };

  test("whoever comes and goes: each meets once a round or is listed, sizes are kept, lines too, no group is broken up that need not be, and the order of the input changes nothing", () => {
    fc.assert(fc.property(drawnPeople, fc.constantFrom(pairs, strictPairs, triads, { ...triads, minimumCount: 3 }), fc.nat({ max: 2 }), fc.nat({ max: 3 }), fc.constantFrom("2027-09-27", "2027-10-13"), (participants, audience, leaverCount, joinerCount, fromDate) => {
      const changes = [...participants.slice(0, Math.min(leaverCount, participants.length - 1)).map(({ id }) => leaves(id, fromDate)), ...["x", "y", "z"].slice(0, joinerCount).map((id, index) => joins(person(id, index === 0 ? { managerId: participants.at(-1)?.id ?? "" } : {})))];
      const input = inputOf(audience, participants);
      const before = assignSessions(input);
      const { plan, input: after, diff } = replanSessions({ plan: before, input, changes });
      const all = [...participants, ...after.participants];
      for (const week of [1, 2, 3, 4, 5]) {
        const held = plan.sessions.filter((session) => session.week === week);
        const seats = [...held.flatMap(({ participantIds }) => participantIds), ...plan.unassigned.filter((one) => one.week === week).flatMap(({ participantIds }) => participantIds)];
        expect(new Set(seats).size).toBe(seats.length);
        for (const { id } of after.participants) expect(seats).toContain(id);
      }
      const were = new Set(before.sessions.map(({ participantIds }) => participantIds.join(" ")));
      for (const { participantIds, warnings } of plan.sessions) {
        expect(participantIds.length).toBeLessThanOrEqual(audience.maximumCount);
        expect(participantIds.length).toBeGreaterThanOrEqual(2);
        if (participantIds.length < audience.minimumCount && !were.has(participantIds.join(" "))) expect(warnings.map(({ reason }) => reason)).toContain("group-too-small");
        for (const one of participantIds) for (const other of participantIds) expect(isAbove(all, one, other)).toBe(false);
      }
      const leaving = new Set(changes.flatMap((change) => (change.kind === "participant-left" ? [change.participantId] : [])));
      for (const { session } of diff.cancelled) expect(session.participantIds.filter((id) => !leaving.has(id)).length).toBeLessThan(2);
      expect(diff.moved).toEqual([]);
      const turned = replanSessions({ plan: before, input: { ...input, participants: participants.toReversed() }, changes });
      expect(turned.plan).toEqual(plan);
    }), { numRuns: 80 });
  });
});
