/** Progress of the scripts, on standard error so that an answer on standard output stays clean. */
export type Say = (line: string) => void;

/** A reason why something cannot be had, with how to get it. */
export interface Missing {
  readonly missing: string;
}

export function isMissing(found: object): found is Missing {
  return "missing" in found;
}

export function sayAs(who: string): Say {
  return (line) => process.stderr.write(`${who}: ${line}\n`);
}
