/**
 * A book of 200,000 lines from texts: quantity with 4 digits after the point times price with 2, each line rounded half-even to cents, then summed.
 * Against decimal.js, big-integer minor units and plain doubles, line by line; all but the last have to give the same cents.
 */
import { Decimal } from "decimal.js";
import { ledgerTotalsColumns } from "../../dist/money/index.js";

const [lineCount, turns] = [200_000, 7];

function lines() {
  let state = 5;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  const quantities = Array.from({ length: lineCount }, () => (random() * 40).toFixed(4));
  const amounts = Array.from({ length: lineCount }, () => (random() * 200).toFixed(2));
  return { quantities, amounts };
}

function byDecimals({ quantities, amounts }) {
  let sum = new Decimal(0);
  for (let line = 0; line < lineCount; line += 1) sum = sum.plus(new Decimal(quantities[line]).times(amounts[line]).toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN));
  return sum.toFixed(2);
}

const wholeOf = (text) => BigInt(text.replace(".", ""));
function byBigIntegers({ quantities, amounts }) {
  let sum = 0n;
  for (let line = 0; line < lineCount; line += 1) {
    const product = wholeOf(quantities[line]) * wholeOf(amounts[line]);
    const units = product / 10_000n;
    const twice = (product % 10_000n) * 2n;
    sum += units + (twice > 10_000n || (twice === 10_000n && units % 2n === 1n) ? 1n : 0n);
  }
  const text = sum.toString();
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}

const byDoubles = ({ quantities, amounts }) => amounts.reduce((sum, amount, line) => sum + Math.round(Number(quantities[line]) * Number(amount) * 100) / 100, 0).toFixed(2);
const byColumns = ({ quantities, amounts }) => ledgerTotalsColumns({ currency: "EUR", rounding: "half-even", amounts, quantities }).total.amount;

const middle = (values) => values.toSorted((left, right) => left - right)[values.length >> 1];

export default function ledger() {
  const book = lines();
  const ways = { ledgerTotalsColumns: byColumns, "decimal.js": byDecimals, "big integers": byBigIntegers, "doubles (wrong)": byDoubles };
  const want = byDecimals(book);
  for (const [name, way] of Object.entries(ways)) if (!name.includes("wrong") && way(book) !== want) throw new Error(`${name} answers ${way(book)}, not ${want}`);
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const start = performance.now();
      way(book);
      times[name].push(((performance.now() - start) * 1e6) / lineCount);
    }
  }
  console.log(`ledger: ${want} EUR in ${lineCount} lines; doubles make it ${byDoubles(book)}`);
  for (const [name, list] of Object.entries(times)) console.log(`${name}: ${middle(list).toFixed(0)} ns a line`);
  for (const name of ["decimal.js", "big integers"]) console.log(`ratio ledger/${name}: ${(middle(times[name]) / middle(times.ledgerTotalsColumns)).toFixed(1)}`);
}
