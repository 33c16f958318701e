/** Who may import whom in the client, so that pages never see the editor and models see nothing. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { expect, test } from "vitest";

const IMPORT =
  /\bimport\s*\(\s*["']([^"']+)["']\)|(?:^|;)\s*(import|export)(\s+type)?\b[^'";]*?\bfrom\s*["']([^"']+)["']/gmu;

/** Kinds of files by path, and what each may import; types of lower kinds are free. */
const KINDS: readonly { readonly name: string; readonly path: RegExp; readonly may: RegExp }[] = [
  {
    name: "model",
    path: /^webviews\/\w+\/(?:model|cells|formats|words)\.ts$/u,
    may: /^webviews\/\w+\/(?:model|cells|formats|words)\.ts$/u,
  },
  {
    name: "page",
    path: /^webviews\/\w+\/page\.ts$/u,
    may: /^webviews\/\w+\/(?:model|cells|formats|words)\.ts$/u,
  },
  { name: "panel", path: /^webviews\//u, may: /^(?:webviews|session)\//u },
  { name: "rows", path: /^trees\/[\w-]*rows?\.ts$/u, may: /^trees\/[\w-]*rows?\.ts$/u },
  { name: "trees", path: /^trees\//u, may: /^(?:trees|session)\//u },
  { name: "session", path: /^session\//u, may: /^session\//u },
  { name: "ui", path: /^ui\//u, may: /^(?:ui|session|parts)/u },
  { name: "commands", path: /^commands\//u, may: /^(?:commands|ui|trees|session|webviews|parts)/u },
  { name: "root", path: /^/u, may: /^(?!extension)/u },
];
/** Kinds that never see the editor. */
const PURE = new Set(["model", "page", "rows"]);

test("imports of the client follow the plan", () => {
  const found: string[] = [];
  for (const file of sources()) {
    const kind = KINDS.find((it) => it.path.test(file));
    for (const [, dynamic, , type, from] of readFileSync(join("client/src", file), "utf8").matchAll(
      IMPORT,
    )) {
      const target = dynamic ?? from ?? "";
      if (!target.startsWith(".")) {
        if (
          PURE.has(kind?.name ?? "") ||
          (target.startsWith("vscode-languageclient") && file !== "session/language-client.ts")
        ) {
          found.push(`${file}: ${target}`);
        }
        continue;
      }
      const path = join("client/src", dirname(file), target);
      const isProtocol = path === "server/src/protocol/messages.ts";
      const isAllowed =
        path.startsWith("client/src/") &&
        (kind?.may.test(path.slice("client/src/".length)) === true || type !== undefined);
      if (!isProtocol && !isAllowed) {
        found.push(`${file}: ${target}`);
      }
    }
  }
  expect(found).toEqual([]);
});

test("every text for the user is in the bundle of texts", async () => {
  const texts = new Set<string>();
  for (const file of sources()) {
    for (const [, double, single] of readFileSync(join("client/src", file), "utf8").matchAll(
      /l10n\.t\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/gu,
    )) {
      texts.add(
        double !== undefined ? JSON.parse(`"${double}"`) : (single ?? "").replace(/\\(.)/gu, "$1"),
      );
    }
  }
  const bundle = Object.fromEntries([...texts].sort().map((it) => [it, it]));
  await expect(`${JSON.stringify(bundle, undefined, 2)}\n`).toMatchFileSnapshot(
    "../../l10n/bundle.l10n.json",
  );
});

test("texts for the user are whole, not put together from pieces", () => {
  const pieces = sources().filter((file) =>
    /l10n\.t\(\s*[^"'\s]/u.test(readFileSync(join("client/src", file), "utf8")),
  );
  expect(pieces).toEqual([]);
});

test("style sheets use the colors of the theme and no others", () => {
  const hard = readdirSync("media")
    .filter((it) => it.endsWith(".css"))
    .filter((it) =>
      /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/iu.test(readFileSync(join("media", it), "utf8")),
    );
  expect(hard).toEqual([]);
});

function sources(): string[] {
  return readdirSync("client/src", { recursive: true, encoding: "utf8" })
    .filter((it) => it.endsWith(".ts"))
    .map((it) => it.replaceAll("\\", "/"))
    .sort();
}
