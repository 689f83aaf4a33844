import { reviewBounds } from "../review-bounds.js";
import type { ReviewMaterial } from "../review-material.js";
import { type CheckedRule, foundIf } from "../review-rule.js";
import { dayNumberOf } from "../../time/internal.js";

const subject = "ai";
const { aiAuditDays, aiAuditSampleCount } = reviewBounds;
const hasAi = ({ program }: ReviewMaterial): boolean => program.touchpoints.some(({ modality, ledBy }) => modality === "ai" || ledBy === "ai");

/** What is left to an AI. A program without one has nothing to hold here. */
export const aiRules: readonly CheckedRule[] = [
  {
    code: "ai-without-review", subject, severity: "error", needs: ["evidence.aiSending"],
    firesWhen: "what an AI writes is sent without a person's approval and not from approved templates.",
    why: "An AI gives reach, people keep fidelity: what names a person is a draft until a person has approved it.",
    fix: "Let a person approve each output, or send only from templates that were approved.",
    find: (material) => {
      const { aiSending } = material.evidence;
      if (!hasAi(material)) return [];
      return aiSending === undefined ? null : foundIf(aiSending === "automatic", ["evidence", "aiSending"], "The AI sends by itself.");
    },
  },
  {
    code: "unaudited-ai", subject, severity: "warning", needs: ["evidence.aiAudit", "evidence.asOfDate"],
    firesWhen: `nobody has read ${String(aiAuditSampleCount)} or more of the AI's outputs in the last ${String(aiAuditDays)} days.`,
    why: "Over-automation goes unnoticed until somebody is hurt: a monthly sample shows how often the AI is wrong.",
    fix: `Read ${String(aiAuditSampleCount)} outputs a month, and note the errors.`,
    find: (material) => {
      const { aiAudit, asOfDate } = material.evidence;
      if (!hasAi(material)) return [];
      if (aiAudit === null) return [{ path: ["evidence", "aiAudit"], found: "Nobody has ever looked." }];
      if (aiAudit === undefined || asOfDate === undefined) return null;
      return foundIf(aiAudit.sampleCount < aiAuditSampleCount || dayNumberOf(asOfDate) - dayNumberOf(aiAudit.auditedDate) > aiAuditDays, ["evidence", "aiAudit"], `${String(aiAudit.sampleCount)} outputs were read on ${aiAudit.auditedDate}.`);
    },
  },
];
