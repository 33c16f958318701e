/** A database that was found in a workspace. */
export interface Discovered {
  readonly name: string;
  /** Never with a password. */
  readonly url: string;
  /** Where it was found, for people: `.env (DATABASE_URL)`. */
  readonly from: string;
}

export async function discoverConnections(_root: string): Promise<readonly Discovered[]> {
  return [];
}
