import type { MixOption, MixRequest, MixSegment } from "coachkit/review";

export const eur = (amount: string) => ({ amount, currency: "EUR" });
const option = (segmentId: string, modality: string, given: Partial<MixOption>): MixOption => ({ segmentId, modality, isCoached: false, sessionCost: eur("0.00"), coachMinutes: 0, participantMinutes: 30, maximumSessionCount: 4, benefits: [1], ...given });
const segment = (segmentId: string, given: Partial<MixSegment>): MixSegment => ({ segmentId, participantCount: 10, isFrontline: false, isHighImpact: false, isInTransition: false, priorityWeight: 1, participantMinutesPerWeek: 30, ...given });

/** The five modalities of one segment. */
const fiveOptions = (segmentId: string, given: { readonly minimumCount?: number; readonly maximumSessionCount?: number } = {}): readonly MixOption[] => {
  const { minimumCount = 4, maximumSessionCount = 6 } = given;
  return [
    option(segmentId, "one-to-one", { isCoached: true, sessionCost: eur("100.00"), coachMinutes: 75, participantMinutes: 60, maximumSessionCount, benefits: [10, 8, 6, 4].slice(0, maximumSessionCount) }),
    option(segmentId, "group", { isCoached: true, group: { minimumCount, maximumCount: 8, sessionCost: eur("200.00"), coachMinutes: 120 }, participantMinutes: 90, maximumSessionCount, benefits: [6, 5, 3].slice(0, maximumSessionCount) }),
    option(segmentId, "micro", { sessionCost: eur("5.00"), participantMinutes: 10, maximumSessionCount, benefits: [2, 2, 1].slice(0, maximumSessionCount) }),
    option(segmentId, "peer", { participantMinutes: 45, maximumSessionCount, benefits: [3, 2, 1].slice(0, maximumSessionCount) }),
    option(segmentId, "ai", { sessionCost: eur("0.50"), participantMinutes: 5, maximumSessionCount, benefits: [0.5] }),
  ];
};

/** Three segments, five modalities each. */
export const mixRequest: MixRequest = {
  segments: [
    segment("agents", { participantCount: 60, isFrontline: true, participantMinutesPerWeek: 15 }),
    segment("directors", { participantCount: 5, isHighImpact: true, priorityWeight: 5, participantMinutesPerWeek: 40, minimumCoachedSessionCount: 3 }),
    segment("new-leads", { participantCount: 12, isInTransition: true, priorityWeight: 3, minimumSessionCount: 4 }),
  ],
  options: [...fiveOptions("agents"), ...fiveOptions("directors"), ...fiveOptions("new-leads")],
  budget: eur("12000.00"),
  coachHours: 120,
  programWeeks: 12,
  steps: { budget: eur("1000.00"), coachHours: 1, participantMinutesPerWeek: 5 },
};

/** One segment, one-to-ones and peers. */
export const smallRequest: MixRequest = {
  segments: [segment("leads", { isHighImpact: true, isInTransition: true })],
  options: [
    option("leads", "one-to-one", { isCoached: true, sessionCost: eur("100.00"), coachMinutes: 60, participantMinutes: 60, maximumSessionCount: 6, benefits: [10, 8, 6] }),
    option("leads", "peer", { participantMinutes: 45, maximumSessionCount: 6, benefits: [3, 2, 1] }),
  ],
  budget: eur("2500.00"),
  coachHours: 40,
  programWeeks: 12,
  steps: { budget: eur("500.00"), coachHours: 1, participantMinutesPerWeek: 5 },
};
