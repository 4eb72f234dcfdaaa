import type { ScopeClaim } from "../../../trust/DeployedTrust.ts";
import type { KeyInsightModel } from "../../../trust/TrustModel.ts";
import { keyInsightTokenRequest } from "../handoff/keyInsightTokenRequest.ts";
import type { KeyInsightTokenRequest } from "../handoff/keyInsightTokenRequest.ts";
import type { Check } from "./Check.ts";
import { notProved } from "./Check.ts";
import { basicCredentials, missingCredential } from "./clientAuthentication.ts";
import { parseObject } from "./PublishedDocuments.ts";
import { listed, observeGrant } from "./tokenChecks.ts";
import { describeToken } from "./TokenMinter.ts";
import type { Minted } from "./TokenMinter.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/** What Key Insight itself will do with the values of its hand-off sheet: follow the well-known URL, and get a token. */
export function keyInsightChecks(context: VerifyContext, name: string, party: KeyInsightModel): readonly Check[] {
  const { trust, documents, credentialOf } = context;
  const issuer = trust.issuers[party.issuer];
  const client = trust.model.issuers[party.issuer]?.clients[party.client];
  const request = keyInsightTokenRequest(trust, party);
  if (issuer === undefined || client === undefined || request === undefined) return [];
  const credential = credentialOf(party);
  return [
    {
      system: "okta-key-insight",
      name: `${name}: a token endpoint behind the well-known URL`,
      expected: issuer.tokenEndpoint,
      run: async () => {
        const document = await documents.read(issuer.metadataUrl);
        if (!document.found) return { actual: document.actual, ok: false };
        const actual = document.value["token_endpoint"];
        return { actual: typeof actual === "string" ? actual : "none", ok: actual === issuer.tokenEndpoint };
      },
    },
    {
      system: "okta-key-insight",
      name: `${name}: a token as the guide's curl asks for it`,
      expected: listed(request.scopes),
      run: async () =>
        credential !== undefined && "secret" in credential
          ? observeGrant(await send(context, request, credential.secret, issuer.scopeClaim), request.scopes)
          : notProved(missingCredential(party.issuer, party.client, client)),
    },
  ];
}

async function send(
  { http }: VerifyContext,
  { url, form, authentication, clientId }: KeyInsightTokenRequest,
  secret: string,
  scopeClaim: ScopeClaim,
): Promise<Minted> {
  const isBasic = authentication === "client_secret_basic";
  const fields = isBasic ? form : { ...form, client_id: clientId, client_secret: secret };
  const { status, body } = await http.send({
    method: "POST",
    url,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(isBasic ? { authorization: basicCredentials(clientId, secret) } : {}),
    },
    body: new URLSearchParams(fields).toString(),
  });
  const answer = parseObject(body);
  const token = answer?.["access_token"];
  if (status === 200 && typeof token === "string") return describeToken(token, scopeClaim);
  const error = typeof answer?.["error"] === "string" ? answer["error"] : "no OAuth answer";
  return { outcome: "refused", status, error, reason: `the issuer refused the guide's request: ${status} ${error}` };
}
