import { type ChangeReason, diffPlans, type Session } from "../plan/index.js";
import { type CalendarChange, invitedTo } from "./calendar-change.js";

/** Why a message is sent: `added` for a session that is new to calendars, else the cause that `diffPlans` gives. */
export type MessageReason = "added" | ChangeReason;

/** What happened to a session, as calendars see it. */
export interface InvitationStep {
  readonly sessionId: string;
  /** As it stands in calendars; `null` when it does not. */
  readonly before: Session | null;
  /** As it is to stand there; `null` when it is not to. */
  readonly after: Session | null;
  readonly reason: MessageReason;
  /** Whether SEQUENCE rises: for another date, time, state or company, not for another text (RFC 5546 section 2.1.4). A session so changed is answered anew. */
  readonly isRaised: boolean;
}

const shown = (session: Session): Session | null => (invitedTo(session).length > 0 ? session : null);

/** What makes the calendars of one plan those of the other; what is no longer goes first. */
export function invitationSteps({ before, after }: Pick<CalendarChange, "before" | "after">): readonly InvitationStep[] {
  const { added, cancelled, moved, changed } = before === null ? { added: after.sessions, cancelled: [], moved: [], changed: [] } : diffPlans({ before, after });
  const movedIds = new Set(moved.map((one) => one.after.id));
  const steps: readonly InvitationStep[] = [
    ...cancelled.map(({ session, cause }) => ({ sessionId: session.id, before: shown(session), after: null, reason: cause.reason, isRaised: true })),
    ...[...moved, ...changed].map((one) => ({
      sessionId: one.after.id,
      before: shown(one.before),
      after: shown(one.after),
      reason: one.cause.reason,
      isRaised: movedIds.has(one.after.id) || one.fields.some((field) => field !== "title" && field !== "week"),
    })),
    ...added.map((session) => ({ sessionId: session.id, before: null, after: shown(session), reason: "added" as const, isRaised: true })),
  ];
  return steps.filter((step) => step.before !== null || step.after !== null);
}
