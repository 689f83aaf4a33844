import { describe, expect, test } from "vitest";
import type { Touchpoint } from "coachkit/program";
import { type ReviewInput, reviewProgram } from "coachkit/review";
import { afterCalls, onDays, withEvidence, withTouchpoints } from "./rule-cases.js";
import { cohort, evidence, plan, program, reinforcement, wellDesigned } from "./well-designed.js";

const codes = (input: ReviewInput): readonly string[] => reviewProgram(input).findings.map(({ code }) => code);
const foundBy = (input: ReviewInput, code: string): readonly string[] => reviewProgram(input).findings.filter((one) => one.code === code).map(({ found }) => found);
const bare = (...touchpoints: readonly Touchpoint[]): ReviewInput => ({ program: { ...program, touchpoints } });
const [kickoff, nudge, huddle, oneToOne] = program.touchpoints as readonly [Touchpoint, Touchpoint, Touchpoint, Touchpoint];

describe("where rules draw the line", () => {
  test("of gaps of the same length the first one is told", () => {
    expect(foundBy(bare(kickoff, onDays(15, 30, 44, 58, 72, 86)), "follow-up-gap")).toEqual(["Everyone: nothing for 14 days from day 1 after the start."]);
  });

  test("a step waits for the last time of what it follows", () => {
    // The huddles end with day 40; the step is on day 50, not 10 days after the first one, so that 51 to 90 are 40 days.
    const step: Touchpoint = { ...nudge, id: "step", timing: { kind: "after-completion", touchpointId: huddle.id, delayDays: 10, startTime: "09:00" } };
    expect(foundBy(bare(kickoff, onDays(10, 20, 30, 40), step), "follow-up-gap")).toEqual(["Everyone: nothing for 40 days from day 51 after the start."]);
    const days: Touchpoint = { ...nudge, id: "later", timing: { kind: "days-from", touchpointId: "step", offsetDays: 12, startTime: "09:00" } };
    expect(foundBy(bare(kickoff, onDays(10, 20, 30, 40), step, days), "follow-up-gap")).toEqual(["Everyone: nothing for 28 days from day 63 after the start."]);
  });

  test("prep tasks count in the week of whoever has them", () => {
    const prepared = (role: string, durationMinutes: number): ReviewInput => bare(kickoff, { ...reinforcement, prepTasks: [{ id: "prep", title: "Prepare", role, durationMinutes }] });
    expect(codes(prepared("participant", 110))).not.toContain("participant-week-too-long");
    expect(codes(prepared("participant", 111))).toContain("participant-week-too-long");
    expect(codes(prepared("manager", 1))).toContain("manager-week-too-long");
    expect(codes(prepared("coach", 200))).not.toContain("manager-week-too-long");
  });

  test("the usual week is the median: of 10 and 11 minutes in as many weeks it is 10.5", () => {
    const once = (id: string, week: number, durationMinutes: number): Touchpoint => ({ ...reinforcement, id, durationMinutes, timing: { kind: "weeks", weeks: [week], weekdays: ["FR"], startTime: "14:00" } });
    expect(foundBy(bare(kickoff, once("a", 1, 10), once("b", 2, 11)), "manager-week-too-long")).toEqual(["Everyone: 10.5 minutes of the manager for each participant in a usual week."]);
    expect(codes(bare(kickoff, once("a", 1, 9), once("b", 2, 11)))).not.toContain("manager-week-too-long");
    expect(codes(bare(kickoff, once("a", 1, 9), once("b", 2, 10), once("c", 3, 15)))).not.toContain("manager-week-too-long");
  });

  test("twelve weeks without a person are too long, one day less is not", () => {
    const long = (...days: readonly number[]): ReviewInput => ({ program: { ...program, weekCount: 20, touchpoints: [kickoff, nudge, onDays(...days)] } });
    // 20 weeks end with day 146: after day 62 there are 84 days left, after day 63 there are 83; before day 85 there are 84.
    expect(codes(long(62))).toContain("no-personal-touch");
    expect(codes(long(63))).not.toContain("no-personal-touch");
    expect(codes(long(85))).toContain("no-personal-touch");
    expect(codes(long(84))).not.toContain("no-personal-touch");
  });

  test("a coach alone with a participant is a person, a coach before the whole cohort is none", () => {
    const own: Touchpoint = { ...oneToOne, modality: "micro", durationMinutes: 10 };
    expect(codes(bare(kickoff, nudge, own))).not.toContain("no-personal-touch");
    expect(codes(bare(kickoff, nudge, { ...own, clock: "cohort", audience: { kind: "everyone" } }))).toContain("no-personal-touch");
  });

  test("the top band alone is narrow however many it is, unless the others have a plan", () => {
    const access = { eligibleCount: 100, coachedCount: 50, isTopBandOnly: true, hasPlanForOthers: false };
    expect(codes(withEvidence({ access }))).toEqual(["narrow-access"]);
    expect(codes(withEvidence({ access: { ...access, isTopBandOnly: false } }))).toEqual([]);
    expect(codes(withEvidence({ access: { ...access, coachedCount: 1, hasPlanForOthers: true } }))).toEqual([]);
  });

  test.each([{ preparationMinutes: 0 }, { noteMinutes: 0 }, { deliverables: [] }])("terms with %o are thin", (change) => {
    const contract = { preparationMinutes: 5, noteMinutes: 5, deliverables: ["Note"], ...change };
    expect(codes({ ...wellDesigned, program: { ...program, coachSources: [{ id: "out", title: "Outside", origin: "external", contract }] } })).toEqual(["thin-contract"]);
  });

  test.each([[9, "pilot-size"], [10, "unusual-pilot-size"], [11, "unusual-pilot-size"], [12, undefined], [30, "unusual-pilot-size"], [31, "pilot-size"]])("a pilot of %i is told once: %s", (participantCount, code) => {
    expect(codes(withEvidence({ participantCount }))).toEqual(code === undefined ? [] : [code]);
  });

  test.each([[9, 20, true], [12, 31, true], [10, 30, false]])("without a count, a pilot meant for %i to %i is outside the range: %s", (minimumCount, maximumCount, isFound) => {
    expect(codes({ program: { ...program, advisedParticipants: { minimumCount, maximumCount } } }).includes("pilot-size")).toBe(isFound);
  });

  test("measurements in a plan are no touches", () => {
    const measured = { ...program, touchpoints: program.touchpoints.map((one) => { const { modality: _, ...rest } = one; return one.id === "huddle" || one.id === "demo" ? rest : one; }) };
    // With nudges and reinforcement gone from the plan, only the kickoff and the one-to-one of week 9 are touches.
    const sessions = plan.sessions.filter(({ touchpointId }) => touchpointId !== "nudge" && touchpointId !== "reinforcement" && touchpointId !== "summary");
    expect(foundBy({ program: measured, cohort, evidence, plan: { ...plan, sessions } }, "follow-up-gap")).toEqual([expect.stringMatching(/^3 of the participants, “ada” most of all: nothing for 63 days from day 1 /u)]);
  });

  test("of a plan, nobody has a gap where coaching follows contacts all the time", () => {
    expect(codes({ ...withTouchpoints(...program.touchpoints, afterCalls(0.1)), plan: { ...plan, sessions: plan.sessions.slice(0, 1) } })).not.toContain("follow-up-gap");
  });
});
