/**
 * The file in which SSH keeps the keys of the hosts it has seen: one host's lines, and whether a key
 * is the one that is expected there.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export interface KnownKey {
  readonly type: string;
  readonly key: Buffer;
  readonly revoked: boolean;
  /** Counted from one, for messages. */
  readonly line: number;
}

export type KeyVerdict = "known" | "unknown" | "changed" | "revoked";

/** The keys that a file's text has for a host; certificate authorities are left out. */
export function knownKeys(text: string, host: string, port: number): readonly KnownKey[] {
  const name = port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
  return text.split(/\r?\n/u).flatMap((raw, index) => {
    const fields = raw.trim().split(/\s+/u);
    const marker = fields[0]?.startsWith("@") === true ? fields.shift() : undefined;
    const [hosts = "", type = "", key = ""] = fields;
    if (hosts.startsWith("#") || key === "" || marker === "@cert-authority") {
      return [];
    }
    return names(hosts, name)
      ? [{ type, key: Buffer.from(key, "base64"), revoked: marker === "@revoked", line: index + 1 }]
      : [];
  });
}

/** What the known keys say about the key that a host shows. */
export function judge(known: readonly KnownKey[], shown: Buffer): KeyVerdict {
  const same = known.filter((it) => it.key.equals(shown));
  if (same.some((it) => it.revoked)) {
    return "revoked";
  }
  if (0 < same.length) {
    return "known";
  }
  return known.some((it) => !it.revoked) ? "changed" : "unknown";
}

/** The key as people compare it: `ssh-ed25519 SHA256:…`. */
export function fingerprint(key: Buffer): string {
  const hash = createHash("sha256").update(key).digest("base64").replace(/=+$/u, "");
  return `${keyType(key)} SHA256:${hash}`;
}

/** A key begins with the name of its type, after that name's length. */
function keyType(key: Buffer): string {
  const length = key.length < 4 ? 0 : key.readUInt32BE(0);
  return key.toString("latin1", 4, Math.min(4 + length, key.length));
}

function names(hosts: string, name: string): boolean {
  if (hosts.startsWith("|1|")) {
    const [, , salt = "", hash = ""] = hosts.split("|");
    const made = createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest();
    const wanted = Buffer.from(hash, "base64");
    return made.length === wanted.length && timingSafeEqual(made, wanted);
  }
  const patterns = hosts.toLowerCase().split(",");
  const refused = patterns.some((it) => it.startsWith("!") && fits(it.slice(1), name));
  return !refused && patterns.some((it) => fits(it, name));
}

function fits(pattern: string, name: string): boolean {
  const source = [...pattern].map((it) =>
    it === "*" ? ".*" : it === "?" ? "." : it.replace(/[\\^$.|+()[\]{}]/u, "\\$&"),
  );
  return new RegExp(`^${source.join("")}$`, "u").test(name);
}
