/**
 * SSH tunnels: a database that only a gateway can reach. One connection to the gateway carries every
 * stream of a session; it is opened when the first is wanted and again when it was lost. A gateway
 * whose key is not in `known_hosts` is refused: there is nobody here who could answer "yes".
 */
import { existsSync, readFileSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import type { Duplex } from "node:stream";
import { type AnyAuthMethod, Client, type ServerHostKeyAlgorithm, utils } from "ssh2";
import { err, ok, type Result } from "../../base/result.ts";
import { DialError, type Dialer } from "./dial.ts";
import type { ConnectError } from "./errors.ts";
import { fingerprint, judge, type KnownKey, knownKeys } from "./known-hosts.ts";
import { fetchPassword } from "./password.ts";
import type { Secret } from "./secret.ts";

/** The gateway of a connection. Without a key, an agent or a password: the agent and the usual keys. */
export interface SshSettings {
  readonly host: string;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly privateKeyFile?: string | undefined;
  /** `env:NAME` or `command:…`, for an encrypted key. */
  readonly passphraseFrom?: string | undefined;
  /** The agent's socket; `true` is the one that `SSH_AUTH_SOCK` names. */
  readonly agent?: boolean | string | undefined;
  /** `env:NAME` or `command:…`. */
  readonly passwordFrom?: string | undefined;
  /** Another file than `~/.ssh/known_hosts`. */
  readonly knownHosts?: string | undefined;
}

const DEFAULT_PORT = 22;
/** A gateway that forgets idle connections sees one packet in this time. */
const KEEP_ALIVE_MS = 30_000;
/** Keys that SSH's own client tries when none is named, in its order. */
const USUAL_KEYS = ["id_ed25519", "id_ecdsa", "id_rsa"];

interface Credentials {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly methods: readonly AnyAuthMethod[];
  readonly known: readonly KnownKey[];
  readonly knownFile: string;
}

/** A dialer through the gateway; settings that cannot work are refused here, before anything connects. */
export async function sshDialer(
  settings: SshSettings,
  timeoutMs: number,
  root: string = process.cwd(),
  env: NodeJS.ProcessEnv = process.env,
): Promise<Result<Dialer, ConnectError>> {
  const credentials = await credentialsOf(settings, root, env);
  return credentials.ok ? ok(dialer(credentials.value, timeoutMs)) : credentials;
}

function dialer(credentials: Credentials, timeoutMs: number): Dialer {
  let gateway: Promise<Client> | undefined;

  function connected(): Promise<Client> {
    if (gateway === undefined) {
      const opening = openGateway(credentials, timeoutMs, () => {
        if (gateway === opening) {
          gateway = undefined;
        }
      });
      gateway = opening;
      opening.catch(() => {
        if (gateway === opening) {
          gateway = undefined;
        }
      });
    }
    return gateway;
  }

  return {
    async dial(host, port) {
      const client = await connected();
      return new Promise<Duplex>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new DialError({ tag: "timeout", afterMs: timeoutMs })),
          timeoutMs,
        );
        const answer = (error: Error | undefined, channel: Duplex) => {
          clearTimeout(timer);
          if (error === undefined) {
            resolve(channel);
          } else {
            reject(new DialError(forwardError(error, host, port)));
          }
        };
        try {
          if (host.startsWith("/")) {
            client.openssh_forwardOutStreamLocal(host, answer);
          } else {
            client.forwardOut("127.0.0.1", 0, host, port, answer);
          }
        } catch (error) {
          // The connection to the gateway ended between two statements.
          answer(error as Error, undefined as never);
        }
      });
    },
    close() {
      const closing = gateway;
      gateway = undefined;
      closing?.then(
        (it) => it.end(),
        () => undefined,
      );
    },
  };
}

/** What the gateway says when it cannot reach the server is in RFC 4254's number, not in its words. */
function forwardError(error: Error, host: string, port: number): ConnectError {
  const { reason } = error as { reason?: number };
  switch (reason) {
    case 1:
      return { tag: "ssh", message: `the gateway does not allow connections to ${host}:${port}` };
    case 2:
      return { tag: "refused", host, port };
    default:
      return {
        tag: "ssh",
        message: `the gateway opened no way to ${host}:${port}: ${error.message}`,
      };
  }
}

function openGateway(
  { host, port, user, methods, known, knownFile }: Credentials,
  timeoutMs: number,
  gone: () => void,
): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    let keyProblem: string | undefined;
    client.on("ready", () => resolve(client));
    client.on("error", (error) => {
      reject(new DialError(gatewayError(error, host, port, user, timeoutMs, keyProblem)));
      gone();
    });
    client.on("close", () => {
      reject(new DialError({ tag: "ssh", message: `${host}:${port} closed the connection` }));
      gone();
    });
    client.connect({
      host,
      port,
      username: user,
      readyTimeout: timeoutMs,
      keepaliveInterval: KEEP_ALIVE_MS,
      authHandler: [...methods],
      ...(known.length === 0 ? {} : { algorithms: { serverHostKey: algorithms(known) } }),
      hostVerifier: (key: Buffer) => {
        keyProblem = problemOf(known, key, host, port, knownFile);
        return keyProblem === undefined;
      },
    });
  });
}

function gatewayError(
  error: Error,
  host: string,
  port: number,
  user: string,
  timeoutMs: number,
  keyProblem: string | undefined,
): ConnectError {
  const { code, level } = error as { code?: string; level?: string };
  if (keyProblem !== undefined) {
    return { tag: "ssh", message: keyProblem };
  }
  if (level === "client-authentication") {
    return {
      tag: "ssh",
      message: `${host}:${port} does not let ${user} in. Check the user, the key or the password of the tunnel`,
    };
  }
  if (level === "client-timeout" || code === "ETIMEDOUT") {
    return { tag: "timeout", afterMs: timeoutMs };
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return { tag: "unknown-host", host };
  }
  return code === "ECONNREFUSED" || code === "EHOSTUNREACH"
    ? { tag: "refused", host, port }
    : { tag: "ssh", message: `${host}:${port}: ${error.message}` };
}

function problemOf(
  known: readonly KnownKey[],
  key: Buffer,
  host: string,
  port: number,
  file: string,
): string | undefined {
  const at = `${host}:${port}`;
  switch (judge(known, key)) {
    case "known":
      return undefined;
    case "unknown":
      return `${at} is not in ${file}; its key is ${fingerprint(key)}. When that is the right one, connect once with "ssh -p ${port} ${host}" or add its line`;
    case "changed":
      return `${at} shows the key ${fingerprint(key)}, and ${file} has another one in line ${known[0]?.line ?? 0}. Somebody may listen in between: ask who runs the host before you change that line`;
    case "revoked":
      return `${at} shows the key ${fingerprint(key)}, which ${file} marks as revoked`;
  }
}

/** The host is asked for a key of a sort that is known: any other would only be an unknown one. */
function algorithms(known: readonly KnownKey[]): ServerHostKeyAlgorithm[] {
  return [...new Set(known.filter((it) => !it.revoked).map((it) => it.type))].flatMap((it) =>
    it === "ssh-rsa" ? RSA : [it as ServerHostKeyAlgorithm],
  );
}

/** One sort of key, three ways to sign with it. */
const RSA: readonly ServerHostKeyAlgorithm[] = ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"];

async function credentialsOf(
  settings: SshSettings,
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<Result<Credentials, ConnectError>> {
  const { host, port = DEFAULT_PORT } = settings;
  const user = settings.user ?? userInfo().username;
  const home = env["HOME"] ?? homedir();
  const knownFile = placed(settings.knownHosts ?? "~/.ssh/known_hosts", root, home);
  const secret = (from: string | undefined) =>
    fetchPassword({ from, host, port, user, database: "" }, env);
  const passphrase = await secret(settings.passphraseFrom);
  if (!passphrase.ok) {
    return passphrase;
  }
  const password = await secret(settings.passwordFrom);
  if (!password.ok) {
    return password;
  }
  const methods: AnyAuthMethod[] = [];
  const nothingSaid =
    settings.privateKeyFile === undefined &&
    settings.agent === undefined &&
    settings.passwordFrom === undefined;
  const agent =
    typeof settings.agent === "string"
      ? settings.agent
      : settings.agent === true || nothingSaid
        ? env["SSH_AUTH_SOCK"]
        : undefined;
  if (settings.agent === true && agent === undefined) {
    return problem("the tunnel wants an agent, and SSH_AUTH_SOCK is not set");
  }
  if (agent !== undefined) {
    methods.push({ type: "agent", username: user, agent });
  }
  if (settings.privateKeyFile !== undefined) {
    const key = readKey(placed(settings.privateKeyFile, root, home), passphrase.value);
    if (!key.ok) {
      return key;
    }
    methods.push({ type: "publickey", username: user, ...key.value });
  } else if (nothingSaid) {
    for (const name of USUAL_KEYS) {
      const path = join(home, ".ssh", name);
      const key = existsSync(path) ? readKey(path, passphrase.value) : undefined;
      // An encrypted key that was not named is for the agent.
      if (key?.ok === true) {
        methods.push({ type: "publickey", username: user, ...key.value });
      }
    }
  }
  if (password.value !== undefined) {
    methods.push({ type: "password", username: user, password: password.value.unwrap() });
  }
  if (methods.length === 0) {
    return problem(
      "the tunnel has no way to log in: give privateKeyFile, agent or passwordFrom in its settings",
    );
  }
  return ok({
    host,
    port,
    user,
    methods,
    known: knownKeys(readText(knownFile), host, port),
    knownFile,
  });
}

function readKey(
  path: string,
  passphrase: Secret | undefined,
): Result<{ key: Buffer; passphrase?: string }, ConnectError> {
  let key: Buffer;
  try {
    key = readFileSync(path);
  } catch {
    return problem(`the private key ${path} cannot be read`);
  }
  const parsed = utils.parseKey(key, passphrase?.unwrap());
  if (parsed instanceof Error) {
    // The library's message says what is wrong with the form, never what is in the file.
    return problem(
      /passphrase|encrypted/iu.test(parsed.message)
        ? `the private key ${path} is encrypted: give its passphrase with passphraseFrom (env:NAME or command:…), or use an agent`
        : `${path} is no private key that can be used: ${parsed.message}`,
    );
  }
  return ok({ key, ...(passphrase === undefined ? {} : { passphrase: passphrase.unwrap() }) });
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Where a file of the settings is: relative to the workspace, `~` is the home folder. */
function placed(path: string, root: string, home: string): string {
  return /^~[/\\]/u.test(path) ? join(home, path.slice(2)) : resolve(root, path);
}

function problem(message: string): Result<never, ConnectError> {
  return err({ tag: "config", message });
}
