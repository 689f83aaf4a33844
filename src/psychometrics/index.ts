export { AbilityAnswers, abilityEstimate, AbilityMethod, AbilityPrior, ItemAnswer } from "./ability-estimate.js";
export type { AbilityEstimate, AbilityEstimateResult, AbilityWarning, NoAbilityEstimate, NoAbilityReason } from "./ability-estimate.js";
export { ItemAtAbility, itemResponse, SuccessTarget, successMargin, TestAtAbility, testInformation } from "./item-response.js";
export type { ItemResponse, SuccessMargin, TestInformation } from "./item-response.js";
export { GradedResponseModel, PartialCreditModel, RaschModel, ResponseModel, ThreeParameterModel, TwoParameterModel } from "./response-model.js";
