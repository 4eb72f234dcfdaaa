import type { AuthorizerCheck, Claims, Decision, JwtAuthorizerConfig, Refused } from "./Decision.ts";
import { explainAudience } from "./explainAudience.ts";
import { parseCognitoIssuer } from "./cognitoIssuer.ts";
import { explainHostedDomain } from "./explainCognito.ts";
import { explainIssuer } from "./explainIssuer.ts";
import { explainScope, scopesKey } from "./explainScope.ts";
import { explainStructure } from "./explainStructure.ts";
import { parseMicrosoftIssuer } from "./microsoftIssuer.ts";

/** What is known around a decision. The more there is, the more precise the advice. */
export interface DecisionContext {
  readonly config: JwtAuthorizerConfig;
  /** When the decision was made. */
  readonly now: Date;
  /** The token's claims, decoded; they need not be verified, and nothing but times and names is repeated. */
  readonly claims?: Claims;
  /** The route by the names of the config. */
  readonly route?: { readonly api: string; readonly key: string; readonly issuer: string };
  /** The `iss` of each issuer of the config by name. */
  readonly issuers?: Readonly<Record<string, string>>;
}

/** A decision in words. It never holds the token or a part of it that could be used. */
export interface Explanation {
  readonly admitted: boolean;
  /** The gateway's status; undefined for an admitted request, which the backend answers. */
  readonly status?: 401 | 403;
  /** The check that refused. */
  readonly check?: AuthorizerCheck;
  /** What was decided and why, in a sentence. */
  readonly summary: string;
  readonly expected?: string;
  readonly actual?: string;
  /** What to do about it, the likeliest first; names keys of the config where one is to be edited. */
  readonly change: readonly string[];
}

/** What a check's refusal means. */
export interface Advice {
  readonly summary: string;
  readonly change: readonly string[];
}

/** Says which check decided, what it wanted, what the token had and what to change. */
export function explainDecision(decision: Decision, context: DecisionContext): Explanation {
  if (decision.admitted) return explainAdmission(decision.matchedScopes, context);
  const { status, check } = decision;
  const { summary, change } = advise[check](decision, context);
  const expected = inWords(decision.expected);
  const actual = inWords(decision.actual);
  return {
    admitted: false,
    status,
    check,
    summary: `${status} ${status === 401 ? "Unauthorized" : "Forbidden"}: ${summary}`,
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    change,
  };
}

function explainAdmission(matchedScopes: readonly string[] | null, context: DecisionContext): Explanation {
  const summary =
    matchedScopes === null
      ? "Admitted: the route asks for no scope, so every token of its issuer and audience passes."
      : `Admitted: the token holds ${matchedScopes.join(", ")}, and one of the route's scopes is enough.`;
  const change = matchedScopes === null ? [`To ask for scopes, list them under ${scopesKey(context)}.`] : [];
  return { admitted: true, summary, change };
}

const advise: Readonly<Record<AuthorizerCheck, (refused: Refused, context: DecisionContext) => Advice>> = {
  "identity-source": () => ({
    summary: "the request carries no token.",
    change: ["Send the access token in the header Authorization, after `Bearer `."],
  }),
  structure: explainStructure,
  algorithm: () => ({
    summary: "the token is not signed with an RSA algorithm that API Gateway takes.",
    change: ["Use a token that the issuer signed with RS256; those of Okta, Microsoft and Cognito do."],
  }),
  discovery: (_refused, { config }) =>
    explainHostedDomain(config.issuer) ?? {
      summary: "the issuer's discovery document could not be read, so no token of any client passes.",
      change: [
        `Fetch ${config.issuer}/.well-known/openid-configuration: it must answer within 1.5 s and name a jwks_uri.`,
        "If it does, the answer was a passing one: try again.",
      ],
    },
  jwks: (refused) => ({
    summary: "the issuer's key set could not be read, so no token of any client passes.",
    change: [`Look for ${inWords(refused.expected) ?? "the key set"}: within 1.5 s, and no more than 150,000 bytes.`],
  }),
  "key-id": explainKeyId,
  signature: () => ({
    summary: "the signature does not belong to the token: it was altered, or signed by someone else.",
    change: ["Fetch a token from the route's issuer and send it unchanged."],
  }),
  issuer: (refused, context) => explainIssuer(refused, context),
  audience: explainAudience,
  expiry: (refused, { now, config }) => ({
    summary:
      typeof refused.actual === "number"
        ? `the token expired ${describeAge(seconds(now) - refused.actual)} ago.`
        : "the token does not say when it expires (exp).",
    change: ["Fetch a fresh token.", ...lifetimeKey(config.issuer)],
  }),
  "not-before": (refused, { now }) => tooEarly("not-before time (nbf)", refused, now),
  "issued-at": (refused, { now }) => tooEarly("time of issue (iat)", refused, now),
  scope: explainScope,
};

/** A token of another issuer is told as one: it fails here, before its `iss` is looked at. */
function explainKeyId(refused: Refused, context: DecisionContext): Advice {
  const summary = "no RSA key of the issuer has the token's key id";
  const { issuer } = context.config;
  const actual = context.claims?.["iss"];
  if (typeof actual === "string" && actual !== issuer) {
    const other = explainIssuer({ ...refused, expected: issuer, actual }, context);
    return { summary: `${summary}: ${other.summary}`, change: other.change };
  }
  const change = [
    "Fetch a fresh token: after a rotation, tokens signed with a key that was removed do not come back.",
    "API Gateway may hold the keys for up to 2 hours, so a key that is new may not be known to it yet.",
  ];
  return { summary: `${summary}.`, change };
}

/** Where the config says how long tokens live; Microsoft decides that for itself. */
function lifetimeKey(issuer: string): readonly string[] {
  if (parseMicrosoftIssuer(issuer) !== undefined) return [];
  return parseCognitoIssuer(issuer) === undefined
    ? ["How long tokens live is accessTokenMinutes in the issuer's access policy rules."]
    : ["How long tokens live is tokens.accessMinutes of the client."];
}

function tooEarly(what: string, refused: Refused, now: Date): Advice {
  const summary =
    typeof refused.actual === "number"
      ? `the token's ${what} is ${describeAge(refused.actual - seconds(now))} ahead of the gateway's clock.`
      : `the token's ${what} is not a number.`;
  return { summary, change: ["Set the clock of whoever signs the token: API Gateway allows no difference."] };
}

function seconds(date: Date): number {
  return date.getTime() / 1000;
}

/** `3 s`, `12 min`, `5 h`, `2 days`. */
function describeAge(age: number): string {
  if (age < 120) return `${Math.round(age)} s`;
  if (age < 7200) return `${Math.round(age / 60)} min`;
  return age < 172_800 ? `${Math.round(age / 3600)} h` : `${Math.round(age / 86_400)} days`;
}

/** A value of a check in words, fit to be shown; undefined where there is none. */
export function inWords(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string") return printable(value);
  if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) {
    return value.length === 0 ? "none" : printable(value.join(", "));
  }
  return printable(JSON.stringify(value));
}

/** Claims come from whoever made the token: nothing in them steers a terminal or fills it. */
function printable(text: string): string {
  const escaped = text.replace(/\p{C}/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  return escaped.length > 300 ? `${escaped.slice(0, 300)}…` : escaped;
}
