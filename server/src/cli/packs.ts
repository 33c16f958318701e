import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { compileDialect, type Dialect } from "../sql/dialect.ts";
import type { Pack } from "../wirevm/packs/pack.ts";
import { addedPacks } from "../workspace/added-packs.ts";
import { exampleProblems, exampleTitle } from "../workspace/pack-examples.ts";
import { addPack, removePack } from "../workspace/pack-install.ts";
import { packHash, packSigner, publicKeyText, signPack } from "../workspace/pack-integrity.ts";
import {
  builtInPacks,
  type PackStore,
  packRoots,
  packStore,
  readPack,
  userPacks,
} from "../workspace/packs.ts";
import {
  type Arguments,
  type Command,
  Exit,
  flag,
  type Io,
  text,
  texts,
  UsageError,
} from "./command.ts";
import { rootFrom } from "./place.ts";

/** Wire packs: what there is, whether it is sound, and adding and removing. */
export const packs: Command = {
  name: "packs",
  summary: "Wire packs: what engines are known, and adding more.",
  usage: [
    "list [--json]",
    "show ENGINE [--json]",
    "verify [ENGINE|FOLDER]… [--key PEM]… [--json]",
    "test [ENGINE]… [--json]",
    "add FOLDER|NPM-PACKAGE [--key PEM]…",
    "remove ENGINE",
    "sign FOLDER --key PRIVATE-PEM",
  ],
  options: { json: { type: "boolean" }, key: { type: "string", multiple: true } },
  help: {
    json: "One JSON value for programs.",
    key: "File with the public key whose signature is demanded (sign: the private key).",
  },
  async run(args, io) {
    const [action, ...names] = args.positionals;
    const run = ACTIONS[action ?? ""];
    if (run === undefined) {
      throw new UsageError(`say what to do: ${Object.keys(ACTIONS).join(", ")}`);
    }
    return run({ args, names, io, store: packStore(packRoots(rootFrom(io.cwd), io.env)) });
  },
};

interface Call {
  readonly args: Arguments;
  readonly names: readonly string[];
  readonly io: Io;
  readonly store: PackStore;
}

const ACTIONS: Readonly<Record<string, (call: Call) => number | Promise<number>>> = {
  list,
  show,
  verify,
  test,
  add,
  remove,
  sign,
};

function list({ args, io, store }: Call): number {
  const rows = store.names().map((engine) => {
    const pack = store.load(engine);
    const origin = originOf(store, engine, io);
    return pack.ok
      ? {
          engine,
          title: pack.value.title,
          version: pack.value.version,
          engineVersion: pack.value.engineVersion,
          extends: pack.value.lineage[1],
          protocol: pack.value.protocol,
          origin,
        }
      : { engine, origin, refused: `${pack.error.path}: ${pack.error.message}` };
  });
  if (flag(args, "json")) {
    io.out(`${JSON.stringify(rows)}\n`);
    return Exit.Fine;
  }
  for (const it of rows) {
    const line =
      "refused" in it
        ? `refused: ${it.refused}`
        : [
            `${it.title} ${it.engineVersion}`,
            ...(it.extends === undefined ? [] : [`extends ${it.extends}`]),
            it.protocol === "none" ? "dialect only" : it.protocol,
            ...(it.origin === "shipped" ? [] : [it.origin]),
          ].join(" · ");
    io.out(`${it.engine.padEnd(14)} ${line}\n`);
  }
  return Exit.Fine;
}

function originOf(store: PackStore, engine: string, io: Io): string {
  const folder = store.folder(engine) ?? "";
  if (folder.startsWith(builtInPacks())) {
    return "shipped";
  }
  const added = addedPacks(userPacks(io.env))[engine];
  return folder.startsWith(userPacks(io.env)) && added !== undefined
    ? `added from ${added.source}`
    : folder;
}

function show({ args, names, io, store }: Call): number {
  const [engine] = names;
  if (engine === undefined) {
    throw new UsageError("say which pack: packs show ENGINE");
  }
  const pack = loaded(store, engine);
  const facts = {
    engine: pack.engine,
    title: pack.title,
    version: pack.version,
    engineVersion: pack.engineVersion,
    lineage: pack.lineage,
    protocol: pack.protocol,
    schemes: pack.data.schemes ?? [],
    aliases: pack.data.aliases ?? [],
    reservedWords: pack.keywords.reserved.length,
    types: Object.keys(pack.types).length,
    functions: new Set(pack.functions.map((it) => it.name)).size,
    settings: pack.settings.length,
    errors: Object.keys(pack.errors).length,
    catalogQueries: Object.keys(pack.catalog).length,
    locks: pack.locks.length,
    examples: pack.data.examples?.length ?? 0,
    capabilities: capabilitiesOf(pack),
    aiCapabilities: pack.data.aiCapabilities ?? {},
    intelligenceModules: pack.data.intelligenceModules ?? [],
    integrity: packHash(store.folder(engine) ?? ""),
    sources: pack.data.sources ?? [],
    folder: store.folder(engine),
  };
  if (flag(args, "json")) {
    io.out(`${JSON.stringify(facts)}\n`);
    return Exit.Fine;
  }
  for (const [name, value] of Object.entries(facts)) {
    const shown = Array.isArray(value)
      ? value.join(", ")
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
    io.out(`${name.padEnd(20)} ${shown}\n`);
  }
  return Exit.Fine;
}

/** What the engine can at the version the pack assumes. */
function capabilitiesOf(pack: Pack): readonly string[] {
  const dialect = compileDialect(pack);
  return Object.keys(pack.capabilities)
    .filter((it) => dialect.can(it))
    .sort();
}

function loaded(store: PackStore, engine: string): Pack {
  const pack = store.load(engine);
  if (!pack.ok) {
    throw new UsageError(`${pack.error.path}: ${pack.error.message}`);
  }
  return pack.value;
}

/** A line for each thing that was looked at, and the status. */
function report(
  call: Call,
  rows: readonly { readonly name: string; readonly problems: readonly string[] }[],
): number {
  const { args, io } = call;
  if (flag(args, "json")) {
    io.out(`${JSON.stringify(rows)}\n`);
  } else {
    for (const { name, problems } of rows) {
      io.out(
        problems.length === 0
          ? `ok       ${name}\n`
          : problems.map((it) => `problem  ${name}: ${it}\n`).join(""),
      );
    }
  }
  return rows.every((it) => it.problems.length === 0) ? Exit.Fine : Exit.Findings;
}

function verify(call: Call): number {
  const { names, io, store } = call;
  const keys = trustedKeys(call);
  const wanted = names.length > 0 ? names : store.names();
  return report(
    call,
    wanted.map((name) => ({ name, problems: problemsOf(store, name, keys, io) })),
  );
}

function problemsOf(
  store: PackStore,
  name: string,
  keys: readonly string[],
  io: Io,
): readonly string[] {
  const known = store.names().includes(name);
  const folder = known ? store.folder(name) : resolve(io.cwd, name);
  const engine = known ? name : (folder?.split(/[\\/]/u).at(-1) ?? name);
  if (folder === undefined) {
    return ["there is no such pack"];
  }
  // Read anew and in full: the store does not check again what was checked before it was shipped.
  const pack = readPack(folder, engine);
  if (!pack.ok) {
    return [`${pack.error.path}: ${pack.error.message}`];
  }
  const merged = known
    ? store.load(name)
    : packStore([...packRoots(rootFrom(io.cwd), io.env), folder]).load(engine);
  const signer = packSigner(folder);
  return [
    ...(merged.ok ? [] : [`${merged.error.path}: ${merged.error.message}`]),
    ...(signer.ok ? [] : [signer.error]),
    ...(keys.length > 0 && signer.ok && (signer.value === undefined || !keys.includes(signer.value))
      ? [signer.value === undefined ? "is not signed" : "is signed with another key"]
      : []),
  ];
}

function test(call: Call): number {
  const { names, store } = call;
  const wanted = names.length > 0 ? names : store.names();
  const dialectOf = (engine: string): Dialect | undefined => {
    const pack = store.load(engine);
    return pack.ok ? compileDialect(pack.value) : undefined;
  };
  return report(
    call,
    wanted.flatMap((engine) => {
      const dialect = compileDialect(loaded(store, engine));
      const own = store.own(engine);
      return (own.ok ? (own.value.examples ?? []) : []).map((it) => ({
        name: `${engine} ${exampleTitle(it)}`,
        problems: exampleProblems(it, dialect, dialectOf),
      }));
    }),
  );
}

async function add(call: Call): Promise<number> {
  const { names, io } = call;
  const [source] = names;
  if (source === undefined) {
    throw new UsageError("say what to add: packs add FOLDER or packs add NPM-PACKAGE");
  }
  const added = await addPack(source, {
    root: userPacks(io.env),
    cwd: io.cwd,
    keys: trustedKeys(call),
  });
  if (!added.ok) {
    io.err(`sqlxos packs add: ${added.error}\n`);
    return Exit.Findings;
  }
  const { engine, version, integrity, signedBy } = added.value;
  io.out(
    `added ${engine} ${version} (${integrity}${signedBy === undefined ? ", not signed" : ", signed"})\n`,
  );
  return Exit.Fine;
}

function remove({ names, io }: Call): number {
  const [engine] = names;
  if (engine === undefined) {
    throw new UsageError("say which pack: packs remove ENGINE");
  }
  const removed = removePack(engine, userPacks(io.env));
  if (!removed.ok) {
    io.err(`sqlxos packs remove: ${removed.error}\n`);
    return Exit.Findings;
  }
  io.out(`removed ${engine}\n`);
  return Exit.Fine;
}

function sign({ args, names, io }: Call): number {
  const [folder] = names;
  const key = text(args, "key") ?? texts(args, "key")[0];
  if (folder === undefined || key === undefined) {
    throw new UsageError("say what and with which key: packs sign FOLDER --key PRIVATE-PEM");
  }
  signPack(resolve(io.cwd, folder), readFileSync(resolve(io.cwd, key), "utf8"));
  io.out(`signed ${folder}\n`);
  return Exit.Fine;
}

function trustedKeys({ args, io }: Call): readonly string[] {
  return texts(args, "key").map((file) => {
    const key = publicKeyText(readFileSync(resolve(io.cwd, file), "utf8"));
    if (key === undefined) {
      throw new UsageError(`${file} holds no ed25519 public key`);
    }
    return key;
  });
}
