import type { Output } from "@pulumi/pulumi";
import type { ScopeClaim } from "../trust/DeployedTrust.ts";

/**
 * What every identity provider's component hands on. Whatever trusts an issuer is fed by these outputs and by nothing
 * else, so another provider is one more component and changes no other.
 */
export interface TokenIssuer {
  /** The exact `iss` of the tokens, character by character. */
  readonly issuer: Output<string>;
  /** What the tokens carry in `aud` (or `client_id`, where they have no `aud`). */
  readonly audiences: Output<string[]>;
  /** `{issuer}/.well-known/openid-configuration`. */
  readonly discoveryUrl: Output<string>;
  readonly tokenEndpoint: Output<string>;
  /** The claim that carries what a client was granted. */
  readonly scopeClaim: Output<ScopeClaim>;
  /** The claim of an access token that names the client that asked for it: `cid`, `client_id`, `azp`, … */
  readonly clientIdClaim: Output<string>;
}
