import { isCoachingError } from "coachkit/error";

/** The code and path of every issue that a call throws. */
export function issuesOf(call: () => unknown): readonly string[] {
  try {
    call();
  } catch (error) {
    if (isCoachingError(error)) return error.issues.map(({ code, path }) => `${code} at /${path.join("/")}`);
    throw error;
  }
  return [];
}
