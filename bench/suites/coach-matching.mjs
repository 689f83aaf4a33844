/**
 * Coaches to participants at the best total score, against what is usually written: first come, first served, each to the best coach with room. Time, people matched and score of both side by side, on a tight and on a loose number of places.
 * No package for this was at hand; the optimum is proven by prices in every run, and held against a mixed integer program in test/oracles.
 */
import { matchCoaches, rematchCoaches } from "../../dist/plan/index.js";
import { streamOf } from "../random.mjs";

const zones = ["Europe/Berlin", "Asia/Kolkata", "America/New_York", "Europe/London", "America/Los_Angeles", "Asia/Tokyo"];
const kindsOfHours = zones.flatMap((timeZone) => ["08:00", "09:00", "10:00"].map((fromTime) => {
  const day = [{ fromTime, toTime: "12:30" }, { fromTime: "13:00", toTime: "17:30" }];
  return { timeZone, weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
}));
const competencies = Array.from({ length: 20 }, (_, index) => `competency-${index}`);

function questionOf(participantCount, mostPlaces) {
  const random = streamOf(participantCount);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const coachCount = participantCount / 10;
  const participants = Array.from({ length: participantCount }, (_, index) => ({
    id: `p${index}`, hours: pick(kindsOfHours), languages: [...new Set([pick(["en", "de", "fr", "es"]), "en"])], reportingLineIds: [`c${Math.floor(random() * coachCount)}`],
    needs: [...new Set([pick(competencies), pick(competencies), pick(competencies)])].map((competencyId) => ({ competencyId, weight: 1 + Math.floor(random() * 3) })),
  }));
  const coaches = Array.from({ length: coachCount }, (_, index) => ({
    id: `c${index}`, hours: pick(kindsOfHours), languages: [...new Set([pick(["en", "de", "fr", "es"]), pick(["en", "de", "fr", "es"])])], placeCount: 5 + Math.floor(random() * (mostPlaces - 4)),
    competencies: competencies.map((competencyId) => ({ competencyId, levelFraction: Math.floor(random() * 11) / 10 })),
  }));
  return { participants, coaches, sampleWeekDate: "2027-03-01" };
}

/** One after the other to the coach of the best score with room. Shared hours and coverage are worked out once for each kind too, so that the comparison is of the choice. */
function firstComeFirstServed({ participants, coaches }) {
  const offsets = { "Europe/Berlin": 60, "Asia/Kolkata": 330, "America/New_York": -300, "Europe/London": 0, "America/Los_Angeles": -480, "Asia/Tokyo": 540 };
  const minutesOf = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const spansOf = ({ timeZone, weekly }) => Object.values(weekly).flatMap((day, index) => day.map(({ fromTime, toTime }) => [index * 1440 + minutesOf(fromTime) - offsets[timeZone], index * 1440 + minutesOf(toTime) - offsets[timeZone]]));
  const known = new Map();
  const spans = new Map(kindsOfHours.map((kind) => [kind, spansOf(kind)]));
  const shared = (one, other) => {
    const row = known.get(one) ?? known.set(one, new Map()).get(one);
    const found = row.get(other);
    if (found !== undefined) return found;
    let sum = 0;
    for (const [from, to] of spans.get(one)) for (const [otherFrom, otherTo] of spans.get(other)) sum += Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
    row.set(other, sum);
    return sum;
  };
  const levels = coaches.map((coach) => new Map(coach.competencies.map(({ competencyId, levelFraction }) => [competencyId, levelFraction])));
  const counts = coaches.map(() => 0);
  const chosen = participants.map(({ hours, languages, reportingLineIds, needs }) => {
    const total = needs.reduce((sum, { weight }) => sum + weight, 0);
    let [best, place] = [-1, -1];
    coaches.forEach((coach, index) => {
      const minutes = shared(hours, coach.hours);
      if (counts[index] >= coach.placeCount || minutes < 60 || reportingLineIds.includes(coach.id) || !languages.some((language) => coach.languages.includes(language))) return;
      const own = 0.5 * (needs.reduce((sum, { competencyId, weight }) => sum + weight * levels[index].get(competencyId), 0) / total) + 0.3 * Math.min(1, minutes / 1200);
      if (own + 0.2 * (1 - (counts[index] + 1) / coach.placeCount) > best) [best, place] = [own + 0.2 * (1 - (counts[index] + 1) / coach.placeCount), index];
    });
    if (place >= 0) counts[place] += 1;
    return { place, own: place < 0 ? 0 : best - 0.2 * (1 - counts[place] / coaches[place].placeCount) };
  });
  return { matched: chosen.filter(({ place }) => place >= 0).length, score: chosen.reduce((sum, { place, own }) => sum + (place < 0 ? 0 : own + 0.2 * (1 - counts[place] / coaches[place].placeCount)), 0) };
}

const once = (run) => {
  const start = performance.now();
  const answer = run();
  return { answer, milliseconds: performance.now() - start };
};

export default function coachMatching() {
  for (const mostPlaces of [15, 30]) {
    for (const participantCount of [1000, 3000, 10_000]) {
      const question = questionOf(participantCount, mostPlaces);
      const greedy = once(() => firstComeFirstServed(question));
      const { answer: own, milliseconds } = once(() => matchCoaches(question));
      if (!own.proof.isOptimal) throw new Error("not proven");
      if (own.assignments.length < greedy.answer.matched || (own.assignments.length === greedy.answer.matched && own.totalScore < greedy.answer.score)) throw new Error("first come, first served is better");
      console.log(`coach-matching, ${participantCount} x ${participantCount / 10}, 5 to ${mostPlaces} places: ${milliseconds.toFixed(0)} ms, ${own.assignments.length} matched, score ${own.totalScore.toFixed(1)}, gap ${own.proof.gap.toExponential(1)}; first come, first served: ${greedy.milliseconds.toFixed(0)} ms, ${greedy.answer.matched} matched, score ${greedy.answer.score.toFixed(1)}`);
      const gone = new Set(question.coaches.slice(0, question.coaches.length / 50).map(({ id }) => id));
      const after = once(() => rematchCoaches({ ...question, coaches: question.coaches.filter(({ id }) => !gone.has(id)), previous: own.assignments.map(({ participantId, coachId }) => ({ participantId, coachId })) }));
      console.log(`  ${gone.size} coaches leave: ${after.milliseconds.toFixed(0)} ms, ${after.answer.handovers.length} change coach, ${after.answer.movedCount} of them could have stayed`);
    }
  }
  console.log(`memory at the end: ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`);
}
