/** What a tunnel needs to know before it connects, and the ways to log in that a gateway may ask for. */
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server as NetServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { Server, utils } from "ssh2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DialError } from "../../server/src/wirevm/drivers/dial.ts";
import { explain } from "../../server/src/wirevm/drivers/errors.ts";
import { type SshSettings, sshDialer } from "../../server/src/wirevm/drivers/ssh.ts";

const PASSWORD = "open sesame";
const hostKey = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
}).privateKey;
const userKey = utils.generateKeyPairSync("ed25519", {
  passphrase: PASSWORD,
  cipher: "aes256-ctr",
  rounds: 16,
});

let folder = "";
let echo: NetServer;
let gateway: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sxk"));
  echo = createServer((socket) => socket.pipe(socket));
  await new Promise<void>((done) => echo.listen(0, "127.0.0.1", done));
  const wanted = utils.parseKey(userKey.public);
  gateway = new Server({ hostKeys: [hostKey] }, (client) => {
    client.on("error", () => undefined);
    client.on("authentication", (it) => {
      const known =
        (it.method === "password" && it.password === PASSWORD) ||
        (it.method === "publickey" &&
          !(wanted instanceof Error) &&
          wanted.getPublicSSH().equals(it.key.data));
      if (known) {
        it.accept();
      } else {
        it.reject();
      }
    });
    client.on("tcpip", (accept, reject, { destIP, destPort }) => {
      if (destIP === "forbidden") {
        reject();
        return;
      }
      const socket = connect(destPort, destIP, () => {
        const channel = accept();
        socket.pipe(channel);
        channel.pipe(socket);
      });
      socket.on("error", () => reject());
    });
  });
  await new Promise<void>((done) => gateway.listen(0, "127.0.0.1", done));
  writeFileSync(join(folder, "key"), userKey.private);
  const key = utils.parseKey(hostKey);
  const shown = key instanceof Error ? "" : key.getPublicSSH().toString("base64");
  writeFileSync(join(folder, "known_hosts"), `[127.0.0.1]:${port()} ssh-rsa ${shown}\n`);
});

afterAll(() => {
  gateway.close();
  echo.close();
  rmSync(folder, { recursive: true, force: true });
});

const port = () => (gateway.address() as AddressInfo).port;

/** What comes back of what is sent through the tunnel, or why nothing does. */
async function sent(settings: Partial<SshSettings>, host = "127.0.0.1"): Promise<string> {
  const env = { HOME: folder, TUNNEL_PW: PASSWORD, WRONG_PW: "wrong sesame" };
  const dialer = await sshDialer(
    { host: "127.0.0.1", port: port(), user: "me", knownHosts: "known_hosts", ...settings },
    5_000,
    folder,
    env,
  );
  if (!dialer.ok) {
    expect(inspect(dialer.error)).not.toContain("sesame");
    return explain(dialer.error).replaceAll(folder, "HOME");
  }
  expect(inspect(dialer.value, { depth: 9, showHidden: true })).not.toContain("sesame");
  try {
    const stream = await dialer.value.dial(host, (echo.address() as AddressInfo).port);
    stream.write("there and back");
    const back = await new Promise<Buffer>((resolve) => stream.once("data", resolve));
    return back.toString();
  } catch (error) {
    expect(inspect(error)).not.toContain("sesame");
    return error instanceof DialError
      ? explain(error.error).replaceAll(/:\d+/gu, ":PORT")
      : String(error);
  } finally {
    dialer.value.close();
  }
}

test("a gateway is entered by password or by an encrypted key", async () => {
  expect(await sent({ passwordFrom: "env:TUNNEL_PW" })).toBe("there and back");
  expect(await sent({ privateKeyFile: "~/key", passphraseFrom: "env:TUNNEL_PW" })).toBe(
    "there and back",
  );
});

test("what cannot work says why", async () => {
  expect(
    [
      await sent({ passwordFrom: "env:WRONG_PW" }),
      await sent({ privateKeyFile: "key" }),
      await sent({ privateKeyFile: "known_hosts" }),
      await sent({ passwordFrom: "env:NOT_SET" }),
      await sent({ agent: true }),
      await sent({}),
      await sent({ passwordFrom: "env:TUNNEL_PW" }, "forbidden"),
    ].join("\n"),
  ).toMatchInlineSnapshot(`
    "No SSH tunnel: 127.0.0.1:PORT does not let me in. Check the user, the key or the password of the tunnel.
    the private key HOME/key is encrypted: give its passphrase with passphraseFrom (env:NAME or command:…), or use an agent.
    HOME/known_hosts is no private key that can be used: Unsupported key format.
    passwordFrom names the environment variable NOT_SET, which is not set.
    the tunnel wants an agent, and SSH_AUTH_SOCK is not set.
    the tunnel has no way to log in: give privateKeyFile, agent or passwordFrom in its settings.
    Nothing answers at forbidden:PORT. Start the server, or correct host and port in the connection's URL."
  `);
});
