import { blendedTwelveWeek } from "coachkit/program";

const wave = (rating: number) => ({ invitedIds: ["a", "b", "c"], answers: ["a", "b"].map((respondentId, index) => ({ respondentId, ratings: [{ itemId: "clarity", rating: rating + index * index }] })) });
export const calls = {
  managerAdoption: [{
    acts: [{ id: "r1", managerId: "ana", actedAt: "2027-12-14T09:00:00Z", kind: "recognition" }],
    managers: [{ managerId: "ana", directReportCount: 4 }, { managerId: "ben", directReportCount: 0 }],
    asOfDate: "2027-12-19", timeZone: "Europe/Berlin", confidenceLevel: 0.95,
  }],
  programKpis: [{ program: blendedTwelveWeek, ownKpis: [] }],
  pulseChange: [{ before: wave(2), after: wave(3), itemIds: ["clarity"], scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95 }],
};
