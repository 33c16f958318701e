import {
  baseName,
  folderOf,
  type MigrationFormat,
  type MigrationStep,
  ordered,
  type PeerHistory,
  slug,
  wholeFile,
  wordsOf,
} from "../format.ts";
import { timeOf } from "./goose.ts";
import { shareOf, transactionOf } from "./pairs.ts";

const FILE = /^(\d{4})_([^.]*)\.sql$/u;
/** Comments that `sqlmigrate` puts before each operation. */
const OPERATION =
  /^--\s*\r?\n--\s+(?:Create model|Add field|Alter field|Remove field|Rename|Add index|Create index|Add constraint|Remove|Delete model|Alter|Raw SQL|Raw Python|Create constraint)\b/imu;

const djangoHistory: PeerHistory = {
  tool: "django",
  table: "django_migrations",
  columns: ["app", "name", "applied"],
  read: (rows) =>
    rows.map((row) => ({
      key: `${String(row["app"])}/${String(row["name"])}`,
      state: "applied",
      appliedAt: timeOf(row["applied"]),
    })),
  stepKeys: (step) => {
    const name = baseName(step.up.path).replace(/\.sql$/u, "");
    const app = appOf(step.up.path);
    return app === "" ? [name] : [`${app}/${name}`];
  },
};

/** SQL printed by Django's `sqlmigrate`, a file a migration, a folder an app. */
export const django: MigrationFormat = {
  id: "django",
  summary: "Django SQL: NNNN_name.sql as sqlmigrate prints it, in a folder per app.",
  versions: "number",
  recognize: (files) => {
    const printed = shareOf(files, (it) => FILE.test(baseName(it.path)) && OPERATION.test(it.text));
    const beside = files.some((it) => /(?:^|\/)\d{4}_[^/]*\.py$/u.test(it.path));
    return printed > 0
      ? 0.6 + 0.4 * printed
      : beside
        ? 0.6 * shareOf(files, (it) => FILE.test(baseName(it.path)))
        : 0;
  },
  read: (files) =>
    ordered(
      files.flatMap((file): MigrationStep[] => {
        const name = FILE.exec(baseName(file.path));
        if (name === null) {
          return [];
        }
        const app = appOf(file.path);
        return [
          {
            version: app === "" ? (name[1] ?? "") : `${app}.${name[1] ?? ""}`,
            name: wordsOf(name[2] ?? ""),
            kind: "versioned",
            up: wholeFile(file, transactionOf(file.text)),
          },
        ];
      }),
    ),
  write: ({ version, name, up }) => [{ path: `${version}_${slug(name)}.sql`, text: up }],
  histories: [djangoHistory],
  examples: [
    {
      files: {
        "shop/migrations/0001_initial.sql":
          "BEGIN;\n--\n-- Create model Order\n--\nCREATE TABLE shop_order (id int);\nCOMMIT;\n",
        "shop/migrations/0002_total.sql":
          "BEGIN;\n--\n-- Add field total to order\n--\nALTER TABLE shop_order ADD total int;\nCOMMIT;\n",
      },
      steps: `
shop.0001 initial | shop/migrations/0001_initial.sql:1 BEGIN; CREATE TABLE shop_order (id int); COMMIT;
shop.0002 total | shop/migrations/0002_total.sql:1 BEGIN; ALTER TABLE shop_order ADD total int; COMMIT;`,
    },
  ],
};

/** The app is the folder above `migrations`, or the file's own folder. */
function appOf(path: string): string {
  const folder = folderOf(path);
  return baseName(folder.replace(/(?:^|\/)migrations$/u, ""));
}
