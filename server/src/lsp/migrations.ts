/** The migrations tree's questions. */
import { MigrationsDesk } from "../workspace/migrations/desk.ts";
import type { Feature } from "./door.ts";
import { BUG, onOwn } from "./own-requests.ts";

export const migrations: Feature = {
  capabilities: {},
  attach(door) {
    const { connection, workspace } = door;
    const desk = new MigrationsDesk(workspace, (message) => connection.console.info(message));
    const changed = () => void connection.sendNotification("sqlx/migrations/changed", {});
    onOwn(door, "sqlx/migrations/status", BUG, ({ connection: name }) => desk.status(name));
    onOwn(door, "sqlx/migrations/run", BUG, async (params) => {
      const outcome = await desk.run(params);
      changed();
      return outcome;
    });
    onOwn(door, "sqlx/migrations/plan", BUG, (params) => desk.plan(params));
    onOwn(door, "sqlx/migrations/new", BUG, ({ name }) => {
      const made = desk.create(name);
      changed();
      return made;
    });
  },
};
