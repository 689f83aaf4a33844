import { dateOfDayNumber, dayNumberOf, END_DAY_NUMBER } from "../../time/internal.js";
import type { CivilDate, Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { type JudgedCoefficient, leastAgreement } from "../coefficient/agreement-benchmark.js";
import type { CalibrationRecord, CoachRecords, StandingCoach } from "./coach-record.js";
import type { CalibrationRequirement, CoachRequirement, CompetencyRequirement, SessionRequirement } from "./coach-requirement.js";

/**
 * Why a requirement stands as it does. `no-record`: nothing shows it; `only-self-assessed`: only the coach says so; `only-insufficient`: calibrations could not tell; `no-interval`: calibrations that could tell come without this result, or its interval has no width;
 * `below-minimum`: the latest record is too low; `interval-below-minimum`: its estimate is high enough, and the lower end of its interval is not; `recalibrate`, `watch`: the verdict of the latest calibration;
 * `too-few-sessions`: there were some, and never enough within the days; `too-old`: the record, or the sessions, held once; `expired`: the certificate did;
 * `before-first-session`: it is due by the first session, which is still to come; `first-session-without-it`: by the records the first session has taken place without it.
 */
export type RequirementReason =
  | "no-record" | "only-self-assessed" | "only-insufficient" | "no-interval" | "below-minimum" | "interval-below-minimum" | "recalibrate" | "watch" | "too-few-sessions" | "too-old" | "expired"
  | "before-first-session" | "first-session-without-it";
/** Whether a coach meets a requirement. */
export interface RequirementStanding {
  /** The requirement. */
  readonly requirementId: Id;
  /** `met`; `pending`: it is not shown yet, and is due by the first session; `unknown`: nothing shows it; `overdue`: it was met, or was due, until `dueDate`; `not-met`: the latest record speaks against it. */
  readonly status: "met" | "pending" | "unknown" | "overdue" | "not-met";
  /** The last day on which all is well without a new record; in the past where it is overdue; null where no day can be told or none ends it. */
  readonly dueDate: CivilDate | null;
  /** The records that it goes by, sorted. */
  readonly recordIds: readonly Id[];
  /** Why; empty where it is met and nothing is to be said. */
  readonly reasons: readonly RequirementReason[];
}

/** Binary dust must not disqualify: .3 reaches .1 · 3. */
const isBelow = (value: number, least: number): boolean => value < least - 1e-12;

type Found = Omit<RequirementStanding, "requirementId">;
const missing = (...reasons: readonly RequirementReason[]): Found => ({ status: "unknown", dueDate: null, recordIds: [], reasons });
const laterDate = (date: CivilDate, days: number): CivilDate => dateOfDayNumber(Math.min(dayNumberOf(date) + days, END_DAY_NUMBER - 1));

/** A record as a requirement reads it: when, and how good it is, so that of one day's the worst counts. */
interface Reading { readonly id: Id; readonly date: CivilDate; readonly worth: number }
const latestOf = <One extends Reading>(readings: readonly One[]): One | undefined => {
  const [first, ...rest] = readings;
  if (first === undefined) return undefined;
  return rest.reduce((best, one) => ((inTextOrder(best.date, one.date) || one.worth - best.worth || inTextOrder(one.id, best.id)) < 0 ? one : best), first);
};

/** What holds for some days from its date on. */
function holding({ id, date }: Reading, days: number, asOfDate: CivilDate): Found {
  const dueDate = laterDate(date, days);
  return dueDate < asOfDate ? { status: "overdue", dueDate, recordIds: [id], reasons: ["too-old"] } : { status: "met", dueDate, recordIds: [id], reasons: [] };
}
const against = ({ id }: Reading, reason: RequirementReason): Found => ({ status: "not-met", dueDate: null, recordIds: [id], reasons: [reason] });

function competencyStanding({ competencyId, minimumFraction, validDays, countsSelfAssessment }: CompetencyRequirement, { assessments }: CoachRecords, asOfDate: CivilDate): Found {
  const own = assessments.filter((one) => one.competencyId === competencyId);
  const latest = latestOf(own.filter(({ assessorId, coachId }) => countsSelfAssessment || assessorId !== coachId).map(({ id, assessedDate, levelFraction }) => ({ id, date: assessedDate, worth: levelFraction })));
  if (latest === undefined) return missing(own.length > 0 ? "only-self-assessed" : "no-record");
  return isBelow(latest.worth, minimumFraction) ? against(latest, "below-minimum") : holding(latest, validDays, asOfDate);
}

const verdictWorth: Readonly<Record<string, number>> = { fine: 2, watch: 1 };

function calibrationStanding({ everyDays, acceptsWatch }: CalibrationRequirement, { calibrations }: CoachRecords, asOfDate: CivilDate): Found {
  const latest = latestOf(calibrations.filter(({ verdict }) => verdict !== "insufficient").map(({ id, calibratedDate, verdict }) => ({ id, date: calibratedDate, worth: verdictWorth[verdict] ?? 0, verdict })));
  if (latest === undefined) return missing(calibrations.length > 0 ? "only-insufficient" : "no-record");
  const { verdict } = latest;
  if (verdict === "recalibrate" || (verdict === "watch" && !acceptsWatch)) return against(latest, verdict);
  const held = holding(latest, everyDays, asOfDate);
  return verdict === "watch" ? { ...held, reasons: [...held.reasons, "watch"] } : held;
}

interface Bar { readonly least: number; readonly validDays: number; readonly resultOf: (record: CalibrationRecord) => JudgedCoefficient | undefined }
/** Judged on the lower end of the interval, where the calibration could tell. */
function intervalStanding({ least, validDays, resultOf }: Bar, { calibrations }: CoachRecords, asOfDate: CivilDate): Found {
  const telling = calibrations.filter(({ verdict }) => verdict !== "insufficient");
  const latest = latestOf(telling.flatMap((record) => {
    const result = resultOf(record);
    // without width it is the agreement of a few clips on everything, which may be chance
    return result === undefined || result.confidence.lower >= result.confidence.upper ? [] : [{ id: record.id, date: record.calibratedDate, worth: result.confidence.lower, estimate: result.estimate }];
  }));
  if (latest === undefined) return missing(telling.length > 0 ? "no-interval" : calibrations.length > 0 ? "only-insufficient" : "no-record");
  return isBelow(latest.worth, least) ? against(latest, isBelow(latest.estimate, least) ? "below-minimum" : "interval-below-minimum") : holding(latest, validDays, asOfDate);
}

/** It holds from the last of so many sessions in a row, where the first of them still counts then, until that one no longer counts. Without ever as many it is as if nothing showed it. */
function sessionStanding({ sessionKinds, minimumCount, withinDays }: SessionRequirement, { sessions }: CoachRecords, asOfDate: CivilDate): Found {
  const own = sessions.filter(({ kind }) => sessionKinds.includes(kind)).sort((left, right) => inTextOrder(right.heldDate, left.heldDate) || inTextOrder(left.id, right.id));
  if (own.length === 0) return missing("no-record");
  const idsOf = (counted: typeof own): readonly Id[] => counted.map(({ id }) => id).toSorted();
  for (const [place, latest] of own.entries()) {
    const first = own[place + minimumCount - 1];
    if (first === undefined) break;
    if (laterDate(first.heldDate, withinDays) < latest.heldDate) continue;
    return { ...holding({ id: first.id, date: first.heldDate, worth: 0 }, withinDays, asOfDate), recordIds: idsOf(own.slice(place, place + minimumCount)) };
  }
  return { ...missing("too-few-sessions"), recordIds: idsOf(own.filter(({ heldDate }) => laterDate(heldDate, withinDays) >= asOfDate)) };
}

/** Of several the one that holds longest. */
function certificateStanding(certificateId: Id, { certificates }: CoachRecords, asOfDate: CivilDate): Found {
  const own = certificates.filter((one) => one.certificateId === certificateId).sort((left, right) => inTextOrder(right.expiresDate ?? "9", left.expiresDate ?? "9") || inTextOrder(left.id, right.id));
  const [best] = own;
  if (best === undefined) return missing("no-record");
  const { id, expiresDate: dueDate } = best;
  return dueDate !== null && dueDate < asOfDate ? { status: "overdue", dueDate, recordIds: [id], reasons: ["expired"] } : { status: "met", dueDate, recordIds: [id], reasons: [] };
}

/** Whether something is asked of a coach. */
export const concerns = ({ scenarioId }: CoachRequirement, { scenarioIds = [] }: StandingCoach): boolean => scenarioId === undefined || scenarioIds.includes(scenarioId);

const inScenario = ({ assessments, calibrations, sessions, certificates }: CoachRecords, scenarioId: Id | undefined): CoachRecords => {
  const fits = (one: { readonly scenarioId?: Id }): boolean => scenarioId === undefined || one.scenarioId === scenarioId;
  return { assessments: assessments.filter(fits), calibrations: calibrations.filter(fits), sessions: sessions.filter(fits), certificates };
};

function foundOf(requirement: CoachRequirement, records: CoachRecords, asOfDate: CivilDate): Found {
  switch (requirement.kind) {
    case "competency": return competencyStanding(requirement, records, asOfDate);
    case "calibration": return calibrationStanding(requirement, records, asOfDate);
    case "agreement": return intervalStanding({ least: leastAgreement(requirement.stakes), validDays: requirement.validDays, resultOf: ({ agreement }) => agreement }, records, asOfDate);
    case "accuracy": return intervalStanding({ least: requirement.minimumFraction, validDays: requirement.validDays, resultOf: ({ accuracy }) => accuracy }, records, asOfDate);
    case "sessions": return sessionStanding(requirement, records, asOfDate);
    case "certificate": return certificateStanding(requirement.certificateId, records, asOfDate);
  }
}

/** Whether a coach meets a requirement, by the coach's own records. What a new coach has not shown yet is pending until the first session; afterwards it is overdue where nothing shows it. */
export function requirementStanding(requirement: CoachRequirement, records: CoachRecords, { firstSessionDate, asOfDate }: { readonly firstSessionDate: CivilDate | undefined; readonly asOfDate: CivilDate }): RequirementStanding {
  const found = foundOf(requirement, inScenario(records, requirement.scenarioId), asOfDate);
  const standing = { requirementId: requirement.id, ...found };
  if (found.status !== "unknown" || !requirement.isDueBeforeFirstSession || firstSessionDate === undefined) return standing;
  if (firstSessionDate >= asOfDate) return { ...standing, status: "pending", dueDate: firstSessionDate, reasons: [...found.reasons, "before-first-session"] };
  return { ...standing, status: "overdue", dueDate: firstSessionDate, reasons: [...found.reasons, "first-session-without-it"] };
}
