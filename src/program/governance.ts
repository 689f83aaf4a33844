import * as z from "zod";
import { CivilDate, Id, Minutes, Prose, Title } from "../unit/index.js";

/** A group of participants with needs of its own: touchpoints name the segments they are for. */
export interface Segment {
  /** Unique within the program. */
  readonly id: Id;
  /** For people: `"New managers"`. */
  readonly title: Title;
  /** The rubric that this segment is observed with. */
  readonly rubricId?: Id;
}
/** Schema of a segment. */
export const Segment = z.strictObject({ id: Id, title: Title, rubricId: z.exactOptional(Id) }).readonly() satisfies z.ZodType<Segment>;

/** A behavior that the program is to change. */
export interface TargetBehavior {
  /** Unique within the program. */
  readonly id: Id;
  /** The behavior, observable: `"Asks before advising"`. */
  readonly title: Title;
  /** Why it matters to the business. */
  readonly rationale?: Prose;
  /** The KPIs it is to move; at least one. */
  readonly kpiIds: readonly Id[];
}
/** Schema of a target behavior. */
export const TargetBehavior = z.strictObject({ id: Id, title: Title, rationale: z.exactOptional(Prose), kpiIds: z.array(Id).min(1).max(50).readonly() }).readonly() satisfies z.ZodType<TargetBehavior>;

/** Who answers for what. */
export interface GovernanceRole {
  /** `"program-owner"`, `"coach-lead"`, `"data-steward"`, `"sponsor"`, `"hr"`, `"frontline-manager"` or a host's own. */
  readonly role: Id;
  /** The person. */
  readonly personId: Id;
  /** The part in the sense of a RACI chart. */
  readonly responsibility: "responsible" | "accountable" | "consulted" | "informed";
  /** When the person agreed to the program. */
  readonly signedOffDate?: CivilDate;
}
/** Schema of a governance role. */
export const GovernanceRole = z.strictObject({ role: Id, personId: Id, responsibility: z.enum(["responsible", "accountable", "consulted", "informed"]), signedOffDate: z.exactOptional(CivilDate) }).readonly() satisfies z.ZodType<GovernanceRole>;

/** Who governs the program and how often its fidelity is audited. */
export interface Governance {
  /** Who answers for what. */
  readonly roles: readonly GovernanceRole[];
  /** Weeks between two fidelity audits. */
  readonly auditEveryWeeks?: number;
  /** Scoping questions with their answers. */
  readonly scoping?: readonly { readonly question: Title; readonly answer: Prose }[];
}
/** Schema of a program's governance. */
export const Governance = z
  .strictObject({
    roles: z.array(GovernanceRole).max(100).readonly(),
    auditEveryWeeks: z.exactOptional(z.int().min(1).max(104)),
    scoping: z.exactOptional(z.array(z.strictObject({ question: Title, answer: Prose }).readonly()).max(20).readonly()),
  })
  .readonly() satisfies z.ZodType<Governance>;

/** What a coach is bound to besides the live time. It counts in capacity and in cost. */
export interface ContractTerms {
  /** Preparation for each session. */
  readonly preparationMinutes: Minutes;
  /** Note capture after each session. */
  readonly noteMinutes: Minutes;
  /** What is handed in: `"Coach note within two working days"`. */
  readonly deliverables: readonly Title[];
}
/** Schema of contract terms. */
export const ContractTerms = z.strictObject({ preparationMinutes: Minutes, noteMinutes: Minutes, deliverables: z.array(Title).max(50).readonly() }).readonly() satisfies z.ZodType<ContractTerms>;

/** Where coaches come from, and on which terms. */
export interface CoachSource {
  /** Unique within the program. */
  readonly id: Id;
  /** For people. */
  readonly title: Title;
  /** A colleague, a coach from outside, or the participant's own line. */
  readonly origin: "internal" | "external" | "line-manager";
  /** The terms. */
  readonly contract: ContractTerms;
}
/** Schema of a coach source. */
export const CoachSource = z.strictObject({ id: Id, title: Title, origin: z.enum(["internal", "external", "line-manager"]), contract: ContractTerms }).readonly() satisfies z.ZodType<CoachSource>;
