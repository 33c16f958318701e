/** The manifest says what the code does, and follows the conventions that reviewers look for. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path/posix";
import { expect, test } from "vitest";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const words: Record<string, string> = JSON.parse(readFileSync("package.nls.json", "utf8"));
const contributes = manifest.contributes;
const declared: string[] = contributes.commands.map((it: { command: string }) => it.command).sort();

/** Ids of the rows `{ id, run }`; read as text, as the rows themselves need the editor. */
const implemented = sources("client/src/commands")
  .flatMap((file) => [
    ...readFileSync(file, "utf8").matchAll(/(?:\bid: |^ {2})"(sqlx\.[\w.]+)"(?:,|:)/gmu),
  ])
  .map(([, id]) => id)
  .filter((id) => id !== undefined)
  .sort();

test("every command of the manifest is implemented and every implemented one is declared", () => {
  expect(implemented).toEqual(declared);
});

test("menus, keys, welcome texts and walkthroughs name commands that exist", () => {
  const named = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].flatMap(
    (it) => (it as { command?: string }).command ?? [],
  );
  const linked = [
    ...Object.values(words)
      .join("\n")
      .matchAll(/\(command:(sqlx\.[\w.]+)/gu),
  ].flatMap(([, id]) => id ?? []);
  const views = Object.values(contributes.views).flat() as { id: string }[];
  const known = [...declared, ...views.map((it) => `${it.id}.focus`)];
  expect([...named, ...linked].filter((it) => !known.includes(it))).toEqual([]);
});

test("nothing activates at start", () => {
  expect(
    manifest.activationEvents.filter((it: string) => !/^on(Language|View|Command):/u.test(it)),
  ).toEqual([]);
});

test("every text of the manifest can be translated, and none is left over", () => {
  const used = [...JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/gu)].map(
    ([, key]) => key ?? "",
  );
  expect([...new Set(used)].sort()).toEqual(Object.keys(words).sort());
});

test("settings have a description, a scope, an order and a default", () => {
  const bare = contributes.configuration.flatMap(
    (group: { properties: Record<string, Record<string, unknown>> }) =>
      Object.entries(group.properties)
        .filter(([, it]) =>
          ["markdownDescription", "scope", "order", "default"].some((key) => !(key in it)),
        )
        .map(([key]) => key),
  );
  expect(bare).toEqual([]);
});

test("commands have a category and start with a capital", () => {
  const odd = contributes.commands.filter((it: { category?: string; title: string }) => {
    const title = words[it.title.slice(1, -1)] ?? "";
    return it.category !== "%category%" || !/^\p{Lu}/u.test(title);
  });
  expect(odd).toEqual([]);
});

test("keys are bound only where SQL is edited", () => {
  for (const it of contributes.keybindings) {
    expect(it.when).toMatch(/editorTextFocus .*editorLangId =~/u);
  }
});

test("the files the manifest names exist", () => {
  const named = [
    manifest.icon,
    ...contributes.grammars.map((it: { path: string }) => it.path),
    ...contributes.snippets.map((it: { path: string }) => it.path),
    ...contributes.languages.map((it: { configuration: string }) => it.configuration),
    ...contributes.jsonValidation.map((it: { url: string }) => it.url),
    ...contributes.walkthroughs.flatMap((it: { steps: { media: { markdown: string } }[] }) =>
      it.steps.map((step) => step.media.markdown),
    ),
    ...Object.values(contributes.viewsContainers).flatMap((it) =>
      (it as { icon: string }[]).map((container) => container.icon),
    ),
  ];
  expect([...new Set(named)].filter((it) => !existsSync(it))).toEqual([]);
});

test("settings the server gets are settings of the manifest", () => {
  const text = readFileSync("client/src/session/settings.ts", "utf8");
  const sent = [
    ...(/SERVER_KEYS = \[([\s\S]*?)\]/u.exec(text)?.[1] ?? "").matchAll(/"([\w.]+)"/gu),
  ].map(([, key]) => `sqlx.${key}`);
  const settings = contributes.configuration.flatMap((it: { properties: object }) =>
    Object.keys(it.properties),
  );
  expect(sent.filter((it) => !settings.includes(it))).toEqual([]);
  expect(settings.filter((it: string) => !sent.includes(it)).sort()).toEqual([
    "sqlx.embedded.enabled",
    "sqlx.trace.server",
  ]);
});

test("every engine that names a language has its grammar contributed", () => {
  const ids = readdirSync("wirepacks", { withFileTypes: true })
    .filter((it) => it.isDirectory() && it.name !== "ansi")
    .map((it) => JSON.parse(readFileSync(`wirepacks/${it.name}/pack.json`, "utf8")))
    .flatMap((pack) => pack.languageIds?.slice(0, 1) ?? [])
    .sort();
  const languages = contributes.languages.map((it: { id: string }) => it.id).sort();
  const colored = contributes.grammars.flatMap((it: { language?: string }) => it.language ?? []);
  expect(languages).toEqual(ids);
  expect(colored.sort()).toEqual(ids);
});

function sources(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((it) => it.endsWith(".ts"))
    .map((it) => join(root, it.replaceAll("\\", "/")))
    .sort();
}
