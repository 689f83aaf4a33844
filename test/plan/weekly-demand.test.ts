import { coachCapacity, type CoachWeek, type ParticipantLoad, type SessionLoad, weeklyDemand } from "coachkit/plan";
import { describe, expect, test } from "vitest";

/** 23.8 deliverable hours, 1,428 minutes. */
const week: CoachWeek = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
const session: SessionLoad = { modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0 };

/** Probabilities of 0, 1, 2… minutes. */
type Law = readonly number[];

const convolved = (one: Law, other: Law): Law => {
  const sum = new Array<number>(one.length + other.length - 1).fill(0);
  one.forEach((p, i) => { if (p > 0) other.forEach((q, j) => { sum[i + j] = (sum[i + j] ?? 0) + p * q; }); });
  return sum;
};
const repeatedly = (law: Law, count: number): Law => (count === 0 ? [1] : count % 2 === 1 ? convolved(law, repeatedly(law, count - 1)) : ((half) => convolved(half, half))(repeatedly(law, count / 2)));
const at = (minutes: number, probability = 1): Law => [...new Array<number>(minutes).fill(0), probability];
const mixed = (one: Law, share: number, other: Law): Law => Array.from({ length: Math.max(one.length, other.length) }, (_, minute) => (one[minute] ?? 0) * (1 - share) + (other[minute] ?? 0) * share);
/** ⌊count⌋ times a law, or once more with the rest's probability. */
const visits = (law: Law, count: number): Law => mixed(repeatedly(law, Math.floor(count)), count - Math.floor(count), repeatedly(law, Math.floor(count) + 1));
const poisson = (mean: number, minutes: number): Law => {
  const law = new Array<number>(40 * minutes + 1).fill(0);
  let probability = Math.exp(-mean);
  for (let count = 0; count <= 40; count += 1) { law[count * minutes] = probability; probability *= mean / (count + 1); }
  return law;
};

/** What is asked of a week, minute by minute, written down anew without means and variances. Groups meet as a whole. */
function exactLaw({ sessions, journals, homework, messages }: ParticipantLoad, participantCount: number): Law {
  const parts = sessions.map((one) => {
    const { sessionsPerWeek, groupSize, liveMinutes, preparationMinutes, noteMinutes, travelMinutes, noShow } = one;
    const missed = liveMinutes + travelMinutes + (noShow?.then === "rebooked" ? 0 : preparationMinutes);
    const booking = mixed(at(liveMinutes + travelMinutes + preparationMinutes + noteMinutes), noShow?.fraction ?? 0, at(missed));
    const bookings = noShow?.then === "rebooked" ? sessionsPerWeek / (1 - noShow.fraction) : sessionsPerWeek;
    return repeatedly(visits(booking, bookings), participantCount / groupSize);
  });
  const due = [journals, homework].flatMap((task) => (task === undefined ? [] : [repeatedly(visits(at(task.minutesEach), task.countPerWeek), participantCount)]));
  const sent = messages === undefined ? [] : [repeatedly(poisson(messages.countPerWeek, messages.minutesEach), participantCount)];
  return [...parts, ...due, ...sent].reduce(convolved, [1]);
}
const exactFit = (load: ParticipantLoad, participantCount: number, minutes: number): number => exactLaw(load, participantCount).slice(0, Math.floor(minutes) + 1).reduce((sum, p) => sum + p, 0);

const table: readonly (readonly [string, ParticipantLoad])[] = [
  ["a session every two weeks", { sessions: [session] }],
  ["a fifth are no-shows, their time lost", { sessions: [{ ...session, sessionsPerWeek: 1, noShow: { fraction: 0.2, then: "lost" } }] }],
  ["a fifth are no-shows, booked again", { sessions: [{ ...session, noShow: { fraction: 0.2, then: "rebooked" } }] }],
  ["groups of four", { sessions: [{ ...session, modality: "group", groupSize: 4 }, { ...session, sessionsPerWeek: 0.25 }] }],
  ["journals, homework and messages", { sessions: [{ ...session, sessionsPerWeek: 0.25 }], journals: { countPerWeek: 0.8, minutesEach: 6 }, homework: { countPerWeek: 0.5, minutesEach: 4 }, messages: { countPerWeek: 1.5, minutesEach: 2 } }],
];

/** 10, 20 and 28 deliverable hours. */
const weeks = [10, 20, 28].map((hours) => ({ weeklyContractMinutes: hours * 120, shrinkageFraction: 0, weeklyFixedDutyMinutes: 0, utilizationFraction: 0.5 }));

describe("the normal approximation against exact convolution, minute by minute", () => {
  describe.each(table)("%s", (_, load) => {
    const step = Math.max(...load.sessions.map(({ groupSize }) => groupSize));
    test.each([600, 1200, 1680])("%i minutes: the share of weeks that overflow is off by less than 0.06, the caseload by one participant or group", (minutes) => {
      const ofWeek = weeks.find(({ weeklyContractMinutes }) => weeklyContractMinutes === 2 * minutes) as CoachWeek;
      for (let participantCount = step; participantCount <= 48; participantCount += 5 * step) {
        const { overloadFraction, warnings } = weeklyDemand({ week: ofWeek, load, participantCount });
        expect(Math.abs(1 - exactFit(load, participantCount, minutes) - overloadFraction)).toBeLessThan(warnings.length === 0 ? 0.06 : 0.25);
      }
      for (const { fitFraction, participantCount } of weeklyDemand({ week: ofWeek, load, participantCount: 1 }).caseloads) {
        const whole = participantCount - (participantCount % step);
        expect(exactFit(load, whole - step, minutes)).toBeGreaterThanOrEqual(fitFraction);
        expect(exactFit(load, whole + 2 * step, minutes)).toBeLessThan(fitFraction);
      }
    }, 60_000);
  });
});

describe("how far the approximation is off at worst: all cost alike, and the time ends at a whole number of them or just before", () => {
  /** A week with so many deliverable minutes. */
  const weekOf = (minutes: number): CoachWeek => ({ weeklyContractMinutes: 2 * minutes, shrinkageFraction: 0, weeklyFixedDutyMinutes: 0, utilizationFraction: 0.5 });
  /** The law of so many participants who each have a session with this probability. */
  const binomial = (n: number, p: number): Law => { const law = [(1 - p) ** n]; for (let k = 1; k <= n; k += 1) law.push(((law[k - 1] ?? 0) * (n - k + 1) * p) / (k * (1 - p))); return law; };
  const fits = (law: Law, most: number): number => law.slice(0, most + 1).reduce((sum, p) => sum + p, 0);
  const hour: SessionLoad = { ...session, preparationMinutes: 0, noteMinutes: 0 };

  test("ten sessions fill the time exactly and twenty participants ask for ten: 0.5 instead of 0.41", () => {
    const { overloadFraction, warnings } = weeklyDemand({ week: weekOf(1428), load: { sessions: [{ ...hour, liveMinutes: 142.8 }] }, participantCount: 20 });
    expect([overloadFraction, warnings]).toEqual([0.5, []]);
    expect(1 - fits(binomial(20, 0.5), 10)).toBeCloseTo(0.4119, 4);
  });

  /** The greatest error of all whole numbers of things, at them and just before the next. */
  const worst = (load: ParticipantLoad, participantCount: number, { law, minutesEach }: { readonly law: Law; readonly minutesEach: number }): number => Math.max(...[...law.keys()].filter((count) => count > 0 && (law[count] ?? 0) > 0.001).flatMap((count) => [0, 0.999].map((rest) =>
    Math.abs(1 - fits(law, count) - weeklyDemand({ week: weekOf((count + rest) * minutesEach), load, participantCount }).overloadFraction))));
  test.each([[0.02, 256], [0.05, 106], [0.1, 56], [0.25, 27], [0.5, 20], [0.8, 32], [0.95, 106]])("sessions %f a week, %i participants: less than 0.12 from five chances on, less than 0.06 from twenty on", (sessionsPerWeek, participantCount) => {
    const load = { sessions: [{ ...hour, sessionsPerWeek }] };
    expect(weeklyDemand({ week, load, participantCount }).warnings).toEqual([]);
    expect(worst(load, participantCount, { law: binomial(participantCount, sessionsPerWeek), minutesEach: 60 })).toBeLessThan(0.12);
    expect(worst(load, 4 * participantCount, { law: binomial(4 * participantCount, sessionsPerWeek), minutesEach: 60 })).toBeLessThan(0.06);
  });
  test("messages alone come as unevenly as rare sessions", () => {
    const load = { sessions: [], messages: { countPerWeek: 1, minutesEach: 6 } };
    const law = (count: number): Law => poisson(count, 1);
    expect(weeklyDemand({ week, load, participantCount: 5 }).warnings).toEqual([]);
    expect(worst(load, 5, { law: law(5), minutesEach: 6 })).toBeLessThan(0.12);
    expect(worst(load, 20, { law: law(20), minutesEach: 6 })).toBeLessThan(0.06);
  });
  test("many short messages do not smooth a few long sessions", () => {
    const load = { sessions: [{ ...hour, liveMinutes: 90 }], messages: { countPerWeek: 5, minutesEach: 1 } };
    // one participant: a session in every second week, and then always more than 89 minutes
    const one = weeklyDemand({ week: weekOf(89), load, participantCount: 1 });
    expect(1 - exactFit(load, 1, 89) - one.overloadFraction).toBeGreaterThan(0.25);
    expect(one.warnings).toEqual(["rough-approximation"]);
    for (const participantCount of [2, 5, 10, 19, 20, 30]) {
      const warnings = weeklyDemand({ week, load, participantCount }).warnings;
      expect([participantCount, warnings.length]).toEqual([participantCount, participantCount < 20 ? 1 : 0]);
      if (warnings.length === 0) for (const sessions of [5, 8, 10, 12, 15]) for (const minutes of [90 * sessions + 50, 90 * sessions + 5 * participantCount, 90 * sessions + 139]) expect(Math.abs(1 - exactFit(load, participantCount, minutes) - weeklyDemand({ week: weekOf(minutes), load, participantCount }).overloadFraction)).toBeLessThan(0.12);
    }
  });
  test.each([[0.1, 3], [0.1, 20], [0.25, 12], [0.5, 10], [0.5, 25], [0.9, 60]])("sessions %f a week and time for %i: the caseload is off by at most one and those who ask for one session more", (sessionsPerWeek, most) => {
    for (const rest of [0, 0.999]) for (const { fitFraction, participantCount } of weeklyDemand({ week: weekOf((most + rest) * 60), load: { sessions: [{ ...hour, sessionsPerWeek }] }, participantCount: 1 }).caseloads) {
      const off = 1 + 1 / sessionsPerWeek;
      expect(fits(binomial(Math.max(0, Math.ceil(participantCount - off)), sessionsPerWeek), most)).toBeGreaterThanOrEqual(fitFraction);
      expect(fits(binomial(Math.floor(participantCount + off) + 1, sessionsPerWeek), most)).toBeLessThan(fitFraction);
    }
  });
});

describe("a caseload that fits on average", () => {
  test("is too much in nearly every second week: 31 participants of 45 minutes on 1,428", () => {
    expect(weeklyDemand({ week, load: { sessions: [session] }, participantCount: 31 })).toEqual({
      expectedMinutes: 1395, standardDeviationMinutes: expect.closeTo(90 * Math.sqrt(31 / 4), 6) as number, deliverableMinutes: 1428, loadRatio: 1395 / 1428, overloadFraction: expect.closeTo(0.4476, 4) as number,
      caseloads: [{ fitFraction: 0.8, participantCount: 27, exactParticipants: expect.closeTo(27.3332, 4) as number }, { fitFraction: 0.95, participantCount: 23, exactParticipants: expect.closeTo(23.722, 4) as number }],
      method: "normal-approximation", assumptions: { fitFractions: [0.8, 0.95] }, warnings: [],
    });
  });

  test("at the exact caseload for 95 % of weeks mean and reserve use up the time", () => {
    const load = { sessions: [session] };
    const { caseloads: [caseload] } = weeklyDemand({ week, load, participantCount: 1, fitFractions: [0.95] });
    const n = caseload?.exactParticipants ?? 0;
    expect(n * 45 + 1.6448536269514722 * 45 * Math.sqrt(n)).toBeCloseTo(1428, 6);
  });

  test("a session every week without no-shows leaves nothing to chance: all weeks fit, or none", () => {
    const load = { sessions: [{ ...session, sessionsPerWeek: 1 }] };
    expect(weeklyDemand({ week, load, participantCount: 15 })).toMatchObject({ standardDeviationMinutes: 0, overloadFraction: 0, warnings: [] });
    expect(weeklyDemand({ week, load, participantCount: 16 })).toMatchObject({ overloadFraction: 1 });
    expect(weeklyDemand({ week, load, participantCount: 16 }).caseloads.map(({ participantCount }) => participantCount)).toEqual([15, 15]);
  });

  test("the spread of one participant's week, by hand", () => {
    const spread = (load: ParticipantLoad) => weeklyDemand({ week, load, participantCount: 1 }).standardDeviationMinutes ** 2;
    const weekly = { ...session, sessionsPerWeek: 1 };
    // 15 minutes of notes fall away in a fifth of the weeks: 0.2 · 0.8 · 15²
    expect(spread({ sessions: [{ ...weekly, noShow: { fraction: 0.2, then: "lost" } }] })).toBeCloseTo(36, 3);
    // 1.25 bookings: 0.16 · 1.25 · 30² for preparation and notes, and a second booking in a quarter of the weeks, worth 84: 0.1875 · 84²
    expect(spread({ sessions: [{ ...weekly, noShow: { fraction: 0.2, then: "rebooked" } }] })).toBeCloseTo(180 + 1323, 3);
    // groups of four: a quarter of the variance of one group
    expect(spread({ sessions: [{ ...session, groupSize: 4 }] })).toBeCloseTo(90 ** 2 / 16, 3);
    // messages: as many as their mean; journals: due or not
    expect(spread({ sessions: [weekly], messages: { countPerWeek: 1.5, minutesEach: 2 } })).toBeCloseTo(6, 3);
    expect(spread({ sessions: [weekly], journals: { countPerWeek: 1.5, minutesEach: 2 }, homework: { countPerWeek: 2, minutesEach: 9 } })).toBeCloseTo(1, 3);
  });

  test("few participants are warned of, a coach without time carries nobody", () => {
    expect(weeklyDemand({ week, load: { sessions: [session] }, participantCount: 19 }).warnings).toEqual(["rough-approximation"]);
    expect(weeklyDemand({ week, load: { sessions: [session] }, participantCount: 20 }).warnings).toEqual([]);
    expect(weeklyDemand({ week: { ...week, weeklyContractMinutes: 0 }, load: { sessions: [session] }, participantCount: 3 })).toMatchObject({ loadRatio: null, caseloads: [{ participantCount: 0 }, { participantCount: 0 }] });
    expect(weeklyDemand({ week, load: { sessions: [session] }, participantCount: 0 })).toMatchObject({ expectedMinutes: 0, overloadFraction: 0 });
  });

  test("mean demand is what the capacity counts for each participant", () => {
    for (const [, load] of table) expect(weeklyDemand({ week, load, participantCount: 100 }).expectedMinutes).toBeCloseTo(100 * coachCapacity({ week, load }).participantMinutes.totalMinutes, 3);
  });
});

test.each([
  ["a percent for a share", { fitFractions: [95] }, "input.too_big at /fitFractions/0"],
  ["a share below one half", { fitFractions: [0.05] }, "input.too_small at /fitFractions/0"],
  ["more participants than are worked out", { participantCount: 10_001 }, "input.too_big at /participantCount"],
  ["a load without time", { load: { sessions: [] } }, "participant-load.no_time_each at /load"],
])("refuses %s", (_, changes, start) => { expect(() => weeklyDemand({ week, load: { sessions: [session] }, participantCount: 3, ...changes })).toThrow(start); });
