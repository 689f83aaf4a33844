/** Text order by UTF-16 code units: the same on every machine. */
export const inTextOrder = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);
