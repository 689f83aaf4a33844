import { type ApprovedTemplate, automaticSending, type ModelOutput, type ModelProvenance, proposalOf, TEMPLATE_LIMITS } from "coachkit/oversight";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { pattern, summary } from "./some-proposals.js";

const template: ApprovedTemplate = {
  templateId: "step", language: "en", text: "Try {step} today, {firstName}.", listedValues: { step: ["a pause", "one open question"] }, inputClasses: ["program-week", "homework-title"], approvedById: "kim",
  approvedAt: "2026-02-01T00:00:00Z", expiresAt: "2026-08-01T00:00:00Z",
};
const provenance: ModelProvenance = { modelId: "nudger", modelVersion: "3", producedAt: "2026-01-02T10:00:00Z", inputClasses: ["program-week"] };
const output = { kind: "nudge-text", language: "en", text: "Try a pause today, {firstName}.", template: { templateId: "step", values: { step: "a pause" } } } as const satisfies ModelOutput;
interface Case { readonly output?: ModelOutput; readonly subjectIds?: readonly string[]; readonly provenance?: Partial<ModelProvenance>; readonly templates?: readonly ApprovedTemplate[]; readonly at?: string }
const sending = (one: Case) =>
  automaticSending({ proposal: proposalOf({ proposalId: "p1", subjectIds: one.subjectIds ?? [], output: one.output ?? output, provenance: { ...provenance, ...one.provenance } }), templates: one.templates ?? [template], at: one.at ?? "2026-03-02T10:00:00Z" });

test("an approved template, to the letter, about nobody, may go out without a person, and there is a record of it", () => {
  expect(sending({})).toEqual({ isAllowed: true, reasons: [], record: { proposalId: "p1", outcome: "sent-automatically", deciderId: null, reasonId: "step", editFraction: null, wordsSeal: null, openedAt: null, decidedAt: "2026-03-02T10:00:00Z" } });
});

test.each<readonly [string, Case, readonly string[]]>([
  ["a summary", { output: summary }, ["kind-needs-person"]],
  ["a pattern about somebody", { output: pattern, subjectIds: ["ana"] }, ["names-a-person", "kind-needs-person"]],
  ["an approved template with somebody whom it speaks about", { subjectIds: ["ana"] }, ["names-a-person"]],
  ["words of the model's own", { output: { kind: "nudge-text", language: "en", text: "Try a pause." } }, ["no-template"]],
  ["a template that nobody knows", { templates: [] }, ["unknown-template"]],
  ["a template that the model approved itself", { templates: [{ ...template, approvedById: "nudger" }] }, ["model-approved"]],
  ["a template before its approval", { at: "2026-01-31T23:59:59Z" }, ["not-yet-approved"]],
  ["a template on the last instant of its approval", { at: "2026-08-01T00:00:00Z" }, ["approval-expired"]],
  ["a template before it was proposed", { provenance: { producedAt: "2026-03-02T10:00:01Z" } }, ["not-yet-proposed"]],
  ["another language", { output: { ...output, language: "de" } }, ["other-language"]],
  ["a value that was not approved, well filled in", { output: { ...output, text: "Try harder today, {firstName}.", template: { templateId: "step", values: { step: "harder" } } } }, ["value-not-listed"]],
  ["a place without its value", { output: { ...output, text: template.text, template: { templateId: "step", values: {} } } }, ["value-not-listed"]],
  ["a value for a place of the host's", { output: { ...output, text: "Try a pause today, Ana.", template: { templateId: "step", values: { step: "a pause", firstName: "Ana" } } } }, ["value-not-listed"]],
  ["a place filled in otherwise than the value says", { output: { ...output, text: "Try one open question today, {firstName}." } }, ["text-differs"]],
  ["a word more", { output: { ...output, text: `${output.text} Really.` } }, ["text-differs"]],
  ["a choice made from somebody's calls", { provenance: { inputClasses: ["program-week", "call-transcript"] } }, ["input-class-not-listed"]],
  ["all at once", { subjectIds: ["ana"], at: "2026-09-01T00:00:00Z", output: { ...output, text: "Ana, you interrupt." } }, ["names-a-person", "approval-expired", "text-differs"]],
])("%s needs a person", (_, one, reasons) => { expect(sending(one)).toEqual({ isAllowed: false, reasons, record: null }); });
test("the first instant of an approval counts, and so does the last one before its end", () => {
  expect(sending({ at: "2026-02-01T00:00:00Z" }).isAllowed).toBe(true);
  expect(sending({ at: "2026-07-31T23:59:59.999Z" }).isAllowed).toBe(true);
});
test("a value is put in as it is, not read as another place", () => {
  const nested = { ...template, text: "{a} {b}", listedValues: { a: ["{b}"], b: ["x"] } };
  const filled = (text: string) => sending({ templates: [nested], output: { ...output, text, template: { templateId: "step", values: { a: "{b}", b: "x" } } } }).reasons;
  expect(filled("{b} x")).toEqual([]);
  expect(filled("x x")).toEqual(["text-differs"]);
});

describe("templates that cannot be meant are refused", () => {
  const faults = (templates: readonly ApprovedTemplate[]): readonly string[] => issuesOf(() => sending({ templates }));
  test.each<readonly [string, readonly ApprovedTemplate[], string]>([
    ["two of one id", [template, template], "automatic-sending.duplicate_template at /templates/1/templateId"],
    ["an approval that ends as it begins", [{ ...template, expiresAt: template.approvedAt }], "automatic-sending.expires_first at /templates/0/expiresAt"],
    ["values for a place that is not there", [{ ...template, listedValues: { ...template.listedValues, hour: ["nine"] } }], "automatic-sending.no_such_place at /templates/0/listedValues/hour"],
    ["markup", [{ ...template, text: "<b>{step}" }], "input.invalid_format at /templates/0/text"],
    ["a place without any value", [{ ...template, listedValues: { step: [] } }], "input.too_small at /templates/0/listedValues/step"],
  ])("%s", (_, templates, issue) => { expect(faults(templates)).toEqual([issue]); });
  test("more templates, and more values of a place, than one question takes", () => {
    const many = Array.from({ length: TEMPLATE_LIMITS.templates + 1 }, (_, place) => ({ ...template, templateId: `t${String(place)}` }));
    expect(faults(many)).toEqual(["input.too_big at /templates"]);
    const values = Array.from({ length: TEMPLATE_LIMITS.listedValues + 1 }, (_, place) => `v${String(place)}`);
    expect(faults([{ ...template, listedValues: { step: values } }])).toEqual(["input.too_big at /templates/0/listedValues/step"]);
  });
});
