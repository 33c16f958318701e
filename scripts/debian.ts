/**
 * Programs that Debian packages bring: a browser, a database server.
 *
 * What is on the PATH wins. Else root installs the package; anybody else gets the package and what it
 * needs unpacked below `.cache/debian`, which takes no rights at all. Elsewhere the answer is a sentence.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runProgram } from "./run-program.ts";
import type { Missing, Say } from "./say.ts";

const CACHE = join(import.meta.dirname, "../.cache/debian");
/** Servers live outside the PATH of people. */
const MORE_FOLDERS = [
  "/usr/local/bin",
  "/usr/bin",
  "/usr/sbin",
  "/usr/local/sbin",
  "/opt/homebrew/bin",
];

export interface Program {
  readonly path: string;
  /** Variables it needs to find its libraries. */
  readonly env: NodeJS.ProcessEnv;
}

export interface DebianProgram {
  /** Names of the executable, best first. */
  readonly names: readonly string[];
  /** Packages that bring it, installed together. */
  readonly packages: readonly string[];
  /** Where the executable lies in the unpacked packages, from their root. */
  readonly unpacked: readonly string[];
  /** How to get it on other systems. */
  readonly elsewhere: string;
}

/** Finds a program, or gets it, or says why not. */
export async function findOrInstall(wanted: DebianProgram, say: Say): Promise<Program | Missing> {
  const found = onPath(wanted.names) ?? unpackedProgram(wanted);
  if (found !== undefined) {
    return found;
  }
  const title = wanted.packages.join(" ");
  const advice = `apt-get install ${title} (elsewhere: ${wanted.elsewhere})`;
  const apt = onPath(["apt-get"]);
  if (process.platform !== "linux" || apt === undefined) {
    return { missing: `${wanted.names[0]} is not on the PATH. ${wanted.elsewhere}` };
  }
  const problem = process.getuid?.() === 0 ? await install(wanted, say) : await unpack(wanted, say);
  return (
    onPath(wanted.names) ??
    unpackedProgram(wanted) ?? {
      missing: `${wanted.names[0]} could not be had: ${problem ?? "it is not in its package"}. Get it with: ${advice}`,
    }
  );
}

/** The first of the names that is an executable on the PATH or in the folders of servers. */
export function onPath(names: readonly string[]): Program | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...MORE_FOLDERS];
  for (const name of names) {
    const folder = folders.find((it) => it !== "" && existsSync(join(it, name)));
    if (folder !== undefined) {
      return { path: join(folder, name), env: {} };
    }
  }
  return undefined;
}

function unpackedProgram(wanted: DebianProgram): Program | undefined {
  const root = rootOf(wanted);
  const path = wanted.unpacked.map((it) => join(root, it)).find((it) => existsSync(it));
  if (path === undefined || !existsSync(join(root, ".complete"))) {
    return undefined;
  }
  return { path, env: environmentOf(root) };
}

function rootOf(wanted: DebianProgram): string {
  return join(CACHE, wanted.packages[0] ?? "none");
}

/** Libraries, fonts and data of programs that were not installed where they expect to be. */
function environmentOf(root: string): NodeJS.ProcessEnv {
  const libraries = join(root, "usr/lib");
  const triplets = existsSync(libraries)
    ? readdirSync(libraries).filter((it) => it.endsWith("-linux-gnu"))
    : [];
  const folders = triplets.flatMap((it) => [
    join(libraries, it),
    join(root, "lib", it),
    join(libraries, it, "nss"),
  ]);
  return {
    LD_LIBRARY_PATH: [...folders, libraries].join(delimiter),
    ...(existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: join(root, "etc/fonts") }),
  };
}

async function install(wanted: DebianProgram, say: Say): Promise<string | undefined> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const title = wanted.packages.join(" ");
  const update = await runProgram("apt-get", ["update", "-q"], {
    title: "apt-get update",
    env,
    say,
  });
  if (update.status !== 0) {
    return reason(update.output);
  }
  const options = ["install", "-q", "-y", "--no-install-recommends"];
  const installed = await runProgram("apt-get", [...options, ...wanted.packages], {
    title: `apt-get install ${title}`,
    env,
    say,
  });
  return installed.status === 0 ? undefined : reason(installed.output);
}

async function unpack(wanted: DebianProgram, say: Say): Promise<string | undefined> {
  const root = rootOf(wanted);
  const state = join(CACHE, "apt");
  for (const folder of ["lists/partial", "cache/archives/partial"]) {
    mkdirSync(join(state, folder), { recursive: true });
  }
  const own = [
    `Dir::State::Lists=${join(state, "lists")}`,
    `Dir::Cache=${join(state, "cache")}`,
    "APT::Sandbox::User=",
    "Debug::NoLocking=1",
  ].flatMap((it) => ["-o", it]);
  const title = wanted.packages.join(" ");
  const update = await runProgram("apt-get", [...own, "update", "-q"], {
    title: "apt-get update",
    say,
  });
  if (update.status !== 0) {
    return reason(update.output);
  }
  const archives = join(state, "cache/archives");
  for (const old of debs(archives)) {
    rmSync(join(archives, old));
  }
  const options = ["install", "-q", "-y", "--no-install-recommends", "--download-only"];
  const download = await runProgram("apt-get", [...own, ...options, ...wanted.packages], {
    title: `download ${title}`,
    say,
  });
  if (download.status !== 0) {
    return reason(download.output);
  }
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  for (const deb of debs(archives)) {
    const out = await runProgram("dpkg-deb", ["-x", join(archives, deb), root], {
      title: `unpack ${deb}`,
      say,
    });
    if (out.status !== 0) {
      return reason(out.output);
    }
  }
  writeFileSync(join(root, ".complete"), "");
  return undefined;
}

function debs(folder: string): string[] {
  return readdirSync(folder).filter((it) => it.endsWith(".deb"));
}

function reason(output: string): string {
  const lines = output.trim().split("\n");
  return (lines.find((it) => it.startsWith("E:")) ?? lines.at(-1) ?? "no output").slice(0, 300);
}
