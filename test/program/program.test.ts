import { blendedTwelveWeek, builtInModalities, type Program, readProgram, type Timing, type Touchpoint } from "coachkit/program";
import { describe, expect, test } from "vitest";
import { programOf, touchpoint } from "../cadence/one-cohort.js";
import { issuesOf } from "../issues-of.js";

const startTime = "09:00";
const kickoff: Timing = { kind: "start-date", startTime };
const weeks: Timing = { kind: "weeks", weeks: [9], weekdays: ["TU"], startTime };
const rhythm: Timing = { kind: "every-weeks", everyWeeks: 2, fromWeek: 2, toWeek: 12, weekdays: ["WE"], startTime };
const spaced: Timing = { kind: "per-week", countPerWeek: 2, fromWeek: 1, toWeek: 12, weekdays: ["TU", "WE", "TH", "FR"], minimumSpacingHours: 48, startTime };
const after = (touchpointId: string): Timing => ({ kind: "days-from", touchpointId, offsetDays: 1, startTime });
const calls: Timing = { kind: "after-contact", sampledFraction: 0.1, maximumCountPerDay: 4 };

const faultsOf = (changes: Partial<Program> | Record<string, unknown>) => issuesOf(() => readProgram({ ...blendedTwelveWeek, ...changes }));
const faultsIn = (...touchpoints: readonly Touchpoint[]) => issuesOf(() => readProgram(programOf(...touchpoints)));

describe("readProgram", () => {
  test("gives back a program that was stored as JSON", () => { expect(readProgram(JSON.parse(JSON.stringify(blendedTwelveWeek)))).toStrictEqual(blendedTwelveWeek); });

  test.each([2, 0, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses version %d of the document", (schemaVersion) => { expect(faultsOf({ schemaVersion })).toEqual(["program.unknown_version at /schemaVersion"]); });

  test.each([
    ["nothing", null, ["input.invalid_type at /"]],
    ["a text", "program", ["input.invalid_type at /"]],
    ["a version in quotes", { ...blendedTwelveWeek, schemaVersion: "1" }, ["input.invalid_value at /schemaVersion"]],
    ["another document", { ...blendedTwelveWeek, kind: "plan" }, ["input.invalid_value at /kind"]],
    ["an unknown key", { ...blendedTwelveWeek, color: "red" }, ["input.unrecognized_keys at /color"]],
  ])("refuses %s", (_, document, issues) => { expect(issuesOf(() => readProgram(document))).toEqual(issues); });
});

describe("a program holds", () => {
  test("segments, behaviors tied to KPIs, roles with sign-off, scoping, coach sources with contracts, mentoring, scripts and prep tasks", () => {
    const whole: Program = {
      ...programOf(touchpoint("one-to-one", weeks, { modality: "walk", method: "supervised-practice", segmentIds: ["new"], holidayPolicy: "skip", prepTasks: [{ id: "note", title: "Write a note", role: "manager", durationMinutes: 10 }], agenda: [{ title: "Start", script: "Ask first.\nThen listen.", durationMinutes: 5 }] })),
      description: "For new managers.", practice: "mentoring", phase: "scale",
      segments: [{ id: "new", title: "New managers", rubricId: "one-to-one-quality" }],
      targetBehaviors: [{ id: "asks", title: "Asks before advising", rationale: "Fewer escalations.", kpiIds: ["behavioral-compliance"] }],
      modalities: [{ id: "walk", title: "Walk and talk", minimumMinutes: 20, maximumMinutes: 45 }],
      coachSources: [{ id: "house", title: "In-house coaches", origin: "internal", contract: { preparationMinutes: 15, noteMinutes: 15, deliverables: ["Coach note within two working days"] } }],
      governance: { roles: [{ role: "sponsor", personId: "p-1", responsibility: "accountable", signedOffDate: "2027-09-01" }], auditEveryWeeks: 13, scoping: [{ question: "Which behavior?", answer: "Asking." }] },
    };
    expect(readProgram(whole)).toStrictEqual(whole);
  });
});

describe("the bounds of modalities", () => {
  test.each([
    // modality    shortest  longest
    ["one-to-one", 15,       180],
    ["group",      15,       480],
    ["micro",      5,        15],
    ["peer",       10,       180],
    ["ai",         1,        60],
  ])("%s lasts %d to %d minutes", (modality, shortest, longest) => {
    expect(builtInModalities.find(({ id }) => id === modality)).toMatchObject({ minimumMinutes: shortest, maximumMinutes: longest });
    expect(faultsIn(touchpoint("t", weeks, { modality, durationMinutes: shortest }))).toEqual([]);
    expect(faultsIn(touchpoint("t", weeks, { modality, durationMinutes: longest }))).toEqual([]);
    expect(faultsIn(touchpoint("t", weeks, { modality, durationMinutes: longest + 1 }))).toEqual(["program.duration_out_of_bounds at /touchpoints/0/durationMinutes"]);
    if (shortest > 1) expect(faultsIn(touchpoint("t", weeks, { modality, durationMinutes: shortest - 1 }))).toEqual(["program.duration_out_of_bounds at /touchpoints/0/durationMinutes"]);
  });

  test("there are five, no more", () => { expect(builtInModalities).toHaveLength(5); });

  test("a host's own modality of a built-in name has the host's bounds", () => {
    expect(issuesOf(() => readProgram({ ...programOf(touchpoint("t", weeks, { modality: "micro", durationMinutes: 20 })), modalities: [{ id: "micro", title: "Micro", minimumMinutes: 5, maximumMinutes: 20 }] }))).toEqual([]);
  });

  test("a measurement has no modality and no bounds but a day", () => {
    expect(faultsIn(touchpoint("t", weeks, { durationMinutes: 1440 }))).toEqual([]);
    expect(faultsIn(touchpoint("t", weeks, { durationMinutes: 1441 }))).toEqual(["input.too_big at /touchpoints/0/durationMinutes"]);
    expect(faultsIn(touchpoint("t", weeks, { durationMinutes: 0 }))).toEqual(["input.too_small at /touchpoints/0/durationMinutes"]);
  });
});

describe("faults between the parts of a program", () => {
  const [first] = blendedTwelveWeek.touchpoints;
  test.each([
    ["two touchpoints of one id", { touchpoints: [first, first] }, ["program.duplicate_id at /touchpoints/1/id"]],
    ["two segments of one id", { segments: [{ id: "a", title: "A" }, { id: "a", title: "B" }] }, ["program.duplicate_id at /segments/1/id"]],
    ["two behaviors of one id", { targetBehaviors: [...blendedTwelveWeek.targetBehaviors, ...blendedTwelveWeek.targetBehaviors] }, ["program.duplicate_id at /targetBehaviors/2/id", "program.duplicate_id at /targetBehaviors/3/id"]],
    ["two modalities of one id", { modalities: [{ id: "a", title: "A", minimumMinutes: 1, maximumMinutes: 2 }, { id: "a", title: "A", minimumMinutes: 1, maximumMinutes: 2 }] }, ["program.duplicate_id at /modalities/1/id"]],
    ["two coach sources of one id", { coachSources: ["a", "a"].map((id) => ({ id, title: "A", origin: "internal", contract: { preparationMinutes: 0, noteMinutes: 0, deliverables: [] } })) }, ["program.duplicate_id at /coachSources/1/id"]],
    ["a modality whose bounds are swapped", { modalities: [{ id: "a", title: "A", minimumMinutes: 3, maximumMinutes: 2 }] }, ["program.bounds_swapped at /modalities/0/minimumMinutes"]],
  ])("%s", (_, changes, issues) => { expect(faultsOf(changes)).toEqual(issues); });

  test.each([
    ["an unknown modality", touchpoint("t", weeks, { modality: "telepathy" }), ["program.unknown_modality at /touchpoints/0/modality"]],
    ["an unknown segment", touchpoint("t", weeks, { segmentIds: ["nobody"] }), ["program.unknown_segment at /touchpoints/0/segmentIds/0"]],
    ["a group's bounds swapped", touchpoint("t", weeks, { audience: { kind: "groups", minimumCount: 6, maximumCount: 3 } }), ["program.bounds_swapped at /touchpoints/0/audience/minimumCount"]],
    ["a group on each participant's own clock", touchpoint("t", weeks, { clock: "participant" }), ["program.clock_of_group at /touchpoints/0/clock"]],
    ["pairs that rotate in groups of four", touchpoint("t", weeks, { audience: { kind: "groups", minimumCount: 2, maximumCount: 4, rotation: "pairs" } }), ["program.rotation_size at /touchpoints/0/audience/rotation"]],
    ["pairs that rotate alone", touchpoint("t", weeks, { audience: { kind: "groups", minimumCount: 1, maximumCount: 2, rotation: "pairs" } }), ["program.rotation_size at /touchpoints/0/audience/rotation"]],
    ["triads that rotate in twos", touchpoint("t", weeks, { audience: { kind: "groups", minimumCount: 2, maximumCount: 2, rotation: "triads" } }), ["program.rotation_size at /touchpoints/0/audience/rotation"]],
    ["week 13 of 12", touchpoint("t", { ...weeks, weeks: [13] }), ["timing-rules.week_out_of_range at /touchpoints/0/timing/weeks/0"]],
    ["a rhythm that ends with week 13 of 12", touchpoint("t", { ...rhythm, toWeek: 13 }), ["timing-rules.week_out_of_range at /touchpoints/0/timing/toWeek"]],
    ["a rhythm that begins with week 13 of 12", touchpoint("t", { ...rhythm, fromWeek: 13, toWeek: 14 }), ["timing-rules.week_out_of_range at /touchpoints/0/timing/fromWeek", "timing-rules.week_out_of_range at /touchpoints/0/timing/toWeek"]],
    ["weeks swapped", touchpoint("t", { ...rhythm, fromWeek: 12, toWeek: 2 }), ["timing-rules.weeks_swapped at /touchpoints/0/timing/toWeek"]],
    ["a week named twice", touchpoint("t", { ...weeks, weeks: [9, 3, 9] }), ["timing-rules.repeated at /touchpoints/0/timing/weeks/2"]],
    ["a weekday named twice", touchpoint("t", { ...weeks, weekdays: ["TU", "TU"] }), ["timing-rules.repeated at /touchpoints/0/timing/weekdays/1"]],
    ["a day named twice", touchpoint("t", { kind: "day-offsets", dayOffsets: [0, 45, 0], startTime }), ["timing-rules.repeated at /touchpoints/0/timing/dayOffsets/2"]],
    ["three a week, 72 hours apart", touchpoint("t", { ...spaced, countPerWeek: 3, minimumSpacingHours: 72 }), ["timing-rules.no_spacing at /touchpoints/0/timing/minimumSpacingHours"]],
    ["more a week than weekdays", touchpoint("t", { ...spaced, countPerWeek: 5, minimumSpacingHours: 0 }), ["timing-rules.no_spacing at /touchpoints/0/timing/minimumSpacingHours"]],
    ["spacing that fits in the week and not over its turn", touchpoint("t", { ...spaced, weekdays: ["MO", "SU"], minimumSpacingHours: 48 }), ["timing-rules.no_spacing at /touchpoints/0/timing/minimumSpacingHours"]],
    ["a touchpoint that goes by nothing known", touchpoint("t", after("nobody")), ["timing-rules.unknown_touchpoint at /touchpoints/0/timing/touchpointId"]],
    ["a touchpoint that goes by itself", touchpoint("t", after("t")), ["timing-rules.cycle at /touchpoints/0/timing/touchpointId"]],
    ["week −1", touchpoint("t", { ...weeks, weeks: [-1] }), ["input.too_small at /touchpoints/0/timing/weeks/0"]],
    ["half a week", touchpoint("t", { ...weeks, weeks: [1.5] }), ["input.invalid_type at /touchpoints/0/timing/weeks/0"]],
    ["every 0 weeks", touchpoint("t", { ...rhythm, everyWeeks: 0 }), ["input.too_small at /touchpoints/0/timing/everyWeeks"]],
    ["no weeks at all", touchpoint("t", { ...weeks, weeks: [] }), ["input.too_small at /touchpoints/0/timing/weeks"]],
    ["an unknown kind of timing", touchpoint("t", { kind: "biweekly" } as never), ["input.invalid_union at /touchpoints/0/timing/kind"]],
    ["a rule in small letters", touchpoint("t", { kind: "recurrence", rule: "freq=daily;count=3", startTime }), ["input.invalid_format at /touchpoints/0/timing/rule"]],
  ])("%s", (_, faulty, issues) => { expect(faultsIn(faulty)).toEqual(issues); });

  test("going by a touchpoint that follows customer contacts, which has no date", () => {
    expect(faultsIn(touchpoint("calls", calls), touchpoint("t", after("calls")))).toEqual(["timing-rules.undated_touchpoint at /touchpoints/1/timing/touchpointId"]);
  });

  test("a circle of three is named once, also when another touchpoint leads into it; two circles are both named", () => {
    const circle = [touchpoint("a", after("b")), touchpoint("b", after("c")), touchpoint("c", after("a"))];
    expect(faultsIn(...circle)).toEqual(["timing-rules.cycle at /touchpoints/0/timing/touchpointId"]);
    expect(faultsIn(touchpoint("in", after("b")), ...circle)).toEqual(["timing-rules.cycle at /touchpoints/1/timing/touchpointId"]);
    expect(faultsIn(...circle, touchpoint("d", after("e")), touchpoint("e", after("d")))).toEqual(["timing-rules.cycle at /touchpoints/0/timing/touchpointId", "timing-rules.cycle at /touchpoints/3/timing/touchpointId"]);
    expect(() => readProgram(programOf(...circle))).toThrow(/a → b → c → a/u);
  });

  test("the texts carry what they speak of", () => {
    expect(() => readProgram(programOf(touchpoint("t", { ...weeks, weeks: [13] })))).toThrow("Week 13 lies outside the program, which ends with week 12. Use a week from 0 to 12, or raise weekCount.");
  });
});

describe("one error names every fault", () => {
  test("those between parts beside those of form", () => {
    expect(faultsOf({ title: 3, weekCount: 0, touchpoints: [
      touchpoint("a", { ...weeks, weeks: [521] }, { modality: "telepathy" }),
      { ...touchpoint("a", { ...rhythm, fromWeek: 9, toWeek: 3 }), isScheduled: "yes" },
    ] }).toSorted()).toEqual([
      "input.invalid_type at /title", "input.invalid_type at /touchpoints/1/isScheduled", "input.too_big at /touchpoints/0/timing/weeks/0", "input.too_small at /weekCount",
      "program.duplicate_id at /touchpoints/1/id", "program.unknown_modality at /touchpoints/0/modality",
      "timing-rules.week_out_of_range at /touchpoints/1/timing/fromWeek", "timing-rules.week_out_of_range at /touchpoints/1/timing/toWeek", "timing-rules.weeks_swapped at /touchpoints/1/timing/toWeek",
    ]);
  });

  test("a touchpoint of a wrong shape hides no fault of another one", () => {
    expect(faultsOf({ touchpoints: [{ ...touchpoint("a", weeks), timing: undefined, audience: 5 }, touchpoint("b", { ...weeks, weeks: [13] }, { modality: "telepathy" })] }).toSorted()).toEqual([
      "input.invalid_type at /touchpoints/0/audience", "input.invalid_type at /touchpoints/0/timing", "program.unknown_modality at /touchpoints/1/modality", "timing-rules.week_out_of_range at /touchpoints/1/timing/weeks/0",
    ]);
  });
});

describe("hostile programs end quickly in a fault", () => {
  const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`) as unknown;
  test.each([
    ["a million characters for an id", { id: "x".repeat(1e6) }, ["input.invalid_format at /id"]],
    ["a million characters for a rule", { touchpoints: [touchpoint("t", { kind: "recurrence", rule: "FREQ=DAILY;".repeat(1e5), startTime })] }, ["input.invalid_format at /touchpoints/0/timing/rule"]],
    ["5,000 levels", { touchpoints: deep }, ["input.too_deep at /"]],
    ["a million weeks", { touchpoints: [touchpoint("t", { ...weeks, weeks: Array.from({ length: 1e6 }, () => 0) })] }, ["input.too_big at /touchpoints/0/timing/weeks"]],
    ["no touchpoints", { touchpoints: [] }, ["input.too_small at /touchpoints"]],
    ["no behaviors", { targetBehaviors: [] }, ["input.too_small at /targetBehaviors"]],
  ])("%s", (_, changes, issues) => { expect(faultsOf(changes as Record<string, unknown>)).toEqual(issues); });

  test("__proto__ as a key, outside and inside", () => {
    const text = JSON.stringify(blendedTwelveWeek).replace('"kind":"program"', '"__proto__":{},"kind":"program"').replace('"kind":"start-date"', '"__proto__":{},"kind":"start-date"');
    expect(issuesOf(() => readProgram(JSON.parse(text))).toSorted()).toEqual(["input.forbidden_key at /__proto__", "input.forbidden_key at /touchpoints/0/timing/__proto__"]);
  });

  test("a chain of 500 touchpoints that go by each other is read", () => {
    const chain = Array.from({ length: 500 }, (_, index) => touchpoint(`t${String(index)}`, index === 499 ? weeks : after(`t${String(index + 1)}`)));
    expect(faultsIn(...chain)).toEqual([]);
  });
});
