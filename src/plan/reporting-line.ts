import { type Fault, repeated, type Report } from "../error/index.js";
import type { Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { MENTORING_LIMITS, type OrganizationMember } from "./mentorship.js";

const duplicatePerson: Fault = { code: "reporting-line.duplicate_person", message: "“{id}” is listed twice.", hint: "Keep one entry for each person." };
const unknownManager: Fault = { code: "reporting-line.unknown_manager", message: "“{id}” reports to “{managerId}”, who is not listed.", hint: "Add the manager, or correct the id." };
const ownManager: Fault = { code: "reporting-line.own_manager", message: "“{id}” reports to nobody but the own person.", hint: "Name the supervisor, or null where there is none." };
const circle: Fault = { code: "reporting-line.circle", message: "“{id}” reports, through others, to the own person.", hint: "Correct a supervisorId: reporting lines end with somebody who has none. Dotted lines may go round." };
const tooManyAbove: Fault = { code: "reporting-line.too_many_above", message: "More than {limit} managers stand above “{id}”.", hint: "Correct the lines, or leave out dotted ones." };

/** The place of each person's supervisor; −1 without one. */
function supervisorPlaces(people: readonly OrganizationMember[]): Int32Array {
  const places = new Map(people.map(({ personId }, place) => [personId, place]));
  return Int32Array.from(people, ({ supervisorId }) => (supervisorId === null ? -1 : (places.get(supervisorId) ?? -1)));
}

/** The places in circles of supervisors. Each place is walked once: 1 while on the walk, 2 when it is done. */
function placesInCircles(supervisors: Int32Array): readonly number[] {
  const state = new Uint8Array(supervisors.length);
  const found: number[] = [];
  for (let start = 0; start < supervisors.length; start += 1) {
    const walk: number[] = [];
    let at = start;
    for (; at >= 0 && state[at] === 0; at = supervisors[at] ?? -1) {
      state[at] = 1;
      walk.push(at);
    }
    if (at >= 0 && state[at] === 1) found.push(...walk.slice(walk.indexOf(at)));
    for (const place of walk) state[place] = 2;
  }
  return found.sort((one, other) => one - other);
}

/** Reports people listed twice, managers that nobody knows, and reporting lines that go round. */
export function findLineFaults(people: readonly OrganizationMember[], report: Report): void {
  for (const [index, { personId: id }] of repeated(people, ({ personId }) => personId)) report(duplicatePerson, ["people", index, "personId"], { id });
  const known = new Set(people.map(({ personId }) => personId));
  people.forEach(({ personId: id, supervisorId, dottedLineIds = [] }, index) => {
    if (supervisorId !== null && !known.has(supervisorId)) report(unknownManager, ["people", index, "supervisorId"], { id, managerId: supervisorId });
    dottedLineIds.forEach((managerId, place) => {
      if (!known.has(managerId)) report(unknownManager, ["people", index, "dottedLineIds", place], { id, managerId });
      else if (managerId === id) report(ownManager, ["people", index, "dottedLineIds", place], { id });
    });
  });
  for (const place of placesInCircles(supervisorPlaces(people))) {
    const { personId: id, supervisorId } = people[place] as OrganizationMember;
    report(supervisorId === id ? ownManager : circle, ["people", place, "supervisorId"], { id });
  }
}

const managersOf = (member: OrganizationMember | undefined): readonly Id[] => (member === undefined ? [] : [...(member.supervisorId === null ? [] : [member.supervisorId]), ...(member.dottedLineIds ?? [])]);

/** All managers above one person, by solid and dotted lines, nearest first and by id where they are as near; more than the limit where there are, and then not all. */
function managersAbove(id: Id, byId: ReadonlyMap<Id, OrganizationMember>): readonly Id[] {
  const above: Id[] = [];
  const seen = new Set([id]);
  let rank: readonly Id[] = [id];
  while (rank.length > 0 && seen.size <= MENTORING_LIMITS.managersAbove + 1) {
    const next: Id[] = [];
    for (const one of rank) {
      if (seen.size > MENTORING_LIMITS.managersAbove + 1) break;
      for (const managerId of managersOf(byId.get(one))) {
        if (seen.has(managerId)) continue;
        seen.add(managerId);
        next.push(managerId);
      }
    }
    above.push(...next.sort(inTextOrder));
    rank = next;
  }
  return above;
}

/** Reports people with too many managers above them, and gives the managers above each. */
export function linesOf(ids: readonly Id[], people: readonly OrganizationMember[], report: Report): ReadonlyMap<Id, readonly Id[]> {
  const byId = new Map(people.map((member) => [member.personId, member]));
  const places = new Map(people.map(({ personId }, place) => [personId, place]));
  return new Map(ids.map((id) => {
    const above = managersAbove(id, byId);
    if (above.length > MENTORING_LIMITS.managersAbove) report(tooManyAbove, ["people", places.get(id) ?? 0], { id, limit: MENTORING_LIMITS.managersAbove });
    return [id, above];
  }));
}
