/**
 * Builds `dist/`: the extension, the language server, the command line, the child process that holds an
 * embedded database, and the pages of the webviews.
 *
 * Everything for Node is one CommonJS file each, whatever the type of the package around it. Packages
 * with binaries or WebAssembly stay outside the bundles: `require` finds them in `node_modules` of the
 * repository, and in `dist/node_modules` of an installed extension, where `scripts/package.ts` puts them.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build, context, type Plugin } from "esbuild";
import { EXTERNAL_PACKAGES } from "./packages.ts";

const ROOT = join(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");
const VERSION: string = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version;

/** The oldest Node that may run a bundle: the one inside the oldest VS Code that the manifest admits. */
const NODE_TARGET = "node20";

const ENTRIES: Readonly<Record<string, string>> = {
  server: "server/src/lsp/main.ts",
  cli: "server/src/cli/main.ts",
  "sqlite-worker": "server/src/wirevm/drivers/sqlite-worker.ts",
  "duckdb-worker": "server/src/wirevm/drivers/duckdb-worker.ts",
};

const CLIENT_ENTRIES: Readonly<Record<string, string>> = {
  client: "client/src/extension.ts",
  "language-client": "client/src/session/language-client.ts",
};

const forPublication = process.argv.includes("--minify");
const shared: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: forPublication,
  keepNames: true,
  sourcemap: forPublication ? false : "linked",
  logLevel: "warning",
  legalComments: "none",
};

/**
 * The extension loads its language client when the first SQL is opened: a file of its own, so that
 * activation neither reads nor parses it.
 */
const languageClientApart: Plugin = {
  name: "language-client-apart",
  setup(bundle) {
    bundle.onResolve({ filter: /\/language-client\.ts$/ }, (it) =>
      it.kind === "dynamic-import" ? { path: "./language-client.js", external: true } : undefined,
    );
  },
};

const node: BuildOptions = {
  ...shared,
  entryPoints: entriesThatExist(ENTRIES),
  outdir: DIST,
  platform: "node",
  format: "cjs",
  target: NODE_TARGET,
  // Native additions of client libraries only make them faster; they do without.
  external: ["vscode", "pg-native", "cpu-features", "*/sshcrypto.node", ...EXTERNAL_PACKAGES],
  // Its CommonJS form loads its parts by a name that no bundler can follow.
  alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
  // A CommonJS file has no `import.meta`: these three expressions are what our sources use of it.
  define: {
    "import.meta.url": "__sqlx_url",
    "import.meta.dirname": "__dirname",
    "import.meta.filename": "__filename",
    "process.env.SQLXOS_VERSION": JSON.stringify(VERSION),
    'process.env["SQLXOS_VERSION"]': JSON.stringify(VERSION),
  },
  banner: { js: 'const __sqlx_url = require("node:url").pathToFileURL(__filename).href;' },
};

/** The extension itself: the editor gives "vscode" to what is loaded by `require` and to nothing else. */
const client: BuildOptions = {
  ...node,
  entryPoints: entriesThatExist(CLIENT_ENTRIES),
  plugins: [languageClientApart],
  supported: { "dynamic-import": false },
};

const pages: BuildOptions = {
  ...shared,
  entryPoints: webviewPages(),
  outdir: join(DIST, "webviews"),
  platform: "browser",
  format: "iife",
  target: "chrome120",
  loader: { ".css": "css", ".svg": "text" },
};

if (process.argv.includes("--watch")) {
  for (const options of [node, client, pages]) {
    await (await context({ ...options, logLevel: "info" })).watch();
  }
} else {
  const started = performance.now();
  if (forPublication) {
    rmSync(DIST, { recursive: true, force: true });
  }
  mkdirSync(DIST, { recursive: true });
  writeFileSync(join(DIST, "package.json"), '{ "type": "commonjs" }\n');
  // One build for each entry, so that a mistake in one leaves the others standing.
  const bundles = Object.entries(entriesThatExist(ENTRIES)).map(([name, file]) =>
    build({ ...node, entryPoints: { [name]: file } }),
  );
  const made = await Promise.allSettled([...bundles, build(client), build(pages)]);
  if (made.some((it) => it.status === "rejected")) {
    for (const it of made) {
      if (it.status === "rejected") {
        console.error(String(it.reason));
      }
    }
    console.error("build: failed, see above");
    process.exit(1);
  }
  if (existsSync(join(DIST, "cli.js"))) {
    const cli = readFileSync(join(DIST, "cli.js"), "utf8");
    writeFileSync(join(DIST, "cli.js"), cli.startsWith("#!") ? cli : `#!/usr/bin/env node\n${cli}`);
    chmodSync(join(DIST, "cli.js"), 0o755);
  }
  for (const [name, file] of Object.entries({ ...ENTRIES, ...CLIENT_ENTRIES })) {
    if (!existsSync(join(DIST, `${name}.js`))) {
      console.warn(`build: no dist/${name}.js, ${file} does not exist`);
    }
  }
  console.log(`build: dist/ in ${Math.round(performance.now() - started)} ms`);
}

function entriesThatExist(entries: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).filter(([, file]) => existsSync(join(ROOT, file))),
  );
}

/** `client/src/webviews/grid/page.ts` becomes `dist/webviews/grid.js`. */
function webviewPages(): Record<string, string> {
  const folder = join(ROOT, "client/src/webviews");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return Object.fromEntries(
    names
      .map((name) => [name, `client/src/webviews/${name}/page.ts`] as const)
      .filter(([, file]) => existsSync(join(ROOT, file))),
  );
}
