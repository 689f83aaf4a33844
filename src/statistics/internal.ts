export { logisticOf, logitOf, logOfOnePlusExp } from "./logistic.js";
export { randomStream } from "./random-stream.js";
export type { RandomStream } from "./random-stream.js";
