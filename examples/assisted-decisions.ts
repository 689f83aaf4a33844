/** From a request to a decision: the policy first, then the model, then a person, and all of it in the log. */
import { isCoachingError, oversight, policyDecision, proposalOf } from "coachkit";
import { coachOf, consents, onDay, reps, supportedWeeks } from "./assisted-site.js";
import { policyAt, template } from "./assisted-policy.js";
import { fakeModel, type Prompt } from "./fake-model.js";
import { dice } from "./site-people.js";

/** What eight weeks leave behind. */
export interface Assisted {
  readonly permissions: readonly oversight.PolicyDecision[];
  readonly brokenCount: number;
  readonly entries: readonly oversight.LogEntry[];
  /** The head after each week, kept by the works council. */
  readonly anchors: readonly oversight.LogHead[];
  readonly kept: readonly oversight.KeptRecord[];
  /** Proposals that are wrong, which only this tale knows: auditors find them. */
  readonly wrongIds: ReadonlySet<string>;
}
/** The coach who accepts whatever comes, in seconds. */
export const HASTY_COACH = "coach-07";

const draw = dice(20271004);
const salts = dice(99);
/** 16 bytes for each content. A host takes them from its source of true randomness, and keeps them where they can be erased. */
const salt = (): string => Array.from({ length: 4 }, () => Math.floor(salts() * 2 ** 32).toString(16).padStart(8, "0")).join("");
const model = fakeModel(7);
const [permissions, additions, wrongIds, kept]: [oversight.PolicyDecision[], oversight.LogAddition[], Set<string>, oversight.KeptRecord[]] = [[], [], new Set(), []];
let brokenCount = 0;

/** The version that the host runs: in the sixth week it puts version 4 in, before anybody has approved it. */
const runningVersion = (week: number): string => (week < 5 ? "3" : "4");
const later = (at: string, seconds: number): string => new Date(Date.parse(at) + 1000 * seconds).toISOString().replace(".000Z", "Z");

/** A model's answer as a proposal. What is no such output is asked for once more, and dropped if it fails again. */
function proposed(proposalId: string, { prompt, personId, modelVersion, at }: { readonly prompt: Prompt; readonly personId: string; readonly modelVersion: string; readonly at: string }): oversight.Proposal | null {
  for (const attempt of [1, 2]) {
    const { text, isWrong } = model(prompt, modelVersion);
    try {
      const output = JSON.parse(text) as oversight.ModelOutput;
      const proposal = proposalOf({ proposalId, subjectIds: [personId], output, provenance: { modelId: "scribe", modelVersion, producedAt: later(at, attempt), inputClasses: ["call-transcript"] } });
      if (isWrong) wrongIds.add(proposalId);
      return proposal;
    } catch (error) {
      if (!isCoachingError(error)) throw error;
      brokenCount += 1;
    }
  }
  return null;
}

const trimmed = (output: oversight.ModelOutput): oversight.ModelOutput => ({ ...output, text: `${output.text.split(".")[0] ?? ""}, as I heard it too.` });
/** A coach reads for some minutes and finds most of what is wrong. One does not read. */
function decided(proposal: oversight.Proposal, coachId: string): oversight.ProposalDecision {
  const isHasty = coachId === HASTY_COACH;
  const openedAt = later(proposal.provenance.producedAt, 3600 + Math.floor(4 * 3600 * draw()));
  const decidedAt = later(openedAt, isHasty ? 3 + Math.floor(4 * draw()) : 40 + Math.floor(260 * draw()));
  const shared = { proposal, decider: { kind: "person", id: coachId }, openedAt, decidedAt } as const;
  const [reading, taste] = [draw(), draw()];
  if (!isHasty && wrongIds.has(proposal.proposalId) && reading < 0.8) return oversight.decideProposal({ ...shared, outcome: "rejected", reasonId: "not-in-the-call" });
  if (!isHasty && taste < 0.2) return oversight.decideProposal({ ...shared, outcome: "edited", editedOutput: trimmed(proposal.output), reasonId: "clearer" });
  return oversight.decideProposal({ ...shared, outcome: "accepted", reasonId: "fits" });
}

interface Wish { readonly personId: string; readonly kind: Prompt["kind"] }
/** What is wished for at one moment: what the policy denies never reaches the model. */
function assist(wishes: readonly Wish[], { week, at }: { readonly week: number; readonly at: string }): void {
  const modelVersion = runningVersion(week);
  const requests = wishes.map(({ personId, kind }) => ({ purposeId: "call-summaries", use: kind, dataClasses: ["call-transcript"], inferences: ["names-the-worry", "lets-finish"], personIds: [personId], recipientRoles: ["coach"], model: { modelId: "scribe", modelVersion }, isAutomatic: false }));
  const answers = oversight.policyDecisions({ policy: policyAt(at), requests, consents, at });
  permissions.push(...answers);
  for (const { personId, kind } of wishes.filter((_, place) => answers[place]?.isAllowed)) {
    const proposalId = `${kind}-${at.slice(0, 10)}-${personId}`;
    kept.push({ recordId: `calls-${proposalId}`, personId, purposeId: "call-summaries", dataClass: "call-transcript", createdAt: at });
    const proposal = proposed(proposalId, { prompt: { kind, callIds: [0, 1, 2].map((call) => `${personId}/${at.slice(0, 10)}/${String(call)}`) }, personId, modelVersion, at });
    if (proposal === null) continue;
    const decision = decided(proposal, coachOf(personId));
    additions.push({ kind: "proposal", recordedAt: proposal.provenance.producedAt, record: { ...oversight.sealProposal({ proposal, salt: salt() }) } }, { kind: "decision", recordedAt: decision.decidedAt, record: { ...oversight.sealDecision({ decision, salt: salt() }) } });
  }
}

/** The words of the week to all: an approved template with listed values goes out by itself, other words wait for somebody. */
function message(week: number): void {
  const at = onDay(7 * week + 3, 8 * 60);
  const values = { week: String(week + 1), step: template.listedValues["step"]?.[week % 3] ?? "" };
  // in the fourth week the model finds words of its own
  const text = `Week ${values.week}: ${week === 3 ? "why not try" : "today try"} ${values.step}.`;
  const modelVersion = runningVersion(week);
  const proposal = proposalOf({ proposalId: `words-${String(week + 1)}`, subjectIds: [], output: { kind: "nudge-text", language: "en", text, template: { templateId: template.templateId, values } }, provenance: { modelId: "scribe", modelVersion, producedAt: later(at, -60), inputClasses: ["program-week"] } });
  const ask = (personIds: readonly string[]): oversight.PolicyDecision => {
    const request = { purposeId: "nudges", use: "nudge-text", dataClasses: ["program-week"], inferences: [], personIds, recipientRoles: ["participant"], model: { modelId: "scribe", modelVersion }, isAutomatic: true, templateId: template.templateId };
    return policyDecision({ policy: policyAt(at), request, consents, at });
  };
  // whoever has not consented is named by the first answer, and left out of the second
  const unwilling = new Set(ask(reps.map(({ id }) => id)).reasons.flatMap(({ params }) => params["personId"] ?? []));
  const permission = ask(reps.map(({ id }) => id).filter((id) => !unwilling.has(id)));
  const sending = oversight.automaticSending({ proposal, templates: [template], at });
  permissions.push(permission);
  if (!permission.isAllowed) return;
  additions.push({ kind: "proposal", recordedAt: proposal.provenance.producedAt, record: { ...oversight.sealProposal({ proposal, salt: salt() }) } });
  if (sending.record !== null) additions.push({ kind: "decision", recordedAt: at, record: { ...sending.record } });
}

/** Eight weeks: for whom a rule fired a summary of three calls, and a pattern of calls of every third rep; all on Mondays. What the switch stopped is asked for again when it is lifted. */
export function assistedWeeks(fired: readonly { readonly personId: string; readonly week: number }[]): Assisted {
  const anchors: oversight.LogHead[] = [];
  let [head, entries]: [oversight.LogHead, readonly oversight.LogEntry[]] = [oversight.startLog("frontline-2027"), []];
  for (let week = 0; week < supportedWeeks; week += 1) {
    for (const day of week === 6 ? [0, 2] : [0]) {
      const at = onDay(7 * week + day, 7 * 60 + 30);
      const summaries = fired.filter((one) => one.week === week).map(({ personId }): Wish => ({ personId, kind: "summary" }));
      assist([...summaries, ...reps.filter(({ place }) => place % 3 === week % 3).map(({ id: personId }): Wish => ({ personId, kind: "pattern" }))], { week, at });
    }
    message(week);
    const sorted = additions.splice(0).sort((one, other) => Date.parse(one.recordedAt) - Date.parse(other.recordedAt));
    const appended = oversight.appendEntries({ head, additions: sorted });
    [head, entries] = [appended.head, [...entries, ...appended.entries]];
    anchors.push(head);
  }
  return { permissions, brokenCount, entries, anchors, kept, wrongIds };
}
