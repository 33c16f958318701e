/** When a server that stopped is started again. Pure: the clock is an argument. */

/** Crashes further back than this say nothing about the present. */
export const CRASH_MEMORY_MS = 180_000;
/** This many crashes within the memory mean that another start will not help. */
export const MAX_CRASHES = 5;
/** The first pause; it doubles with every further crash. */
const FIRST_PAUSE_MS = 250;

/** What to do after a crash: start after a pause, or leave it to the user. */
export type RestartDecision =
  | { readonly tag: "restart"; readonly delayMs: number }
  | { readonly tag: "give-up" };

/** Decides from the times of all crashes so far, the present one included. */
export function restartDecision(crashTimesMs: readonly number[], nowMs: number): RestartDecision {
  const recent = crashTimesMs.filter((it) => nowMs - it <= CRASH_MEMORY_MS).length;
  return recent < MAX_CRASHES
    ? { tag: "restart", delayMs: FIRST_PAUSE_MS * 2 ** Math.max(0, recent - 1) }
    : { tag: "give-up" };
}
