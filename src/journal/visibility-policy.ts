import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { Id } from "../unit/index.js";
import { JournalField } from "./journal-field.js";

/** On whose side someone reads: with the participant, or with those who employ and pay. */
export type ReaderSide = "coaching" | "organization";

/** A role of the host's own. */
export interface ReaderRole {
  /** Its name; none of the built-in ones. */
  readonly role: Id;
  /** On whose side it is: human resources are `organization`. */
  readonly side: ReaderSide;
}
/** A role of the host's own. */
export const ReaderRole = z.strictObject({ role: Id, side: z.enum(["coaching", "organization"]) }).readonly() satisfies z.ZodType<ReaderRole>;

/** What a role may read of the participants it is assigned to, and on what ground. What no grant names is denied. */
export interface VisibilityGrant {
  /** A built-in role or one of the policy's own; never `"participant"`, who reads everything of the own journal without a grant. */
  readonly role: Id;
  /** What may be read. */
  readonly field: JournalField;
  /** `individual`: of one participant; `aggregate`: of groups only, as `groupReport` tells it. The first includes the second. */
  readonly form: "individual" | "aggregate";
  /** `consent`: the participant's, for this role and field. `agreement`: what participant, coach and sponsor agreed on. */
  readonly basis: "consent" | "agreement";
}
/** What a role may read of the participants it is assigned to, and on what ground. */
export const VisibilityGrant = z
  .strictObject({ role: Id, field: JournalField, form: z.enum(["individual", "aggregate"]), basis: z.enum(["consent", "agreement"]) })
  .readonly() satisfies z.ZodType<VisibilityGrant>;

/** Who may read what. A host changes it only by giving its own, whole. The text of entries cannot be opened to the side of the organization at all, not even in aggregates. */
export interface VisibilityPolicy {
  /** What this document is. */
  readonly kind: "visibility-policy";
  /** The version of its form. */
  readonly schemaVersion: 1;
  /** Roles beside `participant`, `coach`, `coach-supervisor`, `manager`, `sponsor`, `program-owner` and `data-steward`. */
  readonly ownRoles: readonly ReaderRole[];
  /** What is allowed, each role and field once; all else is denied. */
  readonly grants: readonly VisibilityGrant[];
}

const duplicateRole: Fault = { code: "visibility-policy.duplicate_role", message: "The role “{role}” is built in, or stands twice.", hint: "Give each role of your own another name." };
const unknownRole: Fault = { code: "visibility-policy.unknown_role", message: "No role is called “{role}”.", hint: "Declare it among the own roles, or correct it." };
const participantGrant: Fault = { code: "visibility-policy.participant_grant", message: "Participants read their own journal without a grant, and no other.", hint: "Remove the grant." };
const duplicateGrant: Fault = { code: "visibility-policy.duplicate_grant", message: "Two grants say who of “{role}” may read “{field}”.", hint: "Keep one of them." };
const textToOrganization: Fault = { code: "visibility-policy.text_to_organization", message: "The text of entries would be open to “{role}”.", hint: "Remove the grant: a single lawful reading is an override." };

const builtInRoles: readonly (readonly [role: string, side: ReaderSide])[] = [["participant", "coaching"], ["coach", "coaching"], ["coach-supervisor", "coaching"], ["manager", "organization"], ["sponsor", "organization"], ["program-owner", "organization"], ["data-steward", "organization"]];

/** The side of each role that a policy knows. */
export const sidesOf = ({ ownRoles }: VisibilityPolicy): ReadonlyMap<Id, ReaderSide> => new Map([...ownRoles.map(({ role, side }) => [role, side] as const), ...builtInRoles]);

function findGrants(policy: VisibilityPolicy, report: Report): void {
  const sides = sidesOf(policy);
  for (const [index, { role, field }] of policy.grants.entries()) {
    if (!sides.has(role)) report(unknownRole, ["grants", index, "role"], { role });
    if (role === "participant") report(participantGrant, ["grants", index, "role"]);
    if (field === "entry-text" && sides.get(role) === "organization") report(textToOrganization, ["grants", index, "field"], { role });
  }
  for (const [index, { role, field }] of repeated(policy.grants, (one) => JSON.stringify([one.role, one.field]))) report(duplicateGrant, ["grants", index], { role, field });
}

function findRoles({ ownRoles }: VisibilityPolicy, report: Report): void {
  const builtIn = builtInRoles.map(([role]) => role);
  for (const [index, role] of repeated([...builtIn, ...ownRoles.map((one) => one.role)], (one) => one)) report(duplicateRole, ["ownRoles", index - builtIn.length, "role"], { role });
}

/** Who may read what. */
export const VisibilityPolicy = z
  .strictObject({
    kind: z.literal("visibility-policy"),
    schemaVersion: z.literal(1),
    ownRoles: z.array(ReaderRole).max(50).readonly(),
    grants: z.array(VisibilityGrant).max(1000).readonly(),
  })
  .check(rule(findRoles), rule(findGrants))
  .readonly() satisfies z.ZodType<VisibilityPolicy>;

const granted = (role: Id, basis: VisibilityGrant["basis"], ...fields: readonly JournalField[]): readonly VisibilityGrant[] => fields.map((field) => ({ role, field, form: "individual", basis }));

/**
 * The policy to start from: the own coach reads what the participant consents to; goals are read by those whom the three-way agreement names; program owners see who attends, sponsors how many. Coach supervisors, managers and data stewards read nothing of a journal.
 * Source: International Coaching Federation, Code of Ethics (2020): strictest confidentiality with client and sponsor, and a clear agreement on what is exchanged among coach, client and sponsor. The matrix itself is a heuristic.
 */
export const defaultVisibilityPolicy: VisibilityPolicy = {
  kind: "visibility-policy",
  schemaVersion: 1,
  ownRoles: [],
  grants: [
    ...granted("coach", "consent", "entry-text", "word-count", "difficulty", "progress", "sentiment", "risk-signals", "attendance", "homework-outcomes"),
    ...granted("program-owner", "consent", "attendance"),
    { role: "sponsor", field: "attendance", form: "aggregate", basis: "consent" },
    ...["coach", "manager", "sponsor"].flatMap((role) => granted(role, "agreement", "goals")),
  ],
};
