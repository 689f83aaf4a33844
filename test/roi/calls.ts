import { blendedTwelveWeek } from "coachkit/program";
import { phillipsClaim, phillipsCosts } from "./claims.js";
import { costModel } from "./cost-model.js";
import { frontline } from "./service-income/frontline.js";

const totalCost = { amount: "11500.00", currency: "EUR" };
const session = {
  id: "s1", occurrenceId: "o1", touchpointId: blendedTwelveWeek.touchpoints[0]?.id ?? "", title: "Kickoff", week: 0, coachId: "c1", participantIds: ["p1", "p2"], date: "2027-09-27", startTime: "09:00", timeZone: "Europe/Berlin",
  startsAt: "2027-09-27T07:00:00Z", endsAt: "2027-09-27T10:00:00Z", durationMinutes: 180, isScheduled: true, warnings: [],
};
const plan = { kind: "plan", schemaVersion: 1, programId: blendedTwelveWeek.id, cohortId: "autumn", sessions: [session], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
const coaches = [{ id: "c1", hours: { timeZone: "Europe/Berlin", weekly: {}, holidays: [] }, languages: ["en"], weeklyAvailableMinutes: 600 }];
const delivery = { id: "d1", status: "held", sessionId: "s1", touchpointId: session.touchpointId, startsAt: session.startsAt, endsAt: session.endsAt, coachId: "c1", attendance: [{ participantId: "p1", status: "attended" }] };
const cashFlows = ["-10000", "6000", "6600"].map((amount) => ({ amount, currency: "EUR" }));
const datedCashFlows = cashFlows.map((money, index) => ({ date: `202${String(index + 7)}-01-01`, money }));
const loan = { ratioPerPeriod: 0.01, due: "end-of-period", rounding: "half-even" };
const discountRate = { annualRatio: 0.1, periodsPerYear: 1 };
const zero = { amount: "0", currency: "EUR" };
export const calls = {
  addedServiceIncome: [frontline({ trials: { seed: 300, trialCount: 100, confidenceLevel: 0.9 } })],
  amortizationTable: [{ principal: totalCost, ratioPerPeriod: 0.01, periodCount: 12, rounding: "half-even" }],
  annuityFutureValue: [{ ...loan, periodCount: 12, payment: { amount: "-100", currency: "EUR" }, presentValue: zero }],
  annuityPayment: [{ ...loan, periodCount: 12, presentValue: totalCost, futureValue: zero }],
  annuityPeriods: [{ ratioPerPeriod: 0.01, due: "end-of-period", payment: { amount: "-100", currency: "EUR" }, presentValue: { amount: "1000", currency: "EUR" }, futureValue: zero }],
  annuityPresentValue: [{ ...loan, periodCount: 12, payment: { amount: "-100", currency: "EUR" }, futureValue: zero }],
  auditClaim: [{ claimedRatio: 7.49, ratioKind: "roi", components: { benefits: phillipsClaim, costs: phillipsCosts } }],
  benefitEstimate: [phillipsClaim],
  breakEven: [{ terms: [{ money: { amount: "24000", currency: "EUR" }, driverIds: ["people"] }, { money: { amount: "-60000", currency: "EUR" }, driverIds: [] }], drivers: [{ id: "people", value: 15, isWhole: true }], rounding: "half-even" }],
  cashFlowPayback: [{ cashFlows, discountRate }],
  costEffectivenessFrontier: [{ alternatives: [{ id: "none", totalCost: zero, effect: 0 }, { id: "coaching", totalCost, effect: 8 }], willingnessToPay: totalCost, rounding: "half-even" }],
  costPerOutcome: [{ totalCost, outcomeCount: 8, rounding: "half-even" }],
  costPerPoint: [{ totalCost, improvementPoints: 14, rounding: "half-even" }],
  datedNetPresentValue: [{ cashFlows: datedCashFlows, annualDiscountRatio: 0.1, valuationDate: "2027-01-01", rounding: "half-even" }],
  datedRateOfReturn: [{ cashFlows: datedCashFlows }],
  deliveredSessionTimes: [{ program: blendedTwelveWeek, records: { plan, deliveries: [delivery] }, coaches }],
  internalRateOfReturn: [{ cashFlows, periodsPerYear: 1 }],
  investmentRatios: [{ totalBenefit: { amount: "13660.00", currency: "EUR" }, totalCost }],
  modifiedRateOfReturn: [{ cashFlows, annualFinanceRatio: 0.1, annualReinvestmentRatio: 0.05, periodsPerYear: 1 }],
  netPresentValue: [{ cashFlows, discountRate, firstFlow: "at-start", rounding: "half-even" }],
  costVariance: [{ budget: phillipsCosts, actual: phillipsCosts, quantities: [{ account: "cost/coach-time", budgetedCount: 50, actualCount: 60 }], completedFraction: 0.5, rounding: "half-even" }],
  missedSessionTimes: [{ program: blendedTwelveWeek, records: { plan, deliveries: [{ id: "d1", status: "no-show", sessionId: "s1", touchpointId: session.touchpointId }] }, coaches, paidFractions: { noShow: 1, cancelled: 0.5 }, unpaidDeliveryIds: [] }],
  plannedSessionTimes: [{ program: blendedTwelveWeek, plan, coaches }],
  productivityUtility: [{
    headcount: 15, yearCount: 2, effectSizeD: 0.36, annualPerformanceSpread: { amount: "24000", currency: "EUR" }, spreadBand: { low: { amount: "12000", currency: "EUR" }, high: { amount: "36000", currency: "EUR" } }, totalCost,
    attritionFraction: 0.1, decayFraction: 0.2, discountRateRatio: 0.05, variableCostRatio: -0.05, taxFraction: 0.25, rounding: "half-even",
  }],
  programCost: [costModel()],
  publishedFigure: ["metrixglobal-2001-return"],
  returnOnInvestment: [{ benefits: phillipsClaim, costs: phillipsCosts }],
  sessionCosts: [{
    sessionTimes: [{ id: "s1", date: "2027-09-27", modality: "group", personTimes: [{ personId: "p1", role: "participant", activity: "live", minutes: 180, region: "emea" }, { personId: "c1", role: "coach", activity: "live", minutes: 180 }] }],
    rateCards: [{ id: "staff", role: "participant", region: "emea", hourlyRate: { amount: "45", currency: "EUR" } }, { id: "coaches", role: "coach", hourlyRate: { amount: "120", currency: "EUR" } }],
    rounding: "half-even",
  }],
  steppedBreakEven: [{ rows: [{ value: 1, netBenefit: { amount: "-5", currency: "EUR" } }, { value: 2, netBenefit: totalCost }] }],
  turnoverSavings: [{ headcount: 120, baselineTurnoverRatio: 0.35, followUpTurnoverRatio: 0.3, leaverCostParts: [{ part: "ramp", unitCost: { amount: "3000", currency: "EUR" }, unitCount: 3, lostFraction: 0.4 }], totalCost, rounding: "half-even" }],
};
