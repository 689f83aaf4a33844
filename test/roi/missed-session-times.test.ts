import { missedSessionTimes, type MissedTimeInput, sessionCosts } from "coachkit/roi";
import { describe, expect, test } from "vitest";
import { calls } from "./calls.js";
import { eur, faults } from "../money/faults.js";

const [base] = calls.missedSessionTimes as unknown as readonly [MissedTimeInput];
const touchpointId = base.records.plan.sessions[0]?.touchpointId ?? "";
const missed = (status: "no-show" | "cancelled", id = "d1") => ({ id, status, sessionId: "s1", touchpointId });
const input = (change: Partial<MissedTimeInput> = {}, deliveries: MissedTimeInput["records"]["deliveries"] = [missed("no-show")]): MissedTimeInput => ({ ...base, records: { ...base.records, deliveries }, ...change });

describe("missedSessionTimes", () => {
  test("a no-show is the coach's planned time under an activity of its own", () => {
    expect(missedSessionTimes(input())).toEqual([{ id: "d1", date: "2027-09-27", modality: "group", personTimes: [{ personId: "c1", role: "coach", activity: "no-show", minutes: 180 }] }]);
  });
  test("a cancellation is paid at its share", () => { expect(missedSessionTimes(input({}, [missed("cancelled")]))[0]?.personTimes).toEqual([{ personId: "c1", role: "coach", activity: "cancelled", minutes: 90 }]); });
  test("it is booked under an account of its own", () => {
    expect(sessionCosts({ sessionTimes: missedSessionTimes(input()), rateCards: [{ id: "c", role: "coach", hourlyRate: eur("120") }], rounding: "half-even" })).toMatchObject([{ account: "cost/coach-time/no-show", amount: eur("360.00"), sourceIds: ["d1"] }]);
  });
  test("nothing is owed where nothing is paid, where the coach did not come, or where there is no coach", () => {
    const [session] = base.records.plan.sessions;
    expect(missedSessionTimes(input({ paidFractions: { noShow: 0, cancelled: 0 } }))).toEqual([]);
    expect(missedSessionTimes(input({ unpaidDeliveryIds: ["d1"] }))).toEqual([]);
    expect(session).toBeDefined();
    const plan = { ...base.records.plan, sessions: session === undefined ? [] : [{ ...session, coachId: null }] };
    expect(missedSessionTimes(input({ records: { plan, deliveries: [missed("no-show")] } }))).toEqual([]);
  });
  test("the region of the coach goes with it", () => { expect(missedSessionTimes(input({ regions: [{ personId: "c1", region: "apac" }] }))[0]?.personTimes[0]?.region).toBe("apac"); });
  test.each<[string, Partial<MissedTimeInput>, readonly string[]]>([
    ["a delivery that was not missed", { unpaidDeliveryIds: ["d1", "d9"] }, ["missed-session-times.unknown_delivery /unpaidDeliveryIds/1"]],
    ["an unknown coach", { coaches: [] }, ["time-terms.unknown_coach /records/plan/sessions/0/coachId"]],
    ["a share of 100", { paidFractions: { noShow: 100, cancelled: 0 } }, ["input.too_big /paidFractions/noShow"]],
  ])("refuses %s", (_, change, want) => { expect(faults(() => missedSessionTimes(input(change)))).toEqual(want); });
});
