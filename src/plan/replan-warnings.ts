import { bookingOrder, warningsOf } from "./book-sessions.js";
import { book, type Bookings } from "./booking.js";
import type { Gathering } from "./gather-participants.js";
import { type Case, isFrozen, isStranger, minimumOf } from "./replan-cases.js";
import { diariesOf, personIdsOf, type ReplanDesk, spanOf } from "./replan-desk.js";
import type { Session, SessionWarning } from "./session.js";

/** Whether a session is history: it stands where it stood, before the horizon or with people who had left before. What was said of it stays. */
function isHistory(desk: ReplanDesk, { id, startsAt }: Session): boolean {
  const before = desk.before.get(id);
  return before !== undefined && before.startsAt === startsAt && (isFrozen(desk, before) || isStranger(desk, before));
}

/** What is worth a look about a session, by what is booked before it; and what only a change brings about. */
function warningsNow(diaries: ReadonlyMap<string, Bookings>, session: Session, { gathering, isPlanned }: { readonly gathering: Gathering; readonly isPlanned: boolean }): readonly SessionWarning[] {
  return [
    ...warningsOf(diariesOf(diaries, personIdsOf(session)), gathering, spanOf(session)),
    ...(session.participantIds.length < minimumOf(gathering) ? [{ reason: "group-too-small" as const, personId: null }] : []),
    ...(isPlanned ? [] : [{ reason: "no-longer-planned" as const, personId: null }]),
  ];
}

/** Works out the warnings of all sessions in the order in which `assignSessions` books them: what moves may come to lie upon what stays. */
export function warnAnew(desk: ReplanDesk, cases: ReadonlyMap<string, Case>): void {
  const diaries = new Map([...desk.is].map(([id, diary]): [string, Bookings] => [id, { ...diary, booked: [...diary.booked] }]));
  const gatheringOf = ({ id }: Session): Gathering | undefined => cases.get(id)?.gathering ?? desk.oldGatherings.get(id);
  const bookAll = (session: Session): void => {
    if (session.isScheduled) for (const diary of diariesOf(diaries, personIdsOf(session))) book(diary, spanOf(session));
  };
  const known = [...desk.sessions.values()].flatMap((session) => {
    const gathering = gatheringOf(session);
    if (gathering === undefined) bookAll(session);
    return gathering === undefined ? [] : [{ session, gathering }];
  });
  for (const { session, gathering } of known.sort((left, right) => bookingOrder(left.gathering, right.gathering))) {
    if (!isHistory(desk, session)) desk.sessions.set(session.id, { ...session, warnings: warningsNow(diaries, session, { gathering, isPlanned: cases.has(session.id) }) });
    bookAll(session);
  }
}
