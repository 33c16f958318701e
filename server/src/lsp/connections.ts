/** Connections, their schema tree, and the state of a document. */
import { err, ok } from "../base/result.ts";
import { catalogIndex } from "../catalog/lookup.ts";
import { catalogDdl, selectText } from "../catalog/write.ts";
import { compileDialect } from "../sql/dialect.ts";
import { discoverConnections } from "../wirevm/drivers/discover.ts";
import { wireError } from "../wirevm/drivers/errors.ts";
import { Secret } from "../wirevm/drivers/secret.ts";
import { schemaChildren } from "../workspace/schema-tree.ts";
import type { Door, Feature } from "./door.ts";
import { BUG, onOwn } from "./own-requests.ts";

export const connections: Feature = {
  capabilities: {},
  attach(door) {
    const { workspace, connection } = door;
    const all = workspace.connections;
    onOwn(door, "sqlx/connections/list", [], () => all.list());
    onOwn(door, "sqlx/connections/open", BUG, ({ name, password, refresh }) =>
      all.open(name, { password, refresh }),
    );
    onOwn(door, "sqlx/connections/close", BUG, async ({ name }) => {
      await all.close(name);
      return ok(null);
    });
    onOwn(door, "sqlx/connections/test", BUG, async ({ url, password }) => {
      const started = performance.now();
      const session = await all.connect({ url }, async () =>
        password === undefined ? undefined : new Secret(password),
      );
      if (!session.ok) {
        return err(wireError(session.error));
      }
      const version = session.value.versionText;
      await session.value.close();
      return ok({ version, elapsedMs: performance.now() - started });
    });
    onOwn(door, "sqlx/connections/activate", BUG, ({ name, uri }) => {
      if (uri === undefined) {
        return all.activate(name);
      }
      workspace.choose(uri, { connection: name });
      void connection.sendNotification("sqlx/document/stateChanged", { uri });
      return ok(null);
    });
    onOwn(door, "sqlx/connections/discover", [], () =>
      workspace.trusted ? discoverConnections(workspace.root) : [],
    );
    onOwn(door, "sqlx/schema/children", BUG, async ({ connection: name, path }) => {
      const index = await opened(door, name);
      return index.ok ? ok(schemaChildren(index.value, path)) : index;
    });
    onOwn(door, "sqlx/schema/ddl", BUG, async ({ connection: name, path }) => {
      const index = await opened(door, name);
      return index.ok ? ok(catalogDdl(index.value, path)) : index;
    });
    onOwn(door, "sqlx/schema/select", BUG, async ({ connection: name, path }) => {
      const index = await opened(door, name);
      return index.ok ? ok(selectText(index.value, path)) : index;
    });
    onOwn(
      door,
      "sqlx/document/state",
      { uri: "", dialect: "ansi", catalog: "none", tables: 0 },
      ({ uri }) => workspace.state(uri),
    );
    onOwn(door, "sqlx/dialects/list", [], () =>
      workspace.packs.names().flatMap((it) => {
        const own = workspace.packs.own(it);
        return own.ok && it !== "ansi"
          ? [{ id: it, title: own.value.title, hasDriver: own.value.protocol !== "none" }]
          : [];
      }),
    );
    connection.onNotification("sqlx/trust/granted", () => {
      workspace.trusted = true;
    });
  },
};

async function opened(door: Door, name: string) {
  const { workspace } = door;
  const info = await workspace.connections.open(name);
  if (!info.ok) {
    return info;
  }
  const known = workspace.connections.catalog(name);
  const pack = workspace.connections.pack(name);
  return known === undefined || pack === undefined
    ? BUG
    : ok(catalogIndex(known.catalog, compileDialect(pack, workspace.connections.version(name))));
}
