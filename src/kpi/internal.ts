export { personalProportion } from "./clustered-estimate.js";
