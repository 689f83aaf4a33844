import { type CheckedRule, foundIf } from "../review-rule.js";

const subject = "manager";

/** What managers do. How long it takes them stands with the load. */
export const managerRules: readonly CheckedRule[] = [
  {
    code: "no-manager-activity", subject, severity: "warning", needs: [],
    firesWhen: "managers lead no touchpoint and have no prep task.",
    why: "What is not in managers' routines does not last: passive managers undo what coaching builds.",
    fix: "Add a weekly activity of ten minutes led by the manager, with a script.",
    find: ({ program: { touchpoints } }) => foundIf(!touchpoints.some(({ ledBy, prepTasks = [] }) => ledBy === "manager" || prepTasks.some(({ role }) => role === "manager")), ["program", "touchpoints"], "Managers have no part."),
  },
  {
    code: "manager-without-script", subject, severity: "info", needs: [],
    firesWhen: "managers lead touchpoints, and not one of them has a script.",
    why: "Managers reinforce when they have short scripts: one sentence to say, one question to ask.",
    fix: "Write the sentence under agenda.script.",
    find: ({ program: { touchpoints } }) => {
      const led = touchpoints.filter(({ ledBy }) => ledBy === "manager");
      const first = led[0];
      return first === undefined ? [] : foundIf(!led.some(({ agenda = [] }) => agenda.some(({ script }) => script !== undefined)), ["program", "touchpoints", touchpoints.indexOf(first)], `“${first.title}” is led by managers without a script.`);
    },
  },
];
