import { coachingActions, type FollowupEvent } from "coachkit/followup";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { done, wholeLife } from "./action-log.js";

const at = "2026-08-01T00:00:00Z";
const read = (events: readonly FollowupEvent[]) => () => coachingActions({ events, at });

describe("an event delivered twice", () => {
  test("counts once when it says the same, and is listed", () => {
    const { repeatedEventIds, ...rest } = read([...wholeLife, ...wholeLife.slice(3, 5), ...wholeLife.slice(3, 4)])();
    expect(repeatedEventIds).toEqual(["a1 accepted 2026-03-09T09:00:00Z", "a1 upheld 2026-03-06T09:00:00Z"]);
    expect({ ...rest, repeatedEventIds: [] }).toEqual(read(wholeLife)());
  });
  test.each([{ reason: "another" }, { actorId: "mio" }, { occurredAt: "2026-03-02T09:00:01Z" }, { sequence: 1 }, { raterId: "rita" }, { actionId: "a2" }, { role: "system" }])("and says %j is refused", (differs) => {
    const proposed = done("proposed", "2026-03-02");
    refuses(read([proposed, { ...proposed, ...differs }]), { code: "replay-events.conflicting_event", path: ["events", 1, "eventId"], params: { eventId: proposed.eventId } });
  });
});

test("a million events are refused before any is read", () => {
  expect(issuesOf(read(new Array<FollowupEvent>(1_000_000).fill(done("accepted", "2026-03-02"))))).toEqual(["input.too_large at /"]);
});
test("of very many faults a thousand are told, the last of which counts the others", () => {
  const events = Array.from({ length: 5000 }, (_, index) => done("accepted", "2026-03-02", { actionId: `a${String(index)}` }));
  const issues = issuesOf(read(events));
  expect(issues).toHaveLength(1000);
  expect(issues.at(-1)).toBe("replay-events.more_faults at /");
  refuses(read(events.slice(0, 1000)), ...events.slice(0, 1000).map((_, index) => ({ code: "followup-step.unknown_action", path: ["events", index, "kind"] })));
  expect(read(events)).toThrow("4001 more faults");
});
test("one bad event among many is named by its path", () => {
  const events = Array.from({ length: 20_000 }, (_, index) => done("proposed", "2026-03-02", { actionId: `a${String(index)}` }));
  refuses(read(events.with(12_345, { ...done("held", "2026-03-02"), actionId: "a12345" })), { code: "followup-step.unknown_action", path: ["events", 12_345, "kind"] });
});

describe("actions that follow others", () => {
  const chain = (links: Readonly<Record<string, string | undefined>>) => Object.entries(links).map(([actionId, followsActionId]) => done("proposed", "2026-03-02", { actionId, ...(followsActionId === undefined ? {} : { followsActionId }) }));
  test("a chain is allowed, and known", () => { expect(read(chain({ a: undefined, b: "a", c: "b", d: "a" }))().snapshot.actions.map(({ followsActionId }) => followsActionId)).toEqual([null, "a", "b", "a"]); });
  test("one that follows an action that the log does not hold", () => { refuses(read(chain({ a: undefined, b: "z" })), { code: "follow-links.unknown_action", path: ["events", 1, "followsActionId"], params: { actionId: "b", followsActionId: "z" } }); });
  test("a follow-up that leads back to the first is refused, and the round is named once", () => {
    refuses(read(chain({ d: "c", c: "b", b: "d", e: "c", f: undefined })), { code: "follow-links.cyclic", path: ["events", 2, "followsActionId"], params: { actionId: "b", cycle: "b → c → d → b" } });
  });
  test("an action that follows itself", () => { refuses(read(chain({ a: "a" })), { code: "follow-links.cyclic", path: ["events", 0, "followsActionId"], params: { actionId: "a", cycle: "a → a" } }); });
  test("two rounds are two faults", () => { refuses(read(chain({ a: "b", b: "a", x: "y", y: "x" })), { code: "follow-links.cyclic", path: ["events", 0, "followsActionId"] }, { code: "follow-links.cyclic", path: ["events", 2, "followsActionId"] }); });
  test("a long round is named in part", () => {
    const name = (index: number) => `a${String(index).padStart(5, "0")}`;
    expect(read(chain(Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [name(index), name((index + 29_999) % 30_000)]))))).toThrow("a00000 → a00001 → a00002 → a00003 → a00004 → a00005 → a00006 → a00007 → a00008 → a00009 → a00010 → a00011 → a00012 → a00013 → a00014 → a00015 → a00016 → a00017 → a00018 → a00019 → ….");
  });
});

test("names that objects have of themselves are names like others", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  const events = names.flatMap((actionId) => [done("proposed", "2026-03-02", { actionId, participantId: "__proto__" }), done("reassigned", "2026-03-03", { actionId, coachId: "constructor" })]);
  expect(read(events)().snapshot.actions.map(({ actionId, coachId, participantId }) => [actionId, coachId, participantId])).toEqual(names.toSorted().map((name) => [name, "constructor", "__proto__"]));
});
test.each([null, 5, "log", [], { at }, { events: [{}], at }, { events: [null], at }, { events: [done("proposed", "2026-02-30")], at }, { events: [], at: "2026-01-01" }, { events: [{ ...done("proposed", "2026-03-02"), extra: 1 }], at }])("%j is refused as input", (input) => {
  expect(issuesOf(() => coachingActions(input as never)).every((issue) => issue.startsWith("input."))).toBe(true);
  expect(() => coachingActions(input as never)).toThrow();
});
