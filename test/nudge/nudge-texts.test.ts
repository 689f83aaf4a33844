import { exampleTemplates, type NudgeContent, NUDGE_TEXT_LIMITS, type NudgeTemplate, nudgeTexts, planNudges } from "coachkit/nudge";
import { automaticSending, proposalOf } from "coachkit/oversight";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { calls } from "./calls.js";

const template = (language: string, text = `${language}: {step}`): NudgeTemplate => ({ templateId: "step", language, text });
const content = (language: string, variables: Readonly<Record<string, string>> = { step: "a pause" }): NudgeContent => ({ templateId: "step", language, variables });
const ask = (templates: readonly NudgeTemplate[], contents: readonly NudgeContent[], fallbackLanguages: readonly string[] = []) => nudgeTexts({ templates, contents, fallbackLanguages });
/** The answer for English words and these values. */
const said = (text: string, variables: Readonly<Record<string, string>>) => ask([template("en", text)], [content("en", variables)])[0];

test("words come in the order of the contents, with the language that was taken", () => {
  expect(ask([template("en"), template("de", "Heute: {step}")], [content("de", { step: "eine Pause" }), content("en")])).toEqual([
    { templateId: "step", askedLanguage: "de", language: "de", languageMatch: "exact", text: "Heute: eine Pause", script: null, reason: null, missingVariables: [], unusedVariables: [] },
    { templateId: "step", askedLanguage: "en", language: "en", languageMatch: "exact", text: "en: a pause", script: null, reason: null, missingVariables: [], unusedVariables: [] },
  ]);
  expect(ask([], [])).toEqual([]);
});

describe("the language", () => {
  test.each<readonly [string, readonly string[], readonly string[], string | null, string | null]>([
    // asked, there, to fall back to, taken, how
    ["de-AT", ["de-AT", "de", "en"], ["en"], "de-AT", "exact"],
    ["de-AT", ["en", "de"], ["en"], "de", "shorter-tag"],
    ["DE-at", ["de-AT"], [], "de-AT", "exact"],
    ["de", ["de-AT", "en"], ["en"], "en", "fallback"],
    ["de-AT", ["de-DE"], [], null, null],
    ["zh-Hant-TW", ["zh", "zh-Hant"], [], "zh-Hant", "shorter-tag"],
    ["zh-Hant-x-private", ["zh-Hant-x", "zh-Hant"], [], "zh-Hant", "shorter-tag"],
    ["fr", ["de", "en"], ["en", "de"], "en", "fallback"],
    ["fr", ["de", "en"], ["de-CH", "en"], "de", "fallback"],
    ["fr", ["de", "en"], ["it"], null, null],
    ["de_AT", ["de", "en"], ["en"], "en", "fallback"],
    // a general tag is asked for before one to fall back to, though that is the nearer one
    ["de-AT", ["de", "de-CH"], ["de-CH"], "de", "shorter-tag"],
    ["x", ["en"], ["en"], "en", "fallback"],
  ])("%s of %j, or else of %j, is %s (%s)", (asked, there, fallbackLanguages, language, languageMatch) => {
    const [answer] = ask(there.map((one) => template(one)), [content(asked)], fallbackLanguages);
    expect(answer).toMatchObject({ askedLanguage: asked, language, languageMatch, text: language === null ? null : `${language}: a pause`, reason: language === null ? "no-language" : null });
  });
  test("is looked up for each template by itself", () => {
    const other = { templateId: "other", language: "fr", text: "Autre" };
    expect(ask([template("en"), other], [content("fr"), { ...content("fr", {}), templateId: "other" }], ["en"]).map(({ text }) => text)).toEqual(["en: a pause", "Autre"]);
  });
});

describe("places and values", () => {
  test("a place that comes twice is filled twice, and two may touch", () => { expect(said("{a}{b} and {a}", { a: "1", b: "2" })?.text).toBe("12 and 1"); });
  test("a value is put in once and never read for places", () => { expect(said("{a} {b}", { a: "{b}", b: "$& {a} $1" })?.text).toBe("{b} $& {a} $1"); });
  test("what is missing is named in the order of the words, and there is no text", () => {
    expect(said("{b} {a} {c} {b}", { c: "x", extra: "y", also: "z" })).toMatchObject({ text: null, reason: "missing-variables", missingVariables: ["b", "a"], unusedVariables: ["also", "extra"] });
  });
  test("a blank value is none", () => { expect(said("Hello {a}{b}.", { a: "", b: " \n" })).toMatchObject({ text: null, missingVariables: ["a", "b"] }); });
  test("what every object inherits is no value", () => { expect(said("{toString} {constructor}", {})).toMatchObject({ text: null, missingVariables: ["toString", "constructor"] }); });
  test("what is plain in parts and markup together gives no text", () => {
    expect(said("1 <{a}", { a: "b>" })).toMatchObject({ text: null, script: null, reason: "not-plain", missingVariables: [] });
    expect(said("{a}", { a: "<b>" })?.reason).toBe("not-plain");
    expect(said("{a}", { a: "\u202Eback" })?.reason).toBe("not-plain");
    expect(said("1 <{a}", { a: "2" })?.text).toBe("1 <2");
  });
  test("a text is what a walk over its characters gives", () => {
    const slow = (text: string, variables: Readonly<Record<string, string>>): string => {
      const end = text.indexOf("}");
      return end < 0 ? text : `${text.slice(0, text.indexOf("{"))}${variables[text.slice(text.indexOf("{") + 1, end)] ?? ""}${slow(text.slice(end + 1), variables)}`;
    };
    const word = fc.constantFrom("a", " b ", "$1", "é", "{one}", "{two}", "{three_3}");
    const value = fc.constantFrom("x", "{one}", "{two", "}", "$$", "two lines\nlong");
    fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), value, value, value, (words, one, two, three_3) => {
      const [text, variables] = [words.join("").replace(/^ b $/u, "b"), { one, two, three_3 }];
      expect(said(text, variables)?.text).toBe(slow(text, variables));
    }));
  });
});

describe("scripts", () => {
  const script = { durationMinutes: 0.3, parts: [{ title: "Ask {a}", durationMinutes: 0.1, text: "{a}?" }, { title: "Wait", durationMinutes: 0.2, text: "{b}" }] };
  const withScript = (variables: Readonly<Record<string, string>>) => ask([{ ...template("en", "Now"), script }], [content("en", variables)])[0];
  test("are filled as the message is, minutes untouched and binary dust no fault", () => {
    expect(withScript({ a: "Ana", b: "five" })).toMatchObject({ text: "Now", script: { durationMinutes: 0.3, parts: [{ title: "Ask Ana", durationMinutes: 0.1, text: "Ana?" }, { title: "Wait", durationMinutes: 0.2, text: "five" }] } });
  });
  test("that miss a value take the message with them", () => { expect(withScript({ a: "Ana" })).toMatchObject({ text: null, script: null, reason: "missing-variables", missingVariables: ["b"] }); });
  test("that are not plain once filled do so too", () => { expect(withScript({ a: "<b>", b: "five" })).toMatchObject({ text: null, script: null, reason: "not-plain" }); });
  test("of the examples add up to their length and want nothing but a behavior and a workshop", () => {
    const contents = exampleTemplates.map(({ templateId }) => ({ templateId, language: "en", variables: { behavior: "open questions", workshop: "Vision talk" } }));
    const answers = ask(exampleTemplates, contents);
    expect(answers.map(({ script: one, reason, unusedVariables }) => [one?.durationMinutes, one?.parts.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0), reason, unusedVariables])).toEqual([
      [10, 10, null, ["workshop"]], [5, 5, null, ["workshop"]], [10, 10, null, []], [15, 15, null, ["workshop"]],
    ]);
    expect(JSON.stringify(answers.map(({ text, script: one }) => [text, one]))).not.toMatch(/\{\w+\}/u);
  });
});

test("every content of a plan of nudges can be asked for as it is", () => {
  const { nudges } = planNudges(calls.planNudges[0] as Parameters<typeof planNudges>[0]);
  const templates = [{ templateId: "prepare", language: "en", text: "Before {sessionId}" }, { templateId: "remember", language: "de", text: "Heute: {behavior}" }];
  const texts = ask(templates, nudges.map(({ content: one }) => one), ["en"]).map(({ text }) => text);
  expect(texts.length).toBeGreaterThan(0);
  expect(texts).toEqual(nudges.map(({ kind }) => (kind === "before-one-to-one" ? "Before s1" : "Heute: open questions")));
});

test("words that oversight lets go without a person are the words of the same template here, the host's places open", () => {
  const step = fc.constantFrom("a pause", "{firstName}", "$1", "one open question");
  fc.assert(fc.property(step, fc.constantFrom("Try {step} today, {firstName}.", "{step}", "{firstName}: {step} {step}"), (chosen, text) => {
    const approved = { templateId: "step", language: "en", text, listedValues: { step: [chosen] }, inputClasses: [], approvedById: "kim", approvedAt: "2026-02-01T00:00:00Z", expiresAt: "2026-08-01T00:00:00Z" };
    const rendered = said(text, { step: chosen, firstName: "{firstName}" })?.text ?? "";
    const output = { kind: "nudge-text", language: "en", text: rendered, template: { templateId: "step", values: { step: chosen } } } as const;
    const proposal = proposalOf({ proposalId: "p", subjectIds: [], output, provenance: { modelId: "m", modelVersion: "1", producedAt: "2026-03-01T00:00:00Z", inputClasses: ["program-week"] } });
    expect(automaticSending({ proposal, templates: [approved], at: "2026-03-02T00:00:00Z" }).reasons).toEqual(["input-class-not-listed"]);
  }));
});

describe("what cannot be put into words", () => {
  const wrong = (change: object) => () => ask([{ ...template("en"), ...change }], []);
  const script = (durationMinutes: number, ...minutes: readonly number[]) => ({ script: { durationMinutes, parts: minutes.map((one) => ({ title: "Ask", durationMinutes: one, text: "Ask." })) } });
  test("is refused by code and path", () => {
    for (const text of ["{first name}", "{step", "step}", "{}", "{{step}}", "{1st}", `{${"a".repeat(61)}}`]) refuses(wrong({ text }), { code: "nudge-template.stray_brace", path: ["templates", 0, "text"] });
    expect(ask([template("en", `{${"a".repeat(60)}}`)], [])).toEqual([]);
    refuses(wrong({ text: "{".repeat(1001) }), { code: "input.too_big", path: ["templates", 0, "text"] });
    refuses(wrong({ script: { durationMinutes: 1, parts: [{ title: "{", durationMinutes: 1, text: "}" }] } }), { code: "nudge-template.stray_brace", path: ["templates", 0, "script", "parts", 0, "title"] }, { code: "nudge-template.stray_brace", path: ["templates", 0, "script", "parts", 0, "text"] });
    refuses(wrong(script(10, 4, 5)), { code: "nudge-template.minutes_differ", path: ["templates", 0, "script", "durationMinutes"], params: { partMinutes: 9, durationMinutes: 10 } });
    refuses(wrong(script(1, 1, 0)), { code: "input.too_small", path: ["templates", 0, "script", "parts", 1, "durationMinutes"] });
    refuses(wrong({ script: { durationMinutes: 1, parts: [] } }), { code: "input.too_small", path: ["templates", 0, "script", "parts"] });
    for (const text of ["", " ", "<b>now</b>", "\u202Ewon"]) refuses(wrong({ text }), { code: "input.invalid_format", path: ["templates", 0, "text"] });
    for (const language of ["de_AT", "", "de-", "deutschland"]) refuses(wrong({ language }), { code: "input.invalid_format", path: ["templates", 0, "language"] });
    refuses(() => ask([template("en")], [], ["de_AT"]), { code: "input.invalid_format", path: ["fallbackLanguages", 0] });
    refuses(() => ask([template("en-GB"), template("EN-gb")], []), { code: "nudge-texts.duplicate_template", path: ["templates", 1], params: { id: "step", language: "EN-gb" } });
    refuses(() => ask([template("en")], [content("en"), { ...content("en"), templateId: "stop" }]), { code: "nudge-texts.unknown_template", path: ["contents", 1, "templateId"], params: { id: "stop" } });
  });
  test("more templates, parts, contents or languages than one call takes", () => {
    const hits = (call: () => unknown, path: readonly (string | number)[]) => { expect(call).toThrow(expect.objectContaining({ issues: expect.arrayContaining([expect.objectContaining({ code: "input.too_big", path })]) as unknown })); };
    const many = <T>(value: T, limit: number): readonly T[] => Array.from({ length: limit + 1 }, () => value);
    hits(() => ask(many(template("en"), NUDGE_TEXT_LIMITS.templates), []), ["templates"]);
    hits(wrong(script(21, ...many(1, NUDGE_TEXT_LIMITS.scriptParts))), ["templates", 0, "script", "parts"]);
    hits(() => ask([template("en")], many(content("en", {}), NUDGE_TEXT_LIMITS.contents)), ["contents"]);
    hits(() => ask([template("en")], [], many("en", NUDGE_TEXT_LIMITS.fallbackLanguages)), ["fallbackLanguages"]);
  });
  test("more characters than one call answers", () => {
    const long = "x".repeat(20_000);
    const one = content("en", { a: long });
    refuses(() => ask([template("en", "{a}".repeat(300))], Array.from({ length: 17 }, () => one)), { code: "nudge-texts.too_many_characters", path: ["contents"], params: { limit: 100_000_000 } });
  });
});
