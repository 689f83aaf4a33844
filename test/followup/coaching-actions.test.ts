import { type ActionStanding, coachingActions, FOLLOWUP_LIMITS, type FollowupEvent, type FollowupPolicy, resumeActions, usualFollowupPolicy } from "coachkit/followup";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { done, wholeLife } from "./action-log.js";

const END = "2026-12-31T00:00:00Z";
const actionAt = (events: readonly FollowupEvent[], at = END, policy?: FollowupPolicy): ActionStanding | undefined => coachingActions({ events, at, ...(policy === undefined ? {} : { policy }) }).snapshot.actions[0];

test("an action goes from its proposal to its close, and every step says who, when and why", () => {
  const { transitions, snapshot, repeatedEventIds, laterEventCount, assumptions } = coachingActions({ events: wholeLife, at: END });
  expect(transitions.map(({ from, to }) => `${from} > ${to}`)).toEqual([
    "new > proposed", "proposed > disputed", "disputed > disputed", "disputed > proposed", "proposed > accepted",
    "accepted > scheduled", "scheduled > held", "held > acknowledged", "acknowledged > followed-up", "followed-up > closed",
  ]);
  expect(transitions[3]).toEqual({ actionId: "a1", eventId: "a1 upheld 2026-03-06T09:00:00Z", kind: "upheld", from: "disputed", to: "proposed", actorId: "rex", role: "second-rater", occurredAt: "2026-03-06T09:00:00Z", reason: "why upheld" });
  expect(snapshot).toMatchObject({ kind: "followup-snapshot", schemaVersion: 1, at: END });
  expect(snapshot.actions).toEqual([{
    actionId: "a1", state: "closed", hasEnded: true, participantId: "ana", coachId: "cem", entryCoachId: "cem", proposerId: "mia", raterId: null, secondRaterId: null, sessionId: "s1", followsActionId: null,
    proposedAt: "2026-03-02T09:00:00Z", stateSinceAt: "2026-04-08T09:00:00Z", coachSinceAt: "2026-03-02T09:00:00Z", secondRaterSinceAt: null, dueAt: null, lastEventAt: "2026-04-08T09:00:00Z", expiresAt: null,
    returnsTo: [{ state: "disputed", to: "proposed" }], eventCount: 10,
  }]);
  expect({ repeatedEventIds, laterEventCount, assumptions }).toEqual({ repeatedEventIds: [], laterEventCount: 0, assumptions: { policy: "usual", expiresAfterIdleMonths: 6 } });
});

test.each([
  ["2026-03-01T00:00:00Z", undefined], ["2026-03-02T09:00:00Z", "proposed"], ["2026-03-05T00:00:00Z", "disputed"], ["2026-03-06T09:00:00Z", "proposed"],
  ["2026-03-12T00:00:00Z", "scheduled"], ["2026-03-17T08:59:59.999Z", "scheduled"], ["2026-03-17T09:00:00Z", "held"], ["2027-12-31T00:00:00Z", "closed"],
])("at %s it is %s: later events do not count yet", (at, state) => {
  const { snapshot, laterEventCount } = coachingActions({ events: wholeLife, at });
  expect(snapshot.actions[0]?.state).toBe(state);
  expect(laterEventCount).toBe(wholeLife.filter(({ occurredAt }) => occurredAt > at).length);
});

describe("a dispute", () => {
  const upTo = (kind: string) => wholeLife.slice(4, wholeLife.findIndex((event) => event.kind === kind) + 1);
  test.each(["accepted", "scheduled", "held"])("that is upheld or withdrawn leads back to %s", (state) => {
    const before = [done("proposed", "2026-03-02"), ...upTo(state), done("disputed", "2026-05-01")];
    expect(actionAt([...before, done("second-rater-named", "2026-05-02"), done("upheld", "2026-05-03")], "2026-05-04T00:00:00Z")?.state).toBe(state);
    expect(actionAt([...before, done("dispute-withdrawn", "2026-05-03")], "2026-05-04T00:00:00Z")?.state).toBe(state);
  });
  test("that is overturned ends the action as rejected", () => {
    const events = [...wholeLife.slice(0, 3), done("overturned", "2026-03-06")];
    expect(actionAt(events)).toMatchObject({ state: "rejected", hasEnded: true, expiresAt: null });
  });
  test("needs a second rater of its own: the one of an earlier dispute does not stay", () => {
    const twice = [...wholeLife.slice(0, 4), done("disputed", "2026-03-09")];
    expect(actionAt(twice)).toMatchObject({ secondRaterId: null, secondRaterSinceAt: null });
    refuses(() => coachingActions({ events: [...twice, done("upheld", "2026-03-10")], at: END }), { code: "followup-step.other_person", path: ["events", 5, "actorId"] });
  });
  test("that lay idle and is reopened keeps its second rater and its way back", () => {
    const events = [done("proposed", "2026-03-02"), done("accepted", "2026-03-03"), done("disputed", "2026-03-04"), done("second-rater-named", "2026-03-05"), done("reopened", "2026-10-01"), done("upheld", "2026-10-02")];
    expect(coachingActions({ events, at: END }).transitions.map(({ to }) => to)).toEqual(["proposed", "accepted", "disputed", "disputed", "expired", "disputed", "accepted"]);
  });
});

describe("expiry", () => {
  // the months are those of the calendar, so 31 August and six months is 28 February
  test.each([["2026-03-02T09:00:00Z", "2026-09-02T09:00:00Z"], ["2026-08-31T09:00:00Z", "2027-02-28T09:00:00Z"], ["2027-08-30T23:59:59.999Z", "2028-02-29T23:59:59.999Z"]])("an action whose last event is at %s expires at %s", (last, expiresAt) => {
    const events = [done("proposed", last)];
    const before = new Date(Date.parse(expiresAt) - 1).toISOString();
    expect(actionAt(events, before)).toMatchObject({ state: "proposed", expiresAt });
    expect(actionAt(events, expiresAt)).toMatchObject({ state: "expired", stateSinceAt: expiresAt, expiresAt: null, hasEnded: false });
    expect(coachingActions({ events, at: expiresAt }).transitions[1]).toEqual({ actionId: "a1", eventId: null, kind: "expired", from: "proposed", to: "expired", actorId: null, role: null, occurredAt: expiresAt, reason: "idle" });
  });
  test("every event is a sign of life, one that leads nowhere too", () => {
    expect(actionAt([done("proposed", "2026-03-02"), done("reassigned", "2026-06-02")])).toMatchObject({ coachId: "dan", expiresAt: null, state: "expired", stateSinceAt: "2026-12-02T09:00:00Z" });
  });
  test("what has ended does not expire", () => { expect(actionAt([done("proposed", "2026-03-02"), done("rejected", "2026-03-03")], "2190-01-01T00:00:00Z")?.state).toBe("rejected"); });
  test("an event at the very instant comes too late, and one a millisecond before in time", () => {
    const proposed = done("proposed", "2026-03-02T09:00:00Z");
    refuses(() => coachingActions({ events: [proposed, done("accepted", "2026-09-02T09:00:00Z")], at: END }),
      { code: "followup-step.expired_action", path: ["events", 1, "kind"], params: { actionId: "a1", kind: "accepted", state: "expired", expiredAt: "2026-09-02T09:00:00Z", allowed: ["reopened (coach, manager)"] } });
    expect(actionAt([proposed, done("accepted", "2026-09-02T08:59:59.999Z")])?.state).toBe("accepted");
  });
  test("reopening leads back, and the debt begins anew", () => {
    const events = [done("proposed", "2026-03-02", { dueAt: "2026-03-03T00:00:00Z" }), done("reopened", "2026-10-01"), done("accepted", "2026-10-02")];
    expect(actionAt(events.slice(0, 2), "2026-10-01T10:00:00Z")).toMatchObject({ state: "proposed", stateSinceAt: "2026-10-01T09:00:00Z", dueAt: null, expiresAt: "2027-04-01T09:00:00Z" });
    expect(actionAt(events)?.state).toBe("accepted");
  });
  test("it may lie idle twice", () => {
    expect(coachingActions({ events: [done("proposed", "2026-03-02"), done("reopened", "2026-10-01")], at: "2027-05-01T00:00:00Z" }).transitions.map(({ to }) => to)).toEqual(["proposed", "expired", "proposed", "expired"]);
  });
  test("after other months, or never, as the policy says", () => {
    const events = [done("proposed", "2026-03-02")];
    expect(actionAt(events, END, { ...usualFollowupPolicy, expiresAfterIdleMonths: 12 })?.expiresAt).toBe("2027-03-02T09:00:00Z");
    expect(actionAt(events, "2199-01-01T00:00:00Z", { ...usualFollowupPolicy, expiresAfterIdleMonths: null })).toMatchObject({ state: "proposed", expiresAt: null });
    expect(coachingActions({ events, at: END, policy: { ...usualFollowupPolicy, expiresAfterIdleMonths: null } }).assumptions).toEqual({ policy: "given", expiresAfterIdleMonths: null });
  });
  test("not where dates end", () => {
    expect(actionAt([done("proposed", "2199-07-01")], "2199-12-31T00:00:00Z")).toMatchObject({ state: "proposed", expiresAt: null });
    expect(actionAt([done("proposed", "2199-06-30")], "2199-12-31T00:00:00Z")).toMatchObject({ state: "expired", stateSinceAt: "2199-12-30T09:00:00Z" });
  });
});

describe("order", () => {
  test("of one instant, sequence comes first, then the id of the event", () => {
    const instant = "2026-03-02T09:00:00Z";
    const [proposed, accepted] = [done("proposed", instant, { eventId: "z" }), done("accepted", instant, { eventId: "b" })];
    refuses(() => coachingActions({ events: [proposed, accepted], at: END }), { code: "followup-step.unknown_action", path: ["events", 1, "kind"] });
    expect(actionAt([proposed, { ...accepted, sequence: 1 }], "2026-03-03T00:00:00Z")?.state).toBe("accepted");
    expect(actionAt([{ ...proposed, eventId: "a" }, accepted], "2026-03-03T00:00:00Z")?.state).toBe("accepted");
  });
  test("an event that came in late counts at its own instant", () => {
    const events = [...wholeLife.slice(0, 3), done("overturned", "2026-03-09"), done("reassigned", "2026-03-08")];
    expect(actionAt(events)).toMatchObject({ state: "rejected", coachId: "dan" });
  });
  test("an instant with and without milliseconds is one", () => {
    const events = [done("proposed", "2026-03-02T09:00:00.000Z", { eventId: "b" }), done("accepted", "2026-03-02T09:00:00Z", { eventId: "c" })];
    expect(actionAt(events, "2026-03-03T00:00:00Z")?.state).toBe("accepted");
  });
  test("actions are listed by id, their steps together", () => {
    const events = ["a10", "a2", "a1"].flatMap((actionId) => [done("proposed", "2026-03-02", { actionId }), done("accepted", "2026-03-03", { actionId })]);
    const { snapshot, transitions } = coachingActions({ events, at: END });
    expect(snapshot.actions.map(({ actionId }) => actionId)).toEqual(["a1", "a10", "a2"]);
    expect(transitions.slice(0, 4).map(({ actionId, to }) => `${actionId} ${to}`)).toEqual(["a1 proposed", "a1 accepted", "a1 expired", "a10 proposed"]);
  });
});

describe("resuming", () => {
  const { snapshot } = coachingActions({ events: wholeLife.slice(0, 4), at: "2026-03-06T09:00:00Z" });
  test("takes up where the snapshot stands", () => {
    const resumed = resumeActions({ snapshot, events: wholeLife.slice(4), at: END });
    expect(resumed.snapshot).toEqual(coachingActions({ events: wholeLife, at: END }).snapshot);
    expect(resumed.transitions[0]).toMatchObject({ from: "proposed", to: "accepted" });
  });
  test("an event that is not after the snapshot is refused: it may change what came after it", () => {
    refuses(() => resumeActions({ snapshot, events: [done("reassigned", "2026-03-06T09:00:00Z")], at: END }), { code: "replay-events.before_snapshot", path: ["events", 0, "occurredAt"], params: { eventId: "a1 reassigned 2026-03-06T09:00:00Z", at: "2026-03-06T09:00:00Z" } });
  });
  test("an instant before the snapshot is refused", () => { refuses(() => resumeActions({ snapshot, events: [], at: "2026-03-06T08:59:59Z" }), { code: "coaching-actions.before_snapshot", path: ["at"] }); });
  test("the policy has to be the one of the snapshot", () => {
    const policy = { ...usualFollowupPolicy, expiresAfterIdleMonths: 3 };
    refuses(() => resumeActions({ snapshot, events: [], at: END, policy }), { code: "snapshot-policy.other_policy", path: ["snapshot", "policyHash"] });
    expect(resumeActions({ snapshot, events: [], at: END, policy: usualFollowupPolicy }).snapshot.actions[0]?.state).toBe("expired");
  });
  test("a snapshot that names an action twice, or one later than itself, is refused", () => {
    const [action] = snapshot.actions as readonly [ActionStanding];
    refuses(() => resumeActions({ snapshot: { ...snapshot, actions: [action, action] }, events: [], at: END }), { code: "action-standing.repeated_action", path: ["snapshot", "actions", 1, "actionId"] });
    refuses(() => resumeActions({ snapshot: { ...snapshot, actions: [{ ...action, lastEventAt: "2026-03-07T00:00:00Z" }] }, events: [], at: END }), { code: "action-standing.after_snapshot", path: ["snapshot", "actions", 0, "lastEventAt"] });
  });
});

describe("limits", () => {
  const at = "2026-03-03T00:00:00Z";
  test("too many events are refused", () => {
    expect(issuesOf(() => coachingActions({ events: new Array<FollowupEvent>(FOLLOWUP_LIMITS.events + 1).fill(done("accepted", "2026-03-02")), at }))).toEqual(["input.too_big at /events"]);
  });
  test("too many actions are refused", () => {
    const events = Array.from({ length: FOLLOWUP_LIMITS.actions + 1 }, (_, index) => done("proposed", "2026-03-02", { actionId: `a${String(index)}` }));
    refuses(() => coachingActions({ events, at }), { code: "replay-events.too_many_actions", path: ["events"], params: { limit: FOLLOWUP_LIMITS.actions } });
  });
  test("a policy of too many states or rows is refused", () => {
    const states = Array.from({ length: FOLLOWUP_LIMITS.states + 1 }, (_, index) => `s${String(index)}`);
    const transitions = Array.from({ length: FOLLOWUP_LIMITS.transitions + 1 }, () => usualFollowupPolicy.transitions[0]).flatMap((row) => row ?? []);
    expect(issuesOf(() => coachingActions({ events: [], at, policy: { ...usualFollowupPolicy, states } }))).toContain("input.too_big at /policy/states");
    expect(issuesOf(() => coachingActions({ events: [], at, policy: { ...usualFollowupPolicy, transitions } }))).toContain("input.too_big at /policy/transitions");
  });
});

test("nothing done is nothing to show", () => { expect(coachingActions({ events: [], at: END })).toMatchObject({ snapshot: { actions: [] }, transitions: [] }); });

test("the order in which events are listed does not matter", () => {
  const events = ["a1", "a2", "a3"].flatMap((actionId, index) => wholeLife.slice(0, 10 - 3 * index).map((event) => ({ ...event, actionId, eventId: `${actionId} ${event.eventId}` })));
  const whole = coachingActions({ events, at: END });
  fc.assert(fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => { expect(coachingActions({ events: shuffled, at: END })).toEqual(whole); }));
});
