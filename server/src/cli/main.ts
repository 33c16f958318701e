/** Entry of `sqlxos`: finds the command, reads its options, guards it once. */
import { once } from "node:events";
import { parseArgs } from "node:util";
import { type Command, Exit, type Io, UsageError } from "./command.ts";
import { COMMANDS } from "./commands.ts";

const VERSION = process.env["SQLXOS_VERSION"] ?? "development";

async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    const asked = rest[0];
    const command = COMMANDS.find((it) => it.name === asked);
    if (asked !== undefined && command === undefined) {
      return unknown(asked, io);
    }
    io.out(command === undefined ? overview() : helpOf(command));
    return name === undefined ? Exit.Usage : Exit.Fine;
  }
  if (name === "--version" || name === "version" || name === "-v") {
    io.out(`${VERSION}\n`);
    return Exit.Fine;
  }
  const command = COMMANDS.find((it) => it.name === name);
  if (command === undefined) {
    return unknown(name, io);
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    io.out(helpOf(command));
    return Exit.Fine;
  }
  try {
    const { positionals, values } = parseArgs({
      args: [...rest],
      options: command.options,
      allowPositionals: true,
      allowNegative: true,
    });
    return await command.run({ positionals, values }, io);
  } catch (error) {
    const usage =
      error instanceof UsageError ||
      (error instanceof Error &&
        "code" in error &&
        String(error.code).startsWith("ERR_PARSE_ARGS"));
    const message = error instanceof Error ? error.message : String(error);
    io.err(`sqlxos ${name}: ${message}\n`);
    if (usage) {
      io.err(`Try: sqlxos help ${name}\n`);
      return Exit.Usage;
    }
    if (io.env["SQLXOS_DEBUG"] !== undefined && error instanceof Error) {
      io.err(`${error.stack ?? ""}\n`);
    }
    return Exit.World;
  }
}

function unknown(name: string, io: Io): number {
  const near = COMMANDS.find((it) => it.name.startsWith(name.slice(0, 2)));
  io.err(
    `sqlxos: there is no command "${name}".${near === undefined ? "" : ` Did you mean "${near.name}"?`}\nTry: sqlxos help\n`,
  );
  return Exit.Usage;
}

function overview(): string {
  const width = Math.max(...COMMANDS.map((it) => it.name.length));
  const rows = COMMANDS.map((it) => `  ${it.name.padEnd(width)}  ${it.summary}`);
  return `Usage: sqlxos COMMAND …\n\n${rows.join("\n")}\n\nsqlxos help COMMAND says more.\n`;
}

function helpOf(command: Command): string {
  const usage = command.usage.map(
    (it, index) => `${index === 0 ? "Usage:" : "      "} sqlxos ${command.name} ${it}`,
  );
  const rows = Object.entries(command.help).map(
    ([name, sentence]) => `  --${name.padEnd(18)} ${sentence}`,
  );
  return `${usage.join("\n")}\n\n${command.summary}\n${rows.length === 0 ? "" : `\n${rows.join("\n")}\n`}`;
}

/** Standard output may be a closed pipe (`| head`): that is no error of ours. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? Exit.Fine : Exit.World);
});

let draining = Promise.resolve();
const io: Io = {
  stdin: process.stdin,
  out(text) {
    if (!process.stdout.write(text)) {
      draining = once(process.stdout, "drain").then(() => undefined);
    }
  },
  err: (text) => process.stderr.write(text),
  flushed: () => draining,
  color: process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined,
  cwd: process.cwd(),
  env: process.env,
};

/** No top-level await: the bundle is one CommonJS file beside the extension's. */
void main(process.argv.slice(2), io).then(async (status) => {
  await io.flushed();
  process.exit(status);
});
