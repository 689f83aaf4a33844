import * as z from "zod";

/** What bounds a policy and the questions to it. */
export const POLICY_LIMITS = {
  /** Entries of any list in a policy besides the kill switches. */
  entries: 1000,
  /** Kill switches of a policy, lifted ones among them. */
  killSwitches: 100_000,
  /** Entries of any list in a request besides its persons. */
  parts: 100,
  /** Persons of one request. */
  persons: 10_000,
  /** Requests of one call. */
  requests: 100_000,
  /** Records of one question about retention. */
  records: 500_000,
  /** Legal holds of one question. */
  holds: 10_000,
  /** Decisions that a report counts. */
  decisions: 500_000,
  /** People whose consent a report counts. */
  people: 500_000,
} as const;

/** A list of a policy. */
export const listOf = <Schema extends z.ZodType>(schema: Schema): z.ZodReadonly<z.ZodArray<Schema>> => z.array(schema).max(POLICY_LIMITS.entries).readonly();
