import * as z from "zod";
import { check, type Fault, faultAt, repeated, rule } from "../error/index.js";
import { isTypedArray } from "../error/internal.js";
import { Id } from "../unit/index.js";

/** What a calibration refuses, so that no input can exhaust the host. */
export const CALIBRATION_LIMITS = {
  /** Items of one calibration. */
  items: 1000,
  /** People of one calibration. */
  people: 1_000_000,
  /** Operations of one step of the conditional method: the cube of the items for every pattern of missing answers. */
  conditionalOperations: 2_000_000_000,
} as const;

/** Answers of people at items, right or wrong. */
export interface ResponseTable {
  /** The items, in the order of the columns, each once; 2 to 1,000. */
  readonly itemIds: readonly Id[];
  /** One row a person, one entry an item: 1 right, 0 wrong, null where there is no answer. At most 1,000,000 rows. */
  readonly responses: readonly (readonly (0 | 1 | null)[])[];
}

/** The same, in one block of bytes, row by row: for large tables. */
export interface ResponseColumns {
  /** The items, in the order of the columns, each once; 2 to 1,000. */
  readonly itemIds: readonly Id[];
  /** People times items, row by row: 1 right, 0 wrong; no answer is 255 in a Uint8Array, −1 in an Int8Array. */
  readonly responses: Uint8Array | Int8Array;
}

const duplicateItem: Fault = { code: "response-table.duplicate_item", message: "The item “{itemId}” stands twice.", hint: "Give each item one column." };
const wrongLength: Fault = { code: "response-table.wrong_length", message: "This row has {length} entries for {count} items.", hint: "Give every person one entry an item, null where there is no answer." };
const notBytes: Fault = { code: "response-table.not_bytes", message: "The responses are neither a Uint8Array nor an Int8Array.", hint: "Give bytes, or use the function for plain lists." };
const notWhole: Fault = { code: "response-table.not_whole", message: "{length} responses are no whole number of rows of {count} items.", hint: "Give people times items." };
const tooManyPeople: Fault = { code: "response-table.too_many_people", message: "{people} people are more than the {limit} of one calibration.", hint: "Calibrate a random part of them; the difficulties will hardly differ." };
const unknownResponse: Fault = { code: "response-table.unknown_response", message: "The response {response} is neither right (1) nor wrong (0) nor missing.", hint: "Code right as 1, wrong as 0, missing as 255 (Uint8Array) or −1 (Int8Array)." };

const ItemIds = z
  .array(Id).min(2).max(CALIBRATION_LIMITS.items)
  .check(rule((itemIds: readonly string[], report) => { for (const [index, itemId] of repeated(itemIds, (id) => id)) report(duplicateItem, [index], { itemId }); }))
  .readonly();

/** The parts of a table that a request for its calibration brings along. */
export const tableKeys = { itemIds: ItemIds, responses: z.array(z.array(z.union([z.literal([0, 1]), z.null()])).max(CALIBRATION_LIMITS.items).readonly()).max(CALIBRATION_LIMITS.people).readonly() };
/** The part of columns that is plain data. */
export const columnKeys = { itemIds: ItemIds };

/** Each row must have one entry an item. */
export const rowsMatch = rule(({ itemIds, responses }: ResponseTable, report) => {
  responses.forEach((row, index) => {
    if (row.length !== itemIds.length) report(wrongLength, ["responses", index], { length: row.length, count: itemIds.length });
  });
});

/** Byte of a missing response: −1 in an Int8Array. */
export const MISSING = 255;

/** Answers as the calibrations work on them: people times items, row by row; 1 right, 0 wrong, 255 missing. */
export interface Answers {
  readonly personCount: number;
  readonly itemCount: number;
  readonly bytes: Uint8Array;
}

/** The bytes of a checked table. */
export function answersOf({ itemIds, responses }: ResponseTable): Answers {
  const itemCount = itemIds.length;
  const bytes = new Uint8Array(responses.length * itemCount);
  responses.forEach((row, person) => { row.forEach((response, item) => { bytes[person * itemCount + item] = response ?? MISSING; }); });
  return { personCount: responses.length, itemCount, bytes };
}

/** The place of the first byte that is no answer; −1 where all are. */
function firstUnknown(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at += 1) if ((bytes[at] as number) > 1 && bytes[at] !== MISSING) return at;
  return -1;
}

/**
 * The bytes of columns whose plain parts are checked already; they are read, never written.
 *
 * @throws CoachingError `response-table.not_bytes`, `response-table.not_whole`, `response-table.too_many_people`, `response-table.unknown_response`
 */
function answersOfColumns({ itemIds, responses }: { readonly itemIds: readonly Id[]; readonly responses: unknown }): Answers {
  if (!isTypedArray(responses, "Uint8Array") && !isTypedArray(responses, "Int8Array")) throw faultAt(notBytes, ["responses"]);
  const itemCount = itemIds.length;
  if (responses.length % itemCount !== 0) throw faultAt(notWhole, ["responses"], { length: responses.length, count: itemCount });
  const people = responses.length / itemCount;
  if (people > CALIBRATION_LIMITS.people) throw faultAt(tooManyPeople, ["responses"], { people, limit: CALIBRATION_LIMITS.people });
  const bytes = isTypedArray(responses, "Uint8Array") ? responses : new Uint8Array(responses.buffer, responses.byteOffset, responses.length);
  const unknown = firstUnknown(bytes);
  if (unknown !== -1) throw faultAt(unknownResponse, ["responses", unknown], { response: responses[unknown] ?? MISSING });
  return { personCount: people, itemCount, bytes };
}

/** A request whose `responses` are bytes: the plain rest is checked by its schema, the bytes by hand, because a schema reads no typed array. */
export function splitColumns<Rest extends z.ZodType<{ readonly itemIds: readonly Id[] }>>(schema: Rest, input: unknown): { readonly rest: z.output<Rest>; readonly answers: Answers } {
  if (typeof input !== "object" || input === null || !("responses" in input)) throw missingResponses(schema, input);
  const { responses, ...plain } = input;
  const rest = check(schema, plain);
  return { rest, answers: answersOfColumns({ itemIds: rest.itemIds, responses }) };
}

function missingResponses(schema: z.ZodType, input: unknown): Error {
  check(schema, input);
  return faultAt(notBytes, ["responses"]);
}
