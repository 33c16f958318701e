import { resolve } from "node:path";
import { detect as detectTarget } from "../wirevm/drivers/detect.ts";
import { explain } from "../wirevm/drivers/errors.ts";
import { type Command, Exit, flag, text, UsageError } from "./command.ts";

export const detect: Command = {
  name: "detect",
  summary: "Says which database answers at an address or lies in a file.",
  usage: ["HOST:PORT", "FILE"],
  options: { timeout: { type: "string" }, json: { type: "boolean" } },
  help: { timeout: "Seconds at most; 4 by default.", json: "One JSON object." },
  async run(args, io) {
    const [target, ...others] = args.positionals;
    if (target === undefined || 0 < others.length) {
      throw new UsageError("detect takes one HOST:PORT or one file");
    }
    const seconds = Number(text(args, "timeout") ?? "4");
    if (!(0 < seconds)) {
      throw new UsageError("--timeout takes a number of seconds above 0");
    }
    const isAddress = /:\d+$/u.test(target) && !/[/\\]/u.test(target);
    const found = await detectTarget(isAddress ? target : resolve(io.cwd, target), {
      timeoutMs: seconds * 1000,
    });
    if (!found.ok) {
      io.err(`${explain(found.error)}\n`);
      return found.error.tag === "config" ? Exit.Usage : Exit.World;
    }
    const { engine, version, protocol, tls, note } = found.value;
    if (flag(args, "json")) {
      io.out(
        `${JSON.stringify({ engine: engine ?? null, version: version ?? null, protocol, tls: tls ?? null, ...(note === undefined ? {} : { note }) })}\n`,
      );
    } else {
      const about = [protocol, tls === undefined ? "" : tls ? "with TLS" : "without TLS"]
        .filter((it) => it !== "")
        .join(", ");
      io.out(
        `${[engine ?? "no known database", version ?? ""].join(" ").trim()} (${about})${note === undefined ? "" : `: ${note}`}\n`,
      );
    }
    return engine === undefined ? Exit.Findings : Exit.Fine;
  },
};
