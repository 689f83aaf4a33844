import { type Fault, faultAt } from "../error/index.js";
import { contentHash } from "../identity/index.js";
import type { FollowupSnapshot } from "./action-standing.js";
import type { FollowupPolicy } from "./followup-policy.js";

const otherPolicy: Fault = { code: "snapshot-policy.other_policy", message: "The snapshot was made by another policy.", hint: "Give the policy that it was made by, or replay the whole log." };

/** States mean what their policy says: a snapshot is read by the policy that it was made by. */
export function refuseOtherPolicy({ policyHash }: FollowupSnapshot, policy: FollowupPolicy): void {
  if (policyHash !== contentHash(policy)) throw faultAt(otherPolicy, ["snapshot", "policyHash"]);
}
