/**
 * Is a pack what it was? A hash over all files of a pack, and a signature of that hash. The hash is
 * taken when a pack is added and compared whenever it is read; the signature says who made it.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { packFiles } from "./pack-files.ts";

/** The signature beside `pack.json`. It is no part of what it signs. */
export const SIGNATURE_FILE = "pack.sig.json";

const signatureSchema = z.strictObject({
  algorithm: z.literal("ed25519"),
  publicKey: z.string().max(200).describe("The maker's key, SPKI in base 64."),
  signature: z.string().max(200).describe("Signature of the integrity hash, in base 64."),
});

/** `sha256-…` over names and contents of a pack's files. */
export function packHash(folder: string): string {
  const hash = createHash("sha256");
  for (const file of packFiles(folder)) {
    const content = readFileSync(join(folder, file));
    hash.update(`${file}\n${content.length}\n`).update(content);
  }
  return `sha256-${hash.digest("base64")}`;
}

/** Who signed a pack: the maker's key, or nothing where there is no signature. */
export function packSigner(folder: string): Result<string | undefined, string> {
  const file = join(folder, SIGNATURE_FILE);
  if (!existsSync(file)) {
    return ok(undefined);
  }
  const decoded = signatureSchema.safeParse(jsonOf(file));
  if (!decoded.success) {
    return err(`${SIGNATURE_FILE} is not a signature`);
  }
  const { publicKey, signature } = decoded.data;
  const key = publicKeyOf(publicKey);
  if (key === undefined) {
    return err(`${SIGNATURE_FILE} holds no ed25519 key`);
  }
  return verify(undefined, Buffer.from(packHash(folder)), key, Buffer.from(signature, "base64"))
    ? ok(publicKey)
    : err("the signature does not fit: a file was changed after the pack was signed");
}

/** Signs a pack with a private key in PEM; the signature is written beside `pack.json`. */
export function signPack(folder: string, privateKeyPem: string): void {
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyType !== "ed25519") {
    throw new Error(`the key is ${key.asymmetricKeyType}, not ed25519`);
  }
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
  const signature = sign(undefined, Buffer.from(packHash(folder)), key).toString("base64");
  writeFileSync(
    join(folder, SIGNATURE_FILE),
    `${JSON.stringify({ algorithm: "ed25519", publicKey, signature }, undefined, 2)}\n`,
  );
}

/** A public key in PEM or in base 64, in the form signatures hold it. */
export function publicKeyText(text: string): string | undefined {
  try {
    const key = text.includes("-----BEGIN") ? createPublicKey(text) : publicKeyOf(text.trim());
    return key?.asymmetricKeyType === "ed25519"
      ? key.export({ type: "spki", format: "der" }).toString("base64")
      : undefined;
  } catch {
    return undefined;
  }
}

function publicKeyOf(base64: string): KeyObject | undefined {
  try {
    const key = createPublicKey({
      key: Buffer.from(base64, "base64"),
      format: "der",
      type: "spki",
    });
    return key.asymmetricKeyType === "ed25519" ? key : undefined;
  } catch {
    return undefined;
  }
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
