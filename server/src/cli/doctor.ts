import { explain } from "../wirevm/drivers/errors.ts";
import { type Command, Exit, flag, type Io } from "./command.ts";
import { openPlace } from "./place.ts";

interface Check {
  readonly what: string;
  readonly ok: boolean;
  readonly says: string;
}

export const doctor: Command = {
  name: "doctor",
  summary: "Checks the installation, the configuration and every connection.",
  usage: [""],
  options: { json: { type: "boolean" } },
  help: { json: "Prints the checks as JSON." },
  async run(args, io) {
    const checks = await allChecks(io);
    if (flag(args, "json")) {
      io.out(`${JSON.stringify(checks, null, 2)}\n`);
    } else {
      const width = Math.max(...checks.map((it) => it.what.length));
      for (const it of checks) {
        const mark = it.ok ? "ok " : "BAD";
        io.out(
          `${io.color ? `\u001b[${it.ok ? 32 : 31}m${mark}\u001b[0m` : mark}  ${it.what.padEnd(width)}  ${it.says}\n`,
        );
      }
    }
    return checks.every((it) => it.ok) ? Exit.Fine : Exit.Findings;
  },
};

/** The oldest Node that the drivers run on. */
const NODE_MAJOR = 22;

async function allChecks(io: Io): Promise<readonly Check[]> {
  const place = openPlace(io);
  const checks: Check[] = [];
  const major = Number(process.versions.node.split(".")[0]);
  checks.push({
    what: "Node.js",
    ok: major >= NODE_MAJOR,
    says:
      major >= NODE_MAJOR
        ? process.versions.node
        : `${process.versions.node}; ${NODE_MAJOR} or newer is needed for the database drivers`,
  });
  for (const name of place.packs.names()) {
    const loaded = place.packs.load(name);
    if (!loaded.ok) {
      checks.push({
        what: `wire pack ${name}`,
        ok: false,
        says: `${loaded.error.path}: ${loaded.error.message}`,
      });
    }
  }
  checks.push({ what: "wire packs", ok: true, says: `${place.packs.names().length} found` });
  const { file } = place.problems;
  checks.push({
    what: "sqlx.json",
    ok: file.length === 0,
    says: file.length === 0 ? `fine (${place.root})` : file.map((it) => it.message).join(" "),
  });
  for (const info of place.connections.list()) {
    const started = performance.now();
    const session = await place.connections.session(info.name, "doctor");
    checks.push({
      what: `connection ${info.name}`,
      ok: session.ok,
      says: session.ok
        ? `${session.value.versionText} at ${info.target} in ${Math.round(performance.now() - started)} ms`
        : explain(session.error),
    });
    await place.connections.close(info.name);
  }
  return checks;
}
