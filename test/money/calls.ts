const money = { amount: "100.00", currency: "EUR" };
const usd = { amount: "100.00", currency: "USD" };
const exchangeRate = { from: "USD", to: "EUR", toPerFrom: "0.9215", date: "2026-11-02", source: "ECB reference rates" };
const entries = [
  { id: "e1", date: "2026-11-03", account: "cost/coach-fees", amount: usd, note: "first invoice", sourceIds: ["invoice-7"] },
  { id: "e2", date: "2026-11-03", account: "cost/platform", amount: money, sourceIds: [] },
];
const ledger = { kind: "ledger", schemaVersion: 1, currency: "EUR", rounding: "half-even", exchangeRates: [exchangeRate], entries };
export const calls = {
  allocateMoney: [money, { weights: ["1", "1", "1"], remainder: "largest-remainder" }],
  compareMoney: [{ left: money, right: money }],
  convertMoney: [usd, { exchangeRate, rounding: "half-even" }],
  ledgerTotals: [ledger],
  ledgerTotalsColumns: [{ currency: "EUR", rounding: "half-even", amounts: ["120.00", "45.50"], quantities: ["1.5", "0.75"], accounts: ["cost/coach-time", "cost/platform"], accountIndices: Uint32Array.of(0, 1) }],
  minorUnitDigits: ["EUR"],
  multiplyMoney: [money, { factors: ["1.5"], rounding: "half-even" }],
  negateMoney: [money],
  ratioOfMoney: [{ numerator: money, denominator: money }],
  readLedger: [ledger],
  roundMoney: [money, "half-even"],
  subtractMoney: [{ from: money, less: money }],
  sumMoney: ["EUR", [money]],
  toDecimalText: [0.7],
  zeroMoney: ["EUR"],
};
