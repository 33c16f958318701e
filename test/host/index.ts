/** What VS Code loads as `extensionTestsPath`: every file of tests, by name. */
import { activation } from "./activation.ts";
import { runTests } from "./harness.ts";
import { language } from "./language.ts";

export async function run(): Promise<void> {
  const outcomes = await runTests([activation, language], process.env["SQLX_HOST_RESULTS"]);
  const failed = outcomes.filter((it) => it.error !== undefined);
  if (failed.length > 0) {
    throw new Error(failed.map((it) => `${it.name}: ${it.error}`).join("\n"));
  }
}
