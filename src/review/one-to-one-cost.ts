import { reviewBounds } from "./review-bounds.js";

/** Whether one-to-ones are the dear way for a segment: many people in the frontline. */
export const isCostlyForOneToOne = ({ isFrontline, participantCount }: { readonly isFrontline: boolean; readonly participantCount: number }): boolean => isFrontline && participantCount > reviewBounds.frontlineOneToOneCount;
