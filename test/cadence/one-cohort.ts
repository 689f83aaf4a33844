import type { cadence, program } from "coachkit";

/** A cohort in Berlin that starts on a Monday, without days off in its way; the cases change one thing of it. */
export const cohort: cadence.Cohort = {
  id: "autumn", startDate: "2027-09-27", weekStartsOn: "MO", timeZone: "Europe/Berlin",
  workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "stay",
};

/** A touchpoint of 30 minutes. */
export const touchpoint = (id: string, timing: program.Timing, changes: Partial<program.Touchpoint> = {}): program.Touchpoint => ({
  id, title: id, durationMinutes: 30, timing, clock: "cohort", audience: { kind: "everyone" }, ledBy: "coach", isScheduled: true, ...changes,
});

/** A program of twelve weeks with these touchpoints. */
export const programOf = (...touchpoints: readonly program.Touchpoint[]): program.Program => ({
  kind: "program", schemaVersion: 1, id: "trial", title: "Trial", practice: "coaching", phase: "pilot", weekCount: 12, segments: [],
  targetBehaviors: [{ id: "listens", title: "Listens", kpiIds: ["pulse"] }], touchpoints,
});
