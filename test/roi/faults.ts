import { isCoachingError } from "coachkit";

/** Every fault that `call` throws, as `code /path`; empty when it throws none. */
export function faults(call: () => unknown): readonly string[] {
  try {
    call();
  } catch (error) {
    if (isCoachingError(error)) return error.issues.map(({ code, path }) => `${code} /${path.join("/")}`);
    throw error;
  }
  return [];
}
export const eur = (amount: string) => ({ amount, currency: "EUR" });
