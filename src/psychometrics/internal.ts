export { fairScore } from "./facet-abilities.js";
export { addResiduals, fitOf, misfitsOf, noFit } from "./item-fit.js";
export { separationOf } from "./separation.js";
