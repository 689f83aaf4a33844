import * as z from "zod";
import { languageTagHeads } from "../unit/internal.js";
import type { MatchingCoach, MatchingParticipant } from "./matching-person.js";
import type { MatchingQuestion, SeniorityRule } from "./matching-question.js";
import { once } from "./shared-time.js";

/**
 * A rule that keeps two people apart, in the order in which the rules are asked.
 * `no-coach`: it is the participant, or somebody who has no places at all; one whose places are all taken is no broken rule, and the reason is `no-room` then. `own-manager`: the coach is in the participant's reporting line. `own-report`: the participant is in the coach's. `excluded`: one of them is not to meet the other.
 * `other-standing`: the coach's standing is not similar to that of the immediate supervisor, or not known. `other-origin`: not from where the participant's coach has to come, or not known. `missing-credential`, `competency-too-low`, `no-common-language`, `no-common-hours`: as they say.
 */
export const MatchingRejection = z.enum(["no-coach", "own-manager", "own-report", "excluded", "other-standing", "other-origin", "missing-credential", "competency-too-low", "no-common-language", "no-common-hours"]);
/** A rule that keeps two people apart. */
export type MatchingRejection = z.infer<typeof MatchingRejection>;

/** 1 for each coach with whom a rule is broken; empty when it is broken with none. */
type Broken = Uint8Array;
const NONE: Broken = new Uint8Array(0);
type Rule<Participant = MatchingParticipant> = (participant: Participant) => Broken;

/** Every rule. Participants who are alike in what a rule looks at share its answer. */
export type PairRules = Readonly<Record<MatchingRejection, Rule>>;

/** What the rules are asked about. */
export interface RuleGround {
  readonly coaches: readonly MatchingCoach[];
  readonly seniorityRule: MatchingQuestion["seniorityRule"];
  readonly minimumCommonMinutes: number;
  /** The minutes that a participant shares with each coach in a week: one list for all who keep the same hours. */
  readonly commonMinutes: (participant: MatchingParticipant) => Float64Array;
}

/** By id: the places of the coaches in whose list it stands. */
function placesNaming<Coach>(coaches: readonly Coach[], idsOf: (coach: Coach) => readonly string[] | undefined): (id: string) => readonly number[] {
  const places = new Map<string, number[]>();
  coaches.forEach((coach, place) => {
    for (const id of new Set(idsOf(coach))) {
      const known = places.get(id);
      if (known === undefined) places.set(id, [place]);
      else known.push(place);
    }
  });
  return (id) => places.get(id) ?? [];
}

/** Marks some coaches. */
function marked(coachCount: number, places: readonly number[]): Broken {
  if (places.length === 0) return NONE;
  const row = new Uint8Array(coachCount);
  for (const place of places) row[place] = 1;
  return row;
}

/** Marks the coaches for whom something holds. */
const where = <Coach>(coaches: readonly Coach[], isBroken: (coach: Coach) => boolean): Broken => marked(coaches.length, coaches.flatMap((coach, place) => (isBroken(coach) ? [place] : [])));

/** Marks the coaches who stand in fewer than `least` of some lists of places. */
function inFewer(coachCount: number, lists: readonly (readonly number[])[], least: number): Broken {
  const counts = new Uint16Array(coachCount);
  for (const places of lists) for (const place of places) counts[place] = (counts[place] ?? 0) + 1;
  return Uint8Array.from(counts, (count) => (count < least ? 1 : 0));
}

/** What the rules on reporting lines look at. */
type InLine = Pick<MatchingCoach, "id" | "reportingLineIds">;

/** The rules that keep people of one reporting line apart, whoever of the two stands above. */
export function lineRules(coaches: readonly InLine[]): Readonly<Record<"own-manager" | "own-report", Rule<InLine>>> {
  const mark = once((places: readonly number[]) => places.join(), (places) => marked(coaches.length, places));
  const placesOf = placesNaming(coaches, ({ id }) => [id]);
  const managedBy = placesNaming(coaches, ({ reportingLineIds }) => reportingLineIds);
  return { "own-manager": ({ reportingLineIds = [] }) => mark(reportingLineIds.flatMap(placesOf)), "own-report": ({ id }) => mark(managedBy(id)) };
}

/** The rules that speak of persons by their ids. */
function personalRules(coaches: readonly MatchingCoach[]): Pick<PairRules, "no-coach" | "own-manager" | "own-report" | "excluded"> {
  const mark = once((places: readonly number[]) => places.join(), (places) => marked(coaches.length, places));
  const closed = coaches.flatMap(({ placeCount }, place) => (placeCount > 0 ? [] : [place]));
  const placesOf = placesNaming(coaches, ({ id }) => [id]);
  const shunning = placesNaming(coaches, ({ excludedParticipantIds }) => excludedParticipantIds);
  return {
    "no-coach": ({ id }) => mark([...closed, ...placesOf(id)]),
    ...lineRules(coaches),
    "excluded": ({ id, excludedCoachIds = [] }) => mark([...excludedCoachIds.flatMap(placesOf), ...shunning(id)]),
  };
}

/** By language: the places of the coaches with one that meets it, as `languagesMeet` has it: a coach's tag begins with it, or it begins with a coach's. */
function placesSpeaking(coaches: readonly MatchingCoach[]): (language: string) => readonly number[] {
  const full = placesNaming(coaches, ({ languages }) => languages.map((language) => language.toLowerCase()));
  const beginning = placesNaming(coaches, ({ languages }) => languages.flatMap(languageTagHeads));
  return (language) => [...beginning(language.toLowerCase()), ...languageTagHeads(language).slice(0, -1).flatMap(full)];
}

/** Whether a coach's standing is near enough to that of a supervisor; one that is not known is not. */
const isNear = (seniority: number | undefined, supervisor: number, { mostBelowCount, mostAboveCount = Infinity }: SeniorityRule): boolean =>
  seniority !== undefined && seniority >= supervisor - mostBelowCount && seniority <= supervisor + mostAboveCount;

/** The rule on standing: the coach's is near that of the participant's supervisor; where the supervisor's is not known, it does not bind. */
export const standingRule = (coaches: readonly Pick<MatchingCoach, "seniority">[], seniorityRule: SeniorityRule | undefined): Rule<Pick<MatchingParticipant, "supervisorSeniority">> =>
  once(({ supervisorSeniority }) => String(supervisorSeniority), ({ supervisorSeniority: supervisor }) => (seniorityRule === undefined || supervisor === undefined ? NONE : where(coaches, ({ seniority }) => !isNear(seniority, supervisor, seniorityRule))));

/** The rules that speak of what people ask for and bring. */
function demandRules(coaches: readonly MatchingCoach[], seniorityRule: SeniorityRule | undefined): Pick<PairRules, "other-standing" | "other-origin" | "missing-credential" | "competency-too-low" | "no-common-language"> {
  const { length: coachCount } = coaches;
  const speaking = placesSpeaking(coaches);
  const holding = placesNaming(coaches, ({ credentialIds }) => credentialIds);
  const knowing = placesNaming(coaches, ({ competencies }) => competencies?.map(({ competencyId }) => competencyId));
  const levels = coaches.map(({ competencies = [] }) => new Map(competencies.map(({ competencyId, levelFraction }) => [competencyId, levelFraction])));
  const minimaOf = ({ needs = [] }: MatchingParticipant): readonly (readonly [string, number])[] => needs.flatMap(({ competencyId, minimumFraction = 0 }) => (minimumFraction > 0 ? [[competencyId, minimumFraction] as const] : []));
  return {
    "other-standing": standingRule(coaches, seniorityRule),
    "other-origin": once(({ requiredOrigin = "" }) => requiredOrigin, ({ requiredOrigin }) => (requiredOrigin === undefined ? NONE : where(coaches, ({ origin }) => origin !== requiredOrigin))),
    "missing-credential": once(({ requiredCredentialIds = [] }) => JSON.stringify(requiredCredentialIds), ({ requiredCredentialIds = [] }) => {
      const required = [...new Set(requiredCredentialIds)];
      return required.length === 0 ? NONE : inFewer(coachCount, required.map(holding), required.length);
    }),
    "competency-too-low": once((participant) => JSON.stringify(minimaOf(participant)), (participant) => {
      const minima = minimaOf(participant);
      return minima.length === 0 ? NONE : inFewer(coachCount, minima.map(([id, minimum]) => knowing(id).filter((place) => (levels[place]?.get(id) ?? 0) >= minimum)), minima.length);
    }),
    "no-common-language": once(({ languages }) => JSON.stringify(languages), ({ languages }) => inFewer(coachCount, languages.map(speaking), 1)),
  };
}

/** Every rule, made ready to be asked often. */
export function pairRules({ coaches, seniorityRule, minimumCommonMinutes, commonMinutes }: RuleGround): PairRules {
  const byHours = new Map<Float64Array, Broken>();
  return {
    ...personalRules(coaches),
    ...demandRules(coaches, seniorityRule),
    "no-common-hours": (participant) => {
      const minutes = commonMinutes(participant);
      const known = byHours.get(minutes) ?? Uint8Array.from(minutes, (common) => (common < minimumCommonMinutes ? 1 : 0));
      byHours.set(minutes, known);
      return known;
    },
  };
}

const names = MatchingRejection.options;

/** The rule of a code: its place in the order of rules, counted from 1. */
export const rejectionOf = (code: number): MatchingRejection => names[code - 1] ?? "no-coach";

/** For each coach the code of the first rule that keeps the participant apart; 0 where none does. */
export function firstBroken(rules: PairRules, participant: MatchingParticipant, codes: Uint8Array): void {
  codes.fill(0);
  for (let code = names.length; code >= 1; code -= 1) {
    const broken = rules[rejectionOf(code)](participant);
    for (let place = 0; place < broken.length; place += 1) if (broken[place] === 1) codes[place] = code;
  }
}

/** All rules that a pair breaks. */
export const rulesBroken = (rules: PairRules, participant: MatchingParticipant, place: number): readonly MatchingRejection[] => names.filter((name) => rules[name](participant)[place] === 1);
