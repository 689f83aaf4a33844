import { CoachingError, type Fault, INPUT_LIMITS, type Issue, issueOf, type Report } from "../error/index.js";

const moreFaults: Fault = { code: "fault-list.more_faults", message: "{count} more faults were found.", hint: "Mend the listed ones first." };

/** Runs `read` with a report of faults, and throws all that it found in one error: of very many the first ones, and how many more there are. */
export function withoutFaults<Answer>(read: (report: Report) => Answer): Answer {
  const issues: Issue[] = [];
  let count = 0;
  const answer = read((fault, path, params) => {
    count += 1;
    if (issues.length < INPUT_LIMITS.issues) issues.push(issueOf(fault, path, params));
  });
  if (count === 0) return answer;
  const room = INPUT_LIMITS.issues - 1;
  throw new CoachingError(count <= INPUT_LIMITS.issues ? issues : [...issues.slice(0, room), issueOf(moreFaults, [], { count: count - room })]);
}
