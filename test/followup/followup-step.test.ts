import { coachingActions, type FollowupEvent, type FollowupPolicy, usualFollowupPolicy } from "coachkit/followup";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { done, wholeLife } from "./action-log.js";

const read = (events: readonly FollowupEvent[], policy: FollowupPolicy = usualFollowupPolicy, at = "2026-08-01T00:00:00Z") => () => coachingActions({ events, at, policy });
const proposed = done("proposed", "2026-03-02");
const disputed = [proposed, done("disputed", "2026-03-03")];

test("what the table has no row for is refused, with what is allowed from here and by whom", () => {
  refuses(read([proposed, done("held", "2026-03-03")]), {
    code: "followup-step.illegal_transition", path: ["events", 1, "kind"], hint: "Allowed from here: accepted (coach), rejected (coach, manager), disputed (participant), reassigned (manager).",
    params: { actionId: "a1", kind: "held", state: "proposed", allowed: ["accepted (coach)", "rejected (coach, manager)", "disputed (participant)", "reassigned (manager)"] },
  });
});
test("an action that nobody proposed has no state to go from", () => { refuses(read([done("accepted", "2026-03-03")]), { code: "followup-step.unknown_action", path: ["events", 0, "kind"], params: { actionId: "a1", kind: "accepted", state: "new", allowed: ["proposed (participant, coach, manager, rater, system)"] } }); });
test("an action is proposed once", () => { refuses(read([proposed, done("proposed", "2026-03-03")]), { code: "followup-step.illegal_transition", path: ["events", 1, "kind"] }); });
test("what has ended stays so", () => { refuses(read([...wholeLife, done("reassigned", "2026-05-01")]), { code: "followup-step.ended_action", path: ["events", 10, "kind"], params: { actionId: "a1", kind: "reassigned", state: "closed", allowed: [] } }); });
test("an expired action takes nothing but what reopens it", () => {
  refuses(() => coachingActions({ events: [proposed, done("accepted", "2026-10-01")], at: "2026-11-01T00:00:00Z" }), { code: "followup-step.expired_action", path: ["events", 1, "kind"] });
});

describe("who may do it", () => {
  test("a role that the row does not name may not", () => { refuses(read([proposed, done("accepted", "2026-03-03", { role: "manager", actorId: "mia" })]), { code: "followup-step.wrong_role", path: ["events", 1, "role"], params: { role: "manager", kind: "accepted", state: "proposed", allowed: ["coach"] } }); });
  test.each([
    ["another coach", [proposed, done("accepted", "2026-03-03", { actorId: "dan" })], 1],
    ["another participant", [proposed, done("disputed", "2026-03-03", { actorId: "ben" })], 1],
    ["the coach before the one who was reassigned", [proposed, done("reassigned", "2026-03-03"), done("accepted", "2026-03-04")], 2],
    ["a second rater whom nobody named", [...disputed, done("upheld", "2026-03-04")], 2],
    ["another second rater than the one named", [...disputed, done("second-rater-named", "2026-03-04"), done("overturned", "2026-03-05", { actorId: "roy" })], 3],
    ["a participant who proposes for another", [done("proposed", "2026-03-02", { actorId: "ben", role: "participant" })], 0],
    ["a coach who proposes for another", [done("proposed", "2026-03-02", { actorId: "dan", role: "coach" })], 0],
  ])("%s may not", (_, events, index) => { refuses(read(events), { code: "followup-step.other_person", path: ["events", index, "actorId"] }); });
  test("the coach who was reassigned may, and a second rater who took over", () => {
    expect(read([proposed, done("reassigned", "2026-03-03"), done("accepted", "2026-03-04", { actorId: "dan" })])).not.toThrow();
    expect(read([...disputed, done("second-rater-named", "2026-03-04"), done("second-rater-named", "2026-03-05", { secondRaterId: "roy" }), done("upheld", "2026-03-06", { actorId: "roy" })])).not.toThrow();
  });
  test.each([["mia", "manager"], ["ana", "participant"], ["cem", "coach"], ["rules", "system"], ["rex", "rater"]])("%s may propose as %s", (actorId, role) => { expect(read([done("proposed", "2026-03-02", { actorId, role })])).not.toThrow(); });
});

describe("who judges a dispute", () => {
  const judged = (secondRaterId: string) => [done("proposed", "2026-03-02", { raterId: "rita" }), done("disputed", "2026-03-03"), done("second-rater-named", "2026-03-04", { secondRaterId })];
  test.each([["ana", "participant"], ["mia", "proposer"], ["rita", "first rater"], ["cem", "coach"]])("not %s, the %s", (secondRaterId, part) => {
    refuses(read(judged(secondRaterId)), { code: "followup-step.dependent_second_rater", path: ["events", 2, "secondRaterId"], params: { actionId: "a1", secondRaterId, part } });
  });
  test("nor may the second rater become the coach while the dispute lasts", () => {
    refuses(read([...judged("rex"), done("reassigned", "2026-03-05", { coachId: "rex" })]), { code: "followup-step.dependent_second_rater", path: ["events", 3, "coachId"] });
    expect(read([...judged("rex"), done("upheld", "2026-03-05"), done("reassigned", "2026-03-06", { coachId: "rex" })])).not.toThrow();
  });
  test("nor the coach of its beginning, whoever took over since; an earlier one may", () => {
    const taken = [done("proposed", "2026-03-02"), done("disputed", "2026-03-03"), done("reassigned", "2026-03-04")];
    refuses(read([...taken, done("second-rater-named", "2026-03-05", { secondRaterId: "cem" })]), { code: "followup-step.dependent_second_rater", path: ["events", 3, "secondRaterId"], params: { actionId: "a1", secondRaterId: "cem", part: "earlier coach" } });
    const idle = [...taken, done("reopened", "2026-10-01", { actorId: "mia", role: "manager" })];
    refuses(read([...idle, done("second-rater-named", "2026-10-02", { secondRaterId: "cem" })], usualFollowupPolicy, "2026-11-01T00:00:00Z"), { code: "followup-step.dependent_second_rater", path: ["events", 4, "secondRaterId"] });
    const before = [done("proposed", "2026-03-02"), done("reassigned", "2026-03-03"), done("disputed", "2026-03-04")];
    expect(read([...before, done("second-rater-named", "2026-03-05", { secondRaterId: "cem" })])).not.toThrow();
  });
  test("judges no longer where a policy reopens to another state than the dispute", () => {
    const policy = { ...usualFollowupPolicy, transitions: usualFollowupPolicy.transitions.map((row) => (row.kind === "reopened" ? { ...row, to: "proposed" } : row)) };
    const events = [...judged("rex"), done("reopened", "2026-10-01"), done("reassigned", "2026-10-02", { coachId: "rex" })];
    expect(read(events, policy, "2026-11-01T00:00:00Z")().snapshot.actions[0]).toMatchObject({ state: "proposed", coachId: "rex", secondRaterId: null, secondRaterSinceAt: null });
  });
  test("nor become the first rater, where a policy lets that be said later", () => {
    const policy = { ...usualFollowupPolicy, transitions: [...usualFollowupPolicy.transitions, { kind: "rating-named", from: ["disputed"], to: "same-state", roles: ["manager"], requires: ["raterId" as const], allows: [] }] };
    refuses(read([...judged("rex"), done("rating-named", "2026-03-05", { raterId: "rex" })], policy), { code: "followup-step.dependent_second_rater", path: ["events", 3, "raterId"] });
  });
});

describe("what an event says", () => {
  test("what is required has to be there, each by its key", () => {
    refuses(read([proposed, done("accepted", "2026-03-03"), { eventId: "e", actionId: "a1", kind: "scheduled", actorId: "cem", role: "coach", occurredAt: "2026-03-04T00:00:00Z", reason: "agreed" }]),
      { code: "followup-step.missing_detail", path: ["events", 2, "sessionId"], params: { kind: "scheduled", detail: "sessionId" } }, { code: "followup-step.missing_detail", path: ["events", 2, "dueAt"] });
  });
  // a coach who accepts could else take over an action, and a participant choose who judges
  test.each([["accepted", { coachId: "cem" }, "coachId"], ["disputed", { secondRaterId: "rex" }, "secondRaterId"], ["rejected", { dueAt: "2026-04-01T00:00:00Z" }, "dueAt"]])("%s does not say %j", (kind, differs, key) => {
    refuses(read([proposed, done(kind, "2026-03-03", differs)]), { code: "followup-step.unexpected_detail", path: ["events", 1, key], params: { kind, detail: key } });
  });
  test("a step is not due before the event that says so, and may be due at once", () => {
    refuses(read([done("proposed", "2026-03-02T09:00:00Z", { dueAt: "2026-03-02T08:59:59Z" })]), { code: "followup-step.due_before_event", path: ["events", 0, "dueAt"] });
    expect(read([done("proposed", "2026-03-02T09:00:00Z", { dueAt: "2026-03-02T09:00:00Z" })])).not.toThrow();
  });
  test("a reason is not blank", () => { for (const reason of ["", " ", "a\nb"]) refuses(read([{ ...proposed, reason }]), { code: "input.invalid_format", path: ["events", 0, "reason"] }); });
  test("a session and a rater stay known, and a due instant goes with the state", () => {
    const standingAfter = (events: readonly FollowupEvent[]) => read(events)().snapshot.actions[0];
    const held = [done("proposed", "2026-03-02", { raterId: "rita" }), done("accepted", "2026-03-03", { dueAt: "2026-03-05T00:00:00Z" }), done("reassigned", "2026-03-04"), done("held", "2026-03-05", { actorId: "dan", sessionId: "s7" })];
    expect(standingAfter(held.slice(0, 3))).toMatchObject({ dueAt: "2026-03-05T00:00:00Z", coachSinceAt: "2026-03-04T09:00:00Z", stateSinceAt: "2026-03-03T09:00:00Z" });
    expect(standingAfter(held)).toMatchObject({ dueAt: null, sessionId: "s7", raterId: "rita" });
    expect(standingAfter([...held, done("acknowledged", "2026-03-06")])).toMatchObject({ sessionId: "s7", raterId: "rita" });
  });
  test("who is named again does not begin anew", () => {
    expect(read([proposed, done("reassigned", "2026-03-04", { coachId: "cem" })])().snapshot.actions[0]?.coachSinceAt).toBe("2026-03-02T09:00:00Z");
    expect(read([...disputed, done("second-rater-named", "2026-03-04"), done("second-rater-named", "2026-03-06")])().snapshot.actions[0]?.secondRaterSinceAt).toBe("2026-03-04T09:00:00Z");
  });
});

describe("a policy of the host's own", () => {
  const policy: FollowupPolicy = {
    states: ["open", "paused", "done"], endStates: ["done"], dueRules: [], expiresAfterIdleMonths: null,
    transitions: [
      { kind: "opened", from: ["new"], to: "open", roles: ["peer"], requires: ["participantId", "coachId"], allows: [] },
      { kind: "paused", from: ["open"], to: "paused", roles: ["peer"], requires: [], allows: [] },
      { kind: "resumed", from: ["open", "paused"], to: "state-before", roles: ["peer"], requires: [], allows: [] },
      { kind: "finished", from: ["open"], to: "done", roles: ["peer"], requires: [], allows: [] },
    ],
  };
  const by = (kind: string, day: string): FollowupEvent => ({ ...done(kind, day), role: "peer" });
  const opened = { ...by("opened", "2026-03-02"), participantId: "ana", coachId: "ben" };
  test("has its own words", () => { expect(read([opened, by("paused", "2026-03-03"), by("resumed", "2026-03-04"), by("finished", "2026-03-05")], policy)().snapshot.actions[0]?.state).toBe("done"); });
  test("a way back leads past a step within a state, and past the time that an action lay idle", () => {
    const more = { ...policy, expiresAfterIdleMonths: 1, transitions: [...policy.transitions, { kind: "prolonged", from: ["paused"], to: "paused", roles: ["peer"], requires: [], allows: [] }, { kind: "revived", from: ["expired"], to: "paused", roles: ["peer"], requires: [], allows: [] }] };
    const states = (...events: readonly FollowupEvent[]) => read([opened, by("paused", "2026-03-03"), ...events], more)().transitions.map(({ to }) => to);
    expect(states(by("prolonged", "2026-03-04"), by("resumed", "2026-03-05")).slice(2, 4)).toEqual(["paused", "open"]);
    expect(states(by("revived", "2026-05-04"), by("resumed", "2026-05-05")).slice(2, 5)).toEqual(["expired", "paused", "open"]);
  });
  test("a way back where an action came from nowhere else stays", () => { expect(read([opened, by("resumed", "2026-03-03")], policy)().transitions[1]).toMatchObject({ from: "open", to: "open" }); });
});

test("a log names every fault, in the order of its events", () => {
  const events = [done("accepted", "2026-03-01", { eventId: "x" }), done("held", "2026-03-03"), proposed, done("disputed", "2026-03-04", { actorId: "ben", role: "coach", secondRaterId: "rex" })];
  refuses(read(events), { code: "followup-step.unknown_action", path: ["events", 0, "kind"] }, { code: "followup-step.illegal_transition", path: ["events", 1, "kind"] },
    { code: "followup-step.unexpected_detail", path: ["events", 3, "secondRaterId"] }, { code: "followup-step.wrong_role", path: ["events", 3, "role"] });
});
