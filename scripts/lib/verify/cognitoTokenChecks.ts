import { customScopes } from "../../../trust/access/cognitoGrants.ts";
import type { CognitoClientModel, CognitoIssuerModel } from "../../../trust/TrustModel.ts";
import type { Check, Observation } from "./Check.ts";
import { notProved } from "./Check.ts";
import { expectedIdToken, readIdToken } from "./people/idToken.ts";
import { poolClient } from "./people/PoolClient.ts";
import { issuerSystem } from "./systems.ts";
import { listed, observeGrant, observeRefusal, wrongSecret } from "./tokenChecks.ts";
import type { ClientRef, Minted } from "./TokenMinter.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/**
 * At Cognito, of a client that asks in its own name: an access token with its scopes that names it and no audience, and two
 * refusals: of a scope that it may not have, and of a secret that is not its own. Of a client that people sign in to: that
 * it gets no token without them, and the same of their tokens, unless they are looked at with the system that they sign in to.
 */
export function cognitoTokenChecks(
  context: VerifyContext,
  ref: ClientRef,
  issuer: CognitoIssuerModel,
): readonly Check[] {
  const client = issuer.clients[ref.client];
  const clientId = context.trust.issuers[ref.issuer]?.clients[ref.client]?.clientId;
  if (client === undefined || clientId === undefined) return [];
  const { minter, trust } = context;
  const system = issuerSystem(trust, ref.issuer, ref.client);
  const named = (what: string): string => `${ref.issuer}/${ref.client}: ${what}`;
  const wrong: Check = {
    system,
    name: named("no token with a wrong secret"),
    expected: "refused, invalid_client",
    run: async () => observeRefusal(await minter.mintWith(ref, client.scopes, wrongSecret()), ["invalid_client"]),
  };
  const accessToken = accessTokenChecks(context, ref, issuer, client, clientId);
  if (client.kind === "machine") return [...accessToken, wrong];
  const ownName: Check = {
    system,
    name: named("no token in its own name"),
    expected: "refused, unauthorized_client",
    run: async () => observeRefusal(await minter.mintWith(ref, [], context.credentialOf(ref)), ["unauthorized_client"]),
  };
  const isLookedAt = Object.values(trust.model.relyingParties).some(
    (party) => "client" in party && party.issuer === ref.issuer && party.client === ref.client,
  );
  return isLookedAt ? [ownName, wrong] : [ownName, ...accessToken, ...idTokenChecks(context, ref, client), wrong];
}

function accessTokenChecks(
  { trust, minter }: VerifyContext,
  ref: ClientRef,
  issuer: CognitoIssuerModel,
  { kind, scopes }: CognitoClientModel,
  clientId: string,
): readonly Check[] {
  const system = issuerSystem(trust, ref.issuer, ref.client);
  const beyond = scopeBeyond(issuer, scopes);
  const named = (what: string): string => `${ref.issuer}/${ref.client}: ${what}`;
  return [
    {
      system,
      name: named("a token with its scopes"),
      expected: listed(scopes),
      run: async () => observeGrant(await minter.mint(ref, scopes), scopes),
    },
    {
      system,
      name: named("an access token that names the client, and no audience"),
      expected: describe({ token_use: "access", client_id: clientId }),
      run: async () => observeClient(await minter.mint(ref, scopes), clientId),
    },
    {
      system,
      name: named(`no token with a scope that it may not have (${beyond})`),
      expected: kind === "machine" ? "refused" : "refused or overlooked",
      run: async () => {
        const minted = await minter.mint(ref, [beyond]);
        const isOverlooked = minted.outcome === "minted" && kind === "interactive" && !minted.granted.includes(beyond);
        return isOverlooked ? { actual: "overlooked", ok: true } : observeRefusal(minted, ["invalid_scope"]);
      },
    },
  ];
}

/** Of somebody who signed in. That the nonce is the one that was sent, the minter has seen to. */
function idTokenChecks(
  context: VerifyContext,
  ref: ClientRef,
  { scopes }: Pick<CognitoClientModel, "scopes">,
): readonly Check[] {
  const client = poolClient(context.trust, ref, context.credentialOf(ref));
  if (client === undefined || !scopes.includes("openid")) return [];
  return [
    {
      system: issuerSystem(context.trust, ref.issuer, ref.client),
      name: `${ref.issuer}/${ref.client}: an ID token for the client`,
      expected: expectedIdToken(client),
      run: async () => {
        const minted = await context.minter.mint({ ...ref, idToken: true }, scopes);
        if (minted.outcome === "unavailable") return notProved(minted.reason);
        if (minted.outcome === "refused") return { actual: "no ID token", ok: false, reason: minted.reason };
        return (await readIdToken(context, client, minted.token, String(minted.claims["nonce"]))).observation;
      },
    },
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
