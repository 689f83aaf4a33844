/**
 * A business case of ten uncertain inputs as its analyst sees it, 2^20 trials: `simulateReturn` from the request to the answer, against a plain numpy script of the same case.
 * In on both sides: drawing, benefits, costs and their present value over 12 months, the chance of a loss, P5, P50, P95 and mean of ROI, net benefit and present value, P1 to P99 of the ROI, and standard errors of the means.
 * Ours only: checking, the error of every quantile, money rounded to cents. Then how time and memory grow with the trials.
 */
import { simulateReturn } from "../../dist/simulation/index.js";
import { againstNumpy } from "./monte-carlo.mjs";
import { inputs } from "./sobol-error.mjs";

const names = ["people", "hours", "wage", "fee", "platform", "adoption", "lift", "value", "retention", "replacement"];
const term = (id, driverIds, fromMonth, toMonth) => ({ id, money: { amount: "1", currency: "EUR" }, driverIds, fromMonth, toMonth });
const scenario = {
  inputs: inputs.map(({ distribution }, place) => ({ inputId: names[place], distribution })), drivers: [],
  benefits: [term("behavior", ["people", "adoption", "lift", "value"], 1, 12), term("turnover", ["people", "retention", "replacement"], 12, 12)],
  costs: [term("time", ["people", "hours", "wage"], 0, 0), term("fees", ["people", "fee"], 0, 0), term("platform", ["platform"], 0, 0)],
  horizonMonths: 12, annualDiscountRatio: 0.08,
};
const simulated = (method) => (trialCount) => simulateReturn({ scenario, seed: 7, method, replicateCount: 16, trialCount, confidenceLevel: 0.95 });

const caseByNumpy = `
    people = T(100, 140, 200)
    cost = people * T(18, 24, 36) * T(25, 40, 70) + people * T(300, 450, 800) + T(5e3, 12e3, 3e4)
    behavior = people * T(.3, .55, .8) * g.normal(.08, .03, M) * g.lognormal(8, .4, M)
    turnover = people * T(0, .02, .06) * g.lognormal(9.6, .3, M)
    factors = 1.08 ** (-np.arange(13) / 12)
    net = 12 * behavior + turnover - cost
    roi = net / cost
    worth = factors[1:].sum() * behavior + factors[12] * turnover - cost
    answer = [(roi < 0).mean(), (worth < 0).mean(), np.percentile(roi, np.arange(1, 100))]
    answer += [(np.percentile(x, [5, 50, 95]), x.mean(), x.std(ddof=1) / M ** .5) for x in (roi, net, worth)]`;

export default function simulateReturnSuite() {
  const count = 2 ** 20;
  const [sobol, random] = ["sobol", "random"].map((method) => simulated(method)(count));
  // the ROI's standard deviation is near 0.9
  if (Math.abs(sobol.roiRatio.mean.estimate - random.roiRatio.mean.estimate) > (4.5 * 0.9) / Math.sqrt(count)) throw new Error("the two methods answer differently");
  for (const [name, method] of [["simulate-return", "sobol"], ["simulate-return by chance", "random"]]) againstNumpy({ name, trials: count, program: caseByNumpy, own: simulated(method) });
  for (const trialCount of [2 ** 16, 2 ** 18, 2 ** 20, 2 ** 22]) {
    const start = process.cpuUsage();
    simulated("sobol")(trialCount);
    const { user, system } = process.cpuUsage(start);
    console.log(`${trialCount} trials: ${((user + system) / trialCount * 1000).toFixed(0)} ns each, ${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MB resident`);
  }
}
