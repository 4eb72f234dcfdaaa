import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { ClientSecrets, DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { KeyInsightModel } from "../../../trust/TrustModel.ts";
import type { HandoffSheet } from "./HandoffSheet.ts";
import { curlConfig } from "./keyInsightCurl.ts";
import { keyInsightSheet } from "./keyInsightSheet.ts";
import { keyInsightTokenRequest } from "./keyInsightTokenRequest.ts";
import { shellQuote } from "../../../lib/shellQuote.ts";

export interface HandoffRequest {
  readonly trust: DeployedTrust;
  readonly clientSecrets: ClientSecrets;
  /** The stack by the name that the user gave, for commands to repeat. */
  readonly stack: string;
  /** The relying party's name. */
  readonly name: string;
  readonly reveal: boolean;
}

export interface Handoff {
  readonly sheet: HandoffSheet;
  /** The credentials for `curl --config -`, one line each; they hold the secret. */
  readonly curlConfig: readonly string[];
}

/**
 * The hand-off sheet of a relying party.
 * @throws CrosstrustError USAGE for a name that the stack does not have, with those that it has;
 *   STACK_OUTPUTS_MISSING where the client or its secret is not among the outputs
 */
export function createHandoff(request: HandoffRequest): Handoff {
  const { trust, name } = request;
  const party = Object.hasOwn(trust.model.relyingParties, name) ? trust.model.relyingParties[name] : undefined;
  if (party === undefined) {
    const known = Object.keys(trust.model.relyingParties);
    throw new CrosstrustError("USAGE", `The stack has no relying party ${name}.`, {
      where: "--for",
      expected: known.join(" or ") || "a relying party in the config, under crosstrust:relyingParties",
    });
  }
  return kinds[party.kind](request, party);
}

/** One entry for each kind of relying party. */
const kinds = { "fortanix-key-insight": keyInsightHandoff } as const;

function keyInsightHandoff(
  { trust, clientSecrets, stack, name, reveal }: HandoffRequest,
  party: KeyInsightModel,
): Handoff {
  const request = keyInsightTokenRequest(trust, party);
  const issuer = trust.issuers[party.issuer];
  const client = trust.model.issuers[party.issuer]?.clients[party.client];
  const secret = clientSecrets[party.issuer]?.[party.client];
  if (request === undefined || issuer === undefined || client === undefined || secret === undefined) {
    const message = `The stack's outputs hold no client ${party.issuer}/${party.client} with a secret, which Key Insight's form asks for.`;
    throw new CrosstrustError("STACK_OUTPUTS_MISSING", message, {
      expected: "a deployed client with authentication client_secret_basic or client_secret_post",
    });
  }
  const words = ["--stack", stack, "--for", name, "--reveal", "--curl-config"].map(shellQuote).join(" ");
  const credentialsCommand = `npm run --silent handoff -- ${words}`;
  const { scopes } = client;
  return {
    sheet: keyInsightSheet({ name, party, issuer, scopes, request, secret, reveal, credentialsCommand }),
    curlConfig: curlConfig(request, secret),
  };
}
