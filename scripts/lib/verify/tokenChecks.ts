import { generateKeyPair } from "jose";
import { grantableScopes } from "../../../trust/access/oktaGrants.ts";
import type { IssuerModel } from "../../../trust/TrustModel.ts";
import type { Check, Observation } from "./Check.ts";
import { notProved } from "./Check.ts";
import type { Credential } from "./clientAuthentication.ts";
import { systemOf } from "./discoveryChecks.ts";
import type { ClientRef, Minted } from "./TokenMinter.ts";
import type { VerifyContext } from "./VerifyContext.ts";

const madeUpScope = "crosstrust-probe";

/**
 * What an issuer answers to one client: a token with the scopes that the client asks for, and two refusals: of a scope
 * that it may not have, and of a credential that is not its own.
 */
export function tokenChecks(context: VerifyContext, ref: ClientRef, issuer: IssuerModel): readonly Check[] {
  const client = issuer.clients[ref.client];
  if (client === undefined) return [];
  const { minter } = context;
  const system = systemOf(context, ref.issuer, ref.client);
  const named = (what: string): string => `${ref.issuer}/${ref.client}: ${what}`;
  const beyond = scopeBeyond(issuer, ref.client);
  const usesKey = client.authentication === "private_key_jwt";
  return [
    {
      system,
      name: named("a token with its scopes"),
      expected: listed(client.scopes),
      run: async () => observeGrant(await minter.mint(ref, client.scopes), client.scopes),
    },
    {
      system,
      name: named(`no token with a scope that it may not have (${beyond})`),
      expected: "refused",
      run: async () => observeRefusal(await minter.mint(ref, [beyond]), ["invalid_scope", "access_denied"]),
    },
    {
      system,
      name: named(usesKey ? "no token with a foreign key" : "no token with a wrong secret"),
      expected: "refused, invalid_client",
      run: async () => {
        const credential = await foreignCredential(usesKey, client.jwks?.[0]?.kid);
        return observeRefusal(await minter.mintWith(ref, client.scopes, credential), ["invalid_client"]);
      },
    },
  ];
}

export function observeGrant(minted: Minted, expected: readonly string[]): Observation {
  if (minted.outcome === "unavailable") return notProved(minted.reason);
  if (minted.outcome === "refused") return { actual: "no token", ok: false, reason: minted.reason };
  const granted = new Set(minted.scopes);
  const ok = granted.size === expected.length && expected.every((scope) => granted.has(scope));
  return { actual: listed(minted.scopes), ok };
}

export function observeRefusal(minted: Minted, errors: readonly string[]): Observation {
  if (minted.outcome === "unavailable") return notProved(minted.reason);
  if (minted.outcome === "minted") return { actual: `a token with ${listed(minted.scopes)}`, ok: false };
  const ok = errors.includes(minted.error);
  return { actual: `refused, ${minted.error}`, ok, ...(ok ? {} : { reason: minted.reason }) };
}

export function listed(scopes: readonly string[]): string {
  return scopes.length === 0 ? "no scope" : scopes.toSorted().join(", ");
}

/** A declared scope that no rule grants to the client; where it may have them all, one that is not declared. */
function scopeBeyond(issuer: IssuerModel, client: string): string {
  const grantable = grantableScopes(issuer, { client });
  return Object.keys(issuer.scopes).find((scope) => !grantable.includes(scope)) ?? madeUpScope;
}

async function foreignCredential(usesKey: boolean, kid: string | undefined): Promise<Credential> {
  if (!usesKey) return { secret: `crosstrust-probe-${crypto.randomUUID()}` };
  const { privateKey } = await generateKeyPair("RS256");
  return { key: { key: privateKey, ...(kid === undefined ? {} : { kid }) } };
}
