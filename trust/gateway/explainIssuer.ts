import { describePath } from "../describeFaults.ts";
import type { Refused } from "./Decision.ts";
import type { Advice, DecisionContext } from "./explainDecision.ts";
import { explainCognitoIssuer } from "./explainCognito.ts";
import { explainMicrosoftIssuer } from "./explainMicrosoftIssuer.ts";

/** Says how the token's `iss` differs from the authorizer's issuer: the two are compared character by character. */
export function explainIssuer(refused: Refused, { config, claims, route, issuers = {} }: DecisionContext): Advice {
  const expected = config.issuer;
  const { actual } = refused;
  if (typeof actual !== "string") {
    return { summary: "the token does not name its issuer (iss).", change: ["Use a token of the route's issuer."] };
  }
  const difference = describeDifference(expected, actual);
  const otherName = Object.entries(issuers).find(([, issuer]) => issuer === actual)?.[0];
  const known =
    otherName === undefined
      ? (explainMicrosoftIssuer(expected, actual, claims) ?? explainCognitoIssuer(expected, actual))
      : undefined;
  if (known) return known;
  const change: string[] = [];
  if (otherName !== undefined) {
    change.push(`Fetch the token from the issuer ${route?.issuer ?? expected}, not ${otherName}.`);
    if (route) {
      const key = describePath(["crosstrust:apis", route.api, "routes", route.key, "issuer"]);
      change.push(
        `If the route is for clients of ${otherName}, set ${key} to ${otherName}: a route trusts one issuer.`,
      );
    }
  } else {
    change.push(`Fetch the token from the token endpoint of ${expected}.`);
    if (difference !== undefined)
      change.push("Or make the two the same: the stack's outputs have the issuer as the vendor says it.");
  }
  const name = otherName === undefined ? "another issuer" : `another issuer (${otherName})`;
  return { summary: difference ?? `the token is from ${name} than the route trusts.`, change };
}

function describeDifference(expected: string, actual: string): string | undefined {
  if (actual === `${expected}/`) return "the token's issuer ends in a slash, the route's does not.";
  if (expected === `${actual}/`) return "the route's issuer ends in a slash, the token's does not.";
  if (actual.toLowerCase() === expected.toLowerCase()) {
    return "the token's issuer differs from the route's in upper and lower case.";
  }
  if (actual === expected.replace(/\/oauth2\/[^/]+$/, "")) {
    return "the token is from the Okta organisation itself, not from the custom authorization server.";
  }
  const [expectedHost, actualHost] = [URL.parse(expected)?.host, URL.parse(actual)?.host];
  if (expectedHost !== actualHost && actual === expected.replace(String(expectedHost), String(actualHost))) {
    return "the token's issuer has another host name than the route's: Okta's own domain and a custom one differ.";
  }
  return undefined;
}
