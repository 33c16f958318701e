/**
 * Which engine a text is written for, by the signs that packs declare. A guess is made only where
 * the signs are clear: for nobody is better than for somebody else.
 */
import type { PackData } from "./pack.ts";

/** What a pack says about texts for its engine. */
export interface Signs {
  readonly engine: string;
  readonly parent: string | undefined;
  readonly detect: NonNullable<PackData["detect"]>;
}

/** Enough of a text to know it by; dumps are megabytes of the same. */
const READ_CHARACTERS = 50_000;
/** Less than this says nothing: one sign alone may be a coincidence. */
const LEAST_SCORE = 3;
/** The best must be so much clearer than the next that is no relative. */
const LEAST_LEAD = 1.5;

/** The engine whose signs a text bears; nothing where they are few or point to several. */
export function guessEngine(text: string, all: readonly Signs[]): string | undefined {
  const read = withoutComments(text.slice(0, READ_CHARACTERS));
  const own = new Map(all.map((it) => [it.engine, ownScore(read, it)]));
  const parents = new Map(all.map((it) => [it.engine, it.parent]));
  const lineage = (engine: string): readonly string[] => {
    const line: string[] = [];
    for (
      let at: string | undefined = engine;
      at !== undefined && !line.includes(at);
      at = parents.get(at)
    ) {
      line.push(at);
    }
    return line;
  };
  // A descendant has its ancestors' signs too, but without one of its own it is not it.
  const scores = all
    .filter((it) => (own.get(it.engine) ?? 0) > 0)
    .map(({ engine }) => ({
      engine,
      score: lineage(engine).reduce((sum, it) => sum + (own.get(it) ?? 0), 0),
    }))
    .sort((a, b) => b.score - a.score || (a.engine < b.engine ? -1 : 1));
  const [best, ...others] = scores;
  if (best === undefined || best.score < LEAST_SCORE) {
    return undefined;
  }
  const family = new Set(lineage(best.engine));
  const rival = others.find((it) => !family.has(it.engine));
  return rival === undefined || best.score >= rival.score * LEAST_LEAD ? best.engine : undefined;
}

function ownScore(text: string, { detect }: Signs): number {
  return detect.reduce(
    (sum, { pattern, weight }) => sum + (new RegExp(pattern, "imu").test(text) ? weight : 0),
    0,
  );
}

/** What people write in comments names other engines; code in comments (`/*!`) stays. */
function withoutComments(text: string): string {
  return text.replace(/^[ \t]*--.*$|\/\*(?![!+MT])[\s\S]*?\*\//gmu, " ");
}
