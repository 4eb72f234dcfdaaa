import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
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
}
