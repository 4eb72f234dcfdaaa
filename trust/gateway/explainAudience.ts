import { describePath } from "../describeFaults.ts";
import { parseCognitoIssuer } from "./cognitoIssuer.ts";
import type { Refused } from "./Decision.ts";
import { explainCognitoAudience } from "./explainCognito.ts";
import type { Advice, DecisionContext } from "./explainDecision.ts";
import { isIdToken, sendAccessToken } from "./isIdToken.ts";
import { parseMicrosoftIssuer } from "./microsoftIssuer.ts";

/** Says which claim was compared with the route's audiences, and where to get a token for them. */
export function explainAudience(refused: Refused, context: DecisionContext): Advice {
  const { config, claims, route } = context;
  if (parseCognitoIssuer(config.issuer) !== undefined) return explainCognitoAudience(refused, claims, context);
  if (refused.actual === undefined) return { summary: "the token has neither aud nor client_id.", change: source() };
  const claim = claims !== undefined && claims["aud"] === undefined ? "client_id" : "aud";
  if (!isIdToken(claims)) return { summary: `the token is for another audience (${claim}).`, change: source() };
  const summary = "the token is an ID token, whose audience is the client that somebody signed in to.";
  return { summary, change: [sendAccessToken, ...source()] };

  function source(): readonly string[] {
    const audiences = config.audiences.join(" or ");
    if (parseMicrosoftIssuer(config.issuer) !== undefined) {
      return [
        `Ask with scope={identifierUri}/.default of the API whose client id is ${audiences}: the scope decides on the audience.`,
        "All APIs of a tenant sign with the same issuer, and only the audience tells their tokens apart.",
      ];
    }
    const change = [`Ask for a token whose audience is ${audiences}, from the authorization server of that audience.`];
    if (route) {
      const key = describePath(["crosstrust:issuers", route.issuer, "audience"]);
      change.push(`If the token's audience is the right one, set ${key} to it.`);
    }
    return change;
  }
}
