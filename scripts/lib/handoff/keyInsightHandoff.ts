import { shellQuote } from "../../../lib/shellQuote.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { KeyInsightModel } from "../../../trust/TrustModel.ts";
import type { Handoff, HandoffRequest } from "./createHandoff.ts";
import { curlConfig } from "./keyInsightCurl.ts";
import { keyInsightSheet } from "./keyInsightSheet.ts";
import { keyInsightTokenRequest } from "./keyInsightTokenRequest.ts";

/** @throws CrosstrustError STACK_OUTPUTS_MISSING where the client or its secret is not among the outputs */
export function keyInsightHandoff(
  { trust, clientSecrets, stack, name, reveal }: HandoffRequest,
  party: KeyInsightModel,
): Handoff {
  const request = keyInsightTokenRequest(trust, party);
  const issuer = trust.issuers[party.issuer];
  const model = trust.model.issuers[party.issuer];
  const client = model?.kind === "okta" ? model.clients[party.client] : undefined;
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
