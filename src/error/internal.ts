export { isTypedArray } from "./typed-array.js";
export type { ColumnKind } from "./typed-array.js";
