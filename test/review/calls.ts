import { mixRequest } from "./mix-cases.js";
import { wellDesigned } from "./well-designed.js";

export const calls = {
  modalityMix: [mixRequest],
  recommendModalities: [{ segments: [{ segmentId: "agents", participantCount: 200, isFrontline: true, isHighImpact: false, isInTransition: false, priorityWeight: 1 }] }],
  reviewProgram: [wellDesigned],
};
