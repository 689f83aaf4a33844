const rules = {
  plannedAt: "2026-03-01T12:00:00Z", fromDate: "2026-03-02", weekCount: 2, templateIds: ["prepare", "remember", "prompt"],
  cadences: [
    { id: "prepare", kind: "before-one-to-one", purposeId: "nudges", templateId: "prepare", variables: {}, isEssential: false },
    { id: "practice", kind: "weekly", purposeId: "nudges", templateId: "remember", variables: { behavior: "open questions" }, isEssential: false, wishes: [{ weekday: "FR", atTime: "11:00" }, { weekday: "SU", atTime: "11:00" }] },
  ],
  calendars: [{ id: "berlin", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidayCalendarIds: [] }], holidayCalendars: [],
  consents: [{ personId: "ana", purposeId: "nudges", decision: "given", decidedAt: "2026-01-05T09:00:00Z" }],
  chance: { seed: 7, probability: 0.5 },
};
const people = [{ id: "ana", calendarId: "berlin", language: "de", coachId: "kim", cadenceIds: ["prepare", "practice"], oneToOnes: [{ sessionId: "s1", startsAt: "2026-03-04T09:00:00Z" }] }];

export const calls = {
  behaviorRefreshes: [{
    asOfDate: "2026-03-31", floorFraction: 0.5, horizonDays: 120, leadDays: 7, priorHalfLifeDays: 60, halfLifeSpreadRatio: 2, confidenceLevel: 0.8,
    behaviors: [{ personId: "ana", behaviorId: "listens", practicedDates: ["2026-03-02"], observations: [{ observedDate: "2026-03-16", matchingCount: 7, observedCount: 9 }, { observedDate: "2026-03-30", matchingCount: 6, observedCount: 9 }] }],
  }],
  planNudges: [{ ...rules, people }],
  nudgeTexts: [{
    templates: [{ templateId: "step", language: "en", text: "Try {step}.", script: { durationMinutes: 2, parts: [{ title: "{step}", durationMinutes: 2, text: "Now {step}." }] } }], fallbackLanguages: ["en"],
    contents: [{ templateId: "step", language: "de-AT", variables: { step: "a pause", sessionId: "s1" } }, { templateId: "step", language: "en", variables: {} }],
  }],
  nudgeEffect: [{
    moments: Array.from({ length: 24 }, (_, index) => ({ nudgeId: `n${String(index)}`, personId: `p${String(index % 6)}`, decisionAt: `2026-03-${String(Math.floor(index / 6) * 2 + 10)}T09:00:00Z`, probability: 0.5, isAvailable: true, isSent: (index + Math.floor(index / 6)) % 2 === 0, outcome: index % 5 === 0 ? 1 : 0 })),
    outcomeWindowHours: 24, confidenceLevel: 0.95,
  }],
};
