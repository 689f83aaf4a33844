import fc from "fast-check";
import { agreementBenchmark, COACH_LIMITS, type CoachRecords, type CoachRequirement, coachStanding, type CoachStandingRequest } from "coachkit/agreement";
import { addDays } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";

const asOfDate = "2027-06-01";
const none: CoachRecords = { assessments: [], calibrations: [], sessions: [], certificates: [] };
const ana = { id: "ana" };
const calibrated = { id: "calibrated", kind: "calibration", everyDays: 90, acceptsWatch: false, isDueBeforeFirstSession: true } as const;
const listens = { id: "listens", kind: "competency", competencyId: "listening", minimumFraction: 0.6, validDays: 365, countsSelfAssessment: false, isDueBeforeFirstSession: false } as const;
const agrees = { id: "agrees", kind: "agreement", stakes: "feedback", validDays: 180, isDueBeforeFirstSession: false } as const;
const hits = { id: "hits", kind: "accuracy", minimumFraction: 0.7, validDays: 180, isDueBeforeFirstSession: false } as const;
const practices = { id: "practices", kind: "sessions", sessionKinds: ["practice", "observed"], minimumCount: 2, withinDays: 60, isDueBeforeFirstSession: false } as const;
const holds = { id: "holds", kind: "certificate", certificateId: "icf", isDueBeforeFirstSession: false } as const;

const assessed = (assessedDate: string, levelFraction: number, more: object = {}) => ({ id: `a ${assessedDate} ${String(levelFraction)}`, coachId: "ana", competencyId: "listening", levelFraction, assessedDate, assessorId: "lead", ...more });
const calibration = (calibratedDate: string, verdict: "fine" | "watch" | "recalibrate" | "insufficient", more: object = {}) => ({ id: `c ${calibratedDate} ${verdict}`, coachId: "ana", calibratedDate, verdict, ...more });
const session = (heldDate: string, kind: "practice" | "observed" = "practice", more: object = {}) => ({ id: `s ${heldDate} ${kind}`, coachId: "ana", heldDate, kind, ...more });
const certificate = (issuedDate: string, expiresDate: string | null, certificateId = "icf") => ({ id: `t ${issuedDate} ${String(expiresDate)}`, coachId: "ana", certificateId, issuedDate, expiresDate });
const interval = (lower: number, estimate = 0.8, upper = 0.9) => ({ estimate, confidence: { lower, upper, level: 0.95 } });

const asked = (requirement: CoachRequirement, records: Partial<CoachRecords>, more: Partial<CoachStandingRequest> = {}): CoachStandingRequest =>
  ({ requirements: [requirement], coaches: [ana], records: { ...none, ...records }, asOfDate, dueWithinDays: 14, ...more });
const one = (requirement: CoachRequirement, records: Partial<CoachRecords>, more: Partial<CoachStandingRequest> = {}) => coachStanding(asked(requirement, records, more)).coaches[0]?.requirements[0];
const unknown = { status: "unknown", dueDate: null, recordIds: [] };

describe("coachStanding", () => {
  test("a coach who shows all that is asked is qualified until the first of it ends", () => {
    const records = { assessments: [assessed("2027-01-10", 0.6)], calibrations: [calibration("2027-04-01", "fine", { agreement: interval(0.4), accuracy: interval(0.7) })], sessions: [session("2027-05-20"), session("2027-05-10", "observed")], certificates: [certificate("2025-01-01", "2029-12-31")] };
    const found = coachStanding({ requirements: [calibrated, listens, agrees, hits, practices, holds], coaches: [ana], records, asOfDate, dueWithinDays: 14 });
    expect(found.coaches).toMatchObject([{ coachId: "ana", standing: "qualified", dueDate: "2027-06-30" }]);
    expect(found.coaches[0]?.requirements.map(({ requirementId, status, dueDate }) => [requirementId, status, dueDate])).toEqual([
      ["calibrated", "met", "2027-06-30"], ["listens", "met", "2028-01-10"], ["agrees", "met", "2027-09-28"], ["hits", "met", "2027-09-28"], ["practices", "met", "2027-07-09"], ["holds", "met", "2029-12-31"],
    ]);
    expect(found.due).toEqual([]);
    expect(found.counts).toEqual({ "not-qualified": 0, overdue: 0, unknown: 0, probation: 0, "due-soon": 0, qualified: 1 });
  });

  test.each<[string, Partial<CoachRecords>, object]>([
    ["90 days ago to the day", { calibrations: [calibration("2027-03-03", "fine")] }, { status: "met", dueDate: "2027-06-01", reasons: [] }],
    ["91 days ago", { calibrations: [calibration("2027-03-02", "fine")] }, { status: "overdue", dueDate: "2027-05-31", reasons: ["too-old"] }],
    ["fine, and later not", { calibrations: [calibration("2027-05-01", "fine"), calibration("2027-05-20", "recalibrate")] }, { status: "not-met", dueDate: null, recordIds: ["c 2027-05-20 recalibrate"], reasons: ["recalibrate"] }],
    ["not fine, and later fine", { calibrations: [calibration("2027-05-20", "fine"), calibration("2027-05-01", "recalibrate")] }, { status: "met" }],
    ["both on one day", { calibrations: [calibration("2027-05-20", "recalibrate"), calibration("2027-05-20", "fine")] }, { status: "not-met" }],
    ["to be watched", { calibrations: [calibration("2027-05-20", "watch")] }, { status: "not-met", reasons: ["watch"] }],
    ["later without an answer, which counts for nothing", { calibrations: [calibration("2027-05-01", "fine"), calibration("2027-05-20", "insufficient")] }, { status: "met", recordIds: ["c 2027-05-01 fine"] }],
    ["only without an answer", { calibrations: [calibration("2027-05-20", "insufficient")] }, { ...unknown, reasons: ["only-insufficient"] }],
    ["never", {}, { ...unknown, reasons: ["no-record"] }],
  ])("calibrated %s", (_, records, expected) => { expect(one(calibrated, records)).toMatchObject(expected); });

  test("a verdict to be watched is good enough where the requirement says so, and is told", () => {
    expect(one({ ...calibrated, acceptsWatch: true }, { calibrations: [calibration("2027-05-20", "watch")] })).toMatchObject({ status: "met", dueDate: "2027-08-18", reasons: ["watch"] });
    expect(one({ ...calibrated, acceptsWatch: true }, { calibrations: [calibration("2027-05-20", "recalibrate")] })).toMatchObject({ status: "not-met" });
  });

  test.each([
    ["to come", "2027-06-20", { status: "pending", dueDate: "2027-06-20", recordIds: [], reasons: ["no-record", "before-first-session"] }, "probation"],
    ["today", "2027-06-01", { status: "pending", dueDate: "2027-06-01", recordIds: [], reasons: ["no-record", "before-first-session"] }, "probation"],
    ["past", "2027-05-31", { status: "overdue", dueDate: "2027-05-31", recordIds: [], reasons: ["no-record", "first-session-without-it"] }, "overdue"],
  ])("a new coach whose first session is %s", (_, firstSessionDate, expected, standing) => {
    const coaches = [{ id: "ana", firstSessionDate }];
    for (const requirement of [calibrated, listens, agrees, hits, practices, holds]) {
      expect(one({ ...requirement, isDueBeforeFirstSession: true }, {}, { coaches })).toEqual({ requirementId: requirement.id, ...expected });
      expect(one({ ...requirement, isDueBeforeFirstSession: false }, {}, { coaches })).toEqual({ requirementId: requirement.id, ...unknown, reasons: ["no-record"] });
    }
    expect(coachStanding(asked(calibrated, {}, { coaches })).coaches[0]?.standing).toBe(standing);
  });

  test("a new coach who has begun to practice is not done before the first session, and overdue after it; a low level is one at once", () => {
    const begun = { sessions: [session("2027-05-30")] };
    const early = { ...practices, isDueBeforeFirstSession: true };
    expect(one(early, begun, { coaches: [{ id: "ana", firstSessionDate: "2027-06-20" }] })).toEqual({ requirementId: "practices", status: "pending", dueDate: "2027-06-20", recordIds: ["s 2027-05-30 practice"], reasons: ["too-few-sessions", "before-first-session"] });
    expect(one(early, begun, { coaches: [{ id: "ana", firstSessionDate: "2027-05-31" }] })).toEqual({ requirementId: "practices", status: "overdue", dueDate: "2027-05-31", recordIds: ["s 2027-05-30 practice"], reasons: ["too-few-sessions", "first-session-without-it"] });
    expect(one({ ...listens, isDueBeforeFirstSession: true }, { assessments: [assessed("2027-01-10", 0.1)] }, { coaches: [{ id: "ana", firstSessionDate: "2027-06-20" }] })).toMatchObject({ status: "not-met", reasons: ["below-minimum"] });
  });

  test.each<[string, Partial<CoachRecords>, object]>([
    ["high enough", { assessments: [assessed("2027-01-10", 0.6)] }, { status: "met", dueDate: "2028-01-10" }],
    ["too low", { assessments: [assessed("2027-01-10", 0.59)] }, { status: "not-met", reasons: ["below-minimum"] }],
    ["once high, now low: the latest counts, not the best", { assessments: [assessed("2027-01-10", 0.9), assessed("2027-02-10", 0.5)] }, { status: "not-met" }],
    ["a day too old", { assessments: [assessed("2026-05-31", 0.9)] }, { status: "overdue", dueDate: "2027-05-31" }],
    ["by oneself", { assessments: [assessed("2027-01-10", 1, { assessorId: "ana" })] }, { ...unknown, reasons: ["only-self-assessed"] }],
    ["later by oneself, which hides nothing", { assessments: [assessed("2027-01-10", 0.5), assessed("2027-02-10", 1, { assessorId: "ana" })] }, { status: "not-met" }],
    ["of something else", { assessments: [assessed("2027-01-10", 1, { competencyId: "asking" })] }, { ...unknown, reasons: ["no-record"] }],
  ])("a competency assessed %s", (_, records, expected) => { expect(one(listens, records)).toMatchObject(expected); });

  // 0.1 · 3 is .30000000000000004
  test("a level or an interval at the minimum but for binary dust is enough", () => {
    const least = 0.1 * 3;
    expect(one({ ...listens, minimumFraction: least }, { assessments: [assessed("2027-01-10", 0.3)] })).toMatchObject({ status: "met" });
    expect(one({ ...hits, minimumFraction: least }, { calibrations: [calibration("2027-05-01", "fine", { accuracy: interval(0.3) })] })).toMatchObject({ status: "met" });
    expect(one({ ...listens, minimumFraction: least }, { assessments: [assessed("2027-01-10", 0.3 - 1e-9)] })).toMatchObject({ status: "not-met" });
  });

  test("a self-assessment counts where the requirement says so", () => {
    expect(one({ ...listens, countsSelfAssessment: true }, { assessments: [assessed("2027-01-10", 1, { assessorId: "ana" })] })).toMatchObject({ status: "met" });
  });

  test.each([
    ["feedback", 0.4, true], ["feedback", 0.399, false], ["pilot-decision", 0.6, true], ["pilot-decision", 0.599, false], ["pay-or-promotion", 0.75, true], ["pay-or-promotion", 0.749, false],
  ] as const)("agreement for %s, with a lower end of %d", (stakes, lower, isMet) => {
    expect(one({ ...agrees, stakes }, { calibrations: [calibration("2027-05-01", "fine", { agreement: interval(lower) })] })).toMatchObject(isMet ? { status: "met" } : { status: "not-met", reasons: ["interval-below-minimum"] });
    expect(agreementBenchmark({ scale: "stakes", ...interval(lower) }).word === stakes).toBe(isMet);
  });

  test("agreement is judged on the interval: not on an estimate that is high enough, and told apart from one that is not", () => {
    const with0 = (agreement: object) => one(agrees, { calibrations: [calibration("2027-05-01", "fine", { agreement })] });
    expect(with0(interval(0.3, 0.8))).toMatchObject({ status: "not-met", reasons: ["interval-below-minimum"] });
    expect(with0(interval(0.1, 0.3))).toMatchObject({ status: "not-met", reasons: ["below-minimum"] });
    expect(one(agrees, { calibrations: [calibration("2027-05-01", "fine")] })).toMatchObject({ ...unknown, reasons: ["no-interval"] });
    expect(one(agrees, {})).toMatchObject({ ...unknown, reasons: ["no-record"] });
    expect(one(hits, { calibrations: [calibration("2027-05-01", "fine", { agreement: interval(0.9) })] })).toMatchObject({ ...unknown, reasons: ["no-interval"] });
    expect(one(hits, { calibrations: [calibration("2027-05-01", "fine", { accuracy: interval(0.69) })] })).toMatchObject({ status: "not-met", reasons: ["interval-below-minimum"] });
    expect(one(hits, { calibrations: [calibration("2026-12-02", "fine", { accuracy: interval(0.7) })] })).toMatchObject({ status: "overdue", dueDate: "2027-05-31" });
  });

  // too few ratings to tell: documented as counting for nothing, so neither for nor against
  test.each([[agrees, "agreement"], [hits, "accuracy"]] as const)("a calibration that could not tell shows nothing, whatever its interval: %o", (requirement, key) => {
    const insufficient = (lower: number) => calibration("2027-05-20", "insufficient", { [key]: interval(lower) });
    expect(one(requirement, { calibrations: [insufficient(0.89)] })).toMatchObject({ ...unknown, reasons: ["only-insufficient"] });
    expect(one(requirement, { calibrations: [insufficient(0.1), calibration("2027-05-01", "fine", { [key]: interval(0.8) })] })).toMatchObject({ status: "met", recordIds: ["c 2027-05-01 fine"] });
    expect(one(requirement, { calibrations: [insufficient(0.89), calibration("2027-05-01", "fine")] })).toMatchObject({ ...unknown, reasons: ["no-interval"] });
  });

  test.each<[string, Partial<CoachRecords>, object]>([
    ["two in the window", { sessions: [session("2027-04-02"), session("2027-05-30")] }, { status: "met", dueDate: "2027-06-01", recordIds: ["s 2027-04-02 practice", "s 2027-05-30 practice"] }],
    ["of which one has left it", { sessions: [session("2027-04-01"), session("2027-05-30")] }, { status: "overdue", dueDate: "2027-05-31", reasons: ["too-old"] }],
    ["three, of which the last two count", { sessions: [session("2027-04-01"), session("2027-05-10"), session("2027-05-30")] }, { status: "met", dueDate: "2027-07-09" }],
    ["one", { sessions: [session("2027-05-30")] }, { ...unknown, recordIds: ["s 2027-05-30 practice"], reasons: ["too-few-sessions"] }],
    ["two that never counted on one day", { sessions: [session("2027-01-10"), session("2027-05-30")] }, { ...unknown, recordIds: ["s 2027-05-30 practice"], reasons: ["too-few-sessions"] }],
    ["two that counted on the last day of the first one", { sessions: [session("2027-01-10"), session("2027-03-11")] }, { status: "overdue", dueDate: "2027-03-11", reasons: ["too-old"] }],
    ["two that came a day too late for each other", { sessions: [session("2027-01-10"), session("2027-03-12")] }, { ...unknown, recordIds: [], reasons: ["too-few-sessions"] }],
    ["two that counted years ago, one that is alone since", { sessions: [session("2020-01-10"), session("2020-03-01"), session("2027-05-30")] }, { status: "overdue", dueDate: "2020-03-10", recordIds: ["s 2020-01-10 practice", "s 2020-03-01 practice"], reasons: ["too-old"] }],
    ["none", {}, { ...unknown, reasons: ["no-record"] }],
  ])("sessions: %s", (_, records, expected) => { expect(one(practices, records)).toMatchObject(expected); });

  // three within ninety days; none of them ever stood beside two others
  test("sessions over years are not overdue for something that never held, and leave a new coach on probation", () => {
    const three = { ...practices, minimumCount: 3, withinDays: 90, isDueBeforeFirstSession: true };
    const spread = { sessions: [session("2020-01-01"), session("2022-01-01"), session("2027-05-20")] };
    expect(one(three, spread)).toMatchObject({ status: "unknown", dueDate: null, recordIds: ["s 2027-05-20 practice"], reasons: ["too-few-sessions"] });
    for (const count of [0, 1, 2, 3]) expect(one(three, { sessions: spread.sessions.slice(0, count) }, { coaches: [{ id: "ana", firstSessionDate: asOfDate }] })).toMatchObject({ status: "pending", dueDate: asOfDate });
    expect(coachStanding(asked(three, { sessions: spread.sessions.slice(2) })).coaches[0]?.standing).toBe("unknown");
  });

  test("only sessions of the kinds that were asked for count", () => {
    expect(one({ ...practices, sessionKinds: ["observed"], minimumCount: 1 }, { sessions: [session("2027-05-30")] })).toMatchObject({ ...unknown, reasons: ["no-record"] });
  });

  test.each<[string, Partial<CoachRecords>, object]>([
    ["that ends today", { certificates: [certificate("2025-01-01", asOfDate)] }, { status: "met", dueDate: asOfDate }],
    ["that ended yesterday", { certificates: [certificate("2025-01-01", "2027-05-31")] }, { status: "overdue", dueDate: "2027-05-31", reasons: ["expired"] }],
    ["that never ends, beside one that has", { certificates: [certificate("2025-01-01", "2027-05-31"), certificate("2025-01-01", null)] }, { status: "met", dueDate: null }],
    ["of another kind", { certificates: [certificate("2025-01-01", null, "emcc")] }, { ...unknown, reasons: ["no-record"] }],
  ])("a certificate %s", (_, records, expected) => { expect(one(holds, records)).toMatchObject(expected); });

  test("a requirement of a scenario is asked of those who coach in it, and shown by records of it alone", () => {
    const inSales = { ...listens, scenarioId: "sales" };
    const coaches = [{ id: "ana", scenarioIds: ["sales"] }];
    expect(coachStanding(asked(inSales, {})).coaches).toEqual([{ coachId: "ana", standing: "unknown", dueDate: null, requirements: [] }]);
    expect(one(inSales, { assessments: [assessed("2027-01-10", 1)] }, { coaches })).toMatchObject({ ...unknown, reasons: ["no-record"] });
    expect(one(inSales, { assessments: [assessed("2027-01-10", 1, { scenarioId: "sales" })] }, { coaches })).toMatchObject({ status: "met" });
    expect(one(listens, { assessments: [assessed("2027-01-10", 1, { scenarioId: "sales" })] })).toMatchObject({ status: "met" });
    expect(one({ ...calibrated, scenarioId: "sales" }, { calibrations: [calibration("2027-05-01", "fine", { scenarioId: "service" })] }, { coaches })).toMatchObject(unknown);
    expect(one({ ...practices, scenarioId: "sales" }, { sessions: [session("2027-05-01", "practice", { scenarioId: "service" })] }, { coaches })).toMatchObject(unknown);
  });

  test("a certificate has no scenario, and shows a requirement of any", () => {
    expect(one({ ...holds, scenarioId: "sales" }, { certificates: [certificate("2025-01-01", null)] }, { coaches: [{ id: "ana", scenarioIds: ["sales"] }] })).toMatchObject({ status: "met" });
  });

  test("the worst that holds is the standing", () => {
    const facts = {
      bad: [{ ...listens, id: "bad" }, { assessments: [assessed("2027-01-10", 0.1)] }], late: [{ ...calibrated, id: "late" }, { calibrations: [calibration("2027-01-01", "fine")] }], unseen: [{ ...practices, id: "unseen" }, {}],
      soon: [{ ...holds, id: "soon" }, { certificates: [certificate("2025-01-01", "2027-06-15")] }],
    } as const satisfies Record<string, readonly [CoachRequirement, Partial<CoachRecords>]>;
    const standing = (...names: readonly (keyof typeof facts)[]) => coachStanding(asked(holds, Object.assign({}, ...names.map((name) => facts[name][1])) as CoachRecords, { requirements: names.map((name) => facts[name][0]) })).coaches[0]?.standing;
    expect(standing("soon")).toBe("due-soon");
    expect(standing("soon", "unseen")).toBe("unknown");
    expect(standing("soon", "unseen", "late")).toBe("overdue");
    expect(standing("soon", "unseen", "late", "bad")).toBe("not-qualified");
  });

  test("who is due: the earliest first, also what has passed, then by coach and requirement", () => {
    const coaches = ["eva", "ben", "ana"].map((id) => ({ id }));
    const certificates = [["eva", "2027-06-15"], ["ben", "2027-06-15"], ["ana", "2027-05-01"], ["eva", "2027-06-16", "emcc"]].map(([coachId = "", expiresDate = "", certificateId = "icf"]) => ({ id: `${coachId} ${certificateId}`, coachId, certificateId, issuedDate: "2025-01-01", expiresDate }));
    const { due, counts } = coachStanding(asked(holds, { certificates }, { coaches, requirements: [holds, { ...holds, id: "again", certificateId: "emcc" }, { ...holds, id: "also" }] }));
    expect(due.map(({ coachId, requirementId, remainingDays }) => [coachId, requirementId, remainingDays])).toEqual([["ana", "also", -31], ["ana", "holds", -31], ["ben", "also", 14], ["ben", "holds", 14], ["eva", "also", 14], ["eva", "holds", 14]]);
    expect(counts).toMatchObject({ overdue: 1, unknown: 1, "due-soon": 1 });
  });

  test("a day beyond the calendar is its last one", () => {
    expect(one({ ...calibrated, everyDays: 3660 }, { calibrations: [calibration("2199-06-01", "fine")] }, { asOfDate: "2199-06-01" })).toMatchObject({ status: "met", dueDate: "2199-12-31" });
  });

  describe("refuses", () => {
    const good = asked(holds, { assessments: [assessed("2027-01-10", 1)], calibrations: [calibration("2027-05-01", "fine")], sessions: [session("2027-05-01")], certificates: [certificate("2025-01-01", null)] });
    const fault = (change: Partial<CoachStandingRequest>, code: string, ...path: (string | number)[]) => { refuses(() => coachStanding({ ...good, ...change }), { code, path }); };
    test("ids that stand twice", () => {
      fault({ requirements: [holds, holds] }, "coach-standing.duplicate_requirement", "requirements", 1, "id");
      fault({ coaches: [ana, ana] }, "coach-standing.duplicate_coach", "coaches", 1, "id");
      fault({ records: { ...good.records, certificates: [{ ...certificate("2025-01-01", null), id: session("2027-05-01").id }] } }, "coach-standing.duplicate_record", "records", "certificates", 0, "id");
    });
    test.each(["assessments", "calibrations", "sessions", "certificates"] as const)("%s of coaches whom nobody asked for", (kind) => {
      const [record] = good.records[kind];
      refuses(() => coachStanding({ ...good, records: { ...good.records, [kind]: [{ ...record, coachId: "eva" }] } }), { code: "coach-standing.unknown_coach", path: ["records", kind, 0, "coachId"], params: { id: "eva" } });
    });
    test("records of days to come", () => {
      const ahead = (kind: keyof CoachRecords, key: string) => { fault({ records: { ...good.records, [kind]: [{ ...good.records[kind][0], [key]: "2027-06-02" }] } }, "coach-standing.in_future", "records", kind, 0, key); };
      ahead("assessments", "assessedDate");
      ahead("calibrations", "calibratedDate");
      ahead("sessions", "heldDate");
      ahead("certificates", "issuedDate");
    });
    test("a certificate that expires before it is issued", () => { fault({ records: { ...none, certificates: [certificate("2025-01-02", "2025-01-01")] } }, "coach-standing.expires_too_early", "records", "certificates", 0, "expiresDate"); });
    test("an interval that ends before it begins", () => {
      refuses(() => one(agrees, { calibrations: [calibration("2027-05-01", "fine", { agreement: interval(0.9, 0.8, 0.5) })] }), { code: "agreement-benchmark.wrong_order", path: ["records", "calibrations", 0, "agreement", "confidence", "upper"] });
    });
    test("more coaches, requirements, scenarios or records than one question takes", () => {
      const many = <One>(count: number, make: (index: number) => One): readonly One[] => Array.from({ length: count + 1 }, (_, index) => make(index));
      const tooBig = (change: Partial<CoachStandingRequest>, ...path: (string | number)[]) => { refuses(() => coachStanding({ ...good, ...change }), { code: "input.too_big", path }); };
      tooBig({ coaches: many(COACH_LIMITS.coaches, (index) => ({ id: index === 0 ? "ana" : String(index) })) }, "coaches");
      tooBig({ requirements: many(COACH_LIMITS.requirements, (index) => ({ ...holds, id: String(index) })) }, "requirements");
      tooBig({ coaches: [{ id: "ana", scenarioIds: many(COACH_LIMITS.scenarios, String) }] }, "coaches", 0, "scenarioIds");
      tooBig({ records: { ...none, sessions: many(COACH_LIMITS.records, (index) => ({ id: String(index), coachId: "ana", kind: "practice", heldDate: asOfDate })) } }, "records", "sessions");
    });
  });

  describe("laws", () => {
    const date = fc.integer({ min: -400, max: 0 }).map((days) => addDays(asOfDate, days));
    const coachId = fc.constantFrom("ana", "ben", "eva");
    const named = <One extends object>(ones: readonly One[], kind: string) => ones.map((record, index) => ({ id: `${kind}${String(index)}`, ...record }));
    const records = fc.record({
      assessments: fc.array(fc.record({ coachId, competencyId: fc.constant("listening"), levelFraction: fc.constantFrom(0.5, 0.6, 1), assessedDate: date, assessorId: fc.constantFrom("ana", "lead") }), { maxLength: 6 }),
      calibrations: fc.array(fc.record({ coachId, calibratedDate: date, verdict: fc.constantFrom("fine" as const, "watch" as const, "recalibrate" as const, "insufficient" as const), agreement: fc.constantFrom(interval(0.3), interval(0.4), interval(0.5)) }), { maxLength: 6 }),
      sessions: fc.array(fc.record({ coachId, kind: fc.constantFrom("practice" as const, "observed" as const), heldDate: date }), { maxLength: 6 }),
      certificates: fc.array(fc.record({ coachId, certificateId: fc.constant("icf"), issuedDate: date, expiresDate: fc.constantFrom(null, asOfDate, "2027-08-01") }), { maxLength: 4 }),
    }).map((all) => ({ assessments: named(all.assessments, "a"), calibrations: named(all.calibrations, "c"), sessions: named(all.sessions, "s"), certificates: named(all.certificates, "t") }));
    const requirements = [calibrated, listens, agrees, practices, holds];
    const coaches = [{ id: "ana" }, { id: "ben", firstSessionDate: "2027-05-01" }, { id: "eva", firstSessionDate: "2027-07-01" }];
    const standings = (all: CoachRecords, more: Partial<CoachStandingRequest> = {}) => coachStanding({ requirements, coaches, records: all, asOfDate, dueWithinDays: 30, ...more });

    test("the order of coaches and records changes nothing", () => {
      fc.assert(fc.property(records, (all) => {
        const turned = { assessments: all.assessments.toReversed(), calibrations: all.calibrations.toReversed(), sessions: all.sessions.toReversed(), certificates: all.certificates.toReversed() };
        expect(standings(turned, { coaches: coaches.toReversed() })).toEqual(standings(all));
      }));
    });
    test("what is met today is met through its due date and no longer, if nothing is added", () => {
      fc.assert(fc.property(records, (all) => {
        for (const { requirements: found, coachId: id } of standings(all).coaches) for (const { requirementId, status, dueDate } of found) {
          if (status !== "met" || dueDate === null) continue;
          const at = (day: string) => standings(all, { asOfDate: day }).coaches.find((coach) => coach.coachId === id)?.requirements.find((each) => each.requirementId === requirementId);
          expect(at(dueDate)?.status).toBe("met");
          expect(at(addDays(dueDate, 1))).toMatchObject({ status: "overdue", dueDate });
        }
      }), { numRuns: 30 });
    });
    test("one coach's records say nothing of another", () => {
      fc.assert(fc.property(records, (all) => {
        const without = { assessments: all.assessments.filter((each) => each.coachId === "ana"), calibrations: all.calibrations.filter((each) => each.coachId === "ana"), sessions: all.sessions.filter((each) => each.coachId === "ana"), certificates: all.certificates.filter((each) => each.coachId === "ana") };
        expect(standings(without).coaches[0]).toEqual(standings(all).coaches[0]);
      }));
    });
    test("without records nothing is met", () => {
      expect(standings(none).coaches.flatMap(({ requirements: found }) => found.map(({ status }) => status))).not.toContain("met");
    });
  });
});
