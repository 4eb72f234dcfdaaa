import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { JumpCloudClient } from "../../../providers/jumpcloud/client/JumpCloudClient.ts";
import type { DirectoryAccess } from "./directory/DirectoryAccess.ts";
import type { LiveHttp } from "./LiveHttp.ts";
import type { PublishedDocuments } from "./PublishedDocuments.ts";
import type { ClientRef, TokenMinter } from "./TokenMinter.ts";
import type { Credential } from "./clientAuthentication.ts";

/** What every check works with. */
export interface VerifyContext {
  readonly trust: DeployedTrust;
  readonly http: LiveHttp;
  readonly minter: TokenMinter;
  readonly documents: PublishedDocuments;
  /** @returns undefined where verify was given no credential of this client */
  readonly credentialOf: (ref: ClientRef) => Credential | undefined;
  /** The passwords that verify was given, by `relyingParty/person`. */
  readonly passwords: ReadonlyMap<string, string>;
  readonly jumpcloud: JumpCloudAccess;
  readonly directories: DirectoryAccess;
  readonly now: () => Date;
}

/** The organisation's JumpCloud. */
export interface JumpCloudAccess {
  /** Where people sign in: `https://console.jumpcloud.com/login`, or that of another region. */
  readonly loginUrl: string;
  /** Its admin API; undefined where verify has no credentials for it. */
  readonly api: Pick<JumpCloudClient, "find"> | undefined;
}
