const fault = { code: "coach.unknown", message: "No coach has the id “{id}”.", hint: "Add the coach." };
export const calls = { isCoachingError: [null], issueOf: [fault, ["coaches", 0], { id: "c9" }] };
