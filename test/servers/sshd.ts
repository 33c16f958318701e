/** An SSH gateway of one's own: OpenSSH's server on a free port, for one key, in a temporary folder. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { unpackedPackage } from "./debian.ts";
import {
  freePort,
  ownFolder,
  removeFolder,
  runAs,
  start,
  type Unavailable,
  until,
} from "./process.ts";

export interface SshServer {
  readonly port: number;
  readonly user: string;
  /** The key that lets one in. */
  readonly privateKeyFile: string;
  /** The line that belongs into `known_hosts`. */
  readonly knownHost: string;
  readonly folder: string;
  /** Ends the server and all connections through it. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  again(): Promise<void>;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 10_000;
const USER = "nobody";

export async function startSshd(): Promise<SshServer | Unavailable> {
  const system = "/usr/sbin/sshd";
  const unpacked = existsSync(system) ? { root: "/" } : unpackedPackage("openssh-server");
  if ("failed" in unpacked) {
    return { unavailable: `no SSH server here (${unpacked.failed}): install openssh-server` };
  }
  // A server that is not root needs no chroot and lets in only its own user.
  const as = runAs(USER);
  if (as === undefined) {
    return { unavailable: `there is no user ${USER}` };
  }
  const user = as.uid === undefined ? userInfo().username : USER;
  const folder = ownFolder("sxh", as);
  const path = (name: string) => join(folder, name);
  const own = (file: string) => {
    chmodSync(file, 0o600);
    if (as.uid !== undefined && as.gid !== undefined) {
      chownSync(file, as.uid, as.gid);
    }
  };
  for (const name of ["host_key", "user_key"]) {
    const made = spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path(name)]);
    if (made.status !== 0) {
      removeFolder(folder);
      return { unavailable: "there is no ssh-keygen" };
    }
  }
  own(path("host_key"));
  writeFileSync(path("authorized_keys"), readFileSync(path("user_key.pub")));
  own(path("authorized_keys"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  writeFileSync(
    path("config"),
    [
      `Port ${port}`,
      "ListenAddress 127.0.0.1",
      `HostKey ${path("host_key")}`,
      `AuthorizedKeysFile ${path("authorized_keys")}`,
      `PidFile ${path("pid")}`,
      "StrictModes no",
      // Without it a user that has no password counts as locked.
      `UsePAM ${as.uid === undefined ? "no" : "yes"}`,
      "AllowTcpForwarding yes",
      "PermitOpen any",
      "",
    ].join("\n"),
  );
  const env = { ...process.env, LD_LIBRARY_PATH: libraries(unpacked.root) };
  const run = () =>
    start(join(unpacked.root, system), ["-D", "-e", "-f", path("config")], {
      ...as,
      env,
      cwd: folder,
    });
  let server = run();
  const answers = () => until(() => listens(port), server, START_TIMEOUT_MS);
  if (!(await answers())) {
    const why = server.output();
    await server.end("SIGKILL");
    removeFolder(folder);
    return { unavailable: `sshd did not start: ${why}` };
  }
  const end = async () => {
    // Each connection is a child of its own; they go with their parent.
    const children = spawnSync("ps", ["-o", "pid=", "--ppid", String(server.process.pid)], {
      encoding: "utf8",
    });
    for (const pid of children.stdout.split(/\s+/u).filter((it) => it !== "")) {
      process.kill(Number(pid), "SIGKILL");
    }
    await server.end("SIGKILL");
  };
  const [type = "", key = ""] = readFileSync(path("host_key.pub"), "utf8").split(" ");
  return {
    port,
    user,
    privateKeyFile: path("user_key"),
    knownHost: `[127.0.0.1]:${port} ${type} ${key}`,
    folder,
    kill: end,
    async again() {
      server = run();
      await answers();
    },
    async stop() {
      await end();
      removeFolder(folder);
    },
  };
}

function libraries(root: string): string {
  if (root === "/") {
    return process.env["LD_LIBRARY_PATH"] ?? "";
  }
  return ["lib", "usr/lib"]
    .map((it) => join(root, it))
    .filter((it) => existsSync(it))
    .flatMap((it) =>
      readdirSync(it)
        .filter((name) => name.endsWith("-linux-gnu"))
        .map((name) => join(it, name)),
    )
    .join(":");
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const done = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.on("data", () => done(true));
    socket.on("error", () => done(false));
  });
}
