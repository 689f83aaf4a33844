export { chanceText } from "./number-text.js";
