export { majorOf } from "./version-order.js";
