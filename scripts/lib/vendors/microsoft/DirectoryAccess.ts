import type { GraphClient } from "./GraphClient.ts";

/** A directory of Microsoft's, to read. */
export type ReadableDirectory = Pick<GraphClient, "find" | "get" | "list">;

/**
 * The directories that verify may read. Each is undefined where the environment holds no credentials for it.
 * @throws CrosstrustError USAGE where the credentials contradict or lack each other
 */
export interface DirectoryAccess {
  /** The company's tenant. */
  tenant(tenantId: string): ReadableDirectory | undefined;
  /** A B2C issuer's own. */
  b2c(issuer: string, tenantId: string): ReadableDirectory | undefined;
}
