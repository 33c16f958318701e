/** The extension starts and keeps what its manifest promises. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Register } from "./harness.ts";

export function activation(test: Register): void {
  test("activates", async () => {
    const extension = vscode.extensions.getExtension("nublox.sqlxos");
    assert.ok(extension, "the extension is not installed");
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  test("every contributed command is registered", async () => {
    const extension = vscode.extensions.getExtension("nublox.sqlxos");
    const promised: readonly { readonly command: string }[] =
      extension?.packageJSON.contributes?.commands ?? [];
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      promised.map((it) => it.command).filter((it) => !registered.has(it)),
      [],
    );
    assert.ok(promised.length > 0, "the manifest contributes no command");
  });

  test("every setting has a default that its own schema admits", () => {
    const extension = vscode.extensions.getExtension("nublox.sqlxos");
    const sections = [extension?.packageJSON.contributes?.configuration ?? []].flat();
    const settings = sections.flatMap((it) => Object.entries(it.properties ?? {}));
    for (const [name, schema] of settings as [
      string,
      { type?: string | string[]; default?: unknown; enum?: unknown[] },
    ][]) {
      if (schema.default !== undefined && schema.enum !== undefined) {
        assert.ok(
          schema.enum.includes(schema.default),
          `${name}: ${String(schema.default)} is not one of its values`,
        );
      }
    }
  });
}
