// Numbers with what they count: "1 guide", "2 guides". Pure.

/** `plural` where it is not the noun with an s: "1 entry", "2 entries". */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`
}
