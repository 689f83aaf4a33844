import { defaultVisibilityPolicy, mayRead, type ReadQuestion } from "coachkit/journal";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { agreed, asked, assigned, everyField, given, override, roles } from "./reading.js";

const reasonOf = (question: ReadQuestion): string => mayRead(question).decision.reason;

describe("the matrix to start from, where everyone is assigned, all is consented to and agreed on", () => {
  // c by consent, a by agreement, g groups only, . not at all; in the order of the fields
  test.each([
    ["coach", "ccccccc" + "ac"],
    ["coach-supervisor", "........."],
    ["manager", ".......a."],
    ["sponsor", "......ga."],
    ["program-owner", "......c.."],
    ["data-steward", "........."],
  ])("%s: %s", (role, row) => {
    const letters: Readonly<Record<string, string>> = { consent: "c", agreement: "a", "aggregate-only": "g", "no-grant": "." };
    expect(everyField.map((field) => letters[reasonOf(asked(role, field))]).join("")).toBe(row);
  });

  test("the participant reads all that is the own, entries for nobody else included", () => {
    for (const field of everyField) expect(mayRead(asked("participant", field, { consents: [], agreements: [], assignments: [] })).decision).toEqual({ participantId: "p1", field, isAllowed: true, reason: "own" });
    expect(reasonOf(asked("participant", "entry-text", { sharedWith: "nobody" }))).toBe("own");
  });
  test("and nothing of another one", () => {
    expect(mayRead(asked("participant", "progress", { viewer: { personId: "p2", role: "participant" } })).decision).toMatchObject({ isAllowed: false, reason: "no-grant" });
  });
  test("who is asked for as a coach reads as a coach, also of the own journal", () => {
    const own = { viewer: { personId: "p1", role: "coach" } };
    expect([reasonOf(asked("coach", "progress", own)), reasonOf(asked("coach", "progress", { ...own, sharedWith: "nobody" }))]).toEqual(["not-assigned", "client-only"]);
  });
  test("a sponsor may see attendance in groups", () => {
    expect(mayRead(asked("sponsor", "attendance", { form: "aggregate" })).decision).toMatchObject({ isAllowed: true, reason: "consent" });
  });
  test("what may be read of one may be read of groups", () => {
    expect(mayRead(asked("coach", "progress", { form: "aggregate" })).decision).toMatchObject({ isAllowed: true, reason: "consent" });
  });
  test("a yes is a yes, and a no a no", () => {
    for (const role of roles) for (const field of everyField) { const { isAllowed, reason } = mayRead(asked(role, field)).decision; expect([role, field, isAllowed]).toEqual([role, field, reason === "consent" || reason === "agreement"]); }
  });
});

describe("only who is assigned to the participant at the time", () => {
  test.each([
    ["a coach of nobody", [], "not-assigned"],
    ["the coach of another one", [assigned("coach", { participantId: "p2" })], "not-assigned"],
    ["another coach", [assigned("coach", { readerId: "else" })], "not-assigned"],
    ["one who is something else", [assigned("coach", { role: "manager" })], "not-assigned"],
    ["a coach to be", [assigned("coach", { startsAt: "2026-10-05T07:00:01Z" })], "not-assigned"],
    ["a coach from now on", [assigned("coach", { startsAt: "2026-10-05T07:00:00Z" })], "consent"],
    ["a coach until now", [assigned("coach", { endsAt: "2026-10-05T07:00:00Z" })], "not-assigned"],
    ["a coach for another second", [assigned("coach", { endsAt: "2026-10-05T07:00:01Z" })], "consent"],
  ])("%s", (_, assignments, reason) => {
    expect(reasonOf(asked("coach", "progress", { assignments }))).toBe(reason);
  });
});

describe("the latest decision that covers a reading holds", () => {
  const withdrawn = given("coach", { decision: "withdrawn", decidedAt: "2026-10-01T00:00:00Z" });
  test.each([
    ["none", [], "no-consent"],
    ["for another role", [given("sponsor")], "no-consent"],
    ["of another participant", [given("coach", { participantId: "p2" })], "no-consent"],
    ["to something else", [given("coach", { fields: ["difficulty"] })], "no-consent"],
    ["for another coach", [given("coach", { readerId: "else" })], "no-consent"],
    ["for this coach", [given("coach", { readerId: "coach" })], "consent"],
    ["given this instant", [given("coach", { decidedAt: "2026-10-05T07:00:00Z" })], "consent"],
    ["given, then withdrawn", [given("coach"), withdrawn], "consent-withdrawn"],
    ["given, then withdrawn, the later one first", [withdrawn, given("coach")], "consent-withdrawn"],
    ["given, something else withdrawn", [given("coach"), { ...withdrawn, fields: ["difficulty" as const] }], "consent"],
    ["given, withdrawn for another coach", [given("coach"), { ...withdrawn, readerId: "else" }], "consent"],
    ["given, withdrawn for this coach", [given("coach"), { ...withdrawn, readerId: "coach" }], "consent-withdrawn"],
    ["withdrawn, then given", [withdrawn, given("coach", { decidedAt: "2026-10-02T00:00:00Z" })], "consent"],
    ["given and withdrawn in one instant", [withdrawn, given("coach", { decidedAt: withdrawn.decidedAt })], "consent-withdrawn"],
    ["given and withdrawn in one instant, the other way around", [given("coach", { decidedAt: withdrawn.decidedAt }), withdrawn], "consent-withdrawn"],
    ["withdrawn half a second later", [given("coach", { decidedAt: "2026-10-01T00:00:00Z" }), { ...withdrawn, decidedAt: "2026-10-01T00:00:00.500Z" }], "consent-withdrawn"],
  ])("%s", (_, consents, reason) => {
    expect(reasonOf(asked("coach", "progress", { consents }))).toBe(reason);
  });

  test("what was read before a withdrawal was read rightly", () => {
    expect(reasonOf(asked("coach", "progress", { readAt: "2026-09-30T00:00:00Z", consents: [given("coach")] }))).toBe("consent");
  });
});

describe("goals are read by those whom an agreement in force names", () => {
  test.each([
    ["none", [], "not-agreed"],
    ["naming someone else", [agreed("coach")], "not-agreed"],
    ["of another participant", [{ ...agreed("manager"), participantId: "p2" }], "not-agreed"],
    ["naming something else", [{ ...agreed(), shared: [{ role: "manager", fields: ["attendance" as const] }] }], "not-agreed"],
    ["that has ended", [{ ...agreed("manager"), endsAt: "2026-10-05T07:00:00Z" }], "not-agreed"],
    ["that ends later", [{ ...agreed("manager"), endsAt: "2026-10-06T07:00:00Z" }], "agreement"],
    ["the second of two", [agreed("coach"), agreed("manager")], "agreement"],
  ])("%s", (_, agreements, reason) => {
    expect(reasonOf(asked("manager", "goals", { agreements, consents: [] }))).toBe(reason);
  });

  test("an agreement opens nothing that the policy does not", () => { expect(reasonOf(asked("manager", "progress"))).toBe("no-grant"); });
});

describe("an override", () => {
  const overrides = [override];
  test("allows what is denied, and leaves a record", () => {
    expect(mayRead(asked("manager", "entry-text", { overrides }))).toEqual({
      decision: { participantId: "p1", field: "entry-text", isAllowed: true, reason: "override", overrideId: "o1" },
      overriddenReads: [{ kind: "overridden-read", schemaVersion: 1, overrideId: "o1", participantId: "p1", readerId: "manager", role: "manager", fields: ["entry-text"], ground: "legal-duty", reason: "Court order 12/2026.", actorId: "counsel", readAt: "2026-10-05T07:00:00Z" }],
    });
  });
  test("is not used where the reading is allowed anyway", () => {
    expect(mayRead(asked("manager", "goals", { overrides }))).toEqual({ decision: { participantId: "p1", field: "goals", isAllowed: true, reason: "agreement" }, overriddenReads: [] });
  });
  test.each([
    ["of another participant", { participantId: "p2" }],
    ["for another reader", { readerId: "sponsor" }],
    ["to something else", { fields: ["progress" as const] }],
    ["that has ended", { endsAt: "2026-10-05T07:00:00Z" }],
  ])("%s allows nothing", (_, changes) => {
    expect(mayRead(asked("manager", "entry-text", { overrides: [{ ...override, ...changes }] }))).toMatchObject({ decision: { isAllowed: false, reason: "no-grant" }, overriddenReads: [] });
  });
  test("the oldest of several is the one that counts, of one instant the first by id", () => {
    const ids = [{ ...override, id: "o3" }, { ...override, id: "o2" }, { ...override, id: "o0", decidedAt: "2026-10-02T00:00:00Z" }];
    expect(mayRead(asked("manager", "entry-text", { overrides: ids })).decision.overrideId).toBe("o2");
  });
  test("does not reach an entry that is shared with nobody", () => {
    expect(mayRead(asked("manager", "entry-text", { overrides, sharedWith: "nobody" }))).toEqual({ decision: { participantId: "p1", field: "entry-text", isAllowed: false, reason: "client-only" }, overriddenReads: [] });
    expect(reasonOf(asked("coach", "entry-text", { sharedWith: "nobody", form: "aggregate" }))).toBe("client-only");
  });
});

describe("a policy of the host's own", () => {
  const policyWith = (...grants: ReadQuestion["policy"]["grants"]): ReadQuestion["policy"] => ({ ...defaultVisibilityPolicy, ownRoles: [{ role: "mentor", side: "coaching" }, { role: "hr-partner", side: "organization" }], grants: [...defaultVisibilityPolicy.grants, ...grants] });
  const grant = { field: "entry-text", form: "individual", basis: "consent" } as const;

  test("opens what it says, to whom it says", () => {
    const changes = { policy: policyWith({ ...grant, role: "mentor" }, { ...grant, role: "hr-partner", field: "progress", form: "aggregate" }), assignments: [assigned("mentor"), assigned("hr-partner")], consents: [given("mentor"), given("hr-partner")] };
    expect([reasonOf(asked("mentor", "entry-text", changes)), reasonOf(asked("hr-partner", "progress", { ...changes, form: "aggregate" })), reasonOf(asked("mentor", "progress", changes))]).toEqual(["consent", "consent", "no-grant"]);
  });
  test.each(["manager", "sponsor", "program-owner", "data-steward", "hr-partner"])("cannot open the text of entries to a %s, not even in aggregates", (role) => {
    for (const form of ["individual", "aggregate"] as const) refuses(() => mayRead(asked("coach", "goals", { policy: policyWith({ ...grant, role, form }) })), { code: "visibility-policy.text_to_organization", path: ["policy", "grants", defaultVisibilityPolicy.grants.length, "field"], params: { role } });
  });
  test("nor by calling a manager a coach", () => {
    const policy = { ...policyWith({ ...grant, role: "manager" }), ownRoles: [{ role: "manager", side: "coaching" as const }] };
    refuses(() => mayRead(asked("coach", "goals", { policy })), { code: "visibility-policy.duplicate_role", path: ["policy", "ownRoles", 0, "role"] }, { code: "visibility-policy.text_to_organization", path: ["policy", "grants", defaultVisibilityPolicy.grants.length, "field"] });
  });
  const at = defaultVisibilityPolicy.grants.length;
  test.each([
    ["an unknown role", policyWith({ ...grant, role: "friend" }), "visibility-policy.unknown_role", ["policy", "grants", at, "role"]],
    ["a grant for participants", policyWith({ ...grant, role: "participant" }), "visibility-policy.participant_grant", ["policy", "grants", at, "role"]],
    ["a second grant", policyWith({ ...grant, role: "coach", form: "aggregate" }), "visibility-policy.duplicate_grant", ["policy", "grants", at]],
    ["a role that is built in", { ...defaultVisibilityPolicy, ownRoles: [{ role: "manager", side: "coaching" as const }] }, "visibility-policy.duplicate_role", ["policy", "ownRoles", 0, "role"]],
    ["a role twice", { ...defaultVisibilityPolicy, ownRoles: [{ role: "mentor", side: "coaching" as const }, { role: "mentor", side: "organization" as const }] }, "visibility-policy.duplicate_role", ["policy", "ownRoles", 1, "role"]],
    ["another version", { ...defaultVisibilityPolicy, schemaVersion: 2 as 1 }, "input.invalid_value", ["policy", "schemaVersion"]],
  ])("%s is refused", (_, policy, code, path) => {
    refuses(() => mayRead(asked("coach", "goals", { policy })), { code, path });
  });
});

describe("what cannot be decided is refused", () => {
  const blank = (key: string): object => Object.fromEntries(Object.entries(override).filter(([name]) => name !== key));
  test.each<[string, object, string, readonly (string | number)[]]>([
    ["an unknown reader's role", { viewer: { personId: "x", role: "friend" } }, "read-circumstances.unknown_role", ["viewer", "role"]],
    ["an unknown role of an assignment", { assignments: [assigned("friend")] }, "read-circumstances.unknown_role", ["assignments", 0, "role"]],
    ["an unknown role of a consent", { consents: [given("friend")] }, "read-circumstances.unknown_role", ["consents", 0, "role"]],
    ["an unknown role of an agreement", { agreements: [agreed("coach", "friend")] }, "read-circumstances.unknown_role", ["agreements", 0, "shared", 1, "role"]],
    ["an unknown field", { field: "diary" }, "input.invalid_value", ["field"]],
    ["a consent of the future", { consents: [given("coach", { decidedAt: "2026-10-05T07:00:01Z" })] }, "read-circumstances.later_decision", ["consents", 0, "decidedAt"]],
    ["an agreement of the future", { agreements: [{ ...agreed("coach"), agreedAt: "2026-10-05T07:00:01Z" }] }, "read-circumstances.later_decision", ["agreements", 0, "agreedAt"]],
    ["an override of the future", { overrides: [{ ...override, decidedAt: "2026-10-05T07:00:01Z" }] }, "read-circumstances.later_decision", ["overrides", 0, "decidedAt"]],
    ["two overrides of one id", { overrides: [override, override] }, "read-circumstances.duplicate_override", ["overrides", 1, "id"]],
    ["an override without words", { overrides: [{ ...override, reason: " \n" }] }, "read-records.blank_reason", ["overrides", 0, "reason"]],
    ["an override on another ground", { overrides: [{ ...override, ground: "curiosity" }] }, "input.invalid_value", ["overrides", 0, "ground"]],
    ["an override to nothing", { overrides: [{ ...override, fields: [] }] }, "input.too_small", ["overrides", 0, "fields"]],
    ["an override that ends as it begins", { overrides: [{ ...override, endsAt: override.decidedAt }] }, "read-records.ends_before_start", ["overrides", 0, "endsAt"]],
    ["an assignment that ends before it begins", { assignments: [assigned("coach", { endsAt: "2026-08-31T00:00:00Z" })] }, "read-records.ends_before_start", ["assignments", 0, "endsAt"]],
    ["an agreement that ends before it begins", { agreements: [{ ...agreed("coach"), endsAt: "2026-08-31T00:00:00Z" }] }, "read-records.ends_before_start", ["agreements", 0, "endsAt"]],
    ["part of an entry without its sharing", { field: "progress" }, "may-read.no_sharing", ["sharedWith"]],
    ["a sharing of what is no part of an entry", { sharedWith: "coach" }, "may-read.sharing_of_no_entry", ["sharedWith"]],
    ...["reason", "actorId", "decidedAt", "ground", "endsAt", "readerId", "fields"].map((key): [string, object, string, readonly (string | number)[]] => [`an override without its ${key}`, { overrides: [blank(key)] }, key === "ground" ? "input.invalid_value" : "input.invalid_type", ["overrides", 0, key]]),
  ])("%s", (_, changes, code, path) => {
    refuses(() => mayRead({ ...asked("coach", "goals"), ...changes } as ReadQuestion), { code, path });
  });

  test.each(["assignments", "consents", "agreements", "overrides"])("more %s than one question takes", (key) => {
    const record = { assignments: assigned("coach"), consents: given("coach", { fields: ["goals"] }), agreements: { ...agreed(), shared: [] }, overrides: override }[key];
    const shown: string[] = [];
    try { mayRead({ ...asked("coach", "goals"), [key]: Array.from({ length: 200_001 }, () => record) }); } catch (error) { shown.push(...(error as { issues: readonly { code: string; path: readonly string[] }[] }).issues.filter(({ path }) => path.length === 1).map(({ code, path }) => `${code} ${path.join("/")}`)); }
    expect(shown).toEqual([`input.too_big ${key}`]);
  });
});
