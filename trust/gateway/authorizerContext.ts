import type { Admitted } from "./Decision.ts";

/** `requestContext.authorizer` of a payload 2.0 event. */
export type AuthorizerContext = JwtAuthorizerContext | LambdaAuthorizerContext;

/** As a Lambda authorizer fills it: the context that its function answered with. */
export interface LambdaAuthorizerContext {
  readonly lambda: Readonly<Record<string, unknown>> | null;
}

/** As a JWT authorizer fills it. */
export interface JwtAuthorizerContext {
  readonly jwt: {
    readonly claims: Readonly<Record<string, string>>;
    /** Null where the route asks for no scope. */
    readonly scopes: readonly string[] | null;
  };
}

/**
 * What a Lambda function gets to see of an admitted token. Every claim is a text (seen in recorded events): numbers as
 * digits, lists as `[a b]`, objects as JSON; claims that are null are left out. Not recorded anywhere, and inferred: that
 * entries of lists are written as claims are, and that `scopes` are the route's scopes which the token holds.
 */
export function authorizerContext(admitted: Admitted): JwtAuthorizerContext {
  const claims = Object.entries(admitted.claims).flatMap(([name, value]) => {
    const text = claimText(value);
    return text === undefined ? [] : [[name, text] as const];
  });
  return { jwt: { claims: Object.fromEntries(claims), scopes: admitted.matchedScopes } };
}

function claimText(value: unknown): string | undefined {
  if (value === null) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value).toString();
  if (Array.isArray(value)) return `[${value.flatMap((entry) => claimText(entry) ?? []).join(" ")}]`;
  return JSON.stringify(value);
}
