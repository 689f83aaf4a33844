/** SIMULATION: people who improve over a program, given homework by three policies. It shows how each policy keeps a success rate under these assumptions; it is no evidence of learning. */
import { type Ability, type HomeworkBank, type HomeworkItem, matchCohort, type ServedHomework, startingAbility, successBand, updateAbility } from "coachkit/homework";
import { type EstimateResult, logistic, logit, meanEstimate, normalDraws, uniformDraws } from "coachkit/statistics";

/** How homework is chosen: the nearest to the target by the ability as it is known, anything in the bank, or the same 24 for everyone from easy to hard. */
export type SweetSpotPolicy = "sweet-spot" | "random" | "fixed-order";
/** What a homework teaches: the same whatever its difficulty, or most at a true chance of .8 and less on either side. Nobody knows the curve for leadership homework. */
export type LearningAssumption = "constant" | "peaked";

/** What is simulated. */
interface SweetSpotScenario {
  readonly policy: SweetSpotPolicy;
  readonly learning: LearningAssumption;
  /** What a homework teaches at most, in log-odds. */
  readonly gainLogits: number;
  readonly personCount: number;
  readonly seed: number;
}

/** One week over all people. Each person's two homeworks are averaged first, so that `n` counts people. */
interface SweetSpotWeek {
  readonly week: number;
  /** Mean outcome. */
  readonly success: EstimateResult;
  /** Share of homeworks whose TRUE chance of success lay in the band. */
  readonly inBand: EstimateResult;
}

/** What came of it. */
export interface SweetSpotOutcome extends SweetSpotScenario {
  readonly weeks: readonly SweetSpotWeek[];
  /** Over all 24 homeworks. */
  readonly success: EstimateResult;
  readonly inBand: EstimateResult;
  /** How much true ability rose, mean of the three skills, by the learning assumption alone. */
  readonly growthLogits: EstimateResult;
}

export const simulationPlan = {
  weekCount: 12, homeworksPerWeek: 2, skillIds: ["delegation", "feedback", "listening"], itemsPerSkill: 20, easiestLogits: -4, stepLogits: 0.4,
  meanAbilityLogits: -0.5, abilityDeviationLogits: 1, intakeErrorLogits: 0.65, ratingCount: 5, confidenceLevel: 0.95, startAt: "2027-01-04T08:00:00Z",
} as const;
const { weekCount, homeworksPerWeek, skillIds, itemsPerSkill, easiestLogits, stepLogits, confidenceLevel, ratingCount } = simulationPlan;
const homeworkCount = weekCount * homeworksPerWeek;
const band = successBand("practice");

const items = Array.from({ length: itemsPerSkill }, (_, step) => skillIds.map((skillId): HomeworkItem => ({
  id: `${skillId}-${String(step + 1).padStart(2, "0")}`, version: 1, title: `${skillId}, step ${String(step + 1)}`, loads: [{ skillId, weight: 1, difficultyLogits: Number((easiestLogits + step * stepLogits).toFixed(1)) }],
  discrimination: 1, combine: "compensatory", prerequisites: [], durationMinutes: 20, languages: ["en"], contexts: [], tags: [],
}))).flat();
const bank: HomeworkBank = { kind: "homework-bank", schemaVersion: 1, id: "simulated", skills: skillIds.map((id) => ({ id, title: id })), items };
/** By difficulty, since `items` goes step by step; 24 of 60, evenly spaced. */
const course = Array.from({ length: homeworkCount }, (_, turn) => items[Math.round((turn * (items.length - 1)) / (homeworkCount - 1))] as HomeworkItem);

const dayMilliseconds = 86_400_000;
/** Mondays and Thursdays. */
const givenAt = (turn: number): string => new Date(Date.parse(simulationPlan.startAt) + (Math.floor(turn / homeworksPerWeek) * 7 + (turn % homeworksPerWeek) * 3) * dayMilliseconds).toISOString();
const hours = (at: string, later: number): string => new Date(Date.parse(at) + later * 3_600_000).toISOString();

/** A person on the way through the program. */
interface Walker {
  readonly truth: Map<string, number>;
  readonly startLogits: number;
  /** The same luck under every policy. */
  readonly luck: readonly number[];
  readonly choices: readonly number[];
  ability: Ability;
  readonly history: ServedHomework[];
  readonly outcomes: number[];
  readonly isInBand: number[];
}

const itemById = new Map(items.map((item) => [item.id, item]));
const contentBalance = { targets: skillIds.map((skillId) => ({ skillId, weight: 1 })) };

/** The whole cohort by `matchCohort`: the practice band, skills in equal shares, all else by default. Nobody is held back: everyone may have every item. */
function sweetSpotItems(walkers: readonly Walker[], turn: number): readonly (HomeworkItem | undefined)[] {
  const { members } = matchCohort({
    bank, at: givenAt(turn), order: { kind: "seeded", seed: turn }, cohortExposure: { participantCount: walkers.length, maximumFraction: 1, items: [] },
    members: walkers.map(({ ability, history }) => ({ ability, history, purpose: "practice", language: "en", availableMinutes: 30, contentBalance })),
  });
  const chosen = new Map(members.map(({ participantId, itemId }) => [participantId, itemId]));
  return walkers.map(({ ability: { participantId } }) => itemById.get(chosen.get(participantId) ?? ""));
}

/** Anything that was not given within 28 days, the rest that the sweet spot keeps too. */
const randomItems = (walkers: readonly Walker[], turn: number): readonly (HomeworkItem | undefined)[] => walkers.map(({ history, choices }) => {
  const resting = new Set(history.filter(({ servedAt }) => Date.parse(givenAt(turn)) - Date.parse(servedAt) < 28 * dayMilliseconds).map(({ itemId }) => itemId));
  const free = items.filter(({ id }) => !resting.has(id));
  return free[Math.floor((choices[turn] ?? 0) * free.length)];
});

const choose: Readonly<Record<SweetSpotPolicy, (walkers: readonly Walker[], turn: number) => readonly (HomeworkItem | undefined)[]>> = {
  "sweet-spot": sweetSpotItems, random: randomItems, "fixed-order": (walkers, turn) => walkers.map(() => course[turn]),
};

/** At .8 the whole gain, a third of a logit away 95 % of it, 1.4 away 38 %. */
const gainShareAt: Readonly<Record<LearningAssumption, (chance: number) => number>> = {
  constant: () => 1,
  peaked: (chance) => Math.exp(-((logit(chance) - logit(band.targetProbability)) ** 2) / 2),
};

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const levelOf = (truth: ReadonlyMap<string, number>): number => average([...truth.values()]);

function newWalker(index: number, seed: number): Walker {
  const normals = normalDraws({ seed, stream: ["person", index, "start"], count: 2 * skillIds.length });
  const truth = new Map<string, number>(skillIds.map((skillId, skill) => [skillId, simulationPlan.meanAbilityLogits + simulationPlan.abilityDeviationLogits * (normals[2 * skill] ?? 0)]));
  const skills = skillIds.map((skillId, skill) => ({
    skillId, intake: { source: "feedback-360", score: 1 + 4 * logistic((truth.get(skillId) ?? 0) + simulationPlan.intakeErrorLogits * (normals[2 * skill + 1] ?? 0)), lowestScore: 1, highestScore: 5 },
  }));
  return {
    truth, startLogits: levelOf(truth), luck: uniformDraws({ seed, stream: ["person", index, "outcome"], count: homeworkCount * (ratingCount - 1) }), choices: uniformDraws({ seed, stream: ["person", index, "choice"], count: homeworkCount }),
    ability: startingAbility({ participantId: `p${String(index + 1)}`, skills }).ability, history: [], outcomes: [], isInBand: [],
  };
}

/** One homework done, rated, learned from on both sides: what is known of the person, and the person. */
function work(walker: Walker, turn: number, { item, gainOf }: { readonly item: HomeworkItem; readonly gainOf: (chance: number) => number }): void {
  const { skillId, difficultyLogits } = item.loads[0] as { readonly skillId: string; readonly difficultyLogits: number };
  const now = walker.truth.get(skillId) ?? 0;
  const chance = logistic(now - difficultyLogits);
  const rating = 1 + walker.luck.slice(turn * (ratingCount - 1), (turn + 1) * (ratingCount - 1)).filter((draw) => draw < chance).length;
  const outcome = (rating - 1) / (ratingCount - 1);
  const { participantId } = walker.ability;
  const attempt = { id: `a${String(turn + 1)}`, itemId: item.id, participantId, reportedAt: hours(givenAt(turn), 48), status: "completed", coachRating: { rating, ratingCount } } as const;
  walker.ability = updateAbility({ ability: walker.ability, item, attempt, method: "glicko" }).ability;
  walker.history.push({ itemId: item.id, servedAt: givenAt(turn), outcome });
  walker.outcomes.push(outcome);
  walker.isInBand.push(chance >= band.lowerProbability && chance <= band.upperProbability ? 1 : 0);
  walker.truth.set(skillId, now + gainOf(chance));
}

/** Simulates a program for so many people. The same seed gives the same people and the same luck under every policy. */
export function simulateSweetSpot(scenario: SweetSpotScenario): SweetSpotOutcome {
  const { policy, learning, gainLogits, personCount, seed } = scenario;
  const walkers = Array.from({ length: personCount }, (_, index) => newWalker(index, seed));
  const gainOf = (chance: number): number => gainLogits * gainShareAt[learning](chance);
  for (let turn = 0; turn < homeworkCount; turn += 1) {
    const chosen = choose[policy](walkers, turn);
    walkers.forEach((walker, index) => { work(walker, turn, { item: chosen[index] as HomeworkItem, gainOf }); });
  }
  const over = (value: (walker: Walker) => number): EstimateResult => meanEstimate({ values: walkers.map(value), confidenceLevel });
  const inWeek = (values: readonly number[], week: number): number => average(values.slice(week * homeworksPerWeek, (week + 1) * homeworksPerWeek));
  return {
    ...scenario,
    weeks: Array.from({ length: weekCount }, (_, week) => ({ week: week + 1, success: over(({ outcomes }) => inWeek(outcomes, week)), inBand: over(({ isInBand }) => inWeek(isInBand, week)) })),
    success: over(({ outcomes }) => average(outcomes)), inBand: over(({ isInBand }) => average(isInBand)), growthLogits: over(({ truth, startLogits }) => levelOf(truth) - startLogits),
  };
}
