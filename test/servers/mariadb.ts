/**
 * A MariaDB of one's own: the system's server where it is installed, else Debian's packages unpacked
 * below `.cache/`. It runs in a temporary folder on a free port; nothing of it is left after `stop`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import mysql from "mysql2/promise";
import { unpackedPackage } from "./debian.ts";
import {
  freePort,
  ownFolder,
  removeFolder,
  runAs,
  start,
  type TestServer,
  type Unavailable,
  until,
} from "./process.ts";

export interface MariadbOptions {
  /** More settings for the server: `{ "max-connections": "5" }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

interface Installed {
  readonly server: string;
  /** Folder with the SQL text of the system tables and the messages. */
  readonly share: string;
  readonly libraries?: string;
}

const START_TIMEOUT_MS = 20_000;

/** Starts a server, or says why there is none. */
export async function startMariadb(
  options: MariadbOptions = {},
): Promise<TestServer | Unavailable> {
  const installed = systemServer() ?? unpackedServer();
  if ("unavailable" in installed) {
    return installed;
  }
  const as = runAs("mysql", "nobody");
  if (as === undefined) {
    return { unavailable: "a server does not run as root, and there is no user mysql or nobody" };
  }
  const folder = ownFolder("sxm", as);
  const data = join(folder, "data");
  mkdirSync(data);
  spawnSync("chown", ["-R", `${as.uid ?? process.getuid?.() ?? 0}`, data]);
  const env = {
    ...process.env,
    ...(installed.libraries === undefined ? {} : { LD_LIBRARY_PATH: installed.libraries }),
  };
  const common = [
    "--no-defaults",
    `--datadir=${data}`,
    `--lc-messages-dir=${installed.share}`,
    `--character-sets-dir=${join(installed.share, "charsets")}`,
    "--innodb-log-file-size=8M",
  ];
  const made = spawnSync(installed.server, [...common, "--bootstrap", "--silent-startup"], {
    ...as,
    env,
    cwd: folder,
    input: systemTables(installed.share),
    encoding: "utf8",
  });
  if (made.status !== 0) {
    removeFolder(folder);
    return {
      unavailable: `the bootstrap failed: ${made.error?.message ?? made.stderr.slice(-2000)}`,
    };
  }
  const port = await freePort();
  const settings: Record<string, string> = {
    port: String(port),
    "bind-address": "127.0.0.1",
    socket: join(folder, "s.sock"),
    "pid-file": join(folder, "pid"),
    "performance-schema": "off",
    "character-set-server": "utf8mb4",
    "innodb-flush-log-at-trx-commit": "0",
    ...options.settings,
  };
  const args = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const server = start(installed.server, [...common, "--skip-name-resolve", ...args], {
    ...as,
    env,
    cwd: folder,
  });
  const answered = await until(() => canConnect(port), server, START_TIMEOUT_MS);
  if (!answered) {
    await server.end("SIGKILL");
    removeFolder(folder);
    return { unavailable: `mariadbd did not start: ${server.output()}` };
  }
  return {
    url: `mariadb://root@127.0.0.1:${port}/test`,
    port,
    user: "root",
    folder,
    kill: () => server.end("SIGKILL"),
    async stop() {
      await server.end("SIGTERM");
      removeFolder(folder);
    },
  };
}

function systemServer(): Installed | undefined {
  const server = ["/usr/sbin/mariadbd", "/usr/bin/mariadbd", "/usr/libexec/mariadbd"].find(
    existsSync,
  );
  const share = ["/usr/share/mysql", "/usr/share/mariadb"].find((it) =>
    existsSync(join(it, "mysql_system_tables.sql")),
  );
  return server === undefined || share === undefined ? undefined : { server, share };
}

const HOW_TO = "install mariadb-server, or be on a Debian with apt";

/** Debian's packages, fetched once and unpacked; needs no root. */
function unpackedServer(): Installed | Unavailable {
  const unpacked = unpackedPackage("mariadb-server-core");
  if ("failed" in unpacked) {
    return { unavailable: `no MariaDB here (${unpacked.failed}): ${HOW_TO}` };
  }
  const { root } = unpacked;
  const libraries = join(root, "usr", "lib");
  const triplet = readdirSync(libraries).find((it) => it.endsWith("-linux-gnu"));
  return {
    server: join(root, "usr", "sbin", "mariadbd"),
    share: join(root, "usr", "share", "mysql"),
    libraries: triplet === undefined ? libraries : join(libraries, triplet),
  };
}

/** What makes an empty folder a data folder: the system tables, their rows, and a root without a password. */
function systemTables(share: string): string {
  const text = (name: string) => readFileSync(join(share, name), "utf8");
  return [
    "CREATE DATABASE mysql;",
    "USE mysql;",
    "SET @auth_root_socket=NULL;",
    text("mysql_system_tables.sql"),
    text("mysql_performance_tables.sql"),
    text("mysql_system_tables_data.sql"),
    text("maria_add_gis_sp_bootstrap.sql"),
    text("mysql_sys_schema.sql"),
    "CREATE DATABASE IF NOT EXISTS test CHARACTER SET utf8mb4;",
    "",
  ].join("\n");
}

async function canConnect(port: number): Promise<boolean> {
  try {
    const connection = await mysql.createConnection({ host: "127.0.0.1", port, user: "root" });
    await connection.end();
    return true;
  } catch {
    return false;
  }
}
