import { blendedTwelveWeek } from "coachkit/program";
import { cohort } from "./one-cohort.js";

export const calls = {
  expandCadence: [{ program: blendedTwelveWeek, cohort }],
  expandCadenceColumns: [{ program: blendedTwelveWeek, cohorts: [cohort] }],
  expandCadenceColumnsUnchecked: [{ program: blendedTwelveWeek, cohorts: [cohort] }],
  expandCadences: [{ program: blendedTwelveWeek, cohorts: [cohort] }],
  projectSteps: [{ program: blendedTwelveWeek, cohort, paces: [{ name: "steady", completionDays: 2 }] }],
  plannedDose: [[{ touchpointId: "nudge", durationMinutes: 10 }]],
};
