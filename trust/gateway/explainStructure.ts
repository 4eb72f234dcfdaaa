import { parseCognitoIssuer } from "./cognitoIssuer.ts";
import type { Refused } from "./Decision.ts";
import type { Advice, DecisionContext } from "./explainDecision.ts";
import { parseMicrosoftIssuer } from "./microsoftIssuer.ts";

const prefix = "The prefix is `Bearer ` with one space; other schemes and spellings are not taken off.";

const asItIs = "Send the access_token of the token endpoint's answer as it is: three parts with dots between them.";

/**
 * Says what was sent in the place of a signed JWT, by its number of parts: an encrypted one has five (RFC 7516, section 3.1),
 * an opaque token has usually one, and is a text that its issuer alone understands.
 */
export function explainStructure({ actual }: Refused, { config }: DecisionContext): Advice {
  switch (actual) {
    case "5 segments":
      return {
        summary: "the token is encrypted (JWE), and the gateway has no key to read it.",
        change: [
          "Have the issuer sign access tokens for this API and not encrypt them: a token encryption key of the API's registration is to be removed.",
          asItIs,
        ],
      };
    case "1 segments":
      return {
        summary: "the token is opaque: it is no JWT, and only its issuer can read it.",
        change: whereFrom(config.issuer),
      };
    default:
      return {
        summary: "what was sent is not a signed JWT.",
        change: [asItIs, prefix],
      };
  }
}

function whereFrom(issuer: string): readonly string[] {
  const ask =
    parseMicrosoftIssuer(issuer) !== undefined
      ? "Ask with scope={identifierUri}/.default of this API: tokens that Microsoft gives for its own APIs may be in a form of its own."
      : parseCognitoIssuer(issuer) !== undefined
        ? "Send the access token: refresh tokens and codes are no tokens for an API."
        : `Ask the token endpoint of ${issuer} with a scope of this API; a refresh token or a code is no token for an API.`;
  return [ask, asItIs, prefix];
}
