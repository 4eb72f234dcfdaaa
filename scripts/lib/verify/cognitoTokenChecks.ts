import { customScopes } from "../../../trust/access/cognitoGrants.ts";
import type { CognitoIssuerModel } from "../../../trust/TrustModel.ts";
import type { Check, Observation } from "./Check.ts";
import { notProved } from "./Check.ts";
import { issuerSystem } from "./systems.ts";
import { listed, observeGrant, observeRefusal, wrongSecret } from "./tokenChecks.ts";
import type { ClientRef, Minted } from "./TokenMinter.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/**
 * At Cognito, of a client that asks in its own name: an access token with its scopes that names it and no audience, and two
 * refusals: of a scope that it may not have, and of a secret that is not its own. Of a client that people sign in to: that
 * it gets no token without them.
 */
export function cognitoTokenChecks(
  context: VerifyContext,
  ref: ClientRef,
  issuer: CognitoIssuerModel,
): readonly Check[] {
  const client = issuer.clients[ref.client];
  const clientId = context.trust.issuers[ref.issuer]?.clients[ref.client]?.clientId;
  if (client === undefined || clientId === undefined) return [];
  const { minter } = context;
  const system = issuerSystem(context.trust, ref.issuer, ref.client);
  const named = (what: string): string => `${ref.issuer}/${ref.client}: ${what}`;
  const wrong: Check = {
    system,
    name: named("no token with a wrong secret"),
    expected: "refused, invalid_client",
    run: async () => observeRefusal(await minter.mintWith(ref, client.scopes, wrongSecret()), ["invalid_client"]),
  };
  if (client.kind === "interactive") {
    const ownName: Check = {
      system,
      name: named("no token in its own name"),
      expected: "refused, unauthorized_client",
      run: async () =>
        observeRefusal(await minter.mintWith(ref, [], context.credentialOf(ref)), ["unauthorized_client"]),
    };
    return [ownName, wrong];
  }
  const beyond = scopeBeyond(issuer, client.scopes);
  return [
    {
      system,
      name: named("a token with its scopes"),
      expected: listed(client.scopes),
      run: async () => observeGrant(await minter.mint(ref, client.scopes), client.scopes),
    },
    {
      system,
      name: named("an access token that names the client, and no audience"),
      expected: describe({ token_use: "access", client_id: clientId }),
      run: async () => observeClient(await minter.mint(ref, client.scopes), clientId),
    },
    {
      system,
      name: named(`no token with a scope that it may not have (${beyond})`),
      expected: "refused",
      run: async () => observeRefusal(await minter.mint(ref, [beyond]), ["invalid_scope"]),
    },
    wrong,
  ];
}

function observeClient(minted: Minted, clientId: string): Observation {
  if (minted.outcome === "unavailable") return notProved(minted.reason);
  if (minted.outcome === "refused") return { actual: "no token", ok: false, reason: minted.reason };
  const actual = describe(minted.claims);
  return { actual, ok: actual === describe({ token_use: "access", client_id: clientId }) };
}

function describe({ token_use, client_id, aud }: Readonly<Record<string, unknown>>): string {
  return `token_use ${String(token_use)}, client_id ${String(client_id)}, ${aud === undefined ? "no aud" : `aud ${JSON.stringify(aud)}`}`;
}

/** A declared scope that the client may not have; where it may have them all, one that is not declared. */
function scopeBeyond({ resourceServers }: CognitoIssuerModel, own: readonly string[]): string {
  const known = customScopes(Object.values(resourceServers));
  return known.find((scope) => !own.includes(scope)) ?? "crosstrust/probe";
}
