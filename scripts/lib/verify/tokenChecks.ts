import { generateKeyPair } from "jose";
import { grantableScopes } from "../../../trust/access/oktaGrants.ts";
import type { IssuerModel, OktaIssuerModel } from "../../../trust/TrustModel.ts";
import type { Check, Observation } from "./Check.ts";
import { notProved } from "./Check.ts";
import type { Credential } from "./clientAuthentication.ts";
import { cognitoTokenChecks } from "./cognitoTokenChecks.ts";
import { microsoftTokenChecks } from "./microsoftTokenChecks.ts";
import { issuerSystem } from "./systems.ts";
import type { ClientRef, Minted } from "./TokenMinter.ts";
import type { VerifyContext } from "./VerifyContext.ts";

const madeUpScope = "crosstrust-probe";

/** What an issuer answers to one of its clients: a token with what it was granted, and refusals of everything else. */
export function tokenChecks(context: VerifyContext, ref: ClientRef, issuer: IssuerModel): readonly Check[] {
  switch (issuer.kind) {
    case "okta":
      return oktaTokenChecks(context, ref, issuer);
    case "entra":
    case "b2c":
      return microsoftTokenChecks(context, ref, issuer);
    case "cognito":
      return cognitoTokenChecks(context, ref, issuer);
    case "jumpcloud":
      // Its tokens are people's: those who sign in there are looked at with the system that takes the tokens.
      return [];
  }
}

/**
 * At Okta: a token with the scopes that the client asks for, and two refusals: of a scope that it may not have, and of a
 * credential that is not its own.
 */
function oktaTokenChecks(context: VerifyContext, ref: ClientRef, issuer: OktaIssuerModel): readonly Check[] {
  const client = issuer.clients[ref.client];
  if (client === undefined) return [];
  const { minter } = context;
  const system = issuerSystem(context.trust, ref.issuer, ref.client);
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
        const credential = usesKey ? await foreignKey(client.jwks?.[0]?.kid) : wrongSecret();
        return observeRefusal(await minter.mintWith(ref, client.scopes, credential), ["invalid_client"]);
      },
    },
  ];
}

/** @param expected the scopes or roles that the token is to carry, no less and no more */
export function observeGrant(minted: Minted, expected: readonly string[]): Observation {
  if (minted.outcome === "unavailable") return notProved(minted.reason);
  if (minted.outcome === "refused") return { actual: "no token", ok: false, reason: minted.reason };
  const granted = new Set(minted.granted);
  const ok = granted.size === expected.length && expected.every((grant) => granted.has(grant));
  return { actual: listed(minted.granted), ok };
}

/** @param codes OAuth errors, or codes that an error's description begins with */
export function observeRefusal(minted: Minted, codes: readonly string[]): Observation {
  if (minted.outcome === "unavailable") return notProved(minted.reason);
  if (minted.outcome === "minted") return { actual: `a token with ${listed(minted.granted)}`, ok: false };
  const found = codes.find((code) => minted.error === code || minted.reason.includes(`: ${code}`));
  if (found !== undefined) return { actual: `refused, ${found}`, ok: true };
  return { actual: `refused, ${minted.error}`, ok: false, reason: minted.reason };
}

export function listed(grants: readonly string[]): string {
  return grants.length === 0 ? "no scope" : grants.toSorted().join(", ");
}

export function wrongSecret(): Credential {
  return { secret: `crosstrust-probe-${crypto.randomUUID()}` };
}

/** A declared scope that no rule grants to the client; where it may have them all, one that is not declared. */
function scopeBeyond(issuer: OktaIssuerModel, client: string): string {
  const can = grantableScopes(issuer, { client });
  return Object.keys(issuer.scopes).find((scope) => !can.includes(scope)) ?? madeUpScope;
}

async function foreignKey(kid: string | undefined): Promise<Credential> {
  const { privateKey } = await generateKeyPair("RS256");
  return { key: { key: privateKey, ...(kid === undefined ? {} : { kid }) } };
}
