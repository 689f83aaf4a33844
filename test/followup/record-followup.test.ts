import { recordFollowup, usualFollowupPolicy } from "coachkit/followup";
import { expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { done, wholeLife } from "./action-log.js";

const at = "2026-04-01T00:00:00Z";
const proposed = done("proposed", "2026-03-02");

test("an event that the policy allows leads its action on", () => {
  const { isRepeated, standing, transitions, assumptions } = recordFollowup({ events: [proposed, done("proposed", "2026-03-02", { actionId: "a0" })], event: done("accepted", "2026-03-03"), at });
  expect({ isRepeated, state: standing.state, steps: transitions.map(({ actionId, to }) => [actionId, to]) }).toEqual({ isRepeated: false, state: "accepted", steps: [["a1", "proposed"], ["a1", "accepted"]] });
  expect(assumptions).toEqual({ policy: "usual", expiresAfterIdleMonths: 6 });
});
test("one that it does not allow is refused by its own path", () => {
  refuses(() => recordFollowup({ events: [proposed], event: done("held", "2026-03-03"), at }), { code: "followup-step.illegal_transition", path: ["event", "kind"] });
  refuses(() => recordFollowup({ events: [proposed], event: { ...done("reassigned", "2026-03-03"), eventId: proposed.eventId }, at }), { code: "replay-events.conflicting_event", path: ["event", "eventId"] });
});
test("one that the log holds already is nothing to write", () => { expect(recordFollowup({ events: [proposed], event: proposed, at })).toMatchObject({ isRepeated: true, standing: { state: "proposed", eventCount: 1 } }); });
test("one that comes in late and takes the ground from a later one is refused by the path of that one", () => {
  refuses(() => recordFollowup({ events: wholeLife.slice(0, 5), event: done("overturned", "2026-03-05"), at }), { code: "followup-step.ended_action", path: ["events", 3, "kind"] }, { code: "followup-step.ended_action", path: ["events", 4, "kind"] });
  expect(recordFollowup({ events: wholeLife.slice(0, 6), event: done("reassigned", "2026-03-01T00:00:00Z", { occurredAt: "2026-03-10T10:00:00Z" }), at }).standing).toMatchObject({ state: "scheduled", coachId: "dan" });
});
test("what has not occurred yet cannot be written down", () => {
  refuses(() => recordFollowup({ events: [proposed], event: done("accepted", "2026-04-01T00:00:00.001Z"), at }), { code: "record-followup.future_event", path: ["event", "occurredAt"], params: { occurredAt: "2026-04-01T00:00:00.001Z", at } });
  expect(recordFollowup({ events: [proposed], event: done("accepted", at), at }).standing.state).toBe("accepted");
});
test("the standing is that at the instant of writing", () => {
  expect(recordFollowup({ events: [proposed], event: done("accepted", "2026-03-03"), at: "2026-12-01T00:00:00Z" }).standing.state).toBe("expired");
  expect(recordFollowup({ events: [proposed], event: done("accepted", "2026-03-03"), at: "2026-12-01T00:00:00Z", policy: { ...usualFollowupPolicy, expiresAfterIdleMonths: null } })).toMatchObject({ standing: { state: "accepted" }, assumptions: { policy: "given", expiresAfterIdleMonths: null } });
});
