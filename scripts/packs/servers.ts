/** The real servers that packs are generated from: started for one run, ended after it. */
export interface PostgresServer {
  readonly major: number;
  /** Folder of the Unix socket. */
  readonly socket: string;
  readonly port: number;
}

/** A MariaDB server without passwords. */
export interface MariadbServer {
  readonly socket: string;
}
