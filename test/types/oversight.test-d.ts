import * as oversight from "coachkit/oversight";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema says what its interface says", () => {
  expectTypeOf<z.infer<typeof oversight.PurposeConsent>>().toEqualTypeOf<oversight.PurposeConsent>();
  expectTypeOf<z.infer<typeof oversight.ConsentQuestion>>().toEqualTypeOf<oversight.ConsentQuestion>();
  expectTypeOf<z.infer<typeof oversight.KillSwitch>>().toEqualTypeOf<oversight.KillSwitch>();
  expectTypeOf<z.infer<typeof oversight.KillSwitchScope>>().toEqualTypeOf<oversight.KillSwitchScope>();
  expectTypeOf<z.infer<typeof oversight.SwitchAct>>().toEqualTypeOf<oversight.SwitchAct>();
  expectTypeOf<z.infer<typeof oversight.AutomaticTemplate>>().toEqualTypeOf<oversight.AutomaticTemplate>();
  expectTypeOf<z.infer<typeof oversight.OversightPolicy>>().toEqualTypeOf<oversight.OversightPolicy>();
  expectTypeOf<z.infer<typeof oversight.PolicyModel>>().toEqualTypeOf<oversight.PolicyModel>();
  expectTypeOf<z.infer<typeof oversight.PolicyTerm>>().toEqualTypeOf<oversight.PolicyTerm>();
  expectTypeOf<z.infer<typeof oversight.ForbiddenInference>>().toEqualTypeOf<oversight.ForbiddenInference>();
  expectTypeOf<z.infer<typeof oversight.PolicyUse>>().toEqualTypeOf<oversight.PolicyUse>();
  expectTypeOf<z.infer<typeof oversight.SharingBan>>().toEqualTypeOf<oversight.SharingBan>();
  expectTypeOf<z.infer<typeof oversight.PolicyPair>>().toEqualTypeOf<oversight.PolicyPair>();
  expectTypeOf<z.infer<typeof oversight.EmotionGround>>().toEqualTypeOf<oversight.EmotionGround>();
  expectTypeOf<z.infer<typeof oversight.PolicyPurpose>>().toEqualTypeOf<oversight.PolicyPurpose>();
  expectTypeOf<z.infer<typeof oversight.PolicyRule>>().toEqualTypeOf<oversight.PolicyRule>();
  expectTypeOf<z.infer<typeof oversight.RetentionTerm>>().toEqualTypeOf<oversight.RetentionTerm>();
  expectTypeOf<z.infer<typeof oversight.PolicyReportRequest>>().toEqualTypeOf<oversight.PolicyReportRequest>();
  expectTypeOf<z.infer<typeof oversight.DenialReason>>().toEqualTypeOf<oversight.DenialReason>();
  expectTypeOf<z.infer<typeof oversight.PolicyDecision>>().toEqualTypeOf<oversight.PolicyDecision>();
  expectTypeOf<z.infer<typeof oversight.PolicyQuestion>>().toEqualTypeOf<oversight.PolicyQuestion>();
  expectTypeOf<z.infer<typeof oversight.PolicyQuestions>>().toEqualTypeOf<oversight.PolicyQuestions>();
  expectTypeOf<z.infer<typeof oversight.PolicyRequest>>().toEqualTypeOf<oversight.PolicyRequest>();
  expectTypeOf<z.infer<typeof oversight.KeptRecord>>().toEqualTypeOf<oversight.KeptRecord>();
  expectTypeOf<z.infer<typeof oversight.LegalHold>>().toEqualTypeOf<oversight.LegalHold>();
  expectTypeOf<z.infer<typeof oversight.RetentionQuestion>>().toEqualTypeOf<oversight.RetentionQuestion>();
});
test("what a model makes comes from a model, or says that none made it", () => {
  // @ts-expect-error [ts2741] a request without a word on the model
  const request: oversight.PolicyRequest = { purposeId: "p", use: "nudge", dataClasses: [], inferences: [], personIds: [], recipientRoles: [], isAutomatic: false };
  void request;
});

test("what is proposed and decided, likewise", () => {
  expectTypeOf<z.infer<typeof oversight.TemplateChoice>>().toEqualTypeOf<oversight.TemplateChoice>();
  expectTypeOf<z.infer<typeof oversight.ModelOutput>>().toEqualTypeOf<oversight.ModelOutput>();
  expectTypeOf<z.infer<typeof oversight.ModelProvenance>>().toEqualTypeOf<oversight.ModelProvenance>();
  expectTypeOf<z.infer<typeof oversight.ProposalDraft>>().toEqualTypeOf<oversight.ProposalDraft>();
  expectTypeOf<z.infer<typeof oversight.Proposal>>().toEqualTypeOf<oversight.Proposal>();
  expectTypeOf<z.infer<typeof oversight.DecisionRequest>>().toEqualTypeOf<oversight.DecisionRequest>();
  expectTypeOf<z.infer<typeof oversight.ProposalDecision>>().toEqualTypeOf<oversight.ProposalDecision>();
  expectTypeOf<z.infer<typeof oversight.ApprovedTemplate>>().toEqualTypeOf<oversight.ApprovedTemplate>();
  expectTypeOf<z.infer<typeof oversight.AutomaticSendingQuestion>>().toEqualTypeOf<oversight.AutomaticSendingQuestion>();
  expectTypeOf<z.infer<typeof oversight.DisclosureQuestion>>().toEqualTypeOf<oversight.DisclosureQuestion>();
});

test("the log, likewise", () => {
  expectTypeOf<z.infer<typeof oversight.SaltedContent>>().toEqualTypeOf<oversight.SaltedContent>();
  expectTypeOf<z.infer<typeof oversight.LogAddition>>().toEqualTypeOf<oversight.LogAddition>();
  expectTypeOf<z.infer<typeof oversight.LogEntry>>().toEqualTypeOf<oversight.LogEntry>();
  expectTypeOf<z.infer<typeof oversight.LogHead>>().toEqualTypeOf<oversight.LogHead>();
  expectTypeOf<z.infer<typeof oversight.AppendRequest>>().toEqualTypeOf<oversight.AppendRequest>();
  expectTypeOf<z.infer<typeof oversight.LogQuestion>>().toEqualTypeOf<oversight.LogQuestion>();
  expectTypeOf<z.infer<typeof oversight.LogTextQuestion>>().toEqualTypeOf<oversight.LogTextQuestion>();
  expectTypeOf<z.infer<typeof oversight.ProposalRecord>>().toEqualTypeOf<oversight.ProposalRecord>();
  expectTypeOf<z.infer<typeof oversight.DecisionRecord>>().toEqualTypeOf<oversight.DecisionRecord>();
  expectTypeOf<z.infer<typeof oversight.ProposalToSeal>>().toEqualTypeOf<oversight.ProposalToSeal>();
  expectTypeOf<z.infer<typeof oversight.DecisionToSeal>>().toEqualTypeOf<oversight.DecisionToSeal>();
});

test("figures, audits and the bar of AI raters, likewise", () => {
  expectTypeOf<z.infer<typeof oversight.OversightQuestion>>().toEqualTypeOf<oversight.OversightQuestion>();
  expectTypeOf<z.infer<typeof oversight.OversightAuditRequest>>().toEqualTypeOf<oversight.OversightAuditRequest>();
  expectTypeOf<z.infer<typeof oversight.OversightAuditSample>>().toEqualTypeOf<oversight.OversightAuditSample>();
  expectTypeOf<z.infer<typeof oversight.OversightAudit>>().toEqualTypeOf<oversight.OversightAudit>();
  expectTypeOf<z.infer<typeof oversight.AiRaterQuestion>>().toEqualTypeOf<oversight.AiRaterQuestion>();
});
