/**
 * Names by a few typed letters: prefix first, then the start of any word in the name, then the
 * letters in order (`uo` finds `user_orders`). Answers are bounded, so the size of the list does not
 * show while typing.
 */

/** A name that matches; a higher score is a better match. */
export interface NameMatch {
  /** Index into the list of names. */
  readonly index: number;
  readonly score: number;
}

export interface NameMatcher {
  readonly names: readonly string[];
  /** Best first, at most `limit`. The empty query gives the first names in alphabetical order. */
  find(query: string, limit: number): readonly NameMatch[];
}

const EXACT = 1000;
const PREFIX = 900;
const WORD_PREFIX = 700;
const HUMPS = 500;
const SUBSEQUENCE = 200;
/** Longer names of the same class of match come later, up to this difference. */
const MAX_LENGTH_PENALTY = 99;
/** So many matches out of order are looked at for one that was asked for. */
const OVERSAMPLE = 4;

/** Builds the index of a list of names; O(n log n) once. */
export function nameMatcher(names: readonly string[]): NameMatcher {
  const lower = names.map((it) => it.toLowerCase());
  const sorted = Int32Array.from(names.keys()).sort((a, b) => compare(lower[a], lower[b]));
  let words: { readonly text: string; readonly index: number }[] | undefined;
  let masks: Int32Array | undefined;
  let starts: Int32Array | undefined;
  return { names, find };

  function find(query: string, limit: number): readonly NameMatch[] {
    const wanted = query.toLowerCase();
    const found = new Map<number, number>();
    const enough = limit * OVERSAMPLE;
    addPrefixes(wanted, found, enough);
    if (wanted !== "" && found.size < enough) {
      addWordPrefixes(wanted, found, enough);
    }
    if (wanted.length > 1 && found.size < limit) {
      addSubsequences(wanted, found, limit);
    }
    return [...found]
      .map(([index, score]) => ({ index, score }))
      .sort((a, b) => b.score - a.score || compare(lower[a.index], lower[b.index]))
      .slice(0, limit);
  }

  function addPrefixes(wanted: string, found: Map<number, number>, enough: number): void {
    let at = firstNotBelow(sorted.length, (i) => compare(lower[sorted[i] ?? 0], wanted) < 0);
    for (; at < sorted.length && found.size < enough; at += 1) {
      const index = sorted[at] ?? 0;
      const name = lower[index] ?? "";
      if (!name.startsWith(wanted)) {
        return;
      }
      const score = name === wanted ? EXACT : PREFIX - lengthPenalty(name);
      found.set(index, wanted === "" ? PREFIX : score);
    }
  }

  function addWordPrefixes(wanted: string, found: Map<number, number>, enough: number): void {
    words ??= names
      .flatMap((name, index) =>
        wordStarts(name)
          .filter((start) => start > 0)
          .map((start) => ({ text: (lower[index] ?? "").slice(start), index })),
      )
      .sort((a, b) => compare(a.text, b.text));
    const list = words;
    let at = firstNotBelow(list.length, (i) => compare(list[i]?.text, wanted) < 0);
    for (; at < list.length && found.size < enough; at += 1) {
      const word = list[at];
      if (word === undefined || !word.text.startsWith(wanted)) {
        return;
      }
      if (!found.has(word.index)) {
        found.set(word.index, WORD_PREFIX - lengthPenalty(lower[word.index] ?? ""));
      }
    }
  }

  function addSubsequences(wanted: string, found: Map<number, number>, enough: number): void {
    masks ??= Int32Array.from(lower, letterMask);
    starts ??= Int32Array.from(names, startMask);
    const mask = letterMask(wanted);
    for (let index = 0; index < masks.length && found.size < enough; index += 1) {
      if (((masks[index] ?? 0) & mask) !== mask || found.has(index)) {
        continue;
      }
      const score = subsequenceScore(lower[index] ?? "", starts[index] ?? 1, wanted);
      if (score > 0) {
        found.set(index, score);
      }
    }
  }
}

/** How well one name matches typed letters; 0 where it does not. The same classes as `find`. */
export function matchScore(name: string, query: string): number {
  const lower = name.toLowerCase();
  const wanted = query.toLowerCase();
  if (lower.startsWith(wanted)) {
    return lower === wanted ? EXACT : PREFIX - lengthPenalty(lower);
  }
  if (wordStarts(name).some((start) => lower.startsWith(wanted, start))) {
    return WORD_PREFIX - lengthPenalty(lower);
  }
  return wanted.length > 1 ? subsequenceScore(lower, startMask(name), wanted) : 0;
}

function subsequenceScore(lower: string, starts: number, wanted: string): number {
  let at = 0;
  for (let i = 0; i < wanted.length; i += 1) {
    at = lower.indexOf(wanted[i] ?? "", at) + 1;
    if (at === 0) {
      return 0;
    }
  }
  return (matchesHumps(lower, starts, wanted) ? HUMPS : SUBSEQUENCE) - lengthPenalty(lower);
}

/** Are the letters a run of beginnings of words, in order: `usor` in `user_orders`? */
function matchesHumps(lower: string, starts: number, wanted: string): boolean {
  let taken = 0;
  for (let start = 0; start < MASK_BITS && taken < wanted.length; start += 1) {
    if ((starts & (1 << start)) === 0) {
      continue;
    }
    for (
      let at = start;
      taken < wanted.length && lower.charCodeAt(at) === wanted.charCodeAt(taken);
      at += 1
    ) {
      taken += 1;
    }
  }
  return taken === wanted.length;
}

const MASK_BITS = 32;

/** One bit for each position where a word begins, as far as there are bits. */
function startMask(name: string): number {
  let mask = 1;
  for (let at = 1; at < Math.min(name.length, MASK_BITS); at += 1) {
    if (startsWord(name, at)) {
      mask |= 1 << at;
    }
  }
  return mask;
}

/** Where the words of a name begin: after `_`, other punctuation and before an upper-case letter. */
export function wordStarts(name: string): readonly number[] {
  const starts = [0];
  for (let at = 1; at < name.length; at += 1) {
    if (startsWord(name, at)) {
      starts.push(at);
    }
  }
  return starts;
}

function startsWord(name: string, at: number): boolean {
  const before = name.charCodeAt(at - 1);
  const here = name.charCodeAt(at);
  return (!isLetter(before) && isLetter(here)) || (isLower(before) && isUpper(here));
}

function isLetter(code: number): boolean {
  return isLower(code) || isUpper(code) || code > 127;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** One bit for each letter, for throwing most names out with one AND. */
function letterMask(lower: string): number {
  let mask = 0;
  for (let at = 0; at < lower.length; at += 1) {
    mask |= 1 << (lower.charCodeAt(at) & 31);
  }
  return mask;
}

function lengthPenalty(name: string): number {
  return Math.min(name.length, MAX_LENGTH_PENALTY);
}

function firstNotBelow(length: number, isBelow: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function compare(a: string | undefined, b: string | undefined): number {
  const left = a ?? "";
  const right = b ?? "";
  return left < right ? -1 : left > right ? 1 : 0;
}
