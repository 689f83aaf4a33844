import type { ModelOutput } from "./model-output.js";

/** Writing without blanks between words: every character counts as a word. */
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const wordsOf = (output: ModelOutput): readonly string[] => [output.text, ...(output.kind === "summary" ? output.points : [])].join("\n").match(WORDS) ?? [];

/** Words put in, left out or replaced, at the least, to make one text of the other. Source: V. Levenshtein, Soviet Physics Doklady 10 (1966). */
function wordDistance(from: readonly string[], to: readonly string[]): number {
  // words as numbers, since a page of Chinese against another takes a hundred million comparisons
  const numbers = new Map([...from, ...to].map((word, place) => [word, place]));
  const [lines, columns] = [from, to].map((words) => Int32Array.from(words, (word) => numbers.get(word) as number)) as [Int32Array, Int32Array];
  const row = Int32Array.from({ length: columns.length + 1 }, (_, column) => column);
  for (let line = 0; line < lines.length; line += 1) {
    let diagonal = line;
    row[0] = line + 1;
    for (let column = 0; column < columns.length; column += 1) {
      const replaced = diagonal + (lines[line] === columns[column] ? 0 : 1);
      diagonal = row[column + 1] as number;
      row[column + 1] = Math.min(replaced, diagonal + 1, (row[column] as number) + 1);
    }
  }
  return row[columns.length] as number;
}

/** How much of a text was changed: words put in, left out or replaced, of the words of the longer text. 0 where only something else than the words was changed. A heuristic: it does not see what a change means, and "not" is one word. */
export function editShare(original: ModelOutput, edited: ModelOutput): number {
  const [from, to] = [wordsOf(original), wordsOf(edited)];
  return wordDistance(from, to) / Math.max(1, from.length, to.length);
}
