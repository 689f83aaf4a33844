import { amortizationTable, annuityFutureValue, annuityPayment, annuityPeriods, annuityPresentValue, breakEven, cashFlowPayback, costEffectivenessFrontier, datedNetPresentValue, datedRateOfReturn, internalRateOfReturn, investmentRatios, modifiedRateOfReturn, netPresentValue } from "coachkit/roi";
import { oracle } from "./oracle.js";

/**
 * Our money has the digits of its currency, the files have those of a number: measures that are linear in money are asked for a million times of it (or 10¹⁰), whose cents are 10⁻⁸ (10⁻¹²) of the file's unit.
 * Decimals are moved in text, so that no digit changes.
 */
const scaled = (value: number, power: number): string => {
  const [, sign = "", whole = "", rest = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([-+]\d+))?$/u.exec(String(value)) ?? [];
  const point = whole.length + power + Number(exponent);
  const digits = (whole + rest).padEnd(point, "0");
  return `${sign}${digits.slice(0, point) === "" ? "0" : digits.slice(0, point)}${digits.length > point ? `.${digits.slice(Math.max(0, point))}` : ""}`;
};
const eur = (value: number, power = 0) => ({ amount: scaled(value, power), currency: "EUR" });
const back = ({ amount }: { readonly amount: string }, power: number): number => Number(`${amount}e${String(-power)}`);
const rounding = "half-even";

/** fractions.Fraction and mpmath.polyroots. No known divergence; equivalentAnnuity, npv and npvFirstFlowAtPeriod1 through amounts 10¹⁰ times as large. */
type FlowsCase = { readonly cashFlows: readonly number[]; readonly rate: number; readonly financeRate: number; readonly reinvestRate: number };
const BIG = 10;
const flowsOf = ({ cashFlows }: FlowsCase, power = 0) => cashFlows.map((value) => eur(value, power));
const present = (input: FlowsCase, firstFlow: "at-start" | "after-one-period" = "at-start") => netPresentValue({ cashFlows: flowsOf(input, BIG), discountRate: { annualRatio: input.rate, periodsPerYear: 1 }, firstFlow, rounding });
const internal = (input: FlowsCase) => internalRateOfReturn({ cashFlows: flowsOf(input), periodsPerYear: 1 });
const paybacks = (input: FlowsCase) => cashFlowPayback({ cashFlows: flowsOf(input), discountRate: { annualRatio: input.rate, periodsPerYear: 1 } });
const ratiosOf = (input: FlowsCase) => {
  const { presentInflow, presentOutflow } = netPresentValue({ cashFlows: flowsOf(input), discountRate: { annualRatio: 0, periodsPerYear: 1 }, firstFlow: "at-start", rounding });
  return investmentRatios({ totalBenefit: presentInflow, totalCost: presentOutflow });
};
oracle<FlowsCase>("statistics/finance-npv-irr.json", {
  npv: (input) => back(present(input).netPresentValue, BIG),
  npvFirstFlowAtPeriod1: (input) => back(present(input, "after-one-period").netPresentValue, BIG),
  equivalentAnnuity: (input) => { const { equivalentAnnuity: { estimate } } = present(input); return estimate === null ? null : back(estimate, BIG); },
  benefitCostRatio: (input) => present(input).discountedBenefitCostRatio.estimate,
  irrRoots: (input) => internal(input).roots.map(({ annualRatio }) => annualRatio),
  irr: (input) => internal(input).estimate,
  irrNearestTo10Percent: (input) => internal(input).roots.map(({ annualRatio }) => annualRatio).sort((one, other) => Math.abs(one - 0.1) - Math.abs(other - 0.1))[0] ?? null,
  signChanges: (input) => internal(input).signChanges,
  mirr: (input) => modifiedRateOfReturn({ cashFlows: flowsOf(input), annualFinanceRatio: input.financeRate, annualReinvestmentRatio: input.reinvestRate, periodsPerYear: 1 }).estimate,
  payback: (input) => paybacks(input).payback.estimate,
  discountedPayback: (input) => paybacks(input).discountedPayback.estimate,
  roiPercent: (input) => ratiosOf(input).roiRatio * 100,
}, {});

/** mpmath, 40 digits. No known divergence; the value is of the day of the first listed flow. */
type DatedCase = { readonly flows: readonly { readonly date: string; readonly amount: number }[]; readonly rate: number };
const datedOf = ({ flows }: DatedCase, power = 0) => flows.map(({ date, amount }) => ({ date, money: eur(amount, power) }));
oracle<DatedCase>("statistics/finance-xnpv-xirr.json", {
  xnpv: (input) => back(datedNetPresentValue({ cashFlows: datedOf(input, BIG), annualDiscountRatio: input.rate, valuationDate: input.flows[0]?.date ?? "", rounding }).netPresentValue, BIG),
  xirrRoots: (input) => datedRateOfReturn({ cashFlows: datedOf(input) }).roots.map(({ annualRatio }) => annualRatio),
  xirr: (input) => datedRateOfReturn({ cashFlows: datedOf(input) }).estimate,
}, {});

/** Fraction and decimal.Decimal, exact; tables agree to the last digit. No known divergence. `periodsForPayment` is NPER without a value at the end, also where the case has one for its other keys. */
type AnnuityCase = { readonly rate: number; readonly periods: number; readonly presentValue: number; readonly futureValue: number; readonly due: boolean; readonly payment100: number; readonly paymentForNper: number };
const MILLION = 6;
const terms = ({ rate, due }: AnnuityCase) => ({ ratioPerPeriod: rate, due: due ? "start-of-period" as const : "end-of-period" as const });
type LoanCase = { readonly principal: string; readonly ratePerPeriod: string; readonly periods: number; readonly minorDigits: 0 | 2 | 3; readonly rounding: "half-even" | "half-up" };
const tableOf = ({ principal, ratePerPeriod, periods, minorDigits, rounding: mode }: LoanCase) =>
  amortizationTable({ principal: { amount: principal, currency: { 0: "JPY", 2: "EUR", 3: "KWD" }[minorDigits] }, ratioPerPeriod: Number(ratePerPeriod), periodCount: periods, rounding: mode });
oracle<AnnuityCase & LoanCase>("statistics/finance-annuity-amortisation.json", {
  payment: (input) => (typeof input.principal === "string" ? tableOf(input).payment.amount
    : back(annuityPayment({ ...terms(input), rounding, periodCount: input.periods, presentValue: eur(input.presentValue, MILLION), futureValue: eur(input.futureValue, MILLION) }), MILLION)),
  futureValueWithPayment100: (input) => back(annuityFutureValue({ ...terms(input), rounding, periodCount: input.periods, payment: eur(input.payment100, MILLION), presentValue: eur(input.presentValue, MILLION) }), MILLION),
  presentValueWithPayment100: (input) => back(annuityPresentValue({ ...terms(input), rounding, periodCount: input.periods, payment: eur(input.payment100, MILLION), futureValue: eur(input.futureValue, MILLION) }), MILLION),
  periodsForPayment: (input) => annuityPeriods({ ...terms(input), payment: eur(input.paymentForNper), presentValue: eur(input.presentValue), futureValue: eur(0) }).estimate,
  schedule_interest_principal_balance: (input) => tableOf(input).rows.map(({ interest, repayment, balance }) => [interest.amount, repayment.amount, balance.amount]),
  lastPayment: (input) => tableOf(input).lastPayment.amount,
  totalInterest: (input) => tableOf(input).totalInterest.amount,
}, {});

/** Fraction, exact. No known divergence. */
type Alternative = { readonly name: string; readonly cost: number; readonly effect: number };
type ValueCase = { readonly model: "utility" | "turnover" | "break-even" | "icer" } & { readonly [Key in "people" | "years" | "effectSizeD" | "sdY" | "costPerPerson" | "fixedCost" | "headcount" | "turnoverBefore" | "turnoverAfter" | "costPerLeaver" | "programCost" | "pricePerUnit" | "variableCostPerUnit" | "units" | "willingnessToPay"]: number } & { readonly alternatives: readonly Alternative[] };
/** Amounts 10⁸ times as large: 10⁻¹⁰ of the file's unit. */
const EIGHT = 8;
const driver = (id: string, value: number, isWhole = false) => ({ id, value, isWhole });
function modelOf(input: ValueCase, isWhole = false) {
  if (input.model === "turnover") {
    return { rounding, drivers: [driver("headcount", input.headcount), driver("before", input.turnoverBefore), driver("after", input.turnoverAfter), driver("leaver-price", input.costPerLeaver)],
      terms: [{ money: eur(1, EIGHT), driverIds: ["headcount", "before", "leaver-price"] }, { money: eur(-1, EIGHT), driverIds: ["headcount", "after", "leaver-price"] }, { money: eur(-input.programCost, EIGHT), driverIds: [] }] } as const;
  }
  if (input.model === "break-even") {
    return { rounding, drivers: [driver("units", input.units, isWhole), driver("price", input.pricePerUnit)],
      terms: [{ money: eur(1, EIGHT), driverIds: ["units", "price"] }, { money: eur(-input.variableCostPerUnit, EIGHT), driverIds: ["units"] }, { money: eur(-input.fixedCost, EIGHT), driverIds: [] }] } as const;
  }
  return { rounding, drivers: [driver("people", input.people), driver("years", input.years), driver("effect-size", input.effectSizeD), driver("sd-y", input.sdY)],
    terms: [{ money: eur(1, EIGHT), driverIds: ["people", "years", "effect-size", "sd-y"] }, { money: eur(-input.costPerPerson, EIGHT), driverIds: ["people"] }, { money: eur(-input.fixedCost, EIGHT), driverIds: [] }] } as const;
}
const netOf = (input: ValueCase): number => back(breakEven(modelOf(input)).netBenefit, EIGHT);
const driverOf = (input: ValueCase, id: string, isWhole = false) => {
  const found = breakEven(modelOf(input, isWhole)).drivers.find(({ driverId }) => driverId === id)?.breakEven;
  return found !== undefined && found.estimate !== null ? found : { estimate: null, marginRatio: null };
};
const times = (value: number | null, factor: number): number | null => (value === null ? null : value * factor);
/** Avoided leavers as a driver of their own. */
const leaversOf = ({ headcount, turnoverBefore, turnoverAfter, costPerLeaver, programCost }: ValueCase) => {
  const avoided = Number((headcount * (turnoverBefore - turnoverAfter)).toFixed(9));
  const { drivers: [leavers], netBenefit } = breakEven({ rounding, drivers: [driver("leavers-avoided", avoided)], terms: [{ money: eur(costPerLeaver, EIGHT), driverIds: ["leavers-avoided"] }, { money: eur(-programCost, EIGHT), driverIds: [] }] });
  return { avoided, leavers, netBenefit };
};
const roiPercentOf = (net: number, cost: number): number => investmentRatios({ totalBenefit: eur(Number((net + cost).toFixed(6))), totalCost: eur(cost) }).roiRatio * 100;
const NINE = 9;
const frontierOf = ({ alternatives, willingnessToPay }: ValueCase) =>
  costEffectivenessFrontier({ alternatives: alternatives.map(({ name, cost, effect }) => ({ id: name, totalCost: eur(cost, NINE), effect })), willingnessToPay: eur(willingnessToPay, NINE), rounding });
const dominatedBy = (input: ValueCase, reasons: readonly string[]) => frontierOf(input).dominated.filter(({ reason }) => reasons.includes(reason)).map(({ id }) => id).sort();
oracle<ValueCase>("statistics/finance-hr-value-models.json", {
  utilityBasic: netOf,
  roiBasicPercent: (input) => roiPercentOf(netOf(input), Number((input.people * input.costPerPerson + input.fixedCost).toFixed(6))),
  breakEvenEffectSize: (input) => driverOf(input, "effect-size").estimate,
  breakEvenSdY: (input) => driverOf(input, "sd-y").estimate,
  leaversAvoided: (input) => leaversOf(input).avoided,
  grossSaving: (input) => netOf(input) + input.programCost,
  netBenefit: netOf,
  roiPercent: (input) => roiPercentOf(netOf(input), input.programCost),
  breakEvenLeaversAvoided: (input) => leaversOf(input).leavers?.breakEven.estimate ?? null,
  costPerLeaverAvoided: (input) => {
    const { alternatives: [one] } = costEffectivenessFrontier({ alternatives: [{ id: "program", totalCost: eur(input.programCost, EIGHT), effect: leaversOf(input).avoided }], rounding });
    return one?.costPerEffect.estimate == null ? null : back(one.costPerEffect.estimate, EIGHT);
  },
  breakEvenUnits: (input) => driverOf(input, "units").estimate,
  breakEvenUnitsCeil: (input) => driverOf(input, "units", true).estimate,
  breakEvenRevenue: (input) => times(driverOf(input, "units").estimate, input.pricePerUnit),
  profit: netOf,
  marginOfSafety: (input) => driverOf(input, "units").marginRatio,
  breakEvenPriceAtUnits: (input) => driverOf(input, "price").estimate,
  stronglyDominated: (input) => dominatedBy(input, ["strong", "tie"]),
  extendedDominated: (input) => dominatedBy(input, ["extended"]),
  frontier: (input) => frontierOf(input).frontier.map(({ id }) => id),
  icers: (input) => frontierOf(input).frontier.map(({ costPerAddedEffect }) => (costPerAddedEffect === null ? null : back(costPerAddedEffect, NINE))),
  netMonetaryBenefit: (input) => Object.fromEntries(frontierOf(input).alternatives.map(({ id, netMonetaryBenefit }) => [id, netMonetaryBenefit === null ? null : back(netMonetaryBenefit, NINE)])),
  best: (input) => frontierOf(input).bestId,
  costPerOutcome: (input) => Object.fromEntries(frontierOf(input).alternatives.map(({ id, costPerEffect: { estimate } }) => [id, estimate === null ? null : back(estimate, NINE)])),
}, { utilityAdjusted: "compared in roi-cost.test.ts" });
