import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AUDIT_LIMITS, auditSchedule, type AuditScheduleQuestion } from "coachkit/program";
import { addDays, weekdayOf } from "coachkit/time";
import { refuses } from "../refusal.js";

const roles = [{ role: "coach-lead", personId: "kim", responsibility: "responsible" }, { role: "program-owner", personId: "ada", responsibility: "accountable" }] as const;
const workingDays = { workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [] } as const;
/** Twenty-six weeks from a Monday to a Sunday, an audit every six. */
const half: AuditScheduleQuestion = { governance: { roles, auditEveryWeeks: 6 }, startDate: "2027-10-04", endDate: "2028-04-02", workingDays, heldAudits: [], asOfDate: "2027-10-04" };
const ask = (change: Partial<AuditScheduleQuestion> = {}) => auditSchedule({ ...half, ...change });
const dates = (change: Partial<AuditScheduleQuestion>) => ask(change).audits.map(({ kind, plannedDate }) => `${kind} ${plannedDate}`);
const every = (auditEveryWeeks: number) => ({ governance: { roles, auditEveryWeeks } });
const held = (...heldDates: readonly string[]) => heldDates.map((heldDate, index) => ({ id: `a${String(index + 1)}`, heldDate }));

describe("auditSchedule", () => {
  test("audits every so many weeks after the start", () => {
    expect(ask()).toStrictEqual({
      audits: ["2027-11-15", "2027-12-27", "2028-02-07", "2028-03-20"].map((plannedDate, index) => ({ auditNumber: index + 1, kind: "regular", plannedDate, status: "planned", heldDate: null, lateDays: 0 })),
      reason: null, skippedDates: [], auditors: { role: "coach-lead", personIds: ["kim"] }, nextAudit: { auditNumber: 1, kind: "regular", plannedDate: "2027-11-15", status: "planned", heldDate: null, lateDays: 0 },
      neglectedCount: 0, furtherAuditIds: [], assumptions: { graceDays: 14, auditRoles: ["fidelity-auditor", "coach-lead", "program-owner"] },
    });
  });

  // 181 days lie between first and last. 13 weeks: one audit, 90 days left, more than half of 91. 12 weeks: two, 13 left. 26 weeks and more: none but the last.
  test.each([[13, ["regular 2028-01-03", "closing 2028-03-31"]], [12, ["regular 2027-12-27", "regular 2028-03-20"]], [26, ["closing 2028-03-31"]], [104, ["closing 2028-03-31"]]])("closes with an audit where more than half an interval is left: every %i weeks", (weeks, expected) => {
    expect(dates(every(weeks))).toEqual(expected);
  });

  test("exactly half an interval left is no reason for one more", () => {
    // 42 and 21 days after the start
    expect(dates({ endDate: "2027-12-06" })).toEqual(["regular 2027-11-15"]);
    expect(dates({ endDate: "2027-12-07" })).toEqual(["regular 2027-11-15", "closing 2027-12-07"]);
  });

  test("moves to the next working day, says from where and why, and never leaves the program", () => {
    const [first] = ask({ workingDays: { ...workingDays, holidays: ["2027-11-15", "2027-11-16"] } }).audits;
    expect(first).toMatchObject({ plannedDate: "2027-11-17", movedFrom: "2027-11-15", moveReason: "holiday" });
    expect(ask({ startDate: "2027-10-02" }).audits[0]).toMatchObject({ plannedDate: "2027-11-15", movedFrom: "2027-11-13", moveReason: "weekday-off" });
    // Saturday is wanted, and the last day is the Monday after
    expect(ask({ startDate: "2027-10-02", endDate: "2027-11-15" }).audits).toMatchObject([{ plannedDate: "2027-11-15", movedFrom: "2027-11-13" }]);
    // the day wanted is the last one and a Sunday: Friday before
    expect(ask({ startDate: "2027-10-03", endDate: "2027-11-14" }).audits).toMatchObject([{ plannedDate: "2027-11-12", movedFrom: "2027-11-14", moveReason: "weekday-off" }]);
  });

  test("an audit gives way where no working day lies between it and the one before", () => {
    const holidays = Array.from({ length: 14 }, (_, index) => addDays("2027-10-11", index));
    expect(ask({ ...every(1), endDate: "2027-10-31", workingDays: { ...workingDays, holidays } })).toMatchObject({ audits: [{ plannedDate: "2027-10-25", movedFrom: "2027-10-11" }, { kind: "closing", plannedDate: "2027-10-29" }], skippedDates: ["2027-10-18", "2027-10-25"] });
  });

  test.each([
    ["2027-11-14", "planned", 0], ["2027-11-15", "due", 0], ["2027-11-29", "due", 14], ["2027-11-30", "overdue", 15],
    // 42 days to the next: on day 21 both are as near
    ["2027-12-06", "overdue", 21], ["2027-12-07", "missed", 22],
  ])("on %s an audit that nobody holds is %s", (asOfDate, status, lateDays) => {
    const { audits, neglectedCount, nextAudit } = ask({ asOfDate });
    expect(audits[0]).toMatchObject({ status, lateDays });
    expect(neglectedCount).toBe(status === "overdue" || status === "missed" ? 1 : 0);
    expect(nextAudit?.auditNumber).toBe(status === "missed" ? 2 : 1);
  });

  test("a held audit stands for the planned one that is nearest, and a second one beside it is told", () => {
    const { audits, furtherAuditIds, nextAudit } = ask({ asOfDate: "2028-04-02", heldAudits: held("2027-11-10", "2027-11-20", "2028-01-17", "2028-03-20") });
    expect(audits.map(({ status, heldDate, lateDays }) => [status, heldDate, lateDays])).toEqual([["held", "2027-11-10", -5], ["held", "2028-01-17", 21], ["missed", null, 55], ["held", "2028-03-20", 0]]);
    expect([furtherAuditIds, nextAudit]).toEqual([["a2"], null]);
  });

  test("the last audit stays overdue: no later one takes its place", () => {
    expect(ask({ asOfDate: "2029-01-01", heldAudits: held("2027-11-15", "2027-12-27", "2028-02-07") })).toMatchObject({ neglectedCount: 1, nextAudit: { auditNumber: 4, status: "overdue" } });
  });

  test("without an agreement there are no audits, and without people nobody holds them", () => {
    expect(ask({ governance: { roles: [] } })).toMatchObject({ audits: [], reason: "no-audits-agreed", auditors: null, nextAudit: null });
    expect(ask({ governance: { roles: [] }, heldAudits: held("2027-10-04") })).toMatchObject({ furtherAuditIds: ["a1"] });
    expect(ask({ auditRoles: ["program-owner"] }).auditors).toEqual({ role: "program-owner", personIds: ["ada"] });
    expect(ask({ auditRoles: ["quality"] }).auditors).toBeNull();
  });

  test("a program of one day is audited on it, and before the start everything is planned", () => {
    expect(ask({ endDate: half.startDate, asOfDate: "2020-02-29" }).audits).toMatchObject([{ kind: "closing", plannedDate: half.startDate, status: "planned", lateDays: 0 }]);
  });

  test("holidays over the turn of a year move an audit into the next", () => {
    const holidays = Array.from({ length: 12 }, (_, index) => addDays("2027-12-24", index));
    expect(ask({ workingDays: { ...workingDays, holidays }, asOfDate: "2028-01-06" }).audits[1]).toMatchObject({ plannedDate: "2028-01-05", movedFrom: "2027-12-27", moveReason: "holiday", status: "due", lateDays: 1 });
  });

  test("each fault by code and path", () => {
    refuses(() => ask({ endDate: "2027-10-03" }), { code: "audit-schedule.ends_before_start", path: ["endDate"] });
    refuses(() => ask({ endDate: "2099-10-03" }), { code: "audit-schedule.too_long", path: ["endDate"] });
    refuses(() => ask({ asOfDate: "2028-01-01", heldAudits: [...held("2027-11-15"), ...held("2027-11-15")] }), { code: "audit-schedule.duplicate_audit", path: ["heldAudits", 1, "id"] });
    refuses(() => ask({ heldAudits: held("2027-11-15", "2027-10-03") }), { code: "audit-schedule.future_audit", path: ["heldAudits", 0, "heldDate"] }, { code: "audit-schedule.before_start", path: ["heldAudits", 1, "heldDate"] });
    refuses(() => ask({ startDate: "2027-10-09", endDate: "2027-10-10" }), { code: "audit-schedule.no_working_day", path: ["workingDays"] });
  });

  test("a program of ten years and no longer", () => {
    expect(ask({ endDate: addDays(half.startDate, AUDIT_LIMITS.programDays - 1) }).audits.length).toBe(87);
    refuses(() => ask({ endDate: addDays(half.startDate, AUDIT_LIMITS.programDays) }), { code: "audit-schedule.too_long", path: ["endDate"], params: { days: 3661, limit: 3660 } });
  });

  test("more held audits than one schedule takes", () => {
    refuses(() => ask({ heldAudits: Array.from({ length: AUDIT_LIMITS.heldAudits + 1 }, (_, index) => ({ id: String(index), heldDate: "2027-10-04" })) }), { code: "input.too_big", path: ["heldAudits"] });
  });

  test("every audit is a working day of the program, no two on one day, and the order of the records does not matter", () => {
    const question = fc.record({ weeks: fc.integer({ min: 1, max: 20 }), days: fc.integer({ min: 7, max: 400 }), holidays: fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 40 }), held: fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 12 }) });
    fc.assert(fc.property(question, fc.infiniteStream(fc.nat()), ({ weeks, days, holidays, held: heldDays }, order) => {
      const endDate = addDays(half.startDate, days - 1);
      const off = holidays.map((day) => addDays(half.startDate, day));
      const heldAudits = held(...heldDays.map((day) => addDays(half.startDate, day)));
      const given = { ...every(weeks), endDate, workingDays: { ...workingDays, holidays: off }, asOfDate: "2028-12-31", heldAudits };
      const schedule = ask(given);
      for (const { plannedDate } of schedule.audits) {
        expect(plannedDate >= half.startDate && plannedDate <= endDate && !off.includes(plannedDate) && !["SA", "SU"].includes(weekdayOf(plannedDate))).toBe(true);
      }
      schedule.audits.slice(1).forEach(({ plannedDate }, index) => { expect((schedule.audits[index]?.plannedDate ?? "") < plannedDate).toBe(true); });
      expect(schedule.audits.filter(({ status }) => status === "held").length + schedule.furtherAuditIds.length).toBe(heldAudits.length);
      const keyed = heldAudits.map((audit) => ({ audit, key: order.next().value })).sort((one, other) => one.key - other.key).map(({ audit }) => audit);
      expect(ask({ ...given, heldAudits: keyed })).toStrictEqual(schedule);
    }));
  });
});
