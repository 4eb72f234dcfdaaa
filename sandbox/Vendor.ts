import type { Clock } from "./Clock.ts";
import type { OperatorView } from "./operator/Operator.ts";
import type { SandboxDirectory } from "./SandboxDirectory.ts";

/** A request as it came in through the proxy, its TLS ended, its body read. */
export interface SandboxRequest {
  readonly method: string;
  /** `https://` and the host that the client connected to; the path normalised as the URL standard does. */
  readonly url: URL;
  /** Path and query byte for byte as sent: signatures cover these. */
  readonly target: string;
  /** Names in lower case; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer on its way back; `content-length` and `date` are added where it is sent. */
export interface SandboxResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
}

/** One of the clouds: the hosts it answers for, and how. */
export interface Vendor {
  readonly name: VendorName;
  /** True for a host (lower case, no port) that this vendor would own in the real world. */
  owns(host: string): boolean;
  respond(request: SandboxRequest): Promise<SandboxResponse>;
  /**
   * The names of all its operations (`OperationTable.operations`). Where they are given, a fault for an operation that
   * is not among them is refused at the start, instead of never happening.
   */
  readonly operations?: readonly string[];
  /** Ends what the vendor runs (Lambda processes); its state stays. */
  close?(): Promise<void>;
}

export const vendorNames = ["okta", "aws", "microsoft", "jumpcloud", "github"] as const;

export type VendorName = (typeof vendorNames)[number];

/** Makes a vendor; called once, at the sandbox's start. */
export type VendorFactory = (context: VendorContext) => Vendor;

/** What the sandbox gives to each vendor. */
export interface VendorContext {
  readonly clock: Clock;
  readonly credentials: SandboxCredentials;
  /** The directories of Microsoft's that there are. */
  readonly directories: readonly SandboxDirectory[];
  /** The region that AWS clients are told, and in which the AWS account has its Identity Center instance. */
  readonly awsRegion: string;
  /** How Microsoft Graph shows what was just written; at once unless told otherwise. */
  readonly graphConsistency: GraphConsistency;
  /**
   * The vendor's own part of the state: a plain JSON object that the vendor changes in place, kept over a restart where
   * there is a state file. It may be written whenever the vendor waits for something: changes that belong together are
   * made without waiting in between.
   * @param initial makes it when there is none yet
   */
  state<T extends object>(initial: () => T): T;
  /** Asks another host of the sandbox, as if over the network. Rejects for a host that nobody owns (VENDOR_UNREACHABLE). */
  fetch(request: SandboxRequest): Promise<SandboxResponse>;
  /** Notes a request that the vendor has no operation for; the rehearsal fails by it. */
  refuse(refusal: Refusal): void;
  /** The fault that was asked for (`--faults`) for this call of an operation, if any; it counts as used. */
  fault(operation: string): InjectedFault | undefined;
  /** What whoever holds the credentials may do; everything, with nothing noted, unless given. */
  readonly operator?: OperatorView | undefined;
}

/** What the vendors' clients authenticate with; made anew at the sandbox's first start, kept with its state. */
export interface SandboxCredentials {
  readonly oktaApiToken: string;
  readonly awsAccountId: string;
  readonly awsAccessKeyId: string;
  readonly awsSecretAccessKey: string;
  /** The service principal that may do everything in a directory, by tenant id. */
  readonly directories: Readonly<Record<string, DirectoryCredentials>>;
  readonly jumpcloudApiKey: string;
  /** Of the service account, which is the other way to authenticate. */
  readonly jumpcloudClientId: string;
  readonly jumpcloudClientSecret: string;
  /** There is one where the sandbox was told which scopes it has. */
  readonly oktaServiceApp?: OktaServiceApp | undefined;
}

/** A service app that proves itself with a key (`private_key_jwt`), in every org. */
export interface OktaServiceApp {
  readonly clientId: string;
  readonly keyId: string;
  /** An RSA key in PEM (PKCS #8), as Okta's provider and SDKs read it. */
  readonly privateKey: string;
}

/** An application's own credentials in a directory. */
export interface DirectoryCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** `immediate`, or `eventual`: new objects are unknown to some of the first readings, as Graph's replicas are. */
export type GraphConsistency = "immediate" | "eventual";

/** A request that the sandbox could not answer as the vendor would. */
export interface Refusal {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly reason: string;
}

/** Makes an operation fail as the vendor would. */
export interface InjectedFault {
  readonly status: number;
}
