export { restingPoint } from "./fixed-point.js";
export { logisticOf, logitOf, logOfOnePlusExp } from "./logistic.js";
export { normalNodes } from "./normal-nodes.js";
export type { NormalNodes } from "./normal-nodes.js";
export { inverseOfPositive, timesVector } from "./positive-matrix.js";
export { randomStream } from "./random-stream.js";
export { resampler } from "./resample.js";
export { meanOf } from "./summary.js";
