import { type Answers, MISSING } from "./response-table.js";

/** Items in a block: their 256 patterns of right answers are added up once a step, instead of item by item for every person. */
export const BLOCK = 8;

/** Different rows of answers, and how many people gave each: eight items a byte. */
export interface AnswerPatterns {
  readonly itemCount: number;
  readonly blockCount: number;
  /** Patterns times blocks: a bit for each right answer. */
  readonly right: Uint8Array;
  /** Patterns times blocks: a bit for each missing answer. */
  readonly missing: Uint8Array;
  readonly hasMissing: boolean;
  /** People with each pattern. */
  readonly counts: Float64Array;
}

/** People with the same answers count together, so that a short test costs the same for a thousand people as for a million. */
export function answerPatterns({ bytes, itemCount: width, personCount }: Answers, columns: Int32Array): AnswerPatterns {
  const itemCount = columns.length;
  const blockCount = Math.ceil(itemCount / BLOCK);
  const codes = new Uint8Array(2 * blockCount);
  const places = new Map<string, number>();
  const seen: Uint8Array[] = [];
  const counts: number[] = [];
  for (let person = 0; person < personCount; person += 1) {
    codes.fill(0);
    let answered = 0;
    for (let item = 0; item < itemCount; item += 1) {
      const byte = bytes[person * width + (columns[item] as number)] as number;
      const place = (item >> 3) + (byte === MISSING ? blockCount : 0);
      if (byte !== MISSING) answered += 1;
      if (byte !== 0) codes[place] = (codes[place] as number) | (1 << (item & 7));
    }
    if (answered === 0) continue;
    const key = String.fromCharCode(...codes);
    let pattern = places.get(key);
    if (pattern === undefined) {
      pattern = seen.length;
      places.set(key, pattern);
      seen.push(codes.slice());
      counts.push(0);
    }
    counts[pattern] = (counts[pattern] as number) + 1;
  }
  const right = new Uint8Array(seen.length * blockCount);
  const missing = new Uint8Array(seen.length * blockCount);
  seen.forEach((code, pattern) => {
    right.set(code.subarray(0, blockCount), pattern * blockCount);
    missing.set(code.subarray(blockCount), pattern * blockCount);
  });
  return { itemCount, blockCount, right, missing, hasMissing: missing.some((code) => code !== 0), counts: Float64Array.from(counts) };
}
