import { coachingActions, FollowupPolicy, type FollowupTransition, usualFollowupPolicy } from "coachkit/followup";
import { expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";

const row = (kind: string, from: readonly string[], to: string): FollowupTransition => ({ kind, from, to, roles: ["coach"], requires: from.includes("new") ? ["participantId", "coachId"] : [], allows: [] });
const base: FollowupPolicy = { states: ["open", "done"], endStates: ["done"], transitions: [row("opened", ["new"], "open"), row("finished", ["open"], "done")], dueRules: [], expiresAfterIdleMonths: null };
const given = (differs: Partial<FollowupPolicy>) => () => coachingActions({ events: [], at: "2026-01-01T00:00:00Z", policy: { ...base, ...differs } });
const [opened, finished] = base.transitions as readonly [FollowupTransition, FollowupTransition];

test("the usual policy and a small one are sound", () => {
  expect(FollowupPolicy.safeParse(usualFollowupPolicy).success).toBe(true);
  expect(given({})).not.toThrow();
});
test("a state named twice", () => { refuses(given({ states: ["open", "done", "open"] }), { code: "policy-faults.repeated_state", path: ["policy", "states", 2], params: { state: "open" } }); });
test.each(["new", "expired", "same-state", "state-before"])("“%s” is no name for a state", (state) => {
  expect(issuesOf(given({ states: ["open", "done", state], transitions: [opened, finished, row("x", ["open"], state), row("y", [state], "done")] }))).toContain("policy-faults.reserved_state at /policy/states/2");
});
test("names of states that no list holds, wherever they stand", () => {
  refuses(given({ endStates: ["done", "gone"], transitions: [opened, finished, row("x", ["open", "opne"], "dnoe")], dueRules: [{ state: "opened", role: "coach", workingDays: 1 }] }),
    { code: "policy-faults.unknown_state", path: ["policy", "endStates", 1], params: { state: "gone" } }, { code: "policy-faults.unknown_state", path: ["policy", "dueRules", 0, "state"] },
    { code: "policy-faults.unknown_state", path: ["policy", "transitions", 2, "to"], params: { state: "dnoe" } }, { code: "policy-faults.unknown_state", path: ["policy", "transitions", 2, "from", 1], params: { state: "opne" } });
});
test("two rows for one kind in one state", () => { refuses(given({ transitions: [opened, finished, row("finished", ["open"], "open")] }), { code: "policy-faults.ambiguous_transition", path: ["policy", "transitions", 2, "from", 0], params: { kind: "finished", state: "open" } }); });
test("an end with a way out", () => { refuses(given({ transitions: [opened, finished, row("again", ["done"], "open")] }), { code: "policy-faults.end_with_exit", path: ["policy", "transitions", 2, "from", 0], params: { kind: "again", state: "done" } }); });
test.each([["new", "same-state"], ["new", "state-before"], ["expired", "same-state"]])("from “%s” nothing leads to “%s”", (from, to) => { refuses(given({ transitions: [opened, finished, row("x", [from], to)] }), { code: "policy-faults.no_state_to_keep", path: ["policy", "transitions", 2, "from", 0], params: { kind: "x", state: from, to } }); });
test("a start has to say who is coached and who coaches", () => { for (const requires of [[], ["participantId"], ["coachId"]] as const) refuses(given({ transitions: [{ ...opened, requires }, finished] }), { code: "policy-faults.start_without_people", path: ["policy", "transitions", 0, "requires"] }); });
test("states that nothing leads to", () => {
  refuses(given({ states: ["open", "done", "island", "isle"], transitions: [opened, finished, row("x", ["island"], "isle"), row("y", ["isle"], "island")] }),
    { code: "policy-faults.unreachable_state", path: ["policy", "states", 2], params: { state: "island" } }, { code: "policy-faults.unreachable_state", path: ["policy", "states", 3] });
});
test("states from which nothing leads to an end: a round without a way out, and a state where all ends but by lying idle", () => {
  refuses(given({ states: ["open", "done", "ring", "rang", "pit"], transitions: [opened, finished, row("x", ["open"], "ring"), row("y", ["ring"], "rang"), row("z", ["rang"], "ring"), row("v", ["open"], "pit"), row("w", ["pit"], "same-state")], expiresAfterIdleMonths: 6 }),
    { code: "policy-faults.no_way_to_end", path: ["policy", "states", 2], params: { state: "ring" } }, { code: "policy-faults.no_way_to_end", path: ["policy", "states", 3] }, { code: "policy-faults.no_way_to_end", path: ["policy", "states", 4] });
});
test("rounds with a way out are allowed", () => { expect(given({ states: ["open", "done", "ring"], transitions: [opened, finished, row("x", ["open"], "ring"), row("y", ["ring"], "open")] })).not.toThrow(); });
test("a way back counts as a way on, over several states too", () => {
  const transitions = [opened, finished, row("x", ["open"], "halt"), row("y", ["halt"], "wait"), row("back", ["halt", "wait"], "state-before")];
  expect(given({ states: ["open", "halt", "wait", "done"], transitions })).not.toThrow();
});
test("a way back out of the first state, or out of one that only expired actions come into, leads nowhere", () => {
  refuses(given({ transitions: [{ ...opened, to: "open" }, row("back", ["open"], "state-before"), row("x", ["expired"], "done")] }), { code: "policy-faults.no_way_to_end", path: ["policy", "states", 0] }, { code: "policy-faults.unreachable_state", path: ["policy", "states", 1] });
});
test("a way back does not lead to before the start", () => {
  refuses(given({ states: ["open", "done", "pit"], transitions: [opened, finished, row("dropped", ["new"], "pit"), row("back", ["pit"], "state-before")] }), { code: "policy-faults.no_way_to_end", path: ["policy", "states", 2] });
});
test("a state that only expired actions lead to is not reached, since lying idle is nothing that people do", () => {
  refuses(given({ states: ["open", "done", "late"], expiresAfterIdleMonths: 6, transitions: [opened, finished, row("x", ["expired"], "late"), row("y", ["late"], "done")] }), { code: "policy-faults.unreachable_state", path: ["policy", "states", 2] });
});
test("months and days outside their bounds", () => {
  for (const expiresAfterIdleMonths of [0, 0.5, 121, -6]) expect(given({ expiresAfterIdleMonths })).toThrow("input.");
  for (const workingDays of [-1, 1.5, 367]) expect(given({ dueRules: [{ state: "open", role: "coach", workingDays }] })).toThrow("input.");
});
