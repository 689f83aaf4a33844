import type { journal } from "coachkit";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";
import type * as schemas from "../../src/journal/index.js";

test("each documented interface is what its schema reads", () => {
  expectTypeOf<z.infer<typeof schemas.AgendaQuestion>>().toEqualTypeOf<journal.AgendaQuestion>();
  expectTypeOf<z.infer<typeof schemas.OpenHomework>>().toEqualTypeOf<journal.OpenHomework>();
  expectTypeOf<z.infer<typeof schemas.DigestQuestion>>().toEqualTypeOf<journal.DigestQuestion>();
  expectTypeOf<z.infer<typeof schemas.DigestTask>>().toEqualTypeOf<journal.DigestTask>();
  expectTypeOf<z.infer<typeof schemas.JournalAnswer>>().toEqualTypeOf<journal.JournalAnswer>();
  expectTypeOf<z.infer<typeof schemas.JournalEntry>>().toEqualTypeOf<journal.JournalEntry>();
  expectTypeOf<z.infer<typeof schemas.JournalPrompt>>().toEqualTypeOf<journal.JournalPrompt>();
  expectTypeOf<z.infer<typeof schemas.JournalRule>>().toEqualTypeOf<journal.JournalRule>();
  expectTypeOf<z.infer<typeof schemas.JournalSlots>>().toEqualTypeOf<journal.JournalSlots>();
  expectTypeOf<z.infer<typeof schemas.LiveContactGuards>>().toEqualTypeOf<journal.LiveContactGuards>();
  expectTypeOf<z.infer<typeof schemas.JournalSharing>>().toEqualTypeOf<journal.JournalSharing>();
  expectTypeOf<z.infer<typeof schemas.JournalTemplate>>().toEqualTypeOf<journal.JournalTemplate>();
  expectTypeOf<z.infer<typeof schemas.TemplatedEntry>>().toEqualTypeOf<journal.TemplatedEntry>();
  expectTypeOf<z.infer<typeof schemas.JournalRiskPolicy>>().toEqualTypeOf<journal.JournalRiskPolicy>();
  expectTypeOf<z.infer<typeof schemas.JournalRiskReview>>().toEqualTypeOf<journal.JournalRiskReview>();
  expectTypeOf<z.infer<typeof schemas.PracticeAttempt>>().toEqualTypeOf<journal.PracticeAttempt>();
  expectTypeOf<z.infer<typeof schemas.PracticeRecord>>().toEqualTypeOf<journal.PracticeRecord>();
  expectTypeOf<z.infer<typeof schemas.SessionTurnout>>().toEqualTypeOf<journal.SessionTurnout>();
  expectTypeOf<z.infer<typeof schemas.SignalWeights>>().toEqualTypeOf<journal.SignalWeights>();
  expectTypeOf<z.infer<typeof schemas.StuckPolicy>>().toEqualTypeOf<journal.StuckPolicy>();
  expectTypeOf<z.infer<typeof schemas.StuckReview>>().toEqualTypeOf<journal.StuckReview>();
});
