import {
  baseName,
  type MigrationFormat,
  type MigrationStep,
  ordered,
  type PeerHistory,
  slug,
  wholeFile,
} from "../format.ts";
import { versionHistory } from "./dbmate.ts";
import { type PairName, pairedSteps, transactionOf } from "./pairs.ts";

const STRUCTURE = "structure.sql";
const FILE = /^(\d{14})_(.*?)(?:[._](up|down))?\.sql$/u;

const railsHistory: PeerHistory = { ...versionHistory, tool: "rails" };

/** Rails: `structure.sql` stands for the versions it lists; later ones are SQL files. */
export const rails: MigrationFormat = {
  id: "rails",
  summary: "Rails: structure.sql with the versions it contains, and later SQL files.",
  versions: "timestamp",
  recognize: (files) => (files.some((it) => isStructure(it.path, it.text)) ? 0.95 : 0),
  read: (files) => {
    const rest = pairedSteps(files, parse);
    const structure = files.find((it) => isStructure(it.path, it.text));
    if (structure === undefined) {
      return rest;
    }
    const covers = [...(versionsIn(structure.text) ?? "").matchAll(/'(\d+)'/gu)]
      .map((it) => it[1] ?? "")
      .sort();
    const base: MigrationStep = {
      version: covers.at(-1) ?? "0",
      name: "structure",
      kind: "baseline",
      up: wholeFile(structure, transactionOf(structure.text)),
      covers,
    };
    const set = ordered([base, ...rest.steps], rest.problems);
    return set;
  },
  write: ({ version, name, up, down }) => [
    { path: `${version}_${slug(name)}.up.sql`, text: up },
    { path: `${version}_${slug(name)}.down.sql`, text: down ?? "" },
  ],
  histories: [railsHistory],
  examples: [
    {
      files: {
        "structure.sql": `CREATE TABLE users (id bigint);
INSERT INTO "schema_migrations" (version) VALUES
('20240102000000'),
('20240101000000');
`,
        "20240103000000_mail.sql": "ALTER TABLE users ADD mail text;",
      },
      steps: `
baseline 20240102000000 structure | structure.sql:1 CREATE TABLE users (id bigint); INSERT INTO "schema_migrations" (version) VALUES ('20240102000000'), ('20240101000000'); | covers 20240101000000 20240102000000
20240103000000 mail | 20240103000000_mail.sql:1 ALTER TABLE users ADD mail text;`,
    },
  ],
};

function isStructure(path: string, text: string): boolean {
  return baseName(path) === STRUCTURE && versionsIn(text) !== undefined;
}

function versionsIn(text: string): string | undefined {
  return /insert\s+into\s+["`]?(?:\w+["`]?\.["`]?)?schema_migrations["`]?\s*\(\s*["`]?version["`]?\s*\)\s*values\s*([^;]*);/iu.exec(
    text,
  )?.[1];
}

function parse(path: string): PairName | undefined {
  const found = FILE.exec(baseName(path));
  return found === null
    ? undefined
    : {
        version: found[1] ?? "",
        name: found[2] ?? "",
        direction: found[3] === "down" ? "down" : "up",
      };
}
