/** Databases behind an SSH gateway: a real one carries everything, cancelling and TLS included. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { explain } from "../../server/src/wirevm/drivers/errors.ts";
import { openSession } from "../../server/src/wirevm/drivers/open.ts";
import type { SshSettings } from "../../server/src/wirevm/drivers/ssh.ts";
import { testPack } from "../packs.ts";
import { missing, opened, serverUrl } from "../servers/need.ts";
import type { Unavailable } from "../servers/process.ts";
import { type SshServer, startSshd } from "../servers/sshd.ts";

let gateway: SshServer | Unavailable = { unavailable: "not started" };
let folder = "";
type Task = { skip(note: string): never };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sxt"));
  gateway = await startSshd();
});

afterAll(async () => {
  if ("stop" in gateway) {
    await gateway.stop();
  }
  rmSync(folder, { recursive: true, force: true });
});

function running(task: Task): SshServer {
  return "unavailable" in gateway ? missing("sshd", gateway.unavailable, task) : gateway;
}

/** Settings that work, with a `known_hosts` of these lines. */
function through(it: SshServer, known = it.knownHost): SshSettings {
  const knownHosts = join(folder, "known_hosts");
  writeFileSync(knownHosts, `# hosts\n\n${known}\n`);
  return {
    host: "127.0.0.1",
    port: it.port,
    user: it.user,
    privateKeyFile: it.privateKeyFile,
    knownHosts,
  };
}

const SERVERS = [
  { engine: "postgres", slow: "SELECT pg_sleep(30)", rows: "SELECT generate_series(1, 20000)" },
  { engine: "mariadb", slow: "SELECT SLEEP(30)", rows: "SELECT seq FROM seq_1_to_20000" },
] as const;

for (const { engine, slow, rows } of SERVERS) {
  test(`${engine} is reached, streamed from and cancelled through the gateway`, async (task) => {
    const it = running(task);
    const db = await opened(engine, serverUrl(engine, task), { ssh: through(it) });
    const stream = await db.stream(rows);
    let seen = 0;
    for (let done = !stream.ok; !done && stream.ok; ) {
      const page = await stream.value.next(1_000);
      seen += page.ok ? page.value.rows.length : 0;
      done = !page.ok || page.value.done;
    }
    expect(seen).toBe(20_000);

    const cancelled = db.query(slow);
    setTimeout(() => void db.cancel(), 50);
    const answer = await cancelled;
    expect(answer.ok ? "ran" : answer.error.tag).toBe("cancelled");
    expect((await db.query("SELECT 1")).ok).toBe(true);
    await db.close();
  });
}

test("a gateway that went is connected to again by the next statement", async (task) => {
  const it = running(task);
  const db = await opened("postgres", serverUrl("postgres", task), { ssh: through(it) });
  expect((await db.query("SELECT 1")).ok).toBe(true);
  await it.kill();
  await it.again();
  // The loss may be noticed by this statement or before it.
  await db.query("SELECT 1");
  expect((await db.query("SELECT 1")).ok).toBe(true);
  await db.close();
});

test("a gateway whose key is not the known one is refused", async (task) => {
  const it = running(task);
  const url = serverUrl("postgres", task);
  const other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
  const said = async (ssh: SshSettings) => {
    const session = await openSession({ url, ssh, timeoutMs: 5_000 }, testPack("postgres"));
    if (session.ok) {
      await session.value.close();
      return "connected";
    }
    return `${session.error.tag}: ${explain(session.error)}`
      .replaceAll(String(it.port), "PORT")
      .replaceAll(folder, "HOME")
      .replaceAll(/SHA256:\S+/gu, "SHA256:…");
  };
  expect(
    [
      await said(through(it)),
      await said(through(it, "")),
      await said(through(it, `[127.0.0.1]:${it.port} ${other}`)),
      await said(through(it, `@revoked ${it.knownHost}`)),
      await said({ ...through(it), user: "somebody" }),
      await said({ ...through(it), privateKeyFile: join(folder, "none") }),
      await said({ ...through(it), port: 1 }),
    ].join("\n"),
  ).toMatchInlineSnapshot(`
    "connected
    ssh: No SSH tunnel: 127.0.0.1:PORT is not in HOME/known_hosts; its key is ssh-ed25519 SHA256:… When that is the right one, connect once with "ssh -p PORT 127.0.0.1" or add its line.
    ssh: No SSH tunnel: 127.0.0.1:PORT shows the key ssh-ed25519 SHA256:… and HOME/known_hosts has another one in line 3. Somebody may listen in between: ask who runs the host before you change that line.
    ssh: No SSH tunnel: 127.0.0.1:PORT shows the key ssh-ed25519 SHA256:… which HOME/known_hosts marks as revoked.
    ssh: No SSH tunnel: 127.0.0.1:PORT does not let somebody in. Check the user, the key or the password of the tunnel.
    config: the private key HOME/none cannot be read.
    refused: Nothing answers at 127.0.0.1:1. Start the server, or correct host and port in the connection's URL."
  `);
});
