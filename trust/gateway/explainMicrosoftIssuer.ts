import type { Claims } from "./Decision.ts";
import type { Advice } from "./explainDecision.ts";
import { parseMicrosoftIssuer, type MicrosoftIssuer } from "./microsoftIssuer.ts";

/** Microsoft Graph, by its URL and by its client id: tokens for it are its own, in whatever form, and nobody else's. */
const graphAudiences = ["https://graph.microsoft.com", "00000003-0000-0000-c000-000000000000"];

const askedFor = "Ask with scope={identifierUri}/.default of this API.";

/**
 * Says how the `iss` of a Microsoft token came to differ from the route's, where a known trap explains it. Undefined where
 * none does, or where the route's issuer is not Microsoft's.
 */
export function explainMicrosoftIssuer(
  expected: string,
  actual: string,
  claims: Claims | undefined,
): Advice | undefined {
  const wanted = parseMicrosoftIssuer(expected);
  const found = parseMicrosoftIssuer(actual);
  if (wanted === undefined || found === undefined || expected === actual) return undefined;
  if (graphAudiences.includes(String(claims?.["aud"]))) {
    return { summary: "the token is for Microsoft Graph, not for this API.", change: [askedFor] };
  }
  if (wanted.kind === "b2c") return explainB2c(wanted, found);
  if (found.kind === "b2c") return undefined;
  return explainEntra(wanted, found);
}

function explainEntra(
  wanted: MicrosoftIssuer & { kind: "entra" },
  found: MicrosoftIssuer & { kind: "entra" },
): Advice | undefined {
  if (wanted.tenantId !== found.tenantId) {
    const change = [`Fetch the token from the token endpoint of the tenant ${wanted.tenantId}.`];
    return { summary: `the token is from another tenant (${found.tenantId}).`, change };
  }
  if (found.version === wanted.version) return undefined;
  return {
    summary: "the token is of version 1, and its issuer is that of version 1.",
    change: [
      "Set requestedAccessTokenVersion to 2 on the API's registration (under api, in its manifest): the API decides on the version, not the client and not the endpoint. `pulumi up` puts it back if somebody changed it.",
      "Then fetch a fresh token.",
    ],
  };
}

function explainB2c(wanted: MicrosoftIssuer & { kind: "b2c" }, found: MicrosoftIssuer): Advice | undefined {
  if (found.kind === "entra") {
    if (found.tenantId !== wanted.tenantId) return undefined;
    return {
      summary: "the token is of the B2C tenant, but not of its policy: Entra ID's endpoint gave it.",
      change: [
        `Fetch the token from the policy's own token endpoint on ${wanted.domain}: only its tokens carry roles in scp.`,
      ],
    };
  }
  if (found.tenantId !== wanted.tenantId) {
    return {
      summary: `the token is from another tenant (${found.tenantId}).`,
      change: [`Fetch the token from ${wanted.domain}.`],
    };
  }
  if (found.domain !== wanted.domain) {
    return {
      summary: `the token is from another domain of the tenant (${found.domain}).`,
      change: [`Fetch the token from ${wanted.domain}, or set the issuer's domain to ${found.domain}.`],
    };
  }
  if (wanted.policy !== undefined && found.policy === undefined) {
    return {
      summary: "the token's issuer is in the tenant's form, the route's in that of the policy (tfp).",
      change: [
        "In the user flow: Properties, Token compatibility settings, Issuer (iss) claim: choose the form with /tfp/. In a custom policy: IssuanceClaimPattern AuthorityWithTfp in the technical profile of the token issuer.",
        "Other applications of the same policy may accept only the form that it has now.",
      ],
    };
  }
  if (wanted.policy !== found.policy) {
    return {
      summary: `the token is of another policy (${String(found.policy)}).`,
      change: [
        "Fetch the token from the token endpoint of the issuer's policy, or set the issuer's policy to that one.",
      ],
    };
  }
  return undefined;
}
