/** The SQL files that a command line names: files as they are, folders by their SQL files. */
import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Io, UsageError } from "./command.ts";

/** `.sql`, `.ddl`, and what editors call the dialects' files. */
const SQL_FILES = ["**/*.*sql", "**/*.sql", "**/*.ddl"];

export function sqlPaths(named: readonly string[], io: Io): readonly string[] {
  return named.flatMap((it) => {
    const path = join(io.cwd, it);
    let isFolder: boolean;
    try {
      isFolder = statSync(path).isDirectory();
    } catch {
      throw new UsageError(`there is no file or folder "${it}"`);
    }
    return isFolder
      ? globSync(SQL_FILES, { cwd: path, exclude: ["**/node_modules/**"] })
          .sort()
          .map((found) => join(it, found))
      : [it];
  });
}
