import { CONSENT_LIMITS, consentStanding, type PurposeConsent } from "coachkit/oversight";
import fc from "fast-check";
import { expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const decided = (decision: string, decidedAt: string, purposeId = "nudges"): PurposeConsent => ({ personId: "ana", purposeId, decision, decidedAt });
const standing = (consents: readonly PurposeConsent[], at = "2026-06-01T00:00:00Z") => consentStanding({ consents, personId: "ana", purposeId: "nudges", at });

test("the latest decision by the instant counts", () => {
  const consents = [decided("withdrawn", "2026-03-01T00:00:00Z"), decided("given", "2026-01-01T00:00:00Z"), decided("given", "2026-09-01T00:00:00Z")];
  expect(standing(consents)).toEqual({ isGiven: false, reason: "withdrawn", decidedAt: "2026-03-01T00:00:00Z" });
  expect(standing(consents, "2026-02-28T23:59:59Z").isGiven).toBe(true);
  expect(standing(consents, "2026-09-01T00:00:00Z").isGiven).toBe(true);
});

test.each([
  ["nobody asked", [], "never-asked"],
  ["it was given later", [decided("given", "2026-07-01T00:00:00Z")], "never-asked"],
  ["it was given for another purpose", [decided("given", "2026-01-01T00:00:00Z", "call-summaries")], "never-asked"],
  ["it was given by another person", [{ ...decided("given", "2026-01-01T00:00:00Z"), personId: "ben" }], "never-asked"],
  ["it was refused", [decided("refused", "2026-01-01T00:00:00Z")], "refused"],
  ["the word is not known, even if it looks like one", [decided("Given", "2026-01-01T00:00:00Z")], "unknown-decision"],
  ["the latest word is not known", [decided("given", "2026-01-01T00:00:00Z"), decided("pending", "2026-02-01T00:00:00Z")], "unknown-decision"],
] as const)("denied when %s", (_, consents, reason) => { expect(standing(consents)).toMatchObject({ isGiven: false, reason }); });

test("of decisions of one instant the one that denies counts", () => {
  const [given, withdrawn] = [decided("given", "2026-01-01T09:00:00Z"), decided("withdrawn", "2026-01-01T09:00:00Z")];
  expect(standing([given, withdrawn]).reason).toBe("withdrawn");
  expect(standing([withdrawn, given]).reason).toBe("withdrawn");
});

test("too many decisions are refused", () => {
  expect(CONSENT_LIMITS.decisions).toBe(500_000);
  const consents = new Array<PurposeConsent>(CONSENT_LIMITS.decisions + 1).fill(decided("given", "2026-01-01T00:00:00Z"));
  expect(issuesOf(() => consentStanding({ consents, personId: "ana", purposeId: "nudges", at: "2026-06-01T00:00:00Z" }))).toEqual(["input.too_big at /consents"]);
});

test("the order of decisions does not matter", () => {
  const decision = fc.record({ decision: fc.constantFrom("given", "refused", "withdrawn", "pending"), month: fc.integer({ min: 1, max: 9 }) });
  fc.assert(fc.property(fc.array(decision, { maxLength: 8 }), (drawn) => {
    const consents = drawn.map(({ decision: word, month }) => decided(word, `2026-0${String(month)}-01T00:00:00Z`));
    expect(standing(consents.toReversed())).toEqual(standing(consents));
  }));
});
