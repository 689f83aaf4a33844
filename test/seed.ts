import { configureGlobal } from "fast-check";

/** Laws are tried on the same examples in every run, so that a failure is one that the change made; `npm run test:fuzz` draws new ones. */
const { COACHKIT_SEED: seed = "20270927", TZ: zone } = process.env;
/** The other host zones look for dependence on the host, for which a tenth of the examples does. */
const runs = zone === "UTC" ? {} : { numRuns: 10 };
configureGlobal(seed === "random" ? {} : { seed: Number(seed), ...runs });
