import type { Ability, HomeworkAttempt, HomeworkBank, HomeworkItem, HomeworkMatchRequest } from "coachkit/homework";

/** A homework on one skill; every test changes what it speaks of. */
export const plainItem = {
  id: "plain", version: 1, title: "Plain", loads: [{ skillId: "vision", weight: 1, difficultyLogits: 0 }], discrimination: 1, combine: "compensatory",
  prerequisites: [], durationMinutes: 20, languages: ["en"], contexts: [], tags: [],
} as const satisfies HomeworkItem;

export const on = (skillId: string, difficultyLogits: number) => [{ skillId, weight: 1, difficultyLogits }];

/** Vision talk and delivery craft: the source's own three homeworks. */
export const why: HomeworkItem = { ...plainItem, id: "H1", title: "Why our work matters and the exciting future", loads: on("vision", -1.8) };
export const nonVerbal: HomeworkItem = { ...plainItem, id: "H2", title: "Non-verbal behavior while telling your best stories", loads: on("delivery", -0.5), prerequisites: [{ skillId: "vision" }] };
export const metaphors: HomeworkItem = { ...plainItem, id: "H3", title: "Memorable metaphors", loads: on("delivery", 0.1), prerequisites: [{ skillId: "vision" }] };

export const bankOf = (items: readonly HomeworkItem[]): HomeworkBank => ({
  kind: "homework-bank", schemaVersion: 1, id: "leadership", skills: [{ id: "vision", title: "Vision talk" }, { id: "delivery", title: "Delivery craft" }, { id: "stories", title: "Stories", parentSkillId: "delivery" }], items,
});
export const bank = bankOf([why, nonVerbal, metaphors]);

export const person = (participantId: string, vision: number, delivery: number, standardErrorLogits = 0): Ability => ({
  participantId,
  skills: [["vision", vision] as const, ["delivery", delivery] as const].map(([skillId, abilityLogits]) => ({ skillId, abilityLogits, standardErrorLogits, outcomeCount: 0 })),
});
export const newLeader = person("new-leader", -1, -1.5);
export const charismatic = person("charismatic", 2.5, 0.3);
export const speaker = person("speaker", 2.2, 0.2);

export const request = (ability: Ability, changes: Partial<HomeworkMatchRequest> = {}): HomeworkMatchRequest => ({ bank, ability, purpose: "stretch", language: "en", availableMinutes: 30, history: [], at: "2026-10-05T07:00:00Z", ...changes });

export const attemptAt = { id: "a1", itemId: "H1", participantId: "new-leader", reportedAt: "2026-10-05T07:00:00Z", status: "completed" } as const;
export const rated = (rating: number, ratingCount = 5): HomeworkAttempt => ({ ...attemptAt, coachRating: { rating, ratingCount } });

/** What a thrown error says, code by path. */
export function faults(call: () => unknown): readonly string[] {
  try { call(); } catch (error) {
    return (error as { readonly issues: readonly { readonly code: string; readonly path: readonly (string | number)[] }[] }).issues.map(({ code, path }) => `${code} /${path.join("/")}`);
  }
  return [];
}
