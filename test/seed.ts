import { configureGlobal } from "fast-check";

/** Laws are tried on the same examples in every run, so that a failure is one that the change made; `npm run test:fuzz` draws new ones. */
const { COACHKIT_SEED: seed = "20270927" } = process.env;
configureGlobal(seed === "random" ? {} : { seed: Number(seed) });
