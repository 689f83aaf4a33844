import { expect } from "vitest";

/** The call throws one error that holds exactly these issues. */
export const refuses = (call: () => unknown, ...issues: readonly { readonly code: string; readonly path: readonly (string | number)[]; readonly params?: object; readonly hint?: string }[]): void => {
  expect(call).toThrow(expect.objectContaining({ issues: issues.map((issue) => expect.objectContaining(issue)) }));
};
