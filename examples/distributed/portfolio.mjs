/** Three programs that a company weighs against each other: what is simulated. */
const eur = (amount) => ({ amount, currency: "EUR" });
const pert = (min, mode, max) => ({ family: "pert", min, mode, max });
const input = (inputId, distribution) => ({ inputId, distribution });
const monthly = (id, amount, driverIds, fromMonth, toMonth) => ({ id, money: eur(amount), driverIds, fromMonth, toMonth });
const once = (id, amount, driverIds = [], month = 0) => monthly(id, amount, driverIds, month, month);

const scenario = (people, changes) => ({ drivers: [{ id: "people", value: people }], horizonMonths: 12, annualDiscountRatio: 0.08, ...changes });

const blended = scenario(120, {
  inputs: [
    input("lift", pert(0, 0.05, 0.14)), input("margin", { family: "normal", mean: 900, standardDeviation: 120 }), input("fee", { family: "lognormal-range", p5: 300, p95: 800 }),
    input("hours", { family: "triangular", min: 18, mode: 24, max: 36 }), input("wage", { family: "triangular", min: 25, mode: 40, max: 70 }), input("kept", { family: "beta", alpha: 2, beta: 60 }),
  ],
  correlations: [{ inputIds: ["fee", "hours"], coefficient: 0.4, kind: "spearman" }],
  benefits: [monthly("sales", "10", ["people", "lift", "margin"], 4, 12), once("turnover", "9000", ["people", "kept"], 12)],
  costs: [once("seats", "1", ["people", "fee"]), once("time", "1", ["people", "hours", "wage"], 3), once("design", "18000")],
});
const selfPaced = scenario(400, {
  inputs: [input("lift", pert(0, 0.01, 0.04)), input("finishing", { family: "uniform", min: 0.1, max: 0.6 }), input("licence", { family: "discrete", outcomes: [{ value: 40, probability: 0.75 }, { value: 55, probability: 0.25 }] }), input("wage", { family: "triangular", min: 25, mode: 40, max: 70 })],
  benefits: [monthly("sales", "9000", ["people", "lift", "finishing"], 4, 12)],
  costs: [once("licences", "1", ["people", "licence"]), once("time", "6", ["people", "wage"], 2), once("design", "45000")],
});
const oneToOne = scenario(12, {
  inputs: [input("lift", pert(0.02, 0.12, 0.3)), input("fee", { family: "lognormal-range", p5: 2500, p95: 6000 }), input("hours", { family: "empirical", values: [8, 9, 10, 10, 11, 12, 14], drawn: "between" })],
  benefits: [monthly("sales", "11000", ["people", "lift"], 3, 12)],
  costs: [once("coach", "1", ["people", "fee"]), once("time", "60", ["people", "hours"], 3)],
});

const run = (scenario, method, seed) => ({ scenario, method, seed, replicateCount: 8, trialCount: 2 ** 20, confidenceLevel: 0.95 });
export const portfolio = { blended: run(blended, "sobol", 7), "self-paced": run(selfPaced, "random", 11), "one-to-one": run(oneToOne, "sobol", 13) };
