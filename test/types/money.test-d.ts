import { type MoneyAllocation, type MoneyConversion, type ExchangeRate, type Ledger, type LedgerEntry, type Money, type MoneyMultiplication, roundMoney, subtractMoney } from "coachkit/money";
import * as money from "coachkit/money";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema says what its interface says", () => {
  expectTypeOf<z.infer<typeof money.Money>>().toEqualTypeOf<Money>();
  expectTypeOf<z.infer<typeof money.MoneyMultiplication>>().toEqualTypeOf<MoneyMultiplication>();
  expectTypeOf<z.infer<typeof money.MoneyAllocation>>().toEqualTypeOf<MoneyAllocation>();
  expectTypeOf<z.infer<typeof money.ExchangeRate>>().toEqualTypeOf<ExchangeRate>();
  expectTypeOf<z.infer<typeof money.MoneyConversion>>().toEqualTypeOf<MoneyConversion>();
  expectTypeOf<z.infer<typeof money.LedgerEntry>>().toEqualTypeOf<LedgerEntry>();
  expectTypeOf<z.infer<typeof money.Ledger>>().toEqualTypeOf<Ledger>();
});
test("a number is no amount, and money is read-only", () => {
  // @ts-expect-error an amount is text
  roundMoney({ amount: 1, currency: "EUR" }, "half-even");
  // @ts-expect-error there is no such mode
  roundMoney({ amount: "1", currency: "EUR" }, "bankers");
  // @ts-expect-error what is taken away is named
  subtractMoney({ amount: "1", currency: "EUR" }, { amount: "1", currency: "EUR" });
  expectTypeOf<Money>().toEqualTypeOf<Readonly<{ amount: string; currency: string }>>();
});
