/** FNV-1a over the UTF-16 code units, its bits mixed once more (murmur3's finalizer): the same text gives the same number everywhere. */
function mixed(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A place from 0 to `count` − 1, drawn from the seed and the person, so that one seed serves a whole cohort. */
export const drawnPlace = (seed: number, participantId: string, count: number): number => Math.floor((mixed(`${String(seed)}/${participantId}`) / 2 ** 32) * count);

/** A place in a drawn order of people: by it, then by id. */
export const drawnTurn = (seed: number, participantId: string): number => mixed(`${String(seed)}/turn/${participantId}`);
