export const calls = { canonicalJson: [{ b: 1, a: [true] }], contentHash: [{ b: 1 }], stableId: [["pilot", "w04-1"]] };
