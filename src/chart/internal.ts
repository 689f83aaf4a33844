export { chanceText, detailText, moneyText, rateText, signed, wholeText } from "./number-text.js";
