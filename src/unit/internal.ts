export { isLeapYear, noSuchDay } from "./date-text.js";
export { languagesMeet, languageTagHeads } from "./language-tag.js";
export { inTextOrder } from "./text-order.js";
