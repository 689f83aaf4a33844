/** A model that calls nobody: it answers alike each time, mostly well. A host puts its own in this place. */
import { dice } from "./site-people.js";

/** What the model is asked for. */
export interface Prompt { readonly kind: "summary" | "pattern"; readonly callIds: readonly string[] }
/** What it says, as text, and what nobody but this tale knows: whether it is wrong. */
export interface Answer { readonly text: string; readonly isWrong: boolean }

const openings = ["The rep names the worry before the fee.", "The rep explains the fee first, and the caller repeats the question.", "The rep lets the caller finish and sums up.", "The rep interrupts twice while the caller explains."];
/** Version 4 makes things up less often than version 3. Now and then the answer is not what was asked for: markup around it, or a pattern that rests on no call. */
export function fakeModel(seed: number): (prompt: Prompt, modelVersion: string) => Answer {
  const draw = dice(seed);
  return ({ kind, callIds }, modelVersion) => {
    const [opening = "", isWrong, isBroken] = [openings[Math.floor(draw() * openings.length)], draw() < (modelVersion === "3" ? 0.22 : 0.06), draw() < 0.05];
    const text = isBroken ? `<p>${opening}</p>` : `${opening} Seen in ${String(callIds.length)} calls${isWrong ? ", with an apology that nobody made" : ""}.`;
    const output = kind === "summary" ? { kind, language: "en", text, points: ["Talk about the moment before the fee."] } : { kind, language: "en", patternId: "before-the-fee", text, sourceIds: callIds };
    return { text: JSON.stringify(output), isWrong };
  };
}
