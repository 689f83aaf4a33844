import { type Estimate, linearRegression, type NoEstimate, type RegressionErrors, type RegressionRow } from "../statistics/index.js";
import type { Id } from "../unit/index.js";
import type { Weighed } from "./effect-result.js";
import type { ScoredPerson } from "./effect-people.js";

/** A coefficient of a regression over people. */
export interface CoefficientQuestion {
  readonly people: readonly ScoredPerson[];
  readonly termIds: readonly Id[];
  readonly termsOf: (person: ScoredPerson) => readonly number[];
  readonly responseOf: (person: ScoredPerson) => number;
  /** Which coefficient. */
  readonly asked: Id;
  readonly method: string;
  readonly confidenceLevel: number;
}
/** The coefficient, what the regression warns of, and in how many clusters the people are. */
export interface WeighedCoefficient extends Weighed {
  readonly confidence: Estimate["confidence"];
  readonly warnings: readonly string[];
  readonly clusterCount: number | null;
  readonly residualStandardDeviation: number;
}

/** The constant of a regression. */
export const CONSTANT = "(intercept)";

/** Errors by cluster where people have one, in the manner that is right for few; else of one variance. */
export function weighedCoefficient(question: CoefficientQuestion): WeighedCoefficient | NoEstimate {
  const { people, termIds, termsOf, responseOf, asked, method, confidenceLevel } = question;
  const areClustered = people.some(({ clusterId }) => clusterId !== null);
  const errors: RegressionErrors = { kind: areClustered ? "cr2" : "classical" };
  const rows: readonly RegressionRow[] = people.map((person) => ({ x: termsOf(person), y: responseOf(person), ...(person.clusterId === null ? {} : { clusterId: person.clusterId }) }));
  const regression = linearRegression({ termIds, hasIntercept: true, errors, rows, confidenceLevel });
  if (regression.coefficients === null) return { estimate: null, ...(regression.reason === "dependent-terms" ? { reason: "no-variation", n: people.length, needed: termIds.length + 2 } : { reason: regression.reason, n: regression.n, needed: regression.needed }) };
  const found = regression.coefficients.find(({ termId }) => termId === asked);
  if (found === undefined) throw new Error(`the regression has no ${asked}`);
  if (found.estimate === null) return { estimate: null, reason: found.reason, n: found.n, needed: found.needed };
  if (found.pValue === null) return { estimate: null, reason: "no-variation", n: people.length, needed: termIds.length + 2 };
  const { estimate, standardError, degreesOfFreedom, confidence, warnings } = found;
  return { estimate, standardError, degreesOfFreedom, confidence, n: people.length, method: `${method}-${areClustered ? "by-cluster" : "classical"}`, warnings, clusterCount: regression.clusterCount, residualStandardDeviation: regression.residualStandardDeviation };
}
