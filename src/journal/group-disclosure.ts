import * as z from "zod";
import { type Fault, repeated, rule } from "../error/index.js";
import { Id, Instant } from "../unit/index.js";

/** What a question about group reports may ask for, and how much work its audit may do. */
export const GROUP_REPORT_LIMITS = {
  /** Respondents of one report. */
  respondentCount: 250_000,
  /** Groups of one report, shown or hidden. */
  groupCount: 5_000,
  /** Earlier reports of one question. */
  earlierCount: 100,
  /** Steps of the proof that one group may be shown. */
  groupSteps: 500_000,
  /** Steps of all proofs of one report. */
  totalSteps: 20_000_000,
} as const;

/**
 * Who was counted in the groups that a report showed; nothing of what they answered, and nobody who stood only in hidden groups.
 * The host stores it beside the answers, under the same protection, and gives it to the next report, since a group that grew by one person tells what this person answered. No reader of the report ever sees it.
 */
export interface GroupDisclosure {
  /** What this document is. */
  readonly kind: "group-disclosure";
  /** The version of its form. */
  readonly schemaVersion: 1;
  /** What was asked. */
  readonly measureId: Id;
  /** When the report was made. */
  readonly reportedAt: Instant;
  /** For each group that was shown, the participants in it, each once. */
  readonly disclosed: readonly (readonly Id[])[];
}

const repeatedParticipant: Fault = { code: "group-disclosure.repeated_participant", message: "“{participantId}” stands twice in one group.", hint: "Give the document as the report made it." };

/** Who was counted in the groups that a report showed. */
export const GroupDisclosure = z
  .strictObject({
    kind: z.literal("group-disclosure"),
    schemaVersion: z.literal(1),
    measureId: Id,
    reportedAt: Instant,
    disclosed: z.array(z.array(Id).max(GROUP_REPORT_LIMITS.respondentCount).readonly()).max(GROUP_REPORT_LIMITS.groupCount).readonly(),
  })
  .check(rule((disclosure: GroupDisclosure, report) => {
    disclosure.disclosed.forEach((group, index) => {
      for (const [at, participantId] of repeated(group, (one) => one)) report(repeatedParticipant, ["disclosed", index, at], { participantId });
    });
  }))
  .readonly() satisfies z.ZodType<GroupDisclosure>;
