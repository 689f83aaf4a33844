import type { SkillLoad, SkillPrerequisite } from "./homework-item.js";

/** More than any list of a bank holds; what follows stays in the last part. */
const MOST_PARTS = 1000;

/** Parts of a cell, at marks that no backslash stands before; the backslashes stay. */
function partsOf(text: string, mark: string): readonly string[] {
  if (!text.includes(mark)) return [text];
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length && parts.length < MOST_PARTS; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === mark) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

const plain = (text: string): string => text.replaceAll(/\\(.)/gsu, "$1");
const escaped = (text: string): string => text.replaceAll(/[\\|:@]/gu, "\\$&");

/** A number with a decimal point; undefined when the cell holds none. */
export const numberIn = (text: string): number | undefined => (text.length <= 40 && /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/u.test(text) ? Number(text) : undefined);

/** Ids between bars; an empty cell holds none. */
export const idsIn = (text: string): readonly string[] => (text === "" ? [] : partsOf(text, "|").map(plain));
/** Ids as a cell. */
export const idsCell = (ids: readonly string[]): string => ids.map(escaped).join("|");

/** `skill:weight@difficulty`, between bars; undefined when a part is not of this form. */
export function loadsIn(text: string): readonly SkillLoad[] | undefined {
  const loads = partsOf(text, "|").flatMap((part) => {
    const [skill = "", numbers = "", ...more] = partsOf(part, ":");
    const [weight, difficultyLogits, ...rest] = partsOf(numbers, "@").map(numberIn);
    return skill === "" || partsOf(skill, "@").length > 1 || weight === undefined || difficultyLogits === undefined || more.length + rest.length > 0 ? [] : [{ skillId: plain(skill), weight, difficultyLogits }];
  });
  return loads.length === partsOf(text, "|").length ? loads : undefined;
}
/** Loads as a cell. */
export const loadsCell = (loads: readonly SkillLoad[]): string => loads.map(({ skillId, weight, difficultyLogits }) => `${escaped(skillId)}:${String(weight)}@${String(difficultyLogits)}`).join("|");

/** `skill` or `skill@difficulty of mastery`, between bars; undefined when a part is not of this form. */
export function prerequisitesIn(text: string): readonly SkillPrerequisite[] | undefined {
  if (text === "") return [];
  const found = partsOf(text, "|").flatMap((part): readonly SkillPrerequisite[] => {
    const [skill = "", mastery, ...more] = partsOf(part, "@");
    const masteryDifficultyLogits = mastery === undefined ? undefined : numberIn(mastery);
    if (skill === "" || partsOf(skill, ":").length > 1 || more.length > 0 || (mastery !== undefined && masteryDifficultyLogits === undefined)) return [];
    return [{ skillId: plain(skill), ...(masteryDifficultyLogits === undefined ? {} : { masteryDifficultyLogits }) }];
  });
  return found.length === partsOf(text, "|").length ? found : undefined;
}
/** Prerequisites as a cell. */
export const prerequisitesCell = (prerequisites: readonly SkillPrerequisite[]): string =>
  prerequisites.map(({ skillId, masteryDifficultyLogits }) => `${escaped(skillId)}${masteryDifficultyLogits === undefined ? "" : `@${String(masteryDifficultyLogits)}`}`).join("|");
