import type { IssuePath } from "../../error/index.js";
import type { NoAgreement } from "./agreement-estimate.js";
import type { AgreementWeights } from "./agreement-weights.js";
import type { ChanceCorrectedEstimate, NoChanceCorrected } from "./chance-corrected.js";
import { type CohenKappa, cohenKappaOf } from "./cohen-kappa.js";
import { type FleissKappa, fleissKappaOf, type NoFleissKappa, scottPiOf } from "./fleiss-kappa.js";
import { brennanPredigerOf, gwetAgreementOf } from "./gwet-agreement.js";
import { type CorrelationForm, type IntraclassCorrelation, intraclassCorrelationOf } from "./intraclass-correlation.js";
import { categoryAlphaOf, type KrippendorffAlpha, scoreAlphaOf } from "./krippendorff-alpha.js";
import { type PercentAgreement, percentAgreementOf } from "./percent-agreement.js";
import type { IntervalRequest } from "./rating.js";
import type { RatingTable, ScoreTable } from "./rating-table.js";

/** A coefficient for categories; what each is, its function of the same name says. */
export type CategoryCoefficient =
  | { readonly kind: "percent-agreement" | "scott-pi" | "fleiss-kappa" }
  | { readonly kind: "cohen-kappa" | "gwet-agreement" | "brennan-prediger"; readonly weights: AgreementWeights }
  | { readonly kind: "krippendorff-alpha"; readonly scale: "nominal" | "ordinal" };
/** A coefficient for scores. */
export type ScoreCoefficient = { readonly kind: "krippendorff-alpha"; readonly scale: "interval" | "ratio" } | { readonly kind: "intraclass-correlation"; readonly form: CorrelationForm };

/** What the function of the coefficient's name answers; categories are named by their places. */
export type CategoryAgreement = PercentAgreement | CohenKappa | FleissKappa | KrippendorffAlpha | ChanceCorrectedEstimate | NoAgreement | NoChanceCorrected | NoFleissKappa;
/** What the function of the coefficient's name answers. */
export type ScoreAgreement = KrippendorffAlpha | IntraclassCorrelation | NoAgreement;

/** The coefficient of a table of categories. */
export function categoryAgreementOf(table: RatingTable, coefficient: CategoryCoefficient, request: IntervalRequest): CategoryAgreement {
  switch (coefficient.kind) {
    case "percent-agreement": return percentAgreementOf(table, request);
    case "cohen-kappa": return cohenKappaOf(table, { ...request, weights: coefficient.weights });
    case "scott-pi": return scottPiOf(table, request);
    case "fleiss-kappa": return fleissKappaOf(table, request);
    case "krippendorff-alpha": return categoryAlphaOf(table, { ...request, scale: coefficient.scale });
    case "gwet-agreement": return gwetAgreementOf(table, { ...request, weights: coefficient.weights });
    default: return brennanPredigerOf(table, { ...request, weights: coefficient.weights });
  }
}

/** The coefficient of a table of scores; `path` is where they stand in the input. */
export function scoreAgreementOf({ table, path }: { readonly table: ScoreTable; readonly path: IssuePath }, coefficient: ScoreCoefficient, request: IntervalRequest): ScoreAgreement {
  return coefficient.kind === "krippendorff-alpha" ? scoreAlphaOf(table, { ...request, scale: coefficient.scale }, path) : intraclassCorrelationOf(table, { ...request, form: coefficient.form });
}
