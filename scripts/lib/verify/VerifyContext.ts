import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { JumpCloudClient } from "../../../providers/jumpcloud/client/JumpCloudClient.ts";
import type { AwsAccess } from "../vendors/aws/AwsAccess.ts";
import type { DirectoryAccess } from "../vendors/microsoft/DirectoryAccess.ts";
import type { FirstSignIn } from "./jsm/Customer.ts";
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
  /** The passwords that verify was given, by `relyingParty/person` or `issuer/person`. */
  readonly passwords: ReadonlyMap<string, string>;
  /** By `relyingParty/person`. */
  readonly firstSignIns: ReadonlyMap<string, FirstSignIn>;
  readonly jumpcloud: JumpCloudAccess;
  readonly directories: DirectoryAccess;
  /** Undefined where verify is not to ask AWS. */
  readonly aws: AwsAccess | undefined;
  /** Takes secrets that a check obtained out of everything that is reported. */
  readonly conceal: (...secrets: readonly string[]) => void;
  readonly now: () => Date;
}

/** The organisation's JumpCloud. */
export interface JumpCloudAccess {
  /** Where people sign in: `https://console.jumpcloud.com/login`, or that of another region. */
  readonly loginUrl: string;
  /** Its admin API; undefined where verify has no credentials for it. */
  readonly api: Pick<JumpCloudClient, "find" | "list"> | undefined;
}
