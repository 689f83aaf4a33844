/** A tag in small letters and each shorter one that it begins with, the shortest first: `en` and `en-gb` of `en-GB`. */
export function languageTagHeads(tag: string): readonly string[] {
  const small = tag.toLowerCase();
  const heads: string[] = [];
  for (let at = small.indexOf("-"); at >= 0; at = small.indexOf("-", at + 1)) heads.push(small.slice(0, at));
  return [...heads, small];
}

/** Whether what is said in one language suits who speaks the other: both tags agree as far as the shorter one goes, letter case aside (BCP 47 subtags; a host's own tags follow the same rule). */
export function languagesMeet(left: string, right: string): boolean {
  const [one, other] = [`${left.toLowerCase()}-`, `${right.toLowerCase()}-`];
  return one.startsWith(other) || other.startsWith(one);
}
