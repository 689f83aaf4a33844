import { allocateMoney, Rounding, sumMoney } from "coachkit/money";
import { COST_LIMITS, type CostItem, type CostPart, programCost, type ProgramCostInput, returnOnInvestment } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { phillipsClaim } from "./claims.js";
import { costModel, item } from "./cost-model.js";
import { one as whole, roundedQuotient, scaled, textOfUnits } from "../money/exact.js";
import { eur, faults } from "../money/faults.js";

const cohort = (id: string, participantCount: number, change = {}) => ({ id, date: "2027-03-01", participantCount, ...change });
const accountsOf = (input: ProgramCostInput) => Object.fromEntries(programCost(input).totals.accounts.map(({ account, total }) => [account, total.amount]));
const one = (change: Partial<CostItem>, model: Partial<ProgramCostInput> = {}) => programCost(costModel({ items: [item("x", change)], ...model }));
const price = (amount: string) => ({ pricing: { kind: "amount" as const, unitCost: eur(amount) } });

describe("programCost", () => {
  test("is fully loaded, account by account", () => {
    expect(accountsOf(costModel())).toEqual({
      "cost": "14265.38", "cost/administration": "600.00", "cost/coach-time": "2640.00", "cost/coach-time/no-show": "240.00", "cost/design": "3333.34", "cost/evaluation": "1500.00",
      "cost/facilities": "400.00", "cost/participant-time": "5400.00", "cost/platform": "392.04", "cost/platform/tax": "35.64",
    });
  });
  test("each entry names its item, its cohort and its records", () => {
    expect(programCost(costModel()).ledger.entries.find(({ account }) => account === "cost/platform/tax")).toEqual({ id: "platform/spring/tax/1", date: "2027-03-01", account: "cost/platform/tax", amount: eur("35.64"), sourceIds: ["offer-platform"] });
    expect(programCost(costModel()).ledger.entries[0]).toEqual({ id: "administration/program", date: "2027-01-04", account: "cost/administration", amount: eur("600.00"), sourceIds: ["offer-administration"] });
  });
  test("an item without a cost is booked at zero, so that its account does not count as forgotten", () => {
    const free = costModel({ items: costModel().items.map((each) => (each.account === "cost/facilities" ? { ...each, ...price("0") } : each)) });
    const { ledger } = programCost(free);
    expect(ledger.entries.filter(({ account }) => account === "cost/facilities").map(({ amount }) => amount)).toEqual([eur("0.00")]);
    expect(returnOnInvestment({ benefits: phillipsClaim, costs: ledger }).unbookedAccounts).toEqual([]);
  });
  test("its ledger goes into a return on investment, with nothing unbooked", () => {
    const { unbookedAccounts, totalCost } = returnOnInvestment({ benefits: phillipsClaim, costs: programCost(costModel()).ledger });
    expect([unbookedAccounts, totalCost]).toEqual([[], eur("14265.38")]);
  });

  describe("average and margin", () => {
    test("a thirteenth participant opens a third group and pays for the coach too", () => {
      const cost = programCost(costModel());
      expect(cost.costPerParticipant).toEqual({ estimate: eur("1188.78") });
      // 1,320 for the group with its no-shows, 450 for the hours, 29.70 and 2.97 for the seat
      expect(cost.nextParticipant).toEqual([{ cohortId: "spring", marginalCost: eur("1802.67"), steppingItemIds: ["coach-time"] }]);
    });
    test("where the group has a place left there is no step", () => { expect(programCost(costModel({ cohorts: [cohort("spring", 11)] })).nextParticipant).toEqual([{ cohortId: "spring", marginalCost: eur("482.67"), steppingItemIds: [] }]); });
    test("one more cohort does not pay again for what is paid once", () => {
      const { nextCohort, totalCost } = programCost(costModel());
      expect(nextCohort).toEqual({ likeCohortId: "spring", marginalCost: eur("12165.37") });
      const both = programCost(costModel({ cohorts: [cohort("spring", 12), cohort("summer", 12)] }));
      expect(sumMoney("EUR", [totalCost, nextCohort.marginalCost])).toEqual(both.totalCost);
      expect(both.costPerCohort).toEqual(eur("13215.38"));
    });
    test("without participants there is no average, and the first one pays for the group", () => {
      expect(programCost(costModel({ cohorts: [cohort("spring", 0)] }))).toMatchObject({ costPerParticipant: { estimate: null, reason: "no-participant" }, nextParticipant: [{ steppingItemIds: ["coach-time"] }] });
    });
  });

  describe("breakdown", () => {
    const input = costModel({
      items: [item("design", { driver: { per: "use", useCount: 3, usedCount: 0 } }), item("evaluation"), item("coach-time", { driver: { per: "cohort" }, pricing: { kind: "hours", hours: 2, role: "coach", modality: "group", noShowFraction: 0.5 } })],
      cohorts: [cohort("b", 4), cohort("a", 4, { region: "apac" }), cohort("c", 4, { region: "apac" })],
    });
    const told = (parts: readonly CostPart[]) => parts.map(({ id, totalCost, entryIds }) => [id, totalCost.amount, ...entryIds].join(" "));
    const { breakdown } = programCost(input);
    test("by cohort, what is paid once for the program first", () => {
      expect(told(breakdown.cohorts)).toEqual([
        " 100.00 evaluation/program", "a 273.34 coach-time/a coach-time/a/no-show/1 design/a", "b 393.33 coach-time/b coach-time/b/no-show/1 design/b", "c 273.33 coach-time/c coach-time/c/no-show/1 design/c",
      ]);
    });
    test("by region, at the rates of the region", () => { expect(breakdown.regions.map(({ id, totalCost }) => [id, totalCost.amount])).toEqual([[null, "493.33"], ["apac", "546.67"]]); });
    test("by the modality that hours are priced by", () => { expect(breakdown.modalities.map(({ id, totalCost }) => [id, totalCost.amount])).toEqual([[null, "200.00"], ["group", "840.00"]]); });
    test("each way adds up to the total, also where entries are converted and rounded", () => {
      const usd = { pricing: { kind: "amount" as const, unitCost: { amount: "0.37", currency: "USD" } } };
      const exchangeRates = [{ from: "USD", to: "EUR", toPerFrom: "0.913", date: "2027-01-01", source: "ECB" }];
      const cost = programCost({ ...input, items: [...input.items, item("books", { driver: { per: "cohort" }, ...usd })], exchangeRates });
      for (const parts of Object.values(cost.breakdown) as readonly (readonly CostPart[])[]) {
        expect(sumMoney("EUR", parts.map(({ totalCost }) => totalCost))).toEqual(cost.totalCost);
        expect(parts.flatMap(({ entryIds }) => entryIds).sort()).toEqual(cost.totals.lines.map(({ entryId }) => entryId));
      }
    });
  });

  describe("design", () => {
    const design = (useCount: number, usedCount = 0): Partial<CostItem> => ({ driver: { per: "use", useCount, usedCount }, ...price("100") });
    const three = [cohort("b", 1, { date: "2027-05-01" }), cohort("a", 1, { date: "2027-05-01" }), cohort("c", 1, { date: "2027-01-01" })];
    test("is cut into whole parts that add up, in the order of the cohorts' dates", () => {
      const { ledger, totalCost } = one(design(3), { cohorts: three });
      expect(ledger.entries.map(({ id, amount }) => [id, amount.amount])).toEqual([["x/c", "33.34"], ["x/a", "33.33"], ["x/b", "33.33"]]);
      expect(totalCost).toEqual(eur("100.00"));
    });
    test("goes on where earlier cohorts ended, and is paid off after its uses", () => { expect(one(design(3, 1), { cohorts: three }).ledger.entries.map(({ id }) => id)).toEqual(["x/c", "x/a"]); });
    test("is cut as allocateMoney cuts it, whatever is left over and in a currency of any digits", () => {
      fc.assert(fc.property(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 1, max: 60 }), fc.constantFrom("JPY", "EUR", "KWD"), (amount, useCount, currency) => {
        const unitCost = { amount: String(amount), currency };
        const shares = allocateMoney(unitCost, { weights: new Array<string>(useCount).fill("1"), remainder: "first-come" }).map((share) => share.amount);
        const cohorts = shares.map((_, index) => cohort(String(index).padStart(2, "0"), 1));
        const { ledger: { entries } } = programCost(costModel({ currency, items: [item("x", { driver: { per: "use", useCount, usedCount: 0 }, pricing: { kind: "amount", unitCost } })], cohorts }));
        expect(entries.map((entry) => entry.amount.amount)).toEqual(shares);
      }), { numRuns: 60 });
    });
    test("shared among ten thousand uses costs no more time than one for a single use: a hundred designs for two hundred cohorts", () => {
      const items = Array.from({ length: COST_LIMITS.items }, (_, index) => item(String(index), { driver: { per: "use", useCount: 10_000, usedCount: 0 }, ...price("10000.50") }));
      const cohorts = Array.from({ length: COST_LIMITS.cohorts }, (_, index) => cohort(String(index), 1));
      expect(programCost(costModel({ items, cohorts })).totalCost).toEqual(eur("20050.00"));
    });
    test("that is paid off costs the next cohort nothing", () => { expect(one(design(1)).nextCohort.marginalCost).toEqual(eur("0.00")); });
    test("finer than a cent is rounded before it is cut", () => { expect(one({ driver: { per: "use", useCount: 2, usedCount: 0 }, ...price("0.035") }, { cohorts: three }).totalCost).toEqual(eur("0.04")); });
  });

  test.each<[string, Partial<CostItem>, Partial<ProgramCostInput>, string]>([
    ["tax that comes back costs nothing", { tax: { taxFraction: 0.19, recoverableFraction: 1 } }, {}, "100.00"],
    ["tax that does not come back costs all of it", { tax: { taxFraction: 0.19, recoverableFraction: 0 } }, {}, "119.00"],
    ["a group that is full opens no other", { driver: { per: "group", groupSize: 6 } }, {}, "200.00"],
    ["a fee for each month", { driver: { per: "month", monthCount: 7 } }, {}, "700.00"],
    ["a fee for each cohort", { driver: { per: "cohort" } }, { cohorts: [cohort("a", 0), cohort("b", 9)] }, "200.00"],
    ["hours by the card of the cohort's region", { driver: { per: "cohort" }, pricing: { kind: "hours", hours: 2, role: "coach" } }, { cohorts: [cohort("a", 1, { region: "apac" }), cohort("b", 1, { region: "emea" })] }, "400.00"],
    ["hours once for the program take the card without a region", { pricing: { kind: "hours", hours: 2, role: "coach" } }, {}, "240.00"],
    ["no-shows are paid beside the hours", { pricing: { kind: "hours", hours: 10, role: "coach", noShowFraction: 0.05 } }, {}, "1260.00"],
    ["no-shows are taxed too", { pricing: { kind: "hours", hours: 10, role: "coach", noShowFraction: 0.5 }, tax: { taxFraction: 0.1, recoverableFraction: 0 } }, {}, "1980.00"],
    ["another currency by the newest rate that is not younger", { pricing: { kind: "amount", unitCost: { amount: "100", currency: "USD" } } }, { exchangeRates: [{ from: "USD", to: "EUR", toPerFrom: "0.9", date: "2027-01-04", source: "ECB" }, { from: "USD", to: "EUR", toPerFrom: "0.5", date: "2027-01-05", source: "ECB" }] }, "90.00"],
  ])("%s", (_, change, model, total) => { expect(one(change, model).totalCost.amount).toBe(total); });

  describe("refuses", () => {
    const thrown = (change: Partial<CostItem>, model: Partial<ProgramCostInput> = {}) => faults(() => one(change, model));
    const usd = { pricing: { kind: "amount" as const, unitCost: { amount: "1", currency: "USD" } } };
    test.each<[string, Partial<CostItem>, Partial<ProgramCostInput>, readonly string[]]>([
      ["a cost below zero", price("-1"), {}, ["cost-item.negative_cost /items/0/pricing/unitCost/amount"]],
      ["an account beside cost", { account: "costs/x" }, {}, ["cost-item.foreign_account /items/0/account"]],
      ["an account of seven levels", { account: "cost/b/c/d/e/f/g" }, {}, ["cost-item.foreign_account /items/0/account"]],
      ["hours shared among uses", { driver: { per: "use", useCount: 2, usedCount: 0 }, pricing: { kind: "hours", hours: 1, role: "coach" } }, {}, ["cost-item.hours_shared /items/0/pricing/kind"]],
      ["a role without a card", { pricing: { kind: "hours", hours: 1, role: "manager" } }, {}, ["program-cost.no_rate /items/0/pricing/role"]],
      ["a region without a card", { driver: { per: "cohort" }, pricing: { kind: "hours", hours: 1, role: "coach" } }, { rateCards: [{ id: "c", role: "coach", region: "apac", hourlyRate: eur("1") }], cohorts: [cohort("a", 1, { region: "emea" })] }, ["program-cost.no_rate /items/0/pricing/role"]],
      ["a modality without a card", { pricing: { kind: "hours", hours: 1, role: "coach", modality: "one-to-one" } }, { rateCards: [{ id: "c", role: "coach", modality: "group", hourlyRate: eur("1") }] }, ["program-cost.no_rate /items/0/pricing/role"]],
      ["two cards that fit equally well", { pricing: { kind: "hours", hours: 1, role: "coach" } }, { rateCards: ["a", "b"].map((id) => ({ id, role: "coach", hourlyRate: eur("1") })) }, ["program-cost.ambiguous_rate /items/0/pricing/role"]],
      ["one cohort twice", {}, { cohorts: [cohort("a", 1), cohort("a", 2)] }, ["program-cost.duplicate_id /cohorts/1/id"]],
      ["one item twice", {}, { items: [item("x"), item("x")] }, ["program-cost.duplicate_id /items/1/id"]],
      ["one card twice", {}, { rateCards: ["a", "a"].map((id) => ({ id, role: "coach", hourlyRate: eur("1") })) }, ["program-cost.duplicate_id /rateCards/1/id"]],
      ["another currency without a rate", usd, {}, ["program-cost.missing_rate /items/0/pricing"]],
      ["a currency of a hundred thousand letters, once and without repeating it", usd, { currency: "E".repeat(100_000) }, ["input.invalid_format /currency"]],
      ["a rate of a later day", usd, { exchangeRates: [{ from: "USD", to: "EUR", toPerFrom: "0.9", date: "2027-01-05", source: "ECB" }] }, ["program-cost.missing_rate /items/0/pricing"]],
      ["a rate card in another currency without a rate", { pricing: { kind: "hours", hours: 1, role: "coach" } }, { rateCards: [{ id: "c", role: "coach", hourlyRate: { amount: "1", currency: "USD" } }] }, ["program-cost.missing_rate /items/0/pricing"]],
      ["two rates of one day", {}, { exchangeRates: ["0.9", "0.8"].map((toPerFrom) => ({ from: "USD", to: "EUR", toPerFrom, date: "2027-01-04", source: "ECB" })) }, ["ledger.duplicate_rate /exchangeRates/1/date"]],
      ["a group of nobody", { driver: { per: "group", groupSize: 0 } }, {}, ["input.too_small /items/0/driver/groupSize"]],
      ["a tax of 19", { tax: { taxFraction: 19, recoverableFraction: 0 } }, {}, ["input.too_big /items/0/tax/taxFraction"]],
      ["no cohort", {}, { cohorts: [] }, ["input.too_small /cohorts"]],
    ])("%s", (_, change, model, want) => { expect(thrown(change, model)).toEqual(want); });
    test("more items than a model has", () => { expect(faults(() => programCost(costModel({ items: Array.from({ length: COST_LIMITS.items + 1 }, (_, index) => item(String(index))) })))).toEqual(["input.too_big /items"]); });
    test("more cohorts than a model has", () => { expect(thrown({}, { cohorts: Array.from({ length: COST_LIMITS.cohorts + 1 }, (_, index) => cohort(String(index), 1)) })).toEqual(["input.too_big /cohorts"]); });
    test("more exchange rates than a model has", () => { expect(thrown({}, { exchangeRates: Array.from({ length: COST_LIMITS.exchangeRates + 1 }, (_, index) => ({ from: "USD", to: "EUR", toPerFrom: "1", date: `20${String(10 + (index % 80))}-01-01`, source: "x" })) })[0]).toBe("input.too_big /exchangeRates"); });
  });

  test("as many items as a model has, for fifty cohorts, come to the cent", () => {
    const items = Array.from({ length: COST_LIMITS.items }, (_, index) => item(String(index), { driver: { per: "participant" }, tax: { taxFraction: 0.1, recoverableFraction: 0 } }));
    const cohorts = Array.from({ length: COST_LIMITS.cohorts / 4 }, (_, index) => cohort(String(index), 1));
    expect(programCost(costModel({ items, cohorts })).totalCost).toEqual(eur("550000.00"));
  });

  describe("laws", () => {
    const counts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 });
    const cohortsOf = (list: readonly number[]) => list.map((count, index) => cohort(`c${String(index)}`, count, { date: `2027-0${String(index + 1)}-01` }));
    test("the margin is what the total grows by, for each cohort", () => {
      fc.assert(fc.property(counts, fc.nat(), (list, pick) => {
        const at = pick % list.length;
        const cost = programCost(costModel({ cohorts: cohortsOf(list) }));
        const more = programCost(costModel({ cohorts: cohortsOf(list.map((count, index) => (index === at ? count + 1 : count))) }));
        expect(sumMoney("EUR", [cost.totalCost, cost.nextParticipant[at]?.marginalCost ?? eur("NaN")])).toEqual(more.totalCost);
      }), { numRuns: 40 });
    });
    test("the order of items, cohorts and cards does not matter to any figure", () => {
      fc.assert(fc.property(counts, (list) => {
        const model = costModel({ cohorts: cohortsOf(list) });
        const turned = { ...model, items: [...model.items].reverse(), cohorts: [...model.cohorts].reverse(), rateCards: [...model.rateCards].reverse() };
        const [{ ledger: _, ...one }, { ledger: __, ...other }] = [programCost(model), programCost(turned)];
        expect(other).toEqual(one);
      }), { numRuns: 40 });
    });
    test("every item is the exact fraction, rounded once for the amount and once for its tax, in every mode", () => {
      const money = fc.stringMatching(/^\d{1,6}(\.\d{1,4})?$/u);
      const share = fc.integer({ min: 0, max: 1000 });
      const part = fc.record({ money, hours: fc.integer({ min: 0, max: 5000 }), noShow: share, tax: share, back: share, people: fc.integer({ min: 0, max: 40 }) });
      fc.assert(fc.property(part, fc.constantFrom(...Rounding.options), ({ money: amount, hours, noShow, tax, back, people }, rounding) => {
        const cost = programCost(costModel({
          rounding, cohorts: [cohort("a", people)], rateCards: [{ id: "staff", role: "participant", hourlyRate: eur(amount) }],
          items: [item("x", { driver: { per: "participant" }, pricing: { kind: "hours", hours: hours / 100, role: "participant", noShowFraction: noShow / 1000 }, tax: { taxFraction: tax / 1000, recoverableFraction: back / 1000 } })],
        }));
        const held = roundedQuotient(scaled(amount) * BigInt(people * hours) * 100n, whole * 100n, rounding);
        const missed = roundedQuotient(scaled(amount) * BigInt(people * hours * noShow) * 100n, whole * 100_000n, rounding);
        const taxed = [held, missed].map((units) => roundedQuotient(units * BigInt(tax * (1000 - back)), 1_000_000n, rounding));
        expect(cost.totalCost.amount).toBe(textOfUnits([held, missed, ...taxed].reduce((sum, units) => sum + units, 0n), 2));
      }));
    });
    test("a dearer program never has a higher return", () => {
      fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 30 }), (count, more) => {
        const roi = (participantCount: number) => returnOnInvestment({ benefits: phillipsClaim, costs: programCost(costModel({ cohorts: [cohort("a", participantCount)] })).ledger }).roiRatio;
        expect(roi(count + more)).toBeLessThanOrEqual(roi(count));
      }), { numRuns: 30 });
    });
  });
});
