/** Which lines of `known_hosts` speak of a host, and what they say about the key it shows. */
import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { fingerprint, judge, knownKeys } from "../../server/src/wirevm/drivers/known-hosts.ts";

const KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
const OTHER = "AAAAC3NzaC1lZDI1NTE5AAAAIEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N8";
const salt = Buffer.from("some salt of 20 byte");
const hashed = (name: string) =>
  `|1|${salt.toString("base64")}|${createHmac("sha1", salt).update(name).digest("base64")}`;

/** The verdict about KEY on `host:port`, and the lines that speak of the host. */
function verdict(text: string, host: string, port = 22): string {
  const known = knownKeys(text, host, port);
  return `${judge(known, Buffer.from(KEY, "base64"))} ${known.map((it) => it.line).join(",")}`;
}

test.each([
  [`db.example.com ssh-ed25519 ${KEY} a comment`, "db.example.com", 22, "known 1"],
  [`DB.example.com ssh-ed25519 ${KEY}`, "db.EXAMPLE.com", 22, "known 1"],
  [`db.example.com ssh-ed25519 ${OTHER}`, "db.example.com", 22, "changed 1"],
  [`db.example.com ssh-ed25519 ${KEY}`, "db.example.org", 22, "unknown "],
  [`a,db,10.0.0.1 ssh-ed25519 ${KEY}`, "10.0.0.1", 22, "known 1"],
  [`*.example.com ssh-ed25519 ${KEY}`, "db.example.com", 22, "known 1"],
  [`*.example.com,!db.example.com ssh-ed25519 ${KEY}`, "db.example.com", 22, "unknown "],
  [`d? ssh-ed25519 ${KEY}`, "db", 22, "known 1"],
  [`d.b ssh-ed25519 ${KEY}`, "dxb", 22, "unknown "],
  [`db ssh-ed25519 ${KEY}`, "db", 2222, "unknown "],
  [`[db]:2222 ssh-ed25519 ${KEY}`, "db", 2222, "known 1"],
  [`${hashed("db")} ssh-ed25519 ${KEY}`, "db", 22, "known 1"],
  [`${hashed("[db]:2222")} ssh-ed25519 ${KEY}`, "db", 2222, "known 1"],
  [`${hashed("other")} ssh-ed25519 ${KEY}`, "db", 22, "unknown "],
  [`db ssh-ed25519 ${OTHER}\r\ndb ssh-ed25519 ${KEY}`, "db", 22, "known 1,2"],
  [`db ssh-ed25519 ${KEY}\n@revoked db ssh-ed25519 ${KEY}`, "db", 22, "revoked 1,2"],
  [`@cert-authority *.com ssh-ed25519 ${OTHER}`, "db.com", 22, "unknown "],
  ["# db\n\ndb ssh-ed25519\n|1|broken ssh-ed25519 x", "db", 22, "unknown "],
])("%s for %s:%i", (text, host, port, expected) => {
  expect(verdict(text, host, port)).toBe(expected);
});

test("a fingerprint is the one that ssh-keygen shows", () => {
  expect(fingerprint(Buffer.from(KEY, "base64"))).toBe(
    "ssh-ed25519 SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU",
  );
  expect(fingerprint(Buffer.from([0, 0, 9, 9]))).toMatch(/^ SHA256:/u);
});
