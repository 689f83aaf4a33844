import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blendedTwelveWeek, emergingManagerPilot, frontlineMicroCoaching, pilotCohort, type Program, type Touchpoint } from "coachkit/program";
import { reviewBounds, reviewBundles, type ReviewInput, reviewProgram, reviewRules } from "coachkit/review";
import { issuesOf } from "../issues-of.js";
import { afterCalls, changed, onDays, weekly, withEvidence, withTouchpoints } from "./rule-cases.js";
import { cohort, evidence, governance, period, plan, program, reinforcement, wellDesigned } from "./well-designed.js";

const codes = (input: ReviewInput): readonly string[] => reviewProgram(input).findings.map(({ code }) => code);
const needsOf = (input: ReviewInput, code: string): readonly string[] | undefined => reviewProgram(input).notChecked.find((one) => one.code === code)?.needs;
const [kickoff, nudge, huddle] = program.touchpoints as readonly [Touchpoint, Touchpoint, Touchpoint];

describe("reviewProgram", () => {
  test("finds nothing on a program that has all that the rules ask for, which is ready to pilot and to scale", () => {
    const review = reviewProgram(wellDesigned);
    const ready = { verdict: "ready", failedCodes: [], notCheckedCodes: [], switchedOffCodes: [] };
    expect(review).toEqual({ programId: "blended-twelve-week", findings: [], heldCodes: reviewRules.map(({ code }) => code), notChecked: [], switchedOff: [], pilotReady: ready, scaleReady: ready, assumptions: { calendar: "cohort", completions: "on-their-day", bounds: reviewBounds } });
  });

  test.each<readonly [Program, readonly string[]]>([
    [blendedTwelveWeek, ["no-manager-kpi", "no-manager-activity"]],
    [pilotCohort, ["no-manager-activity"]],
    [frontlineMicroCoaching, ["no-behavior-kpi", "no-manager-kpi", "manager-without-script"]],
    [emergingManagerPilot, ["no-manager-kpi"]],
  ])("finds no error in the template $id", (template, expected) => {
    const { findings } = reviewProgram({ program: template });
    expect(findings.map(({ code }) => code)).toEqual(expected);
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(reviewProgram({ program: template, cohort }).findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("says of the workshop with high scores and no follow-up exactly what was wrong with it", () => {
    // A day for new managers and specialists, a net promoter score of 70 and nothing after it: six months later nobody acted differently.
    const workshop: Program = {
      kind: "program", schemaVersion: 1, id: "workshop", title: "Feedback day", practice: "coaching", phase: "scale", weekCount: 26, segments: [],
      targetBehaviors: [{ id: "feedback", title: "Gives feedback", kpiIds: ["workshop-nps", "completions"] }],
      touchpoints: [{ ...kickoff, id: "day", title: "Feedback day", durationMinutes: 420, method: "workshop" }],
    };
    const kpi = { family: "reaction", evaluationLevel: 1, direction: "higher-is-better", unit: "points", indicator: "leading", owner: "academy", source: "Survey on the day" } as const;
    const kpis = [{ id: "workshop-nps", title: "Net promoter score", ...kpi }, { id: "completions", title: "Completions", ...kpi }];
    const review = reviewProgram({ program: workshop, cohort, evidence: { kpis, baselines: [], behaviorRubrics: [], measurementWeeks: [0], participantRoles: ["new-manager", "specialist"] } });
    expect(review.findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      "error no-follow-up", "error no-personal-touch", "error no-practice", "error tick-box-kpis", "error no-rubric", "error missing-baseline", "error missing-baseline",
      "warning no-lasting-measurement", "warning massed-practice", "warning no-shared-practice", "warning no-behavior-kpi", "warning no-manager-kpi", "warning no-manager-activity", "warning one-size-fits-all",
      "info single-behavior",
    ]);
    expect([review.pilotReady.verdict, review.scaleReady.verdict]).toEqual(["not-ready", "not-ready"]);
  });

  test("tells where, what, why and what to do, errors first", () => {
    const [first] = reviewProgram(withTouchpoints(kickoff, { ...nudge, isScheduled: false }, { ...huddle, timing: { kind: "weeks", weeks: [1], weekdays: ["WE"], startTime: "10:00" } }, reinforcement)).findings;
    expect(first).toMatchObject({ code: "unscheduled-session", severity: "warning", path: ["program", "touchpoints", 1, "isScheduled"], found: "“Micro-coaching nudge” is optional.", why: expect.stringContaining("Optional sessions were skipped"), fix: expect.stringContaining("isScheduled") });
    const severities = reviewProgram({ ...withEvidence({ participantCount: 25, aiSending: "automatic", gateVerdict: "stop" }) }).findings.map(({ severity }) => severity);
    expect(severities).toEqual(["error", "warning", "info"]);
  });
});

describe("evidence that is missing", () => {
  test("makes a rule not checked with what it needs, never held", () => {
    const { notChecked, heldCodes, findings } = reviewProgram({ program });
    expect(notChecked).toContainEqual({ code: "missing-baseline", needs: ["evidence.baselines", "cohort.startDate"] });
    expect(notChecked).toContainEqual({ code: "unmatched-participant", needs: ["plan"] });
    for (const { code } of notChecked) expect([...heldCodes, ...findings.map((finding) => finding.code)]).not.toContain(code);
  });

  test("names only the part that is missing", () => {
    expect(needsOf({ program, cohort }, "baseline-after-start")).toEqual(["evidence.baselines"]);
    expect(needsOf({ program, evidence: { baselines: [] } }, "baseline-after-start")).toEqual(["cohort.startDate"]);
    expect(needsOf({ program, evidence: { minimumCompetencyIds: ["a"] } }, "coach-below-minimum")).toEqual(["evidence.coaches"]);
    expect(needsOf({ program: { ...program, touchpoints: [...program.touchpoints, afterCalls(0.1)] } }, "manager-week-too-long")).toEqual(["evidence.contactCountPerDay"]);
    expect(needsOf({ program: { ...program, targetBehaviors: [{ id: "x", title: "X", kpiIds: ["mood"] }] }, evidence: { kpis: [] } }, "tick-box-kpis")).toEqual(["evidence.kpis"]);
  });

  test.each(Object.keys(evidence))("%s: without it no rule holds that did not hold, and none fires that did not fire", (key) => {
    const rest = Object.fromEntries(Object.entries(evidence).filter(([name]) => name !== key));
    const review = reviewProgram({ ...wellDesigned, evidence: rest });
    expect(review.findings).toEqual([]);
    expect(review.heldCodes.length + review.notChecked.length).toBe(reviewRules.length);
    for (const { needs } of review.notChecked) expect(needs).toEqual([`evidence.${key}`]);
  });

  test("a program without governance is not checked for roles; one with it and without the role is at fault", () => {
    const { governance: _, ...bare } = program;
    expect(needsOf({ program: bare }, "no-sponsor")).toEqual(["program.governance"]);
    expect(codes({ program: { ...program, governance: { ...governance, roles: [] } } })).toEqual(expect.arrayContaining(["no-program-owner", "no-coach-lead", "no-data-steward", "no-sponsor"]));
  });

  test("a finding stands although other evidence is missing", () => {
    const heavy = withTouchpoints(kickoff, { ...reinforcement, durationMinutes: 11 }, afterCalls(0.1));
    expect(codes({ program: heavy.program })).toContain("manager-week-too-long");
    expect(codes({ program: { ...program, targetBehaviors: [{ id: "x", title: "X", kpiIds: ["mood", "team-pulse"] }] } })).not.toContain("no-behavior-kpi");
  });

  test("a program without coaches or AI has nothing to show of them", () => {
    const { heldCodes } = reviewProgram({ program: { ...program, touchpoints: [nudge, huddle, reinforcement] } });
    expect(heldCodes).toEqual(expect.arrayContaining(["no-minimum-competency", "coach-below-minimum", "stale-calibration", "thin-contract", "ai-without-review", "unaudited-ai"]));
  });

  test("that the gate or an AI audit never took place is evidence", () => {
    expect(codes(withEvidence({ aiAudit: null }))).toEqual(["unaudited-ai"]);
    expect(needsOf(withEvidence({ gateVerdict: null }), "gate-not-passed")).toEqual(["evidence.gateVerdict"]);
    expect(codes({ ...withEvidence({ gateVerdict: null }), program: { ...program, phase: "scale" } })).toEqual(["gate-not-passed"]);
  });

  test("a coach who was never calibrated is no recent one, and one beyond a month's audit is old", () => {
    expect(codes(withEvidence({ coaches: [{ coachId: "kim", competencyIds: ["listening", "feedback"], lastCalibratedDate: null }] }))).toEqual(["stale-calibration"]);
    expect(codes(withEvidence({ aiAudit: { auditedDate: "2027-02-28", sampleCount: 100 } }))).toEqual(["unaudited-ai"]);
  });
});

describe("days", () => {
  test("a rule on dates needs the calendar where a recurrence names dates, and has it with a cohort", () => {
    const dated: Touchpoint = { ...huddle, timing: { kind: "recurrence", rule: "FREQ=WEEKLY;UNTIL=20270701", startTime: "09:00" } };
    const input = { program: { ...program, touchpoints: [kickoff, dated] } };
    for (const code of ["no-follow-up", "follow-up-gap", "no-personal-touch", "no-practice", "massed-practice", "dense-nudges", "crowded-nudges", "no-shared-practice", "participant-week-too-long", "manager-week-too-long"]) expect([code, needsOf(input, code)?.[0]]).toEqual([code, "cohort"]);
    expect(needsOf({ ...input, cohort }, "follow-up-gap")).toBeUndefined();
  });

  test("the end of the program closes the last gap, and its start opens the first", () => {
    // Without a cohort, so that no weekend moves a day: the last is day 90, and from day 77 on there are 14, from day 78 on 13.
    expect(codes({ program: withTouchpoints(kickoff, onDays(7, 21, 35, 49, 63, 76)).program })).toContain("follow-up-gap");
    expect(codes({ program: withTouchpoints(kickoff, onDays(7, 21, 35, 49, 63, 77)).program })).not.toContain("follow-up-gap");
    expect(reviewProgram(withTouchpoints(kickoff, onDays(15, 29, 43, 57, 71, 85))).findings.find(({ code }) => code === "follow-up-gap")?.found).toBe("Everyone: nothing for 14 days from day 1 after the start.");
    expect(codes(withTouchpoints(kickoff, onDays(14, 28, 42, 56, 70, 84)))).not.toContain("follow-up-gap");
  });

  test("a program that starts in the middle of a week counts its weeks from that week's first day", () => {
    // Start on Thursday 8 April: week 0 is 5 to 11 April, so Monday the 12th, 4 days later, is in week 1.
    const thursday = { ...cohort, startDate: "2027-04-08" };
    expect(codes({ ...withTouchpoints(kickoff, onDays(4)), cohort: thursday, evidence: { ...evidence } })).not.toContain("no-follow-up");
    expect(codes({ ...withTouchpoints(kickoff, onDays(3)), cohort: { ...thursday, workingWeekdays: ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] } })).toContain("no-follow-up");
  });

  test("a holiday in the cohort's calendar can open a gap", () => {
    const skipping = { ...cohort, holidayPolicy: "skip", holidays: [{ date: "2027-05-10", name: "Company day" }] } as const;
    const mondays = withTouchpoints(kickoff, onDays(7, 21, 35, 49, 63, 77));
    expect(codes(mondays)).not.toContain("follow-up-gap");
    expect(codes({ ...mondays, cohort: skipping })).toContain("follow-up-gap");
  });

  test("measurements are no touches", () => {
    const { modality: _, ...measurement } = onDays(7, 21, 35, 49, 63, 77);
    expect(codes(withTouchpoints(kickoff, measurement))).toContain("no-follow-up");
  });

  test("a measurement of the program half a year on needs no other evidence", () => {
    const { modality: _, ...measurement } = onDays(182);
    expect(reviewProgram({ program: { ...program, touchpoints: [...program.touchpoints, measurement].map((one, index) => ({ ...one, id: String(index) })) } }).heldCodes).toContain("no-lasting-measurement");
  });

  test("steps that wait for a completion count as completed on their day, and so does what goes by them", () => {
    const step = (id: string, touchpointId: string): Touchpoint => ({ ...nudge, id, modality: "micro", ledBy: "manager", timing: { kind: "after-completion", touchpointId, delayDays: 10, startTime: "09:00" } });
    const after: Touchpoint = { ...nudge, id: "after", timing: { kind: "days-from", touchpointId: "s8", offsetDays: 7, startTime: "09:00" } };
    const chain = Array.from({ length: 8 }, (_, index) => step(`s${String(index + 1)}`, index === 0 ? "kickoff" : `s${String(index)}`));
    // Days 10, 20, … 80 and 87; without the last, 80 to the end with day 90 are 10 days.
    expect(codes(withTouchpoints(kickoff, ...chain, after))).not.toContain("follow-up-gap");
    expect(codes(withTouchpoints(kickoff, ...chain.slice(0, 6), { ...after, timing: { ...after.timing, touchpointId: "s6" } as never }))).toContain("follow-up-gap");
  });

  test("coaching after contacts goes on all the time, unless nobody ever gets it", () => {
    expect(codes(withTouchpoints(kickoff, afterCalls(0.1)))).not.toContain("no-follow-up");
    expect(codes(withTouchpoints(kickoff, afterCalls(0)))).toContain("no-follow-up");
  });

  test("its minutes count in the week: 4 of 5 minutes on 5 days are 100", () => {
    expect(reviewProgram(withTouchpoints(kickoff, huddle, afterCalls(0.1))).findings.find(({ code }) => code === "manager-week-too-long")?.found).toBe("Everyone: 100 minutes of the manager for each participant in a usual week.");
    expect(codes({ ...withTouchpoints(kickoff, huddle, afterCalls(0.1)), evidence: { ...evidence, contactCountPerDay: 4 } })).not.toContain("manager-week-too-long");
    expect(codes({ ...withTouchpoints(kickoff, huddle, afterCalls(0.1)), evidence: { ...evidence, contactCountPerDay: 5 } })).toContain("manager-week-too-long");
  });
});

describe("segments and plans", () => {
  const segments = [{ id: "new", title: "New managers" }, { id: "old", title: "Managers" }];

  test("a segment that is left out is found under its own path", () => {
    const split: ReviewInput = { program: { ...program, segments, touchpoints: program.touchpoints.map((one) => (one.id === "kickoff" ? one : { ...one, segmentIds: ["new"] })) } };
    const gap = reviewProgram(split).findings.filter(({ code }) => code === "follow-up-gap");
    expect(gap).toMatchObject([{ path: ["program", "segments", 1], found: "“Managers”: nothing for 90 days from day 1 after the start." }]);
  });

  test("a plan shows who has a gap although the program has none", () => {
    const sessions = plan.sessions.filter(({ participantIds, week }) => !(participantIds.length === 1 && participantIds[0] === "ben" && (week ?? 0) > 6) && !(participantIds.length > 1 && (week ?? 0) > 6));
    const [finding] = reviewProgram({ ...wellDesigned, plan: { ...plan, sessions } }).findings;
    expect(finding).toMatchObject({ code: "follow-up-gap", path: ["plan", "sessions"], found: expect.stringMatching(/^1 of the participants, “ben” most of all: nothing for \d\d days/u) });
  });

  test("the order of people and evidence does not matter", () => {
    const gappy = { ...plan, sessions: plan.sessions.filter(({ week }) => (week ?? 0) < 9) };
    const input: ReviewInput = { ...wellDesigned, plan: gappy, evidence: { ...evidence, homework: [{ participantId: "a", homeworkItemIds: ["1", "2"] }, { participantId: "b", homeworkItemIds: ["2", "1"] }] } };
    const expected = reviewProgram(input).findings;
    expect(expected.map(({ code }) => code)).toEqual(["follow-up-gap", "same-homework"]);
    fc.assert(fc.property(fc.shuffledSubarray([...gappy.sessions], { minLength: gappy.sessions.length }), fc.boolean(), (sessions, isTurned) => {
      const turned = <Entry>(list: readonly Entry[] = []): readonly Entry[] => (isTurned ? list.toReversed() : list);
      expect(reviewProgram({ ...input, plan: { ...gappy, sessions }, evidence: { ...input.evidence, homework: turned(input.evidence?.homework), kpis: turned(evidence.kpis), baselines: turned(evidence.baselines) } }).findings).toEqual(expected);
    }));
  });
});

describe("rules that are switched off", () => {
  const reason = "The works council decided so.";

  test("do not fire; the reason and the number of findings stay", () => {
    const review = reviewProgram({ ...changed("huddle", { isScheduled: false }), switchedOff: [{ code: "unscheduled-session", reason }, { code: "unmatched-participant", reason }] });
    expect(review.findings).toEqual([]);
    expect(review.switchedOff).toEqual([{ code: "unscheduled-session", reason, findingCount: 1 }, { code: "unmatched-participant", reason, findingCount: null }].toSorted((left, right) => reviewRules.findIndex(({ code }) => code === left.code) - reviewRules.findIndex(({ code }) => code === right.code)));
    expect([...review.heldCodes, ...review.notChecked.map(({ code }) => code)]).not.toContain("unscheduled-session");
    expect(review.pilotReady).toEqual({ verdict: "ready", failedCodes: [], notCheckedCodes: [], switchedOffCodes: ["unscheduled-session", "unmatched-participant"] });
  });

  test("a bundle with a finding is not ready, one that lacks evidence cannot say", () => {
    const { plan: _, ...planless } = wellDesigned;
    expect(reviewProgram(planless).pilotReady).toEqual({ verdict: "cannot-say", failedCodes: [], notCheckedCodes: ["unmatched-participant"], switchedOffCodes: [] });
    expect(reviewProgram(planless).scaleReady.verdict).toBe("ready");
    expect(reviewProgram({ ...planless, evidence: { ...evidence, aiSending: "automatic" } }).pilotReady).toMatchObject({ verdict: "not-ready", failedCodes: ["ai-without-review"], notCheckedCodes: ["unmatched-participant"] });
  });

  test("all of them may be, and each bundle then hangs on reasons alone", () => {
    const review = reviewProgram({ program, switchedOff: reviewRules.map(({ code }) => ({ code, reason })) });
    expect([review.findings, review.heldCodes, review.notChecked]).toEqual([[], [], []]);
    expect(review.scaleReady.switchedOffCodes.toSorted()).toEqual(reviewBundles.scaleReady.toSorted());
  });
});

describe("bad input", () => {
  const twice = <Entry>(entry: Entry): readonly [Entry, Entry] => [entry, entry];
  const { cohort: _, ...cohortless } = wellDesigned;
  test.each<readonly [string, object, string]>([
    ["an unknown rule", { switchedOff: [{ code: "no-followup", reason: "-" }] }, "review-program.unknown_rule at /switchedOff/0/code"],
    ["a rule switched off twice", { switchedOff: twice({ code: "no-follow-up", reason: "-" }) }, "review-program.duplicate_rule at /switchedOff/1/code"],
    ["a rule switched off for no reason", { switchedOff: [{ code: "no-follow-up", reason: "" }] }, "input.too_small at /switchedOff/0/reason"],
    ["a plan of another program", { plan: { ...plan, programId: "x" } }, "review-program.other_program at /plan/programId"],
    ["a plan of another cohort", { plan: { ...plan, cohortId: "x" } }, "review-program.other_cohort at /plan/cohortId"],
    ["a segment that the program lacks", { evidence: { segmentProfiles: [{ segmentId: "x", participantCount: 1, isFrontline: true, isHighImpact: true }] } }, "review-program.unknown_segment at /evidence/segmentProfiles/0/segmentId"],
    ["a behavior that the program lacks", { evidence: { behaviorRubrics: [{ targetBehaviorId: "x", rubricId: "r" }] } }, "review-program.unknown_behavior at /evidence/behaviorRubrics/0/targetBehaviorId"],
    ["a KPI twice", { evidence: { kpis: twice(evidence.kpis?.[0]) } }, "review-program.duplicate_entry at /evidence/kpis/1/id"],
    ["a baseline of a KPI that nobody has declared", { evidence: { baselines: [period("mood", "2027-01-01", "2027-01-02")] } }, "review-program.unknown_kpi at /evidence/baselines/0/kpiId"],
    ["a baseline that ends before it begins", { evidence: { baselines: [period("team-pulse", "2027-01-02", "2027-01-01")] } }, "review-program.dates_swapped at /evidence/baselines/0/toDate"],
    ["a rubric twice", { evidence: { behaviorRubrics: twice({ targetBehaviorId: "asks", rubricId: "r" }) } }, "review-program.duplicate_entry at /evidence/behaviorRubrics/1/targetBehaviorId"],
    ["a person's homework twice", { evidence: { homework: twice({ participantId: "x", homeworkItemIds: [] }) } }, "review-program.duplicate_entry at /evidence/homework/1/participantId"],
    ["a coach twice", { evidence: { coaches: twice(evidence.coaches?.[0]) } }, "review-program.duplicate_entry at /evidence/coaches/1/coachId"],
    ["a mentorship twice", { evidence: { mentorships: twice({ mentorId: "m", participantId: "p", mentorGrade: 1, supervisorGrade: 1, isInReportingLine: false }) } }, "review-program.duplicate_entry at /evidence/mentorships/1/participantId"],
    ["a calibration after the review", { evidence: { ...evidence, asOfDate: "2027-01-31", baselines: [], aiAudit: null } }, "review-program.later_than_review at /evidence/coaches/0/lastCalibratedDate"],
    ["a baseline after the review", { evidence: { asOfDate: "2027-02-01", baselines: evidence.baselines } }, "review-program.later_than_review at /evidence/baselines/1/toDate"],
    ["an audit after the review", { evidence: { asOfDate: "2027-02-01", aiAudit: evidence.aiAudit } }, "review-program.later_than_review at /evidence/aiAudit/auditedDate"],
    ["more coached than eligible", { evidence: { access: { eligibleCount: 1, coachedCount: 2, isTopBandOnly: false, hasPlanForOthers: false } } }, "review-program.more_than_eligible at /evidence/access/coachedCount"],
    ["an agreement above one", { evidence: { raterAgreementLowerBound: 40 } }, "input.too_big at /evidence/raterAgreementLowerBound"],
    ["evidence that nobody knows", { evidence: { sponsor: "x" } }, "input.unrecognized_keys at /evidence/sponsor"],
    ["a faulty program", { program: { ...program, weekCount: 0 } }, "input.too_small at /program/weekCount"],
    ["more occurrences than a cadence has", { program: { ...program, weekCount: 520, touchpoints: Array.from({ length: 40 }, (_, index) => ({ ...nudge, id: String(index), timing: { ...nudge.timing, toWeek: 520, weekdays: ["MO", "TU"], minimumSpacingHours: 0 } })) } }, "compiled-program.too_many at /program/touchpoints"],
  ])("refuses %s", (_, change, issue) => { expect(issuesOf(() => reviewProgram({ ...wellDesigned, ...change }))).toContain(issue); });

  test("refuses a plan without its cohort", () => { expect(issuesOf(() => reviewProgram(cohortless))).toContain("review-program.plan_without_cohort at /plan"); });

  test("names one bad coach of many, and names it soon", () => {
    const coaches = Array.from({ length: 100_000 }, (_, index) => ({ coachId: String(index), competencyIds: [], lastCalibratedDate: index === 99_999 ? "2028-01-01" : null }));
    expect(issuesOf(() => reviewProgram({ program, evidence: { asOfDate: "2027-04-01", coaches } }))).toEqual(["review-program.later_than_review at /evidence/coaches/99999/lastCalibratedDate"]);
  });
});

test("a program as large as programs may be is reviewed", () => {
  const large: Touchpoint[] = Array.from({ length: 500 }, (_, index) => ({ ...weekly(nudge, Array.from({ length: 39 }, (__, week) => week + 1)), id: `t${String(index)}`, ...(index % 2 === 0 ? { segmentIds: [`s${String(index % 100)}`] } : {}) }));
  const segments = Array.from({ length: 100 }, (_, index) => ({ id: `s${String(index)}`, title: `Segment ${String(index)}` }));
  const review = reviewProgram({ program: { ...program, weekCount: 520, touchpoints: large, segments } });
  expect(review.findings.filter(({ code }) => code === "dense-nudges")).toHaveLength(100);
});

test("a chain of 500 steps is followed", () => {
  const chain = Array.from({ length: 499 }, (_, index): Touchpoint => ({ ...nudge, id: `s${String(index)}`, timing: { kind: "after-completion", touchpointId: index === 0 ? "kickoff" : `s${String(index - 1)}`, delayDays: 7, startTime: "09:00" } }));
  expect(codes({ program: { ...program, weekCount: 500, touchpoints: [kickoff, ...chain.toReversed()] } })).not.toContain("follow-up-gap");
});
