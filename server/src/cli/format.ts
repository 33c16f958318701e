import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { format as formatScript } from "../ide/format.ts";
import { script } from "../sql/script.ts";
import { formatStyle } from "../workspace/format-style.ts";
import { type Command, Exit, flag, text, UsageError } from "./command.ts";
import { sqlPaths } from "./files.ts";
import { checkedPlace, dialectNamed } from "./place.ts";
import { whole } from "./query.ts";

export const format: Command = {
  name: "format",
  summary: "Formats SQL files; comments and meaning stay.",
  usage: ["FILE|FOLDER… [--check]", "< file.sql"],
  options: { check: { type: "boolean" }, dialect: { type: "string", short: "d" } },
  help: {
    check: "Changes nothing; fails when a file is not formatted.",
    dialect: "Overrides what sqlx.json and the files say.",
  },
  async run(args, io) {
    const place = checkedPlace(io);
    const style = formatStyle(place.config);
    const named = text(args, "dialect");
    if (args.positionals.length === 0) {
      const dialect = dialectNamed(place, named ?? place.config.dialect ?? "ansi");
      io.out(formatScript(script(await whole(io.stdin), dialect), style));
      return Exit.Fine;
    }
    if (args.positionals.includes("-")) {
      throw new UsageError("give files, or nothing to read standard input");
    }
    let changed = 0;
    for (const path of sqlPaths(args.positionals, io)) {
      const absolute = join(io.cwd, path);
      const uri = pathToFileURL(absolute).href;
      const before = readFileSync(absolute, "utf8");
      place.open(uri, "sql", 1, before);
      const dialect = named === undefined ? place.dialectOf(uri) : dialectNamed(place, named);
      place.close(uri);
      const after = formatScript(script(before, dialect), style);
      if (after === before) {
        continue;
      }
      changed += 1;
      io.out(`${path}\n`);
      if (!flag(args, "check")) {
        writeFileSync(absolute, after);
      }
    }
    return flag(args, "check") && changed > 0 ? Exit.Findings : Exit.Fine;
  },
};
