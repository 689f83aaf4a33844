import { PROPOSAL_LIMITS, type ProposalDraft, proposalOf } from "coachkit/oversight";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { nudge, pattern, provenance, summary } from "./some-proposals.js";

const draft: ProposalDraft = { proposalId: "p1", subjectIds: ["ana"], output: summary, provenance };
const faultsOf = (changes: object): readonly string[] => issuesOf(() => proposalOf({ ...draft, ...changes }));
const letters = (count: number): string => "a".repeat(count);

test("an output with its provenance becomes a proposal that is marked as drafted by AI", () => {
  expect(proposalOf(draft)).toEqual({ kind: "ai-proposal", schemaVersion: 1, disclosure: "drafted-by-ai", ...draft });
});
test.each([summary, nudge, pattern, { ...nudge, template: { templateId: "t", values: {} } }])("an output of the kind $kind is checked by its kind", (output) => {
  expect(proposalOf({ ...draft, output }).output).toEqual(output);
  expect(faultsOf({ output: { ...output, score: 1 } })).toEqual(["input.unrecognized_keys at /output/score"]);
});

describe("a proposal without provenance is refused", () => {
  test("with words of its own", () => {
    const { proposalId, subjectIds, output } = draft;
    refuses(() => proposalOf({ proposalId, subjectIds, output } as ProposalDraft), { code: "input.invalid_type", path: ["provenance"], hint: "Say which model and version made it, when, and from which classes of input." });
  });
  test.each(["modelId", "modelVersion", "producedAt", "inputClasses"])("and one that does not say %s", (key) => {
    expect(faultsOf({ provenance: Object.fromEntries(Object.entries(provenance).filter(([name]) => name !== key)) })).toEqual([`input.invalid_type at /provenance/${key}`]);
  });
  test("and one that names no class of input", () => { expect(faultsOf({ provenance: { ...provenance, inputClasses: [] } })).toEqual(["input.too_small at /provenance/inputClasses"]); });
});

test.each(["Ana said that she is ill", "call transcript", "Call", "-call", "call--transcript", "ana@example.com", letters(61)])("“%s” is no class of input: contents have no place in a provenance", (inputClass) => {
  expect(faultsOf({ provenance: { ...provenance, inputClasses: [inputClass] } }).every((issue) => issue.endsWith("/provenance/inputClasses/0"))).toBe(true);
  expect(faultsOf({ provenance: { ...provenance, inputClasses: [inputClass] } })).not.toEqual([]);
});
test("the seal of the inputs is a hash", () => {
  expect(faultsOf({ provenance: { ...provenance, inputSeal: "0f".repeat(32) } })).toEqual([]);
  expect(faultsOf({ provenance: { ...provenance, inputSeal: "0F".repeat(32) } })).toEqual(["input.invalid_format at /provenance/inputSeal"]);
});

test.each([
  ["nothing", ""], ["blanks", " \n "], ["a tag", "See <b>this</b>"], ["an end of a tag", "a</script"], ["a comment", "a<!-- b"], ["an instruction", "<?php"], ["a bell", "a\u0007"],
  ["a turned direction", "good \u202Eflesruoy kcab dloh"], ["an isolate", "a\u2066b"], ["half a character", "a\uD800"],
])("a text of %s is not plain", (_, text) => { expect(faultsOf({ output: { ...nudge, text } })).toEqual(["input.invalid_format at /output/text"]); });
test.each(["a < b and 3<4", "שלום", "مرحبا", "👩‍👩‍👧 team\n\tagain", "5 > 3"])("“%s” is plain", (text) => { expect(faultsOf({ output: { ...nudge, text } })).toEqual([]); });
test("points and values of templates are plain lines", () => {
  expect(faultsOf({ output: { ...summary, points: ["fine", "two\nlines"] } })).toEqual(["input.invalid_format at /output/points/1"]);
  expect(faultsOf({ output: { ...nudge, template: { templateId: "t", values: { step: "<i>x" } } } })).toEqual(["input.invalid_format at /output/template/values/step"]);
});

test("what stands twice is refused", () => {
  expect(faultsOf({ subjectIds: ["ana", "ben", "ana"] })).toEqual(["proposal.duplicate_subject at /subjectIds/2"]);
  expect(faultsOf({ provenance: { ...provenance, inputClasses: ["journal", "journal"] } })).toEqual(["proposal.duplicate_class at /provenance/inputClasses/1"]);
  expect(faultsOf({ output: { ...pattern, sourceIds: ["c1", "c1"] } })).toEqual(["proposal.duplicate_source at /output/sourceIds/1"]);
});
test("a pattern that rests on nothing is refused", () => { expect(faultsOf({ output: { ...pattern, sourceIds: [] } })).toEqual(["input.too_small at /output/sourceIds"]); });
test("an unknown kind of output is refused", () => { expect(faultsOf({ output: { ...nudge, kind: "verdict" } })).toEqual(["input.invalid_union at /output/kind"]); });

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, place) => `x${String(place)}`);
const values = (count: number) => ({ ...nudge, template: { templateId: "t", values: Object.fromEntries(ids(count).map((id) => [id, "v"])) } });
test.each([
  ["a summary beyond its characters", "input.too_big at /output/text", (more: number) => ({ output: { ...summary, text: letters(PROPOSAL_LIMITS.summaryCharacters + more) } })],
  ["a nudge beyond its characters", "input.too_big at /output/text", (more: number) => ({ output: { ...nudge, text: letters(PROPOSAL_LIMITS.nudgeCharacters + more) } })],
  ["a pattern beyond its characters", "input.too_big at /output/text", (more: number) => ({ output: { ...pattern, text: letters(PROPOSAL_LIMITS.patternCharacters + more) } })],
  ["more points than a summary has", "input.too_big at /output/points", (more: number) => ({ output: { ...summary, points: new Array<string>(PROPOSAL_LIMITS.points + more).fill("x") } })],
  ["more sources than a pattern has", "input.too_big at /output/sourceIds", (more: number) => ({ output: { ...pattern, sourceIds: ids(PROPOSAL_LIMITS.sources + more) } })],
  ["more people than a proposal speaks about", "input.too_big at /subjectIds", (more: number) => ({ subjectIds: ids(PROPOSAL_LIMITS.subjects + more) })],
  ["more classes of input than there may be", "input.too_big at /provenance/inputClasses", (more: number) => ({ provenance: { ...provenance, inputClasses: ids(PROPOSAL_LIMITS.inputClasses + more) } })],
  ["more values than a template takes", "input.invalid_format at /output/template/values", (more: number) => ({ output: values(PROPOSAL_LIMITS.templateValues + more) })],
])("%s are refused", (_, issue, changes) => {
  expect(faultsOf(changes(0))).toEqual([]);
  expect(faultsOf(changes(1))).toEqual([issue]);
});
