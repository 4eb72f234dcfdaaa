import { describePath } from "../describeFaults.ts";
import type { Claims, Refused } from "./Decision.ts";
import { parseCognitoIssuer } from "./cognitoIssuer.ts";
import type { Advice, DecisionContext } from "./explainDecision.ts";
import { sendAccessToken } from "./isIdToken.ts";

const published = (region: string) =>
  `https://cognito-idp.${region}.amazonaws.com/{pool id}, where Cognito publishes its documents`;

/** Where the route's issuer is the address of a pool's pages, which is an issuer of nothing; else undefined. */
export function explainHostedDomain(issuer: string): Advice | undefined {
  const parsed = parseCognitoIssuer(issuer);
  if (parsed?.kind !== "domain") return undefined;
  return {
    summary: "the route's issuer is the domain of the sign-in pages, and no token of the pool is from there.",
    change: [`Set the authorizer's issuer to ${published(parsed.region)}; \`npm run up\` does.`],
  };
}

/**
 * Says how the `iss` of a token came to differ from a user pool's, where Cognito explains it. Undefined where it does not,
 * or where the route's issuer is none of Cognito's.
 */
export function explainCognitoIssuer(expected: string, actual: string): Advice | undefined {
  const hosted = explainHostedDomain(expected);
  if (hosted) return hosted;
  const [wanted, found] = [parseCognitoIssuer(expected), parseCognitoIssuer(actual)];
  if (wanted?.kind !== "pool" || found === undefined || expected === actual) return undefined;
  if (found.kind === "domain") {
    return {
      summary: "the token names the domain of the sign-in pages as its issuer, which Cognito never does.",
      change: ["Find out who signs it: Cognito's tokens name the pool, whatever domain they were fetched from."],
    };
  }
  if (found.userPoolId === wanted.userPoolId) return undefined;
  return {
    summary: `the token is from another user pool (${found.userPoolId}).`,
    change: [`Fetch the token from the domain of the pool ${wanted.userPoolId}.`],
  };
}

/** Says why the audiences of a user pool's authorizer, which are client ids, do not name the token. */
export function explainCognitoAudience(
  { actual }: Refused,
  claims: Claims | undefined,
  { config, route }: DecisionContext,
): Advice {
  const clients = route ? describePath(["crosstrust:issuers", route.issuer, "clients"]) : "the issuer's clients";
  const ask = [
    `Ask with a client whose id is ${config.audiences.join(" or ")}.`,
    `Or give the client a scope of a resource server in ${clients}, and run \`npm run up\`: that makes its id an audience.`,
  ];
  if (claims?.["token_use"] === "id") {
    const summary = "the token is an ID token of a client that the route's authorizer does not name.";
    return { summary, change: [sendAccessToken, ...ask] };
  }
  if (claims?.["aud"] !== undefined) {
    return {
      summary: "the token's client asked for a resource, so the token has an aud, and its client_id does not count.",
      change: [
        "Leave out `resource` when asking: access tokens of Cognito then have no aud, and the client_id counts.",
      ],
    };
  }
  if (actual === undefined) return { summary: "the token has neither aud nor client_id.", change: [sendAccessToken] };
  const summary = "the token is of a client that the authorizer does not name; it has no aud, so its client_id counts.";
  return { summary, change: ask };
}
