import * as z from "zod";
import { type Fault, repeated, type Report } from "../../error/index.js";
import { Count, Id } from "../../unit/index.js";
import { MIX_LIMITS } from "./mix-limits.js";

/** Six digits after the point at most, so that sums of them are exact. */
export const FineNumber = z.number().min(0).max(1_000_000).overwrite((value) => value + 0)
  .check(z.refine((value) => Number(value.toFixed(6)) === value, { error: "It has more than six digits after the point.\nRound it." }));

/** What a segment of people is like, and how much its behavior matters to the business. */
export interface SegmentNeed {
  /** The segment. */
  readonly segmentId: Id;
  /** People in it. */
  readonly participantCount: Count;
  /** Whether they do frontline work, such as talking to customers all day. */
  readonly isFrontline: boolean;
  /** Whether their behavior matters most to the business: leaders of many. */
  readonly isHighImpact: boolean;
  /** Whether they move to a new role. */
  readonly isInTransition: boolean;
  /** How much one of them counts against one of another segment, more than 0: business impact as the caller weighs it. */
  readonly priorityWeight: number;
}

/** The keys of a need, which a segment of a mix has too. */
export const needShape = {
  segmentId: Id,
  participantCount: z.int().min(1).max(MIX_LIMITS.participants),
  isFrontline: z.boolean(),
  isHighImpact: z.boolean(),
  isInTransition: z.boolean(),
  priorityWeight: FineNumber.gt(0).max(1000),
};
/** What a segment of people is like. */
export const SegmentNeed = z.strictObject(needShape).readonly() satisfies z.ZodType<SegmentNeed>;

const duplicateSegment: Fault = { code: "segment-need.duplicate_segment", message: "The segment “{id}” is there twice.", hint: "Keep one of them." };

/** Each segment is there once. */
export function findDuplicateSegments(segments: readonly SegmentNeed[], report: Report, path: readonly string[]): void {
  for (const [index, { segmentId: id }] of repeated(segments, ({ segmentId }) => segmentId)) report(duplicateSegment, [...path, index, "segmentId"], { id });
}
