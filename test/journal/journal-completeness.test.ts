import { dealTemplate, gibbsTemplate, journalCompleteness, JournalTemplate, oridTemplate } from "coachkit/journal";
import { describe, expect, test } from "vitest";
import { entry } from "./entries.js";
import { refuses } from "../refusal.js";

const answered = (...answers: readonly (readonly [string, number])[]) => ({ ...entry, templateId: "own", answers: answers.map(([promptId, wordCount]) => ({ promptId, wordCount })) });
const template = { id: "own", title: "Own", prompts: [{ id: "what", label: "What?", isRequired: true, leastWordCount: 10 }, { id: "so-what", label: "So what?", isRequired: true }, { id: "more", label: "More?", isRequired: false }] };

describe("an entry is as complete as the required prompts that it answers", () => {
  test.each([
    ["nothing", answered(), 0, ["what", "so-what"], []],
    ["one of two", answered(["so-what", 1]), 0.5, ["what"], []],
    ["an answer that is too short", answered(["what", 9], ["so-what", 1]), 0.5, [], ["what"]],
    ["an answer as long as asked", answered(["what", 10], ["so-what", 1]), 1, [], []],
    ["an answer of no words", answered(["what", 10], ["so-what", 0]), 0.5, ["so-what"], []],
    ["an optional prompt adds nothing", answered(["more", 500]), 0, ["what", "so-what"], []],
  ])("%s", (_, given, completenessFraction, missingPromptIds, shortPromptIds) => {
    expect(journalCompleteness({ template, entry: given })).toEqual({ completenessFraction, missingPromptIds, shortPromptIds });
  });

  test("where nothing is required, an empty entry is complete", () => {
    expect(journalCompleteness({ template: { ...template, prompts: [{ id: "more", label: "More?", isRequired: false }] }, entry: answered() }).completenessFraction).toBe(1);
  });
});

test("the built-in templates have six, four and three prompts", () => {
  expect([gibbsTemplate, oridTemplate, dealTemplate].map((one) => JournalTemplate.parse(one).prompts.length)).toEqual([6, 4, 3]);
});

describe("what does not fit together is refused", () => {
  test.each([
    ["another template", { template, entry: { ...answered(), templateId: "gibbs" } }, "journal-completeness.other_template", ["entry", "templateId"]],
    ["a free entry", { template, entry }, "journal-completeness.other_template", ["entry", "templateId"]],
    ["an unknown prompt", { template, entry: answered(["why", 1]) }, "journal-completeness.unknown_prompt", ["entry", "answers", 0, "promptId"]],
    ["one prompt answered twice", { template, entry: answered(["what", 1], ["what", 2]) }, "journal-entry.duplicate_answer", ["entry", "answers", 1, "promptId"]],
    ["one prompt asked twice", { template: { ...template, prompts: [...template.prompts, template.prompts[0]!] }, entry: answered() }, "journal-template.duplicate_prompt", ["template", "prompts", 3, "id"]],
    ["a sentiment off the scale", { template, entry: { ...answered(), sentiment: 1.5 } }, "input.too_big", ["entry", "sentiment"]],
    ["words below zero", { template, entry: answered(["what", -1]) }, "input.too_small", ["entry", "answers", 0, "wordCount"]],
  ])("%s", (_, input, code, path) => {
    refuses(() => journalCompleteness(input), { code, path });
  });
});
