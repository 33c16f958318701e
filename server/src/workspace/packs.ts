/**
 * The packs that are on this machine: finds their folders, reads them when they are asked for and
 * keeps what was read. What the files mean is the business of `wirevm/packs`.
 *
 * A pack is a folder with `pack.json`; its large tables stand in files beside it that are named after
 * the key they hold (`functions.json`).
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import semver from "semver";
import { z } from "zod";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { Signs } from "../wirevm/packs/guess.ts";
import type { PackError } from "../wirevm/packs/merge.ts";
import { decodePack, mergePacks, packChain } from "../wirevm/packs/merge.ts";
import { type Pack, type PackData, packSchema } from "../wirevm/packs/pack.ts";
import { packagePack, tampering } from "./added-packs.ts";
import { MAX_FILE_BYTES, queryFiles, TABLE_FILES, tableFile } from "./pack-files.ts";

/** Packs by name; each is read when it is first asked for. */
export interface PackStore {
  /** Names of the packs there are, sorted; nothing is read. */
  names(): readonly string[];
  /** The pack with its parents merged in. The same object every time. */
  load(engine: string): Result<Pack, PackError>;
  /** A pack's own data, without its parents. */
  own(engine: string): Result<PackData, PackError>;
  /** The signs of texts for each engine, for `guessEngine`; nothing else of a pack is read. */
  signs(): readonly Signs[];
  /** The folder a pack is read from. */
  folder(engine: string): string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The user's folder of added packs: `SQLXOS_PACKS`, or where the system keeps programs' data. */
export function userPacks(env: Environment = process.env): string {
  const data =
    env["XDG_DATA_HOME"] ??
    env["LOCALAPPDATA"] ??
    join(env["HOME"] ?? homedir(), ".local", "share");
  return env["SQLXOS_PACKS"] ?? join(data, "sqlxos", "packs");
}

/**
 * All places with packs: what we ship, what the user added, and for a workspace its own folder
 * `.sqlx/packs` and the npm packages it depends on directly.
 */
export function packRoots(workspace?: string, env?: Environment): readonly string[] {
  const own =
    workspace === undefined ? [] : [join(workspace, ".sqlx", "packs"), ...npmPacks(workspace)];
  return [builtInPacks(), userPacks(env), ...own];
}

const manifest = z.object({
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
});

function npmPacks(workspace: string): readonly string[] {
  const read = existsSync(join(workspace, "package.json"))
    ? readJson(join(workspace, "package.json"), "package.json")
    : undefined;
  const decoded = read?.ok === true ? manifest.safeParse(read.value) : undefined;
  const names =
    decoded?.success === true
      ? { ...decoded.data.dependencies, ...decoded.data.devDependencies }
      : {};
  return Object.keys(names).flatMap(
    (name) => packagePack(join(workspace, "node_modules", name)) ?? [],
  );
}

/**
 * A store over folders that hold packs. A pack in a later folder hides one of the same name, but
 * never one of ours.
 */
export function packStore(roots: readonly string[] = packRoots()): PackStore {
  const shipped = builtInPacks();
  const folders = new Map<string, string>();
  for (const root of roots) {
    for (const [engine, folder] of packFolders(root)) {
      if (folders.get(engine)?.startsWith(shipped) !== true) {
        folders.set(engine, folder);
      }
    }
  }
  const read = new Map<string, Result<PackData, PackError>>();
  const merged = new Map<string, Result<Pack, PackError>>();
  let signs: readonly Signs[] | undefined;
  const own = (engine: string): Result<PackData, PackError> => {
    const known = read.get(engine);
    if (known !== undefined) {
      return known;
    }
    const folder = folders.get(engine);
    const result =
      folder === undefined
        ? err({
            tag: "pack" as const,
            path: engine,
            message: `there is no such pack; there are ${[...folders.keys()].sort().join(", ")}`,
          })
        : folder.startsWith(shipped)
          ? readPack(folder, engine, true)
          : readForeignPack(folder, engine);
    read.set(engine, result);
    return result;
  };
  return {
    names: () => [...folders.keys()].sort(),
    own,
    folder: (engine) => folders.get(engine),
    signs: () => {
      signs ??= [...folders].flatMap(([engine, folder]) => signsOf(engine, folder));
      return signs;
    },
    load(engine) {
      const known = merged.get(engine);
      if (known !== undefined) {
        return known;
      }
      const chain = packChain(engine, own);
      const result: Result<Pack, PackError> = chain.ok ? ok(mergePacks(chain.value)) : chain;
      merged.set(engine, result);
      return result;
    },
  };
}

const signsSchema = packSchema.pick({ extends: true, detect: true }).strip();

function signsOf(engine: string, folder: string): readonly Signs[] {
  const raw = readJson(join(folder, "pack.json"), engine);
  const decoded = raw.ok ? signsSchema.safeParse(raw.value) : undefined;
  return decoded?.success === true
    ? [{ engine, parent: decoded.data.extends, detect: decoded.data.detect ?? [] }]
    : [];
}

/** A pack that is not ours: unchanged since it was added, valid, and made for this version. */
function readForeignPack(folder: string, engine: string): Result<PackData, PackError> {
  // Read first, because that refuses files too large to be hashed.
  const pack = readPack(folder, engine);
  const changed = pack.ok ? tampering(dirname(folder), basename(folder)) : undefined;
  if (changed !== undefined) {
    return err({ tag: "pack", path: engine, message: changed });
  }
  const product = productVersion();
  if (!pack.ok || pack.value.requires === undefined || product === undefined) {
    return pack;
  }
  if (semver.validRange(pack.value.requires) === null) {
    return err({
      tag: "pack",
      path: `${engine}.requires`,
      message: `"${pack.value.requires}" is no range of versions`,
    });
  }
  return semver.satisfies(product, pack.value.requires, { includePrerelease: true })
    ? pack
    : err({
        tag: "pack",
        path: `${engine}.requires`,
        message: `works with version ${pack.value.requires}; this is ${product}`,
      });
}

/** The version in the package.json that stands beside the packs we ship. */
function productVersion(): string | undefined {
  const read = readJson(join(builtInPacks(), "..", "package.json"), "package.json");
  const decoded = read.ok ? z.object({ version: z.string() }).safeParse(read.value) : undefined;
  return decoded?.success === true ? decoded.data.version : undefined;
}

/** The folder of the packs we ship: beside the bundle, or at the root of the repository. */
export function builtInPacks(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "wirepacks", "ansi", "pack.json"))) {
    const parent = dirname(folder);
    if (parent === folder) {
      throw new Error("the folder wirepacks is missing from this installation");
    }
    folder = parent;
  }
  return join(folder, "wirepacks");
}

/** A root is a pack itself or a folder of packs. */
function packFolders(root: string): readonly (readonly [string, string])[] {
  if (existsSync(join(root, "pack.json"))) {
    const raw = readJson(join(root, "pack.json"), "pack");
    const engine =
      raw.ok && typeof raw.value === "object" && raw.value !== null && "engine" in raw.value
        ? String(raw.value.engine).slice(0, 200)
        : root;
    return [[engine, root]];
  }
  if (!existsSync(root)) {
    return [];
  }
  return readdirSync(root, { withFileTypes: true })
    .filter((it) => it.isDirectory() && existsSync(join(root, it.name, "pack.json")))
    .map((it) => [it.name, join(root, it.name)] as const);
}

/**
 * Reads one folder and checks it. `engine` is the name the pack must have. A pack we ship was checked
 * by the tests of the commit that holds it; checking its tables again would be most of a start.
 */
export function readPack(
  folder: string,
  engine: string,
  isShipped = false,
): Result<PackData, PackError> {
  const base = readJson(join(folder, "pack.json"), engine);
  if (!base.ok) {
    return base;
  }
  if (typeof base.value !== "object" || base.value === null || Array.isArray(base.value)) {
    return err({ tag: "pack", path: engine, message: "pack.json is not an object" });
  }
  const all: Record<string, unknown> = { ...base.value };
  for (const key of TABLE_FILES) {
    const file = join(folder, tableFile(key));
    if (!existsSync(file)) {
      continue;
    }
    if (key in all) {
      return err({
        tag: "pack",
        path: `${engine}.${key}`,
        message: `stands in pack.json and in ${tableFile(key)}`,
      });
    }
    const table = readJson(file, `${engine}.${key}`);
    if (!table.ok) {
      return table;
    }
    all[key] = table.value;
  }
  const queries = readCatalogQueries(folder, engine);
  if (!queries.ok) {
    return queries;
  }
  if (queries.value !== undefined) {
    all["catalog"] = { ...(all["catalog"] as object | undefined), ...queries.value };
  }
  if (isShipped) {
    return ok(all as PackData);
  }
  const decoded = decodePack(all);
  if (decoded.ok && decoded.value.engine !== engine) {
    return err({
      tag: "pack",
      path: `${engine}.engine`,
      message: `says "${decoded.value.engine}", but the folder is named "${engine}"`,
    });
  }
  return decoded;
}

/**
 * The catalog queries that stand in files of their own, `catalog/columns.sql`: SQL reads better as SQL.
 * Comments at the top say what is beside the text: `-- columns: a, b`, `-- since: 12`, `-- optional`.
 */
function readCatalogQueries(
  folder: string,
  engine: string,
): Result<Record<string, unknown> | undefined, PackError> {
  const files = queryFiles(folder);
  if (files.length === 0) {
    return ok(undefined);
  }
  const queries: Record<string, unknown> = {};
  for (const file of files) {
    const name = basename(file, ".sql");
    const read = readText(join(folder, file), `${engine}.catalog.${name}`);
    if (!read.ok) {
      return read;
    }
    const sql = read.value.trim();
    const said = (key: string): string | undefined =>
      new RegExp(`^-- ${key}: (.*)$`, "mu").exec(sql)?.[1]?.trim();
    const list = (key: string): string[] | undefined => said(key)?.split(/\s*,\s*/u);
    const entries = {
      sql,
      columns: list("columns") ?? [],
      params: list("params"),
      since: said("since"),
      until: said("until"),
      optional: /^-- optional$/mu.test(sql) || undefined,
    };
    queries[name] = Object.fromEntries(
      Object.entries(entries).filter(([, it]) => it !== undefined),
    );
  }
  return ok(queries);
}

/** A JSON file that is not too large; `path` names what it is in the error. */
export function readJson(file: string, path: string): Result<unknown, PackError> {
  const text = readText(file, path);
  if (!text.ok) {
    return text;
  }
  try {
    return ok(JSON.parse(text.value));
  } catch (error) {
    return err({ tag: "pack", path, message: `${file}: ${reasonText(error)}` });
  }
}

function readText(file: string, path: string): Result<string, PackError> {
  try {
    const { size } = statSync(file);
    return size > MAX_FILE_BYTES
      ? err({
          tag: "pack",
          path,
          message: `${file} has ${size} bytes; ${MAX_FILE_BYTES} are allowed`,
        })
      : ok(readFileSync(file, "utf8"));
  } catch (error) {
    return err({ tag: "pack", path, message: `${file}: ${reasonText(error)}` });
  }
}

function reasonText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
