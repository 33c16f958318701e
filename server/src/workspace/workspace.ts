/**
 * The only mutable state: configuration, open documents, connections, catalogs. Everything it hands
 * out is an immutable value; a change makes a new one. It must not know LSP or command-line syntax.
 *
 * "Which connection belongs to this document", "where do its names come from" and "which dialect is
 * it" are answered here and nowhere else.
 */

import { relative } from "node:path";
import { matchesGlob } from "node:path/posix";
import { fileURLToPath } from "node:url";
import type { View } from "../analysis/view.ts";
import { memo, memo2 } from "../base/memo.ts";
import { type LineCharacter, lineIndex, offsetAt } from "../base/text.ts";
import type { Catalog } from "../catalog/model.ts";
import { embedded, importsOf } from "../host/embedded.ts";
import { hostFindings } from "../host/rule.ts";
import { HOST_RULES } from "../host/rules/index.ts";
import { type HostTree, isHostLanguage } from "../host/tree.ts";
import { type RuleSet, ruleSet } from "../intelligence/findings.ts";
import { RULES } from "../intelligence/generated/rules.ts";
import type { Finding } from "../intelligence/rule.ts";
import type { ConnectionInfo, DocumentState } from "../protocol/messages.ts";
import { compileDialect, type Dialect } from "../sql/dialect.ts";
import { editScript, type Script, script } from "../sql/script.ts";
import { guessEngine } from "../wirevm/packs/guess.ts";
import type { Pack } from "../wirevm/packs/pack.ts";
import type { CatalogCache } from "./catalog-cache.ts";
import {
  type Config,
  type ConfigProblem,
  crossProblems,
  decodeConfig,
  loadConfig,
  mergeConfigs,
} from "./config.ts";
import { Connections } from "./connections.ts";
import { type DocumentFinding, placedFindings, regionFindings } from "./diagnostics.ts";
import {
  changed,
  difference,
  type OpenDocument,
  openDocument,
  type TextChange,
} from "./documents.ts";
import { type DdlFile, ddlFiles, FileCatalogs } from "./file-catalogs.ts";
import { header } from "./header.ts";
import { hostTree, loadGrammar } from "./host-grammars.ts";
import { layered } from "./layers.ts";
import type { PackStore } from "./packs.ts";
import { embeddedRegion, type Region, wholeRegion } from "./region.ts";
import { type SqlFile, SqlFiles } from "./sql-files.ts";

export interface WorkspaceContext {
  readonly packs: PackStore;
  readonly cache: CatalogCache | undefined;
  password(name: string, engine: string, target: string): Promise<string | undefined>;
  /** A connection's state or catalog, or the catalog from files, is another one. */
  connectionsChanged(name: string | undefined): void;
  log(message: string): void;
}

interface Entry {
  document: OpenDocument;
  script: Script | undefined;
  regions: { readonly key: readonly unknown[]; readonly regions: readonly Region[] } | undefined;
}

/** Where the names of a document come from. */
export interface NameSource {
  readonly catalog: Catalog | undefined;
  readonly from: DocumentState["catalog"];
}

export class Workspace {
  readonly packs: PackStore;
  readonly connections: Connections;
  readonly #context: WorkspaceContext;
  readonly #files: FileCatalogs;
  readonly #sqlFiles = new SqlFiles();
  readonly #documents = new Map<string, Entry>();
  readonly #chosen = new Map<
    string,
    { readonly connection?: string | undefined; readonly dialect?: string | undefined }
  >();
  #root: string | undefined;
  #trusted = true;
  /** Connections to files that were opened for a document; a person who closes one wants it closed. */
  readonly #read = new Set<string>();
  #fromFile: Config = {};
  #fromEditor: Config = {};
  #config: Config = {};
  #problems: readonly ConfigProblem[] = [];
  #editorProblems: readonly ConfigProblem[] = [];
  #rules: RuleSet | undefined;

  constructor(context: WorkspaceContext) {
    this.#context = context;
    this.packs = context.packs;
    this.connections = new Connections({
      packs: context.packs,
      cache: context.cache,
      root: () => this.root,
      config: () => this.#config,
      trusted: () => this.#trusted,
      origin: (name) =>
        this.#fromEditor.connections?.[name] === undefined ? "sqlx.json" : "settings",
      password: (name, engine, target) => context.password(name, engine, target),
      changed: (name) => context.connectionsChanged(name),
      log: (message) => context.log(message),
    });
    this.#files = new FileCatalogs(() => this.root);
  }

  // ------------------------------------------------------------ configuration

  /** The folder that relative paths start from. */
  get root(): string {
    return this.#root ?? process.cwd();
  }

  get config(): Config {
    return this.#config;
  }

  get trusted(): boolean {
    return this.#trusted;
  }

  set trusted(value: boolean) {
    this.#trusted = value;
    this.#readFileDatabases();
  }

  /** What is wrong with the configuration: the file's problems carry ranges of its text. */
  get problems(): {
    readonly file: readonly ConfigProblem[];
    readonly editor: readonly ConfigProblem[];
  } {
    return { file: this.#problems, editor: this.#editorProblems };
  }

  openFolder(root: string | undefined): void {
    this.#root = root;
    this.reloadConfig();
  }

  /** Reads `sqlx.json` again. */
  reloadConfig(): void {
    const loaded = this.#root === undefined ? { config: {}, problems: [] } : loadConfig(this.#root);
    this.#fromFile = loaded.config;
    this.#problems = loaded.problems;
    this.#configure();
  }

  /** Replaces what the editor's settings or the caller's flags say. */
  configure(value: unknown): void {
    const decoded = decodeConfig(value);
    this.#fromEditor = decoded.config;
    this.#editorProblems = decoded.problems;
    this.#configure();
  }

  #configure(): void {
    this.#config = mergeConfigs(this.#fromFile, this.#fromEditor);
    this.#rules = undefined;
    this.#files.forget();
    const cross = crossProblems(this.#config, this.packs.names());
    this.#problems = [
      ...this.#problems.filter((it) => it.start !== undefined || it.path.length === 0),
      ...cross,
    ];
    void this.connections.reconcile().then(() => this.#readFileDatabases());
    this.#context.connectionsChanged(undefined);
  }

  /**
   * A database that is a file needs no password and no network, so its names are read, once, as soon as
   * a document uses it. A server waits until somebody asks.
   */
  #readFileDatabases(): void {
    for (const uri of this.#trusted ? this.#documents.keys() : []) {
      const name = this.connectionOf(uri);
      if (
        name !== undefined &&
        !this.#read.has(name) &&
        this.connections.info(name)?.state === "closed" &&
        this.connections.pack(name)?.protocol.endsWith("-file") === true
      ) {
        this.#read.add(name);
        void this.connections.open(name);
      }
    }
  }

  get rules(): RuleSet {
    this.#rules ??= ruleSet([...RULES, ...HOST_RULES], this.#config.rules ?? {});
    return this.#rules;
  }

  // ------------------------------------------------------------ documents

  open(uri: string, languageId: string, version: number, text: string): void {
    this.#documents.set(uri, {
      document: openDocument(uri, languageId, version, text),
      script: undefined,
      regions: undefined,
    });
    this.#readFileDatabases();
  }

  change(uri: string, changes: readonly TextChange[], version: number): void {
    const entry = this.#documents.get(uri);
    if (entry === undefined) {
      return;
    }
    const next = changed(entry.document, changes, version);
    entry.document = next.document;
    entry.script = entry.script === undefined ? undefined : editScript(entry.script, [next.edit]);
    entry.regions = undefined;
  }

  close(uri: string): void {
    this.#documents.delete(uri);
    this.#chosen.delete(uri);
    for (const { name } of this.connections.list()) {
      void this.connections.release(name, uri);
    }
  }

  document(uri: string): OpenDocument | undefined {
    return this.#documents.get(uri)?.document;
  }

  get documents(): readonly OpenDocument[] {
    return [...this.#documents.values()].map((it) => it.document);
  }

  /** The user's choice for one document; it lasts until the document is closed. */
  choose(
    uri: string,
    choice: { readonly connection?: string | undefined; readonly dialect?: string | undefined },
  ): void {
    this.#chosen.set(uri, { ...this.#chosen.get(uri), ...choice });
    const entry = this.#documents.get(uri);
    if (entry !== undefined) {
      entry.regions = undefined;
    }
  }

  /** The connection of a document: its header, the user's choice, the settings by file, the active one. */
  connectionOf(uri: string): string | undefined {
    const named =
      this.#header(uri).connection ??
      this.#chosen.get(uri)?.connection ??
      this.#fileSetting(uri)?.connection;
    if (named !== undefined && this.connections.settings(named) !== undefined) {
      return named;
    }
    const { active } = this.connections;
    const dialect = this.#namedDialect(uri);
    const pack = active === undefined ? undefined : this.connections.pack(active);
    // A file that says it is written for another engine has nothing to do with the active connection.
    return dialect !== undefined && pack !== undefined && !pack.lineage.includes(dialect)
      ? undefined
      : active;
  }

  dialectOf(uri: string): Dialect {
    const connection = this.connectionOf(uri);
    const named = this.#namedDialect(uri);
    const pack =
      (named === undefined ? undefined : this.#pack(named)) ??
      (connection === undefined ? undefined : this.connections.pack(connection)) ??
      this.#pack(this.#config.dialect) ??
      this.#pack(this.#guessedDialect(uri)) ??
      this.#standard();
    const version = connection === undefined ? undefined : this.connections.version(connection);
    return compileDialect(pack, version);
  }

  /** A dialect by its pack's name or alias, at the version the pack assumes. */
  dialectNamed(name: string): Dialect | undefined {
    const pack = this.#pack(name);
    return pack === undefined ? undefined : compileDialect(pack);
  }

  #namedDialect(uri: string): string | undefined {
    const chosen =
      this.#header(uri).dialect ??
      this.#chosen.get(uri)?.dialect ??
      this.#fileSetting(uri)?.dialect;
    if (chosen !== undefined && chosen !== "auto") {
      return this.#pack(chosen)?.engine;
    }
    const languageId = this.document(uri)?.languageId;
    return languageId === undefined || languageId === "sql"
      ? undefined
      : this.#packOfLanguage(languageId);
  }

  /** The engine that an SQL file itself bears the signs of; in a program's text signs mean nothing. */
  #guessedDialect(uri: string): string | undefined {
    const document = this.document(uri);
    if (document === undefined) {
      return undefined;
    }
    const tree = isHostLanguage(document.languageId) ? this.#tree(document) : undefined;
    return tree !== undefined
      ? this.#clientsEngine(importsOf(tree))
      : document.languageId === "sql"
        ? this.#guess(document)
        : undefined;
  }

  /** The one engine whose libraries a program imports. */
  #clientsEngine(imports: readonly string[]): string | undefined {
    const found = this.packs.names().filter((name) => {
      const own = this.packs.own(name);
      return (
        own.ok &&
        own.value.clients?.some((it) =>
          imports.some(
            (path) => path === it || (/^[./]/u.test(path.slice(it.length)) && path.startsWith(it)),
          ),
        ) === true
      );
    });
    return found.length === 1 ? found[0] : undefined;
  }

  readonly #guess = memo((document: OpenDocument) =>
    guessEngine(document.text, this.packs.signs()),
  );

  /** Is a document of this language SQL from end to end? */
  #isSql(languageId: string): boolean {
    return /sql/iu.test(languageId) || this.#packOfLanguage(languageId) !== undefined;
  }

  #packOfLanguage(languageId: string): string | undefined {
    return this.packs.names().find((name) => {
      const own = this.packs.own(name);
      return own.ok && own.value.languageIds?.includes(languageId) === true && languageId !== "sql";
    });
  }

  /** A pack by its name or one of its aliases. */
  #pack(name: string | undefined): Pack | undefined {
    if (name === undefined || name === "auto") {
      return undefined;
    }
    const engine = this.packs.names().includes(name)
      ? name
      : this.packs.names().find((it) => {
          const own = this.packs.own(it);
          return own.ok && own.value.aliases?.includes(name.toLowerCase()) === true;
        });
    const loaded = engine === undefined ? undefined : this.packs.load(engine);
    return loaded?.ok === true ? loaded.value : undefined;
  }

  #standard(): Pack {
    const loaded = this.packs.load("ansi");
    if (!loaded.ok) {
      throw new Error(`the pack ansi cannot be read: ${loaded.error.message}`);
    }
    return loaded.value;
  }

  #header(uri: string): ReturnType<typeof header> {
    const document = this.document(uri);
    return document === undefined ? {} : header(document.text);
  }

  #fileSetting(
    uri: string,
  ):
    | { readonly connection?: string | undefined; readonly dialect?: string | undefined }
    | undefined {
    const path = this.#relativePath(uri);
    return path === undefined
      ? undefined
      : this.#config.files?.find((it) => matchesGlob(path, it.glob));
  }

  #relativePath(uri: string): string | undefined {
    return uri.startsWith("file:")
      ? relative(this.root, fileURLToPath(uri)).replaceAll("\\", "/")
      : undefined;
  }

  /** What exists for a document: its connection's catalog, else the configured DDL files. */
  namesOf(uri: string): NameSource {
    const connection = this.connectionOf(uri);
    const known = connection === undefined ? undefined : this.connections.catalog(connection);
    if (known !== undefined) {
      return { catalog: known.catalog, from: known.live ? "live" : "cached" };
    }
    const { schema } = this.#config;
    if (schema !== undefined && schema.length > 0) {
      return { catalog: this.#files.catalog(schema, this.dialectOf(uri)), from: "files" };
    }
    return { catalog: undefined, from: "none" };
  }

  /** The files that define what exists: those of `schema`, and the migrations. */
  ddlFiles(dialect: Dialect): readonly DdlFile[] {
    const { schema, migrations } = this.#config;
    return ddlFiles(
      this.root,
      [...(schema ?? []), ...(migrations?.dir === undefined ? [] : [migrations.dir])],
      dialect,
    );
  }

  /** Does a file lie in the folder of migrations? */
  isMigration(uri: string): boolean {
    const dir = this.#config.migrations?.dir;
    const path = this.#relativePath(uri);
    return dir !== undefined && path?.startsWith(`${dir.replace(/^\.\/|\/$/gu, "")}/`) === true;
  }

  /** Files changed on disk: DDL files are read again when they are next asked for. */
  filesChanged(): void {
    this.#files.forget();
    this.#context.connectionsChanged(undefined);
  }

  // ------------------------------------------------------------ what features see

  /** The stretches of a document that are SQL. */
  regions(uri: string): readonly Region[] {
    const entry = this.#documents.get(uri);
    if (entry === undefined) {
      return [];
    }
    if (isHostLanguage(entry.document.languageId)) {
      return this.#embedded(entry);
    }
    if (!this.#isSql(entry.document.languageId)) {
      return [];
    }
    const dialect = this.dialectOf(uri);
    const names = this.namesOf(uri).catalog;
    const key = [entry.document, dialect, names];
    if (entry.regions?.key.every((it, index) => it === key[index])) {
      return entry.regions.regions;
    }
    if (entry.script === undefined || entry.script.dialect !== dialect) {
      entry.script = script(entry.document.text, dialect);
    } else if (entry.script.text !== entry.document.text) {
      entry.script = editScript(entry.script, [difference(entry.script.text, entry.document.text)]);
    }
    const view: View = { script: entry.script, dialect, catalog: layered(entry.script, names) };
    const regions = [wholeRegion(uri, view, entry.document.lines)];
    entry.regions = { key, regions };
    return regions;
  }

  /** The statements inside a program; none before its grammar is there, which announces itself. */
  #embedded(entry: Entry): readonly Region[] {
    const { document } = entry;
    const dialect = this.dialectOf(document.uri);
    const names = this.namesOf(document.uri).catalog;
    const tree = this.#tree(document);
    const key = [document, dialect, names, tree];
    if (entry.regions?.key.every((it, index) => it === key[index])) {
      return entry.regions.regions;
    }
    const regions =
      tree === undefined
        ? []
        : embedded(tree, dialect)
            .filter((it) => !it.fragment && !it.foreign)
            .map((it) => {
              const view = { script: script(it.sql, dialect), dialect, catalog: names };
              return embeddedRegion(document.uri, it, view, document.lines);
            });
    entry.regions = { key, regions };
    return regions;
  }

  #tree(document: OpenDocument): HostTree | undefined {
    const made = treeOf(document);
    if (made.tree === undefined && isHostLanguage(document.languageId)) {
      made.tree = hostTree(document.languageId, document.text);
      if (made.tree === undefined) {
        void this.ready(document.uri).then(() => this.#context.connectionsChanged(undefined));
      }
    }
    return made.tree;
  }

  /** When the grammar of a document's language is loaded; at once for SQL. */
  async ready(uri: string): Promise<void> {
    const languageId = this.document(uri)?.languageId;
    if (languageId !== undefined && isHostLanguage(languageId)) {
      await loadGrammar(languageId).catch((error: unknown) =>
        this.#context.log(`The grammar of ${languageId} cannot be loaded: ${String(error)}`),
      );
    }
  }

  regionAt(
    uri: string,
    position: LineCharacter,
  ): { readonly region: Region; readonly offset: number } | undefined {
    const document = this.document(uri);
    if (document === undefined) {
      return undefined;
    }
    const offset = offsetAt(document.lines, position);
    const region = this.regions(uri).find(
      (it) => it.host.start <= offset && offset <= it.host.end && it.covers(offset),
    );
    return region === undefined ? undefined : { region, offset: region.fromHost(offset) };
  }

  /**
   * All SQL of the folder: open documents as they stand in the editor, other files as they are on disk.
   * `mayMatter` leaves files out by their text before anything is read.
   */
  allRegions(mayMatter: (text: string) => boolean = () => true): readonly Region[] {
    const open = this.documents
      .filter((it) => mayMatter(it.text))
      .flatMap((it) => this.regions(it.uri));
    const files = this.#root === undefined ? [] : this.#sqlFiles.list(this.#root, SQL_FILE);
    return [
      ...open,
      ...files
        .filter((it) => !this.#documents.has(it.uri) && mayMatter(it.text))
        .map((it) => this.#fileRegion(it)),
    ];
  }

  #fileRegion(file: SqlFile): Region {
    const dialect = this.dialectOf(file.uri);
    const read = scriptOf(file, dialect);
    const catalog = layered(read, this.namesOf(file.uri).catalog);
    return wholeRegion(file.uri, { script: read, dialect, catalog }, lineIndex(file.text));
  }

  findings(uri: string): readonly DocumentFinding[] {
    const document = this.document(uri);
    const ofProgram = this.programFindings(uri);
    return document !== undefined && ofProgram !== undefined
      ? placedFindings(ofProgram, document.lines)
      : this.regions(uri).flatMap((it) => regionFindings(it, this.rules));
  }

  /** Findings of a program in its own offsets; nothing where the document is no program. */
  programFindings(uri: string): readonly Finding[] | undefined {
    const document = this.document(uri);
    if (document === undefined || !isHostLanguage(document.languageId)) {
      return undefined;
    }
    const tree = this.#tree(document);
    return tree === undefined
      ? []
      : hostFindings(tree, this.dialectOf(uri), this.namesOf(uri).catalog, this.rules, HOST_RULES);
  }

  state(uri: string): DocumentState {
    const connection = this.connectionOf(uri);
    const info: ConnectionInfo | undefined =
      connection === undefined ? undefined : this.connections.info(connection);
    const names = this.namesOf(uri);
    return {
      uri,
      dialect: this.dialectOf(uri).pack.engine,
      connection: info,
      catalog: names.from,
      tables: names.catalog?.schemas.reduce((sum, it) => sum + it.tables.length, 0) ?? 0,
    };
  }
}

const treeOf = memo((_document: OpenDocument): { tree: HostTree | undefined } => ({
  tree: undefined,
}));

const SQL_FILE = /\.(?:\w*sql|ddl)$/iu;

const scriptOf = memo2((file: SqlFile, dialect: Dialect) => script(file.text, dialect));
