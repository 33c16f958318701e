/**
 * `npm test`: every suite, one after the other, and one line at the end that adds them up.
 *
 *   npm test                      all suites
 *   npm test -- unit heavy        some of them: unit, heavy, host, e2e
 *
 * A component that cannot be had prints why and how to get it, and its tests count as skipped; with
 * CI=true it is a failure, so that a green run there means that everything ran.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser } from "../test/editor/browser.ts";
import { installEditor } from "../test/editor/install.ts";
import { runHostTests } from "../test/host/run.ts";
import { isMissing, sayAs } from "./say.ts";

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Suite {
  readonly name: string;
  run(): Promise<Tally>;
}

const ROOT = join(import.meta.dirname, "..");
const REPORTS = join(ROOT, ".cache/test");
const SUITE_WITHIN_MS = 25 * 60_000;
const IN_CI = process.env["CI"] === "true";
const say = sayAs("test");

const SUITES: readonly Suite[] = [
  { name: "unit", run: async () => vitest("unit", "vitest.config.ts") },
  { name: "heavy", run: async () => vitest("heavy", "vitest.heavy.config.ts") },
  { name: "host", run: host },
  { name: "e2e", run: endToEnd },
];

const asked = process.argv.slice(2);
const unknown = asked.find((it) => !SUITES.some((suite) => suite.name === it));
if (unknown !== undefined) {
  say(`there is no suite "${unknown}": ${SUITES.map((it) => it.name).join(", ")}`);
  process.exit(2);
}

mkdirSync(REPORTS, { recursive: true });
const tallies: (readonly [string, Tally])[] = [];
for (const suite of SUITES.filter((it) => asked.length === 0 || asked.includes(it.name))) {
  const started = Date.now();
  say(`${suite.name} …`);
  const tally = await suite.run().catch((error: unknown) => {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  tallies.push([suite.name, tally]);
  say(`${suite.name}: ${inWords(tally)} in ${Math.round((Date.now() - started) / 1000)} s`);
}

const total = sum(tallies.map(([, tally]) => tally));
console.log(
  `\n${tallies.map(([name, tally]) => `${name.padEnd(6)} ${inWords(tally)}`).join("\n")}\n`,
);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
console.log(inWords(total));

/** Runs one vitest configuration in a process of its own and counts by its report. */
function vitest(name: string, config: string): Tally {
  if (!existsSync(join(ROOT, config))) {
    return { passed: 0, failed: 0, skipped: 0 };
  }
  const report = join(REPORTS, `${name}.json`);
  rmSync(report, { force: true });
  const ended = spawnSync(
    process.execPath,
    [
      join(ROOT, "node_modules/vitest/vitest.mjs"),
      "run",
      "--config",
      config,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
      timeout: SUITE_WITHIN_MS,
      killSignal: "SIGKILL",
    },
  );
  if (!existsSync(report)) {
    say(`${name}: vitest left no report (${ended.signal ?? `status ${ended.status}`})`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const tally = readReport(report);
  // A test file that cannot be loaded, or an error outside every test, is in no count of vitest's.
  const silent = ended.status !== 0 && tally.failed === 0;
  const counted = silent ? { ...tally, failed: 1 } : tally;
  if (IN_CI && name !== "unit" && counted.skipped > 0) {
    say(`${name}: ${counted.skipped} tests were skipped; with CI=true everything must be there`);
    return { ...counted, failed: counted.failed + counted.skipped, skipped: 0 };
  }
  return counted;
}

interface Report {
  readonly testResults: readonly {
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

function readReport(path: string): Tally {
  const report: Report = JSON.parse(readFileSync(path, "utf8"));
  return sum(
    report.testResults.map((file) => {
      const statuses = file.assertionResults.map((it) => it.status);
      const failed = statuses.filter((it) => it === "failed").length;
      const passed = statuses.filter((it) => it === "passed").length;
      return {
        passed,
        failed: failed === 0 && file.status === "failed" ? 1 : failed,
        skipped: statuses.length - failed - passed,
      };
    }),
  );
}

/** Tests inside the extension host of a real VS Code. */
async function host(): Promise<Tally> {
  const count = countTests("test/host", ".ts");
  const files = await installEditor(say);
  if (isMissing(files)) {
    return without("host", files.missing, count);
  }
  const browser = await launchBrowser(files, say);
  if (isMissing(browser)) {
    return without("host", browser.missing, count);
  }
  try {
    const outcomes = await runHostTests(files, browser);
    for (const { name, ms, error } of outcomes) {
      console.log(
        ` ${error === undefined ? "✓" : "✗"} ${name} ${ms} ms${error === undefined ? "" : `\n   ${error}`}`,
      );
    }
    const failed = outcomes.filter((it) => it.error !== undefined).length;
    return { passed: outcomes.length - failed, failed, skipped: 0 };
  } finally {
    await browser.close();
  }
}

/** The workbench in a browser, driven like a person would. */
async function endToEnd(): Promise<Tally> {
  const count = countTests("test/e2e", ".e2e.ts");
  const files = await installEditor(say);
  if (isMissing(files)) {
    return without("e2e", files.missing, count);
  }
  const browser = await launchBrowser(files, say);
  if (isMissing(browser)) {
    return without("e2e", browser.missing, count);
  }
  await browser.close();
  return vitest("e2e", "vitest.e2e.config.ts");
}

function without(name: string, reason: string, count: number): Tally {
  say(`${name}: ${reason}`);
  return IN_CI
    ? { passed: 0, failed: count, skipped: 0 }
    : { passed: 0, failed: 0, skipped: count };
}

/** How many tests a suite has that cannot even be loaded. */
function countTests(folder: string, suffix: string): number {
  const files = readdirSync(join(ROOT, folder)).filter((it) => it.endsWith(suffix));
  const texts = files.map((it) => readFileSync(join(ROOT, folder, it), "utf8"));
  return texts.flatMap((it) => [...it.matchAll(/^\s*test\(/gmu)]).length;
}

function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (all, it) => ({
      passed: all.passed + it.passed,
      failed: all.failed + it.failed,
      skipped: all.skipped + it.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

function inWords(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed${tally.skipped === 0 ? "" : `, ${tally.skipped} skipped`}`;
}
