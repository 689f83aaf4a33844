import { homework } from "coachkit";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";
import type * as schemas from "../../src/homework/index.js";

test("each documented interface is what its schema reads", () => {
  expectTypeOf<z.infer<typeof schemas.HomeworkItem>>().toEqualTypeOf<homework.HomeworkItem>();
  expectTypeOf<z.infer<typeof schemas.SkillLoad>>().toEqualTypeOf<homework.SkillLoad>();
  expectTypeOf<z.infer<typeof schemas.SkillPrerequisite>>().toEqualTypeOf<homework.SkillPrerequisite>();
  expectTypeOf<z.infer<typeof schemas.Skill>>().toEqualTypeOf<homework.Skill>();
  expectTypeOf<z.infer<typeof schemas.HomeworkBank>>().toEqualTypeOf<homework.HomeworkBank>();
  expectTypeOf<z.infer<typeof schemas.SkillAbility>>().toEqualTypeOf<homework.SkillAbility>();
  expectTypeOf<z.infer<typeof schemas.Ability>>().toEqualTypeOf<homework.Ability>();
  expectTypeOf<z.infer<typeof schemas.HomeworkForPerson>>().toEqualTypeOf<homework.HomeworkForPerson>();
  expectTypeOf<z.infer<typeof schemas.SuccessBand>>().toEqualTypeOf<homework.SuccessBand>();
  expectTypeOf<z.infer<typeof schemas.ChanceInBand>>().toEqualTypeOf<homework.ChanceInBand>();
  expectTypeOf<z.infer<typeof schemas.HomeworkPurpose>>().toEqualTypeOf<homework.HomeworkPurpose>();
  expectTypeOf<z.infer<typeof schemas.AttemptRating>>().toEqualTypeOf<homework.AttemptRating>();
  expectTypeOf<z.infer<typeof schemas.AttemptLevel>>().toEqualTypeOf<homework.AttemptLevel>();
  expectTypeOf<z.infer<typeof schemas.HomeworkAttempt>>().toEqualTypeOf<homework.HomeworkAttempt>();
  expectTypeOf<z.infer<typeof schemas.CompletedHomework>>().toEqualTypeOf<homework.CompletedHomework>();
  expectTypeOf<z.infer<typeof schemas.HomeworkNotDone>>().toEqualTypeOf<homework.HomeworkNotDone>();
  expectTypeOf<z.infer<typeof schemas.NotDoneReason>>().toEqualTypeOf<homework.NotDoneReason>();
  expectTypeOf<z.infer<typeof schemas.HomeworkSelfReport>>().toEqualTypeOf<homework.HomeworkSelfReport>();
  expectTypeOf<z.infer<typeof schemas.EvidenceWeights>>().toEqualTypeOf<homework.EvidenceWeights>();
  expectTypeOf<z.infer<typeof schemas.GradingInput>>().toEqualTypeOf<homework.GradingInput>();
  expectTypeOf<z.infer<typeof schemas.EloStep>>().toEqualTypeOf<homework.EloStep>();
  expectTypeOf<z.infer<typeof schemas.AbilityUpdate>>().toEqualTypeOf<homework.AbilityUpdate>();
  expectTypeOf<z.infer<typeof schemas.IntakeScore>>().toEqualTypeOf<homework.IntakeScore>();
  expectTypeOf<z.infer<typeof schemas.StartingSkill>>().toEqualTypeOf<homework.StartingSkill>();
  expectTypeOf<z.infer<typeof schemas.AbilityPopulation>>().toEqualTypeOf<homework.AbilityPopulation>();
  expectTypeOf<z.infer<typeof schemas.AbilityStart>>().toEqualTypeOf<homework.AbilityStart>();
  expectTypeOf<z.infer<typeof schemas.ServedHomework>>().toEqualTypeOf<homework.ServedHomework>();
  expectTypeOf<z.infer<typeof schemas.ItemExposure>>().toEqualTypeOf<homework.ItemExposure>();
  expectTypeOf<z.infer<typeof schemas.CohortExposure>>().toEqualTypeOf<homework.CohortExposure>();
  expectTypeOf<z.infer<typeof schemas.HomeworkMatchPolicy>>().toEqualTypeOf<homework.HomeworkMatchPolicy>();
  expectTypeOf<z.infer<typeof schemas.HomeworkVariety>>().toEqualTypeOf<homework.HomeworkVariety>();
  expectTypeOf<z.infer<typeof schemas.HomeworkMatchRequest>>().toEqualTypeOf<homework.HomeworkMatchRequest>();
});

test("how ability learns is never left to a default", () => {
  const rest: Omit<homework.AbilityUpdate, "method"> = {} as homework.AbilityUpdate;
  // @ts-expect-error [ts2345] a method must be named
  expectTypeOf(() => homework.updateAbility({ ability: rest.ability, item: rest.item, attempt: rest.attempt })).toBeFunction();
});
