/**
 * Gets code-server (a real VS Code for the browser) and playwright-core into `test/editor/node_modules`.
 *
 * Nothing is compiled: the one addon that VS Code itself would miss, its log writer, is replaced by a few
 * lines of JavaScript, without which every output channel would stay empty.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { runProgram } from "../../scripts/run-program.ts";
import type { Missing, Say } from "../../scripts/say.ts";

const HERE = import.meta.dirname;
const SERVER = join(HERE, "node_modules/code-server");
const STAMP = join(HERE, "node_modules/.complete");
const LOG_WRITER_FILE = join(SERVER, "lib/vscode/node_modules/@vscode/spdlog/index.js");
const LOCK = join(HERE, "package-lock.json");
const QUIET = ["--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
/** The shrinkwrap inside code-server lacks an entry, which `npm ci` refuses and `npm install` adds. */
const INNER = ["install", "--no-save", ...QUIET];

export interface EditorFiles {
  /** The script that starts code-server. */
  readonly entry: string;
  readonly playwright: string;
}

/** Installs what is not there; a second call costs a file read. */
export async function installEditor(say: Say): Promise<EditorFiles | Missing> {
  const files: EditorFiles = {
    entry: join(SERVER, "out/node/entry.js"),
    playwright: join(HERE, "node_modules/playwright-core/index.mjs"),
  };
  const wanted = readFileSync(LOCK, "utf8");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted && existsSync(files.entry)) {
    writeFileSync(LOG_WRITER_FILE, LOG_WRITER);
    return files;
  }
  say("getting code-server, a VS Code for the browser (about 740 MB on disk, once)");
  const vscode = join(SERVER, "lib/vscode");
  for (const [folder, title, command] of [
    [HERE, "code-server, 1 of 3", ["ci", ...QUIET]],
    [vscode, "code-server, 2 of 3", INNER],
    [join(vscode, "extensions"), "code-server, 3 of 3", INNER],
  ] as const) {
    const done = await runProgram("npm", command, { title, cwd: folder, say });
    if (done.status !== 0) {
      return {
        missing: `code-server could not be installed in ${folder}: ${reason(done.output)}. It needs the npm registry and 740 MB of disk; try again with: npm start`,
      };
    }
  }
  if (process.platform !== "win32") {
    link("code-linux.sh", join(vscode, "bin/remote-cli/code-server"));
    link("browser-linux.sh", join(vscode, "bin/helpers/browser.sh"));
  }
  writeFileSync(LOG_WRITER_FILE, LOG_WRITER);
  writeFileSync(STAMP, wanted);
  return files;
}

function reason(output: string): string {
  const lines = output
    .trim()
    .split("\n")
    .filter((it) => !/^npm error( code .*)?$/u.test(it));
  return (lines.find((it) => it.startsWith("npm error")) ?? lines.at(-1) ?? "no output").slice(
    0,
    300,
  );
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
    rmSync(path);
  }
  symlinkSync(target, path);
}

/** The interface of `@vscode/spdlog`, each name exported by itself so that an import finds it, over `node:fs`: synchronous appends, no rotation. */
const LOG_WRITER = `"use strict";
const fs = require("node:fs");
const path = require("node:path");
const NAMES = ["trace", "debug", "info", "warning", "error", "critical"];
class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = 2;
    this.bare = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.closeSync(fs.openSync(file, "a"));
  }
  write(level, message) {
    if (level < this.level) return;
    const stamp = new Date().toISOString().replace("T", " ").replace("Z", "");
    try { fs.appendFileSync(this.file, this.bare ? message : stamp + " [" + NAMES[level] + "] " + message + "\\n"); } catch {}
  }
  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.bare = true; }
  flush() {}
  drop() {}
}
const make = async (name, file, size, count) => new Logger("rotating", name, file, size, count);
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = make;
exports.createAsyncRotatingLogger = make;
`;
