import { erlangB, greatestLoad, leastServers, QUEUE_LIMITS } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";

describe("erlangB", () => {
  test("one server and one erlang turn away half, two servers a fifth: 1/2 and (1/2)/(1 + 1 + 1/2)", () => {
    expect(erlangB({ offeredErlangs: 1, serverFte: 1 })).toEqual({ model: "erlang-b", blockedFraction: 0.5, carriedErlangs: 0.5, occupancyFraction: 0.5 });
    expect(erlangB({ offeredErlangs: 1, serverFte: 2 }).blockedFraction).toBe(0.2);
  });
  test("no servers turn everybody away, and no load is not turned away", () => {
    expect(erlangB({ offeredErlangs: 3, serverFte: 0 })).toEqual({ model: "erlang-b", blockedFraction: 1, carriedErlangs: 0, occupancyFraction: null });
    expect(erlangB({ offeredErlangs: 0, serverFte: 0 })).toEqual({ model: "erlang-b", blockedFraction: 0, carriedErlangs: 0, occupancyFraction: null });
  });
  test("factorials would overflow from 171 servers on; the recurrence does not, up to the limit", () => {
    // 1 / B(A, A) = √(πA / 2) + 2/3 + …
    expect(erlangB({ offeredErlangs: QUEUE_LIMITS.erlangs, serverFte: QUEUE_LIMITS.erlangs }).blockedFraction).toBeCloseTo(1 / (Math.sqrt(Math.PI * 50_000) + 2 / 3), 8);
    expect(erlangB({ offeredErlangs: 0.01, serverFte: QUEUE_LIMITS.agents }).blockedFraction).toBe(0);
    expect(erlangB({ offeredErlangs: 1e-300, serverFte: 1.5 }).blockedFraction).toBeGreaterThanOrEqual(0);
  });
  test("the start far below the load changes no digit", () => {
    for (const [erlangs, servers] of [[500, 520], [500, 500.5], [500, 300.25], [2000, 1900]] as const) {
      let inverse = 1 / erlangB({ offeredErlangs: erlangs, serverFte: servers % 1 }).blockedFraction;
      for (let n = (servers % 1) + 1; n <= servers; n += 1) inverse = 1 + (inverse * n) / erlangs;
      expect(erlangB({ offeredErlangs: erlangs, serverFte: servers }).blockedFraction * inverse).toBeCloseTo(1, 12);
    }
  });
  test("refuses what is no load and no number of servers", () => {
    refuses(() => erlangB({ offeredErlangs: -1, serverFte: NaN }), { code: "input.too_small", path: ["offeredErlangs"] }, { code: "input.invalid_type", path: ["serverFte"] });
    refuses(() => erlangB({ offeredErlangs: QUEUE_LIMITS.erlangs + 1, serverFte: QUEUE_LIMITS.agents + 1 }), { code: "input.too_big", path: ["offeredErlangs"] }, { code: "input.too_big", path: ["serverFte"] });
  });
  test("law: more servers turn away less, also by parts; more load is turned away more", () => {
    fc.assert(fc.property(fc.double({ min: 0.01, max: 3000, noNaN: true }), fc.double({ min: 0, max: 3000, noNaN: true }), fc.double({ min: 0.01, max: 50, noNaN: true }), (erlangs, servers, more) => {
      const { blockedFraction } = erlangB({ offeredErlangs: erlangs, serverFte: servers });
      expect(blockedFraction).toBeLessThanOrEqual(1);
      expect(erlangB({ offeredErlangs: erlangs, serverFte: servers + more }).blockedFraction).toBeLessThanOrEqual(blockedFraction * (1 + 1e-12));
      expect(erlangB({ offeredErlangs: erlangs + more, serverFte: servers }).blockedFraction).toBeGreaterThanOrEqual(blockedFraction * (1 - 1e-12));
    }));
  });
});

describe("leastServers and greatestLoad", () => {
  test("law: one server fewer would turn away too many, and a little more load too", () => {
    fc.assert(fc.property(fc.double({ min: 0.01, max: 2000, noNaN: true }), fc.double({ min: 1e-6, max: 0.9, noNaN: true }), (offeredErlangs, maximumBlockedFraction) => {
      const { serverCount, blockedFraction } = leastServers({ offeredErlangs, maximumBlockedFraction });
      expect(blockedFraction).toBeLessThanOrEqual(maximumBlockedFraction);
      if (serverCount > 0) expect(erlangB({ offeredErlangs, serverFte: serverCount - 1 }).blockedFraction).toBeGreaterThan(maximumBlockedFraction);
      const { offeredErlangs: load } = greatestLoad({ serverFte: serverCount + 1, maximumBlockedFraction });
      expect(load).toBeGreaterThan(offeredErlangs);
      expect(erlangB({ offeredErlangs: load, serverFte: serverCount + 1 }).blockedFraction).toBeCloseTo(maximumBlockedFraction, 9);
    }));
  });
  test("no load needs no server, and no server carries a load", () => {
    expect(leastServers({ offeredErlangs: 0, maximumBlockedFraction: 0.01 }).serverCount).toBe(0);
    expect(greatestLoad({ serverFte: 0, maximumBlockedFraction: 0.01 }).offeredErlangs).toBe(0);
  });
  test("refuses a share that no number of servers reaches, and more load than is computed", () => {
    refuses(() => leastServers({ offeredErlangs: 1, maximumBlockedFraction: 0 }), { code: "input.invalid_format", path: ["maximumBlockedFraction"] });
    refuses(() => greatestLoad({ serverFte: 1, maximumBlockedFraction: 1 }), { code: "input.invalid_format", path: ["maximumBlockedFraction"] });
    refuses(() => greatestLoad({ serverFte: QUEUE_LIMITS.agents, maximumBlockedFraction: 0.5 }), { code: "erlang-b.beyond_limit", path: ["serverFte"] });
  });
});
