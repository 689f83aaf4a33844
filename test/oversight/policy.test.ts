import { builtInForbiddenInferences, euRiskLabels, type OversightPolicy, POLICY_LIMITS, readOversightPolicy } from "coachkit/oversight";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { policy, thrown } from "./policy-example.js";

const read = (change: Partial<OversightPolicy>) => readOversightPolicy({ ...policy, ...change });
const [practice, insight] = policy.purposes as [OversightPolicy["purposes"][number], OversightPolicy["purposes"][number]];
const [nudges] = practice.rules as [OversightPolicy["purposes"][number]["rules"][number]];

describe("a stored policy", () => {
  test("is read as it was written", () => { expect(readOversightPolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy); });
  test("of a later version is refused", () => { refuses(() => readOversightPolicy({ ...policy, schemaVersion: 2 }), { code: "policy.unknown_version", path: ["schemaVersion"], params: { version: 2 } }); });
  test.each([["NaN", NaN], ["a fraction", 1.5]])("of version %s is refused", (_, schemaVersion) => { expect(issuesOf(() => readOversightPolicy({ ...policy, schemaVersion }))).toEqual(["policy.unknown_version at /schemaVersion"]); });
  test("that is none is refused", () => { expect(issuesOf(() => readOversightPolicy(null))).toEqual(["input.invalid_type at /"]); });
});

describe("ids stand once", () => {
  test.each<readonly [title: string, change: Partial<OversightPolicy>, path: readonly (string | number)[], id: string]>([
    ["purposes", { purposes: [practice, insight, { ...practice, rules: [] }] }, ["purposes", 2], "practice"],
    ["rules, over all purposes", { purposes: [practice, { ...insight, rules: [{ ...nudges, uses: ["summary"] }] }] }, ["purposes", 1, "rules", 0, "id"], "own-nudges"],
    ["classes of data", { dataClasses: [...policy.dataClasses, { id: "calls", title: "Calls" }] }, ["dataClasses", 3], "calls"],
    ["inferences, the forbidden ones among them", { inferences: [...policy.inferences, { id: "emotion", title: "Emotion" }] }, ["inferences", 2], "emotion"],
    ["forbidden inferences", { ownForbiddenInferences: [{ id: "emotion", title: "Emotion" }] }, ["ownForbiddenInferences", 0], "emotion"],
    ["uses, so that no host makes a summary less than a judgment", { ownUses: [{ id: "summary", title: "Summary", isJudgment: false, isFromModel: false }] }, ["ownUses", 0], "summary"],
    ["roles", { ownRoles: ["mentor", "coach"] }, ["ownRoles", 1], "coach"],
    ["kill switches", { killSwitches: ["a", "a"].map((id) => ({ id, scope: { kind: "everything" } as const, thrown })) }, ["killSwitches", 1], "a"],
    ["versions of a model", { models: [...policy.models, ...policy.models] }, ["models", 1], '["scribe","3"]'],
    ["templates of a purpose", { automaticTemplates: [...policy.automaticTemplates, ...policy.automaticTemplates] }, ["automaticTemplates", 1], '["try-it","practice"]'],
  ])("%s", (_, change, path, id) => { refuses(() => read(change), { code: "policy.duplicate_id", path, params: { id, list: path.includes("rules") ? "rules" : path[0] } }); });
  test("a class of data is kept for one number of days", () => { refuses(() => read({ purposes: [{ ...practice, retention: [...practice.retention, { dataClass: "homework", retentionDays: 9 }] }, insight] }), { code: "policy-purpose.duplicate_term", path: ["purposes", 0, "retention", 1, "dataClass"], params: { dataClass: "homework" } }); });
});

describe("what a policy names is declared", () => {
  const withRule = (change: Partial<typeof nudges>): Partial<OversightPolicy> => ({ purposes: [{ ...practice, rules: [{ ...nudges, ...change }] }, insight] });
  test.each<readonly [title: string, change: Partial<OversightPolicy>, path: readonly (string | number)[], id: string]>([
    ["a use of a rule", withRule({ uses: ["nudge", "nudges"] }), ["purposes", 0, "rules", 0, "uses", 1], "nudges"],
    ["a class of data of a rule", withRule({ dataClasses: ["voice"] }), ["purposes", 0, "rules", 0, "dataClasses", 0], "voice"],
    ["an inference of a rule", withRule({ inferences: ["charm"] }), ["purposes", 0, "rules", 0, "inferences", 0], "charm"],
    ["a role of a rule", withRule({ recipientRoles: ["friend"] }), ["purposes", 0, "rules", 0, "recipientRoles", 0], "friend"],
    ["a class with a term of retention", { purposes: [{ ...practice, retention: [...practice.retention, { dataClass: "voice", retentionDays: 1 }] }, insight] }, ["purposes", 0, "retention", 1, "dataClass"], "voice"],
    ["a template's purpose", { automaticTemplates: policy.automaticTemplates.map((one) => ({ ...one, purposeId: "gossip" })) }, ["automaticTemplates", 0, "purposeId"], "gossip"],
    ["a template's use", { automaticTemplates: policy.automaticTemplates.map((one) => ({ ...one, uses: ["shout"] })) }, ["automaticTemplates", 0, "uses", 0], "shout"],
    ["a use that persons decide on", { decidedByPerson: ["shout"] }, ["decidedByPerson", 0], "shout"],
    ["what a ban is about", { ownSharingBans: [{ about: "voice", roles: ["coach"] }] }, ["ownSharingBans", 0, "about"], "voice"],
    ["whom a ban keeps out", { ownSharingBans: [{ about: "calls", roles: ["friend"] }] }, ["ownSharingBans", 0, "roles", 0], "friend"],
    ["the purpose of a switch, which would stop nothing", { killSwitches: [{ id: "stop", scope: { kind: "purpose", purposeId: "practise" }, thrown }] }, ["killSwitches", 0, "scope", "purposeId"], "practise"],
    ["the model of a switch", { killSwitches: [{ id: "stop", scope: { kind: "model", modelId: "Scribe" }, thrown }] }, ["killSwitches", 0, "scope", "modelId"], "Scribe"],
    ["the version of a switch", { killSwitches: [{ id: "stop", scope: { kind: "model", modelId: "scribe", modelVersion: "4" }, thrown }] }, ["killSwitches", 0, "scope", "modelId"], "scribe"],
  ])("%s", (_, change, path, id) => { refuses(() => read(change), { code: "policy.unknown_reference", path, params: expect.objectContaining({ id }) as object }); });
  test("a ban may be about an inference, and a switch about any version", () => { expect(read({ ownSharingBans: [{ about: "listens", roles: ["hr"] }], killSwitches: [{ id: "stop", scope: { kind: "model", modelId: "scribe" }, thrown }] }).killSwitches).toHaveLength(1); });
});

test("a rule that concludes emotion is refused, unless its purpose has a medical or safety ground", () => {
  const rules = [{ ...nudges, inferences: ["emotion"] }];
  refuses(() => read({ purposes: [{ ...practice, rules }, insight] }), { code: "policy-purpose.emotion_without_ground", path: ["purposes", 0, "rules", 0, "inferences", 0] });
  expect(read({ purposes: [{ ...practice, rules, emotionGround: { ground: "medical", reason: "Occupational physician" } }, insight] }).purposes[0]?.emotionGround?.ground).toBe("medical");
  expect(issuesOf(() => read({ purposes: [{ ...practice, rules, emotionGround: { ground: "curiosity" as "safety", reason: "We wonder" } }, insight] }))).toEqual(["input.invalid_value at /purposes/0/emotionGround/ground"]);
  expect(issuesOf(() => read({ purposes: [{ ...practice, rules, emotionGround: { ground: "safety", reason: "" } }, insight] }))).toEqual(["input.too_small at /purposes/0/emotionGround/reason"]);
});
test("a switch is not lifted before it is thrown", () => { refuses(() => read({ killSwitches: [{ id: "stop", scope: { kind: "everything" }, thrown, lifted: { ...thrown, at: "2026-01-31T23:59:59Z" } }] }), { code: "policy-kill-switch.lifted_first", path: ["killSwitches", 0, "lifted", "at"], params: { id: "stop" } }); });
test("a purpose has a basis, a rule has each list, and a term is a whole number of days", () => {
  expect(issuesOf(() => read({ purposes: [{ ...practice, basis: "" }, insight] }))).toEqual(["input.too_small at /purposes/0/basis"]);
  expect(issuesOf(() => readOversightPolicy({ ...policy, purposes: [{ ...practice, rules: [{ id: "r" }] }, insight] }))).toEqual(["uses", "dataClasses", "inferences", "recipientRoles"].map((key) => `input.invalid_type at /purposes/0/rules/0/${key}`));
  expect(issuesOf(() => read({ purposes: [{ ...practice, retention: [{ dataClass: "homework", retentionDays: -1 }] }, insight] }))).toEqual(["input.too_small at /purposes/0/retention/0/retentionDays"]);
});
test("lists beyond the limits are refused", () => {
  expect(issuesOf(() => read({ ownRoles: Array.from({ length: POLICY_LIMITS.entries + 1 }, (_, index) => `r${String(index)}`) }))).toEqual(["input.too_big at /ownRoles"]);
  const killSwitches = Array.from({ length: POLICY_LIMITS.killSwitches + 1 }, (_, index) => ({ id: `s${String(index)}`, scope: { kind: "everything" } as const, thrown }));
  expect(issuesOf(() => read({ killSwitches }))).toEqual(["input.too_big at /killSwitches"]);
});
test("each label has a citation and a caveat, and each built-in inference names labels that there are", () => {
  const ids = euRiskLabels.map(({ id }) => id);
  expect(builtInForbiddenInferences.flatMap(({ labels }) => labels).filter((id) => !ids.includes(id))).toEqual([]);
  expect(euRiskLabels.find(({ id }) => id === "emotion-at-work")).toMatchObject({ standing: "prohibited", citation: "Regulation (EU) 2024/1689, Article 5(1)(f)" });
  expect(euRiskLabels.find(({ id }) => id === "employment-high-risk")).toMatchObject({ standing: "high-risk", citation: "Regulation (EU) 2024/1689, Annex III, point 4(b)" });
});
