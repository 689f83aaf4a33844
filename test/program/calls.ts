import { blendedTwelveWeek } from "coachkit/program";

export const calls = {
  afterContactTime: [{ contactCountPerDay: 40, sampledFraction: 0.1, maximumCountPerDay: 4, durationMinutes: 5, shiftMinutes: 480 }],
  programWarnings: [blendedTwelveWeek],
  readProgram: [blendedTwelveWeek],
  rescaleProgram: [{ program: blendedTwelveWeek, weekCount: 8 }],
};
