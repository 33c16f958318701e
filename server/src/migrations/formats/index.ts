/** The formats, most particular first: of equal scores the first wins. */
import type { MigrationFormat, PeerHistory } from "../format.ts";
import { dbmate } from "./dbmate.ts";
import { django } from "./django.ts";
import { drizzle } from "./drizzle.ts";
import { flyway } from "./flyway.ts";
import { golangMigrate } from "./golang-migrate.ts";
import { goose } from "./goose.ts";
import { knex } from "./knex.ts";
import { liquibase } from "./liquibase.ts";
import { nodePgMigrate } from "./node-pg-migrate.ts";
import { plain } from "./plain.ts";
import { prisma } from "./prisma.ts";
import { rails } from "./rails.ts";
import { sequelize } from "./sequelize.ts";
import { sqitch } from "./sqitch.ts";
import { typeorm } from "./typeorm.ts";

export const FORMATS: readonly MigrationFormat[] = [
  sqitch,
  liquibase,
  drizzle,
  prisma,
  rails,
  flyway,
  dbmate,
  goose,
  nodePgMigrate,
  django,
  golangMigrate,
  typeorm,
  sequelize,
  knex,
  plain,
];

/** Every history table another tool may have left, the more particular first. */
export const PEER_HISTORIES: readonly PeerHistory[] = FORMATS.flatMap((it) => it.histories).sort(
  (a, b) => b.columns.length - a.columns.length,
);
