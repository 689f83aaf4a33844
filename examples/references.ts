/** Rules between the files: whoever and whatever a record names must stand in the file that lists it. */
import { error } from "coachkit";
import type { Records } from "./records.js";

const unknown: error.Fault = { code: "example.unknown_reference", message: "No {kind} has the id “{id}”.", hint: "Correct the id, or add it to {list}." };
const duplicate: error.Fault = { code: "example.duplicate", message: "“{id}” stands here twice.", hint: "Keep one." };
const missingIntake: error.Fault = { code: "example.missing_intake", message: "The participant “{id}” has no intake.", hint: "Add one to intakes.json." };
const missingSkill: error.Fault = { code: "example.missing_skill", message: "The skill “{id}” is missing.", hint: "Add it; without intake if unknown." };
const tooLate: error.Fault = { code: "example.reported_later", message: "It was reported after {at}.", hint: "Correct it, or settings.json at /homework/at." };

/** What a record names, and where it does. */
type Named = readonly [path: error.IssuePath, id: string | null | undefined];

/** Those of a list that are not known. */
function unknownIn(
  known: ReadonlySet<string>,
  { kind, list, named }: { readonly kind: string; readonly list: string; readonly named: readonly Named[] },
): readonly error.Issue[] {
  return named.flatMap(([path, id]) => (id === undefined || id === null || known.has(id) ? [] : [error.issueOf(unknown, path, { kind, id, list })]));
}

/** Those of a list that came before. */
function repeatedIn(named: readonly Named[]): readonly error.Issue[] {
  const seen = new Set<string | null | undefined>();
  return named.flatMap(([path, id]) => (seen.has(id) ? [error.issueOf(duplicate, path, { id: id ?? null })] : (seen.add(id), [])));
}

/** One entry for each record of a file: the path of `key`, and what it says. */
const namedBy = <Key extends string>(file: string, key: Key, records: readonly { readonly [Name in Key]?: string | null | undefined }[]): readonly Named[] =>
  records.map((record, index) => [[file, index, key], record[key]]);

/** What homework, intakes and attempts have wrong between them. */
function homeworkFaults(data: Records, participantIds: ReadonlySet<string>): readonly error.Issue[] {
  const { intakes, "homework-attempts": attempts, "homework-bank": bank, settings } = data;
  const started = new Set(intakes.map(({ participantId }) => participantId));
  const itemIds = new Set(bank.items.map(({ id }) => id));
  return [
    ...repeatedIn(namedBy("intakes", "participantId", intakes)),
    ...[...participantIds].filter((id) => !started.has(id)).map((id) => error.issueOf(missingIntake, ["intakes"], { id })),
    ...intakes.flatMap(({ skills }, index) => bank.skills
      .filter(({ id }) => skills.every(({ skillId }) => skillId !== id))
      .map(({ id }) => error.issueOf(missingSkill, ["intakes", index, "skills"], { id }))),
    ...unknownIn(itemIds, { kind: "homework", list: "homework-bank.json", named: namedBy("homework-attempts", "itemId", attempts) }),
    ...repeatedIn(namedBy("homework-attempts", "id", attempts)),
    ...attempts.flatMap(({ reportedAt }, index) => (Date.parse(reportedAt) <= Date.parse(settings.homework.at) ? []
      : [error.issueOf(tooLate, ["homework-attempts", index, "reportedAt"], { at: settings.homework.at })])),
  ];
}

/** Throws one error that names every record whose reference leads nowhere; paths begin with the file. */
export function checkReferences(data: Records): void {
  const { participants, coaches, managers, contacts, program, costs, benefits, settings } = data;
  const participantIds = new Set(participants.map(({ id }) => id));
  const coachIds = new Set(coaches.map(({ id }) => id));
  const managerIds = new Set(managers.map(({ managerId }) => managerId));
  const staff = new Set([...participantIds, ...coachIds]);
  const everyone = new Set([...staff, ...managerIds]);
  const touchpoints = new Set(program.touchpoints.map(({ id }) => id));
  const ofParticipants: readonly Named[] = [
    ...namedBy("intakes", "participantId", data.intakes),
    ...namedBy("observations", "participantId", data.observations),
    ...namedBy("homework-attempts", "participantId", data["homework-attempts"]),
    ...benefits.lines.map(({ respondentId }, index): Named => [["benefits", "lines", index, "respondentId"], respondentId]),
    ...(benefits.nonRespondentIds ?? []).map((id, index): Named => [["benefits", "nonRespondentIds", index], id]),
  ];
  const issues = [
    ...unknownIn(managerIds, { kind: "manager", list: "managers.json", named: namedBy("participants", "managerId", participants) }),
    ...unknownIn(managerIds, { kind: "manager", list: "managers.json", named: namedBy("leader-check-ins", "managerId", data["leader-check-ins"]) }),
    ...unknownIn(coachIds, { kind: "coach", list: "coaches.json", named: namedBy("coach-notes", "coachId", data["coach-notes"]) }),
    ...unknownIn(participantIds, { kind: "participant", list: "participants.json", named: ofParticipants }),
    ...unknownIn(everyone, { kind: "participant, coach or manager", list: "the file of its kind", named: namedBy("contacts", "personId", contacts) }),
    ...unknownIn(staff, {
      kind: "participant or coach", list: "participants.json or coaches.json",
      named: costs.regions.map(({ personId }, index): Named => [["costs", "regions", index, "personId"], personId]),
    }),
    ...unknownIn(touchpoints, {
      kind: "touchpoint", list: "program.json",
      named: settings.weights.map(({ touchpointId }, index): Named => [["settings", "weights", index, "touchpointId"], touchpointId]),
    }),
    ...homeworkFaults(data, participantIds),
  ];
  if (issues.length > 0) throw new error.CoachingError(issues);
}
