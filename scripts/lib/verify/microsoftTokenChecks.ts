import { generateKeyPair, SignJWT } from "jose";
import type { DeployedIssuer } from "../../../trust/DeployedTrust.ts";
import type { Claims } from "../../../trust/gateway/Decision.ts";
import type { B2cIssuerModel, EntraIssuerModel, MicrosoftClientModel } from "../../../trust/TrustModel.ts";
import type { Check, Observation } from "./Check.ts";
import { notProved } from "./Check.ts";
import type { Credential } from "./clientAuthentication.ts";
import { getsToken } from "./clientTokens.ts";
import { issuerSystem } from "./systems.ts";
import { observeGrant, observeRefusal, wrongSecret } from "./tokenChecks.ts";
import type { ClientRef, Minted } from "./TokenMinter.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/**
 * How a directory of Microsoft's refuses an application that has no role at an API which requires assignment: AADSTS501051,
 * in an OAuth error `invalid_grant`; Azure AD B2C's own endpoints AADB2C90205, which is known of missing permissions and
 * here inferred. A refusal for another reason, such as a secret that has ended, proves nothing of the assignment.
 */
export const unassigned: Readonly<Record<"entra" | "b2c", readonly string[]>> = {
  entra: ["AADSTS501051"],
  b2c: ["AADB2C90205", "AADSTS501051"],
};

/**
 * At Microsoft: a token of version 2 for this API with exactly the client's roles, or none for a client without any while
 * assignment is required; and no token with a secret that is not its own.
 */
export function microsoftTokenChecks(
  context: VerifyContext,
  ref: ClientRef,
  issuer: EntraIssuerModel | B2cIssuerModel,
): readonly Check[] {
  const client = issuer.clients[ref.client];
  const deployed = context.trust.issuers[ref.issuer];
  if (client === undefined || deployed === undefined) return [];
  const { minter } = context;
  const system = issuerSystem(context.trust, ref.issuer, ref.client);
  const named = (what: string): string => `${ref.issuer}/${ref.client}: ${what}`;
  const roles = client.roles.toSorted().join(", ") || "no role";
  const own: readonly Check[] = getsToken(issuer, ref.client)
    ? [
        {
          system,
          name: named("a token with its roles"),
          expected: `${roles} in ${deployed.scopeClaim}`,
          run: async () => observeRoles(await minter.mint(ref, client.roles), client.roles, deployed),
        },
        {
          system,
          name: named(issuer.kind === "entra" ? "a token of version 2 for this API" : "a token for this API"),
          expected: describeToken(deployed, { ver: "2.0", iss: deployed.issuer, aud: deployed.audiences.join(", ") }),
          run: async () => observeToken(await minter.mint(ref, client.roles), deployed),
        },
      ]
    : [
        {
          system,
          name: named("no token, as it has no role and the API requires assignment"),
          expected: `refused, ${unassigned[issuer.kind].join(" or ")}`,
          run: async () => observeRefusal(await minter.mint(ref, []), unassigned[issuer.kind]),
        },
      ];
  return [
    ...own,
    {
      system,
      name: named(client.secret === undefined ? "no token for a forged assertion" : "no token with a wrong secret"),
      expected: "refused, invalid_client",
      run: async () => {
        const credential = client.secret === undefined ? await forgedAssertion(client) : wrongSecret();
        return observeRefusal(await minter.mintWith(ref, client.roles, credential), ["invalid_client"]);
      },
    },
  ];
}

function observeRoles(minted: Minted, roles: readonly string[], { scopeClaim }: DeployedIssuer): Observation {
  const observation = observeGrant(minted, roles);
  if (minted.outcome !== "minted") return observation;
  const found = minted.granted.toSorted().join(", ") || "no role";
  return { ...observation, actual: `${found} in ${scopeClaim}` };
}

/**
 * Entra ID makes tokens of version 1, where an API asks for those, with another issuer, and maybe with its URI as their
 * audience. Azure AD B2C counts versions of its own.
 */
function observeToken(minted: Minted, deployed: DeployedIssuer): Observation {
  if (minted.outcome === "unavailable") return notProved(minted.reason);
  if (minted.outcome === "refused") return { actual: "no token", ok: false, reason: minted.reason };
  const { issuer: iss, audiences } = deployed;
  const actual = describeToken(deployed, minted.claims);
  const ok = actual === describeToken(deployed, { ver: "2.0", iss, aud: audiences.join(", ") });
  const isOld = deployed.kind === "entra" && minted.claims["ver"] !== "2.0";
  return { actual, ok, ...(isOld && { reason: "the API's registration needs requestedAccessTokenVersion 2" }) };
}

function describeToken({ kind }: DeployedIssuer, { ver, iss, aud }: Claims): string {
  return `${kind === "entra" ? `ver ${String(ver)}, ` : ""}iss ${String(iss)}, aud ${String(aud)}`;
}

/** A token as the client's federated credential wants it, but for its signature. */
async function forgedAssertion({ federatedCredentials }: MicrosoftClientModel): Promise<Credential | undefined> {
  const [federated] = Object.values(federatedCredentials);
  if (federated === undefined) return undefined;
  const { privateKey } = await generateKeyPair("RS256");
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: "crosstrust-probe" })
    .setIssuer(federated.issuer)
    .setSubject(federated.subject)
    .setAudience(federated.audience)
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(privateKey);
  return { assertion };
}
