export { logisticOf, logitOf, logOfOnePlusExp } from "./logistic.js";
