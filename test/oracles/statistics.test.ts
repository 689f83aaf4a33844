import { wilsonInterval } from "coachkit/statistics";
import { oracle } from "./oracle.js";

type Trials = { readonly x: number; readonly n: number };
oracle("statistics/effects-one-proportion.json", {
  wilsonCi95: ({ x, n }: Trials) => {
    const { lower, upper } = wilsonInterval({ successes: x, n, confidenceLevel: 0.95 });
    return [lower, upper];
  },
});
