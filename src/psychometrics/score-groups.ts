import { type Answers, MISSING } from "./response-table.js";

/** Why an item cannot be calibrated: of the people whose answers count everybody was right, or wrong, or nobody answered it. The conditional and the joint method do not count people with all or none right. */
export type ExclusionReason = "all-right" | "all-wrong" | "no-answers";

/** People who answered the same items, by their number of right answers: all that the Rasch model needs to know of them. */
export interface ScoreGroup {
  /** The items that they answered, as places among those kept. */
  readonly items: Int32Array;
  /** How many of them have each score, from 0 up. */
  readonly countByScore: Float64Array;
}

/** The answers that a calibration rests on. */
export interface KeptAnswers {
  /** The kept items, as columns of the table. */
  readonly columns: Int32Array;
  /** The others, and why. */
  readonly excluded: readonly { readonly column: number; readonly reason: ExclusionReason }[];
  /** Right answers to each kept item, among the people kept. */
  readonly rightCounts: Float64Array;
  /** Answers to each kept item, among the people kept. */
  readonly answerCounts: Float64Array;
  readonly groups: readonly ScoreGroup[];
  /** The group of each person; −1 for those without an answer to a kept item, and those left out. */
  readonly groupOf: Int32Array;
  /** Right answers of each person to kept items. */
  readonly scoreOf: Int32Array;
  readonly personCount: number;
  /** People with all or none of their answers right. */
  readonly extremeCount: number;
}

interface Counts {
  readonly right: Float64Array;
  readonly answered: Float64Array;
}

function countsOf({ bytes, itemCount, personCount }: Answers, isKept: (person: number) => boolean): Counts {
  const right = new Float64Array(itemCount);
  const answered = new Float64Array(itemCount);
  for (let person = 0; person < personCount; person += 1) {
    if (!isKept(person)) continue;
    const row = person * itemCount;
    for (let item = 0; item < itemCount; item += 1) {
      const byte = bytes[row + item] as number;
      if (byte === MISSING) continue;
      answered[item] = (answered[item] as number) + 1;
      right[item] = (right[item] as number) + byte;
    }
  }
  return { right, answered };
}

const reasonOf = (right: number, answered: number): ExclusionReason | undefined => (answered === 0 ? "no-answers" : right === answered ? "all-right" : right === 0 ? "all-wrong" : undefined);

/** Each person's right answers and answers to the kept columns. */
interface PersonScores {
  readonly score: Int32Array;
  readonly answered: Int32Array;
}

function personScores({ bytes, itemCount, personCount }: Answers, columns: Int32Array): PersonScores {
  const score = new Int32Array(personCount);
  const answered = new Int32Array(personCount);
  for (let person = 0; person < personCount; person += 1) {
    let [sum, count] = [0, 0];
    for (const column of columns) {
      const byte = bytes[person * itemCount + column] as number;
      if (byte === MISSING) continue;
      sum += byte;
      count += 1;
    }
    score[person] = sum;
    answered[person] = count;
  }
  return { score, answered };
}

/** The items that a person answered, as places among the kept ones. */
function answeredItems({ bytes, itemCount }: Answers, columns: Int32Array, person: number): Int32Array {
  return Int32Array.from(columns.keys()).filter((place) => bytes[person * itemCount + (columns[place] as number)] !== MISSING);
}

/**
 * Items that can be calibrated, and people by what they answered and how many of it right.
 * Without extreme people (as the conditional and the joint method need it) items may become extreme in turn, so both are left out until nothing changes.
 */
export function keptAnswers(answers: Answers, keepsExtremePeople: boolean): KeptAnswers {
  const { itemCount, personCount } = answers;
  const reasons = new Map<number, ExclusionReason>();
  let columns = Int32Array.from({ length: itemCount }, (_, column) => column);
  let people = personScores(answers, columns);
  let counts = countsOf(answers, () => true);
  const isExtreme = (person: number): boolean => people.score[person] === 0 || people.score[person] === people.answered[person];
  for (;;) {
    const found = columns.filter((column) => {
      const reason = reasonOf(counts.right[column] as number, counts.answered[column] as number);
      if (reason !== undefined) reasons.set(column, reason);
      return reason !== undefined;
    });
    if (found.length > 0) {
      columns = columns.filter((column) => !reasons.has(column));
      people = personScores(answers, columns);
    } else if (keepsExtremePeople) break;
    const next = keepsExtremePeople ? counts : countsOf(answers, (person) => !isExtreme(person));
    if (found.length === 0 && next.answered.every((count, column) => count === counts.answered[column])) break;
    counts = next;
  }
  const isLeftOut = (person: number): boolean => people.answered[person] === 0 || (!keepsExtremePeople && isExtreme(person));
  let extremeCount = 0;
  for (let person = 0; person < personCount; person += 1) if ((people.answered[person] as number) > 0 && isExtreme(person)) extremeCount += 1;
  const { groups, groupOf } = grouped(answers, { columns, answered: people.answered, score: people.score }, isLeftOut);
  return {
    columns, excluded: [...reasons].sort(([left], [right]) => left - right).map(([column, reason]) => ({ column, reason })),
    rightCounts: Float64Array.from(columns, (column) => counts.right[column] as number), answerCounts: Float64Array.from(columns, (column) => counts.answered[column] as number),
    groups, groupOf, scoreOf: people.score, personCount: groupOf.reduce((sum, group) => sum + (group >= 0 ? 1 : 0), 0), extremeCount,
  };
}

function grouped(answers: Answers, { columns, answered, score: scores }: PersonScores & { readonly columns: Int32Array }, isLeftOut: (person: number) => boolean): { readonly groups: readonly ScoreGroup[]; readonly groupOf: Int32Array } {
  const groups: ScoreGroup[] = [];
  const places = new Map<string, number>();
  const groupOf = new Int32Array(answers.personCount).fill(-1);
  for (let person = 0; person < answers.personCount; person += 1) {
    if (isLeftOut(person)) continue;
    // most tables are complete: one group, without looking at who answered what
    const isComplete = answered[person] === columns.length;
    const items = isComplete ? undefined : answeredItems(answers, columns, person);
    const key = items === undefined ? "all" : String.fromCharCode(...items);
    let place = places.get(key);
    if (place === undefined) {
      place = groups.length;
      places.set(key, place);
      const own = items ?? Int32Array.from(columns.keys());
      groups.push({ items: own, countByScore: new Float64Array(own.length + 1) });
    }
    groupOf[person] = place;
    const score = scores[person] as number;
    const count = groups[place]?.countByScore ?? new Float64Array(0);
    count[score] = (count[score] as number) + 1;
  }
  return { groups, groupOf };
}
