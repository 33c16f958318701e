/**
 * Packs that people add: copied from a folder or an npm package into a folder of the user's, with a
 * record of where each came from and what it was. Nothing of a pack is ever executed.
 */
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { PackData } from "../wirevm/packs/pack.ts";
import {
  type AddedPack,
  addedPacks,
  PACKAGE_KEYWORD,
  packagePack,
  recordAdded,
} from "./added-packs.ts";
import { packFiles } from "./pack-files.ts";
import { packHash, packSigner, SIGNATURE_FILE } from "./pack-integrity.ts";
import { builtInPacks, packStore, readJson, readPack } from "./packs.ts";

export interface AddOptions {
  /** The user's folder of packs. */
  readonly root: string;
  /** Where relative folders and `node_modules` are looked for. */
  readonly cwd: string;
  /** Public keys (SPKI in base 64) whose signature is demanded; any pack where there are none. */
  readonly keys: readonly string[];
}

/** Adds a pack from a folder or an npm package, after all checks; says why where it is refused. */
export async function addPack(
  source: string,
  options: AddOptions,
): Promise<Result<AddedPack & { readonly engine: string }, string>> {
  const from = await sourceFolder(source, options.cwd);
  if (!from.ok) {
    return from;
  }
  try {
    return addFolder(from.value.folder, source, options);
  } finally {
    from.value.done();
  }
}

function addFolder(
  folder: string,
  source: string,
  { root, keys }: AddOptions,
): Result<AddedPack & { readonly engine: string }, string> {
  const named = engineOf(folder, source);
  if (!named.ok) {
    return named;
  }
  const engine = named.value;
  if (packStore([builtInPacks()]).names().includes(engine)) {
    return err(
      `"${engine}" comes with the product and is not replaced; name yours otherwise and let it extend "${engine}"`,
    );
  }
  const decoded = readPack(folder, engine);
  if (!decoded.ok) {
    return err(`${decoded.error.path}: ${decoded.error.message}`);
  }
  const signer = packSigner(folder);
  if (!signer.ok) {
    return err(`${engine}: ${signer.error}`);
  }
  if (keys.length > 0 && (signer.value === undefined || !keys.includes(signer.value))) {
    return err(
      `${engine}: ${signer.value === undefined ? "is not signed" : "is signed with another key than the one you trust"}`,
    );
  }
  const merged = mergedWith(decoded.value, folder, root);
  if (merged !== undefined) {
    return err(merged);
  }
  const target = join(root, engine);
  rmSync(target, { recursive: true, force: true });
  for (const file of [
    ...packFiles(folder),
    ...(signer.value === undefined ? [] : [SIGNATURE_FILE]),
  ]) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(join(folder, file), join(target, file));
  }
  const added: AddedPack = {
    version: decoded.value.version,
    source,
    integrity: packHash(target),
    ...(signer.value === undefined ? {} : { signedBy: signer.value }),
  };
  recordAdded(root, { ...addedPacks(root), [engine]: added });
  return ok({ engine, ...added });
}

/** Why a pack cannot be merged with its parents; they must be there already. */
function mergedWith(pack: PackData, folder: string, root: string): string | undefined {
  const loaded = packStore([builtInPacks(), root, folder]).load(pack.engine);
  return loaded.ok ? undefined : `${loaded.error.path}: ${loaded.error.message}`;
}

/** Removes an added pack. */
export function removePack(engine: string, root: string): Result<string, string> {
  const added = addedPacks(root);
  if (!Object.hasOwn(added, engine)) {
    const names = Object.keys(added);
    return err(
      `"${engine}" was not added; ${names.length === 0 ? "nothing was" : `${names.join(", ")} ${names.length === 1 ? "was" : "were"}`}`,
    );
  }
  const { [engine]: _gone, ...rest } = added;
  rmSync(join(root, engine), { recursive: true, force: true });
  recordAdded(root, rest);
  return ok(join(root, engine));
}

/** Names of folders: what a pack's engine must look like, so that no path leaves the folder of packs. */
const ENGINE = /^[a-z][a-z0-9-]{0,60}$/u;

function engineOf(folder: string, source: string): Result<string, string> {
  const raw = readJson(join(folder, "pack.json"), source);
  if (!raw.ok) {
    return err(`${raw.error.path}: ${raw.error.message}`);
  }
  const engine =
    typeof raw.value === "object" && raw.value !== null && "engine" in raw.value
      ? raw.value.engine
      : undefined;
  return typeof engine === "string" && ENGINE.test(engine)
    ? ok(engine)
    : err(`${source}: pack.json says no engine, or not in the form of a folder's name`);
}

const PACKAGE_NAME = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?:@[\w.^~-]+)?$/u;
const INSTALL_TIMEOUT_MS = 120_000;

async function sourceFolder(
  source: string,
  cwd: string,
): Promise<Result<{ readonly folder: string; readonly done: () => void }, string>> {
  const folder = resolve(cwd, source);
  const keep = (): void => undefined;
  if (existsSync(join(folder, "pack.json"))) {
    return ok({ folder, done: keep });
  }
  if (source.startsWith(".") || source.startsWith("/") || !PACKAGE_NAME.test(source)) {
    return err(`${source}: there is no pack.json in this folder`);
  }
  const name = source.replace(/(?<=.)@.*$/u, "");
  const installed = join(cwd, "node_modules", name);
  if (existsSync(join(installed, "package.json"))) {
    return packageFolder(installed, source, keep);
  }
  const temporary = mkdtempSync(join(tmpdir(), "sqlxos-pack-"));
  const done = (): void => rmSync(temporary, { recursive: true, force: true });
  try {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    await promisify(execFile)(
      npm,
      [
        "install",
        "--prefix",
        temporary,
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-save",
        source,
      ],
      {
        timeout: INSTALL_TIMEOUT_MS,
        shell: process.platform === "win32",
      },
    );
  } catch (error) {
    done();
    const why =
      error instanceof Error && "stderr" in error
        ? String(error.stderr).trim().split("\n").at(0)
        : String(error);
    return err(`${source}: npm could not get it: ${why}`);
  }
  const got = packageFolder(join(temporary, "node_modules", name), source, done);
  if (!got.ok) {
    done();
  }
  return got;
}

/** The pack in an npm package: at its root, or in the folder that `"sqlx": {"wirepack": …}` names. */
function packageFolder(
  folder: string,
  source: string,
  done: () => void,
): Result<{ readonly folder: string; readonly done: () => void }, string> {
  const found = packagePack(folder);
  return found === undefined
    ? err(
        `${source}: is no wire pack: its package.json needs the keyword "${PACKAGE_KEYWORD}" and there must be a pack.json`,
      )
    : ok({ folder: found, done });
}
