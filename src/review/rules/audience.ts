import { isCostlyForOneToOne } from "../one-to-one-cost.js";
import { reviewBounds } from "../review-bounds.js";
import { type CheckedRule, foundIf } from "../review-rule.js";
import { inTextOrder } from "../../unit/internal.js";
import type { Touchpoint } from "../../program/index.js";

const subject = "audience";
const { frontlineOneToOneCount, accessFraction } = reviewBounds;
const isFor = (segmentId: string) => ({ segmentIds }: Touchpoint): boolean => segmentIds?.includes(segmentId) ?? true;

/** Who gets what. */
export const audienceRules: readonly CheckedRule[] = [
  {
    code: "one-size-fits-all", subject, severity: "warning", needs: ["evidence.participantRoles"],
    firesWhen: "people of several roles share a program without segments, or with one.",
    why: "One size hurts frontline staff and new managers most: their days, and what they have to practice, differ.",
    fix: "Make a segment for each role, with touchpoints of its own.",
    find: ({ program: { segments }, evidence: { participantRoles } }) => (participantRoles === undefined ? null : foundIf(segments.length < 2 && new Set(participantRoles).size > 1, ["program", "segments"], `${String(new Set(participantRoles).size)} roles, ${String(segments.length)} segments.`)),
  },
  {
    code: "same-homework", subject, severity: "warning", needs: ["evidence.homework"],
    firesWhen: "two participants or more have homework, and all the same.",
    why: "Homework works in the band between too easy and too hard, and that band differs from person to person.",
    fix: "Match homework to each participant's ability.",
    find: ({ evidence: { homework } }) => {
      if (homework === undefined) return null;
      const given = homework.filter(({ homeworkItemIds }) => homeworkItemIds.length > 0).map(({ homeworkItemIds }) => JSON.stringify(homeworkItemIds.toSorted(inTextOrder)));
      return foundIf(given.length > 1 && new Set(given).size === 1, ["evidence", "homework"], `${String(given.length)} participants have the same homework.`);
    },
  },
  {
    code: "narrow-access", subject, severity: "warning", needs: ["evidence.access"],
    firesWhen: `only the top band is coached, or less than a fifth of the eligible, and nobody has decided what the others get.`,
    why: "Coaching hoarded for the fast track widens gaps and leaves out those whose behavior most people meet.",
    fix: "Decide what the others get and when: groups, peers and micro-coaching reach many.",
    find: ({ evidence: { access } }) => (access === undefined ? null : foundIf((access.isTopBandOnly || access.coachedCount < accessFraction * access.eligibleCount) && !access.hasPlanForOthers, ["evidence", "access"], `${String(access.coachedCount)} of ${String(access.eligibleCount)} are coached.`)),
  },
  {
    code: "costly-one-to-one", subject, severity: "warning", needs: ["evidence.segmentProfiles"],
    firesWhen: `a frontline segment of more than ${String(frontlineOneToOneCount)} people has one-to-ones with coaches.`,
    why: "One-to-one coaching is the dearest way; for many people in the frontline micro-coaching and peers do more for the money.",
    fix: "Replace the one-to-ones by micro-coaching and huddles, or keep them for those who move to a new role.",
    find: ({ program: { touchpoints }, evidence: { segmentProfiles } }) => segmentProfiles?.flatMap((profile, index) =>
      foundIf(isCostlyForOneToOne(profile) && touchpoints.filter(isFor(profile.segmentId)).some(({ modality, ledBy }) => modality === "one-to-one" && ledBy === "coach"), ["evidence", "segmentProfiles", index], `One-to-ones for ${String(profile.participantCount)} people of “${profile.segmentId}”.`)) ?? null,
  },
  {
    code: "no-coach-for-high-impact", subject, severity: "warning", needs: ["evidence.segmentProfiles"],
    firesWhen: "a segment of high impact has no touchpoint that a coach leads.",
    why: "Saving on people where the impact is highest saves at the wrong place: nuance and transitions need a person.",
    fix: "Give this segment one-to-ones or small groups with a coach.",
    find: ({ program: { touchpoints }, evidence: { segmentProfiles } }) => segmentProfiles?.flatMap(({ segmentId, isHighImpact }, index) => foundIf(isHighImpact && !touchpoints.filter(isFor(segmentId)).some(({ ledBy }) => ledBy === "coach"), ["evidence", "segmentProfiles", index], `No coach for “${segmentId}”.`)) ?? null,
  },
];
