/**
 * The dialect inside a body of a block language that stands in a string: the engine's own, and INTO
 * puts a row into variables wherever it stands.
 */
import { memo } from "../base/memo.ts";
import type { Dialect } from "./dialect.ts";

/** What a body can do beyond the engine's statements. */
const ADDED: ReadonlySet<string> = new Set(["select-into-variable"]);

/** The dialect of bodies for an engine; the same object every time. */
export const bodyDialect: (dialect: Dialect) => Dialect = memo(
  (dialect: Dialect): Dialect => ({
    pack: dialect.pack,
    version: dialect.version,
    terminals: dialect.terminals,
    can: (capability) => ADDED.has(capability) || dialect.can(capability),
    isReserved: (terminal) => dialect.isReserved(terminal),
    isNotAlias: (terminal) => dialect.isNotAlias(terminal),
    isNotFunction: (terminal) => dialect.isNotFunction(terminal),
    endsClause: (terminal) => dialect.endsClause(terminal),
    unquoteName: (raw) => dialect.unquoteName(raw),
    foldName: (text, quoted) => dialect.foldName(text, quoted),
    writeName: (text) => dialect.writeName(text),
  }),
);
