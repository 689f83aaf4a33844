import { builtInModalities } from "../../program/index.js";
import type { SegmentOption } from "./mix-problem.js";
import type { ModalityRecommendation } from "./recommend-modalities.js";

/** Where a mix is not what the rules of thumb recommend. */
export interface MixDeviation {
  /** The segment. */
  readonly segmentId: string;
  /** The modality; `null` where the whole segment is meant. */
  readonly modality: string | null;
  /** `recommended-without-option`: the request offers none. `recommended-not-chosen`: it has no session. `chosen-not-recommended`, `chosen-against-advice`: it has sessions. `ai-never-alone`: an AI has the only sessions. `no-coach-for-high-impact`: no session has a human coach. */
  readonly code: "recommended-without-option" | "recommended-not-chosen" | "chosen-not-recommended" | "chosen-against-advice" | "ai-never-alone" | "no-coach-for-high-impact";
}

const builtIn = new Set(builtInModalities.map(({ id }) => id));

function modalityDeviations({ segmentId, recommended, against }: ModalityRecommendation, own: readonly SegmentOption[], chosen: ReadonlySet<string>): readonly MixDeviation[] {
  const [advised, warned] = [new Set(recommended.map(({ modality }) => modality)), new Set(against.map(({ modality }) => modality))];
  const offered = new Set(own.map(({ modality }) => modality));
  return builtInModalities.flatMap(({ id: modality }): readonly MixDeviation[] => {
    if (chosen.has(modality)) return [...(warned.has(modality) ? [{ segmentId, modality, code: "chosen-against-advice" as const }] : []), ...(advised.has(modality) ? [] : [{ segmentId, modality, code: "chosen-not-recommended" as const }])];
    if (!advised.has(modality) || warned.has(modality)) return [];
    return [{ segmentId, modality, code: offered.has(modality) ? "recommended-not-chosen" : "recommended-without-option" }];
  });
}

/** Segment by segment, in the order of the recommendations. Modalities of the host's own have no rule. */
export function mixDeviations(recommendations: readonly ModalityRecommendation[], options: readonly SegmentOption[], amounts: readonly number[]): readonly MixDeviation[] {
  return recommendations.flatMap((recommendation) => {
    const { segmentId, conditions } = recommendation;
    const own = options.filter((option) => option.segmentId === segmentId);
    const chosen = options.filter((option, index) => option.segmentId === segmentId && (amounts[index] ?? 0) > 0);
    const modalities = new Set(chosen.map(({ modality }) => modality));
    const codes = new Set(conditions.flatMap(({ reasons }) => reasons));
    const isAiAlone = modalities.has("ai") && modalities.size === 1;
    const isWithoutCoach = codes.has("no-coach-for-high-impact") && !chosen.some(({ isCoached }) => isCoached);
    return [
      ...modalityDeviations(recommendation, own, new Set([...modalities].filter((modality) => builtIn.has(modality)))),
      ...(isAiAlone ? [{ segmentId, modality: "ai", code: "ai-never-alone" as const }] : []),
      ...(isWithoutCoach ? [{ segmentId, modality: null, code: "no-coach-for-high-impact" as const }] : []),
    ];
  });
}
