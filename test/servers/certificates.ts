/** Certificates for tests: an authority, and a server's certificate for one host, made by OpenSSL. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Certificates {
  /** Path of the authority's certificate. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Makes them in a folder; `undefined` where there is no OpenSSL. */
export function certificates(folder: string, host: string): Certificates | undefined {
  const path = (name: string) => join(folder, name);
  const openssl = (...args: readonly string[]) =>
    spawnSync("openssl", args, { cwd: folder, encoding: "utf8" }).status === 0;
  writeFileSync(path("host.ext"), `subjectAltName=DNS:${host}\n`);
  const made =
    openssl(
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "2",
      "-keyout",
      "ca.key",
      "-out",
      "ca.crt",
      "-subj",
      "/CN=test authority",
    ) &&
    openssl(
      "req",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      "server.key",
      "-out",
      "server.csr",
      "-subj",
      `/CN=${host}`,
    ) &&
    openssl(
      "x509",
      "-req",
      "-in",
      "server.csr",
      "-CA",
      "ca.crt",
      "-CAkey",
      "ca.key",
      "-CAcreateserial",
      "-days",
      "2",
      "-out",
      "server.crt",
      "-extfile",
      "host.ext",
    );
  return made
    ? { ca: path("ca.crt"), cert: path("server.crt"), key: path("server.key") }
    : undefined;
}
