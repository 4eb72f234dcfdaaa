import type { LiveAnswer } from "./LiveHttp.ts";
import { parseObject } from "./PublishedDocuments.ts";
import type { Observation } from "./Check.ts";

/** What the gateway should answer, and how its answer is judged. */
export interface GatewayExpectation {
  readonly expected: string;
  judge(answer: LiveAnswer): Observation;
}

/**
 * Admitted: the gateway answered neither 401 nor 403, and the status that a probe declares where it does; the backend's
 * own status is its own business. A 404 that reads like the gateway's own proves nothing; neither does an error of a
 * server that reads like its own, for it may not have got as far as to admit anything; and a 429 is no admission.
 */
export function admitted(expectStatus: number | undefined): GatewayExpectation {
  return {
    expected: expectStatus === undefined ? "admitted" : `admitted, ${expectStatus}`,
    judge: (answer) => {
      const { status } = answer;
      if (isGateways(answer, 404, ["Not Found"])) {
        const reason =
          "this is also how the gateway answers where it has no such route; a probe's path tells them apart";
        return { ...seen(answer), ok: null, reason };
      }
      if (expectStatus === undefined && isGateways(answer, status, ["Internal Server Error", "Service Unavailable"])) {
        const reason = "this is how the gateway answers where it has no answer of a backend: it proves nothing";
        return { ...seen(answer), ok: null, reason };
      }
      const ok = expectStatus === undefined ? ![401, 403, 429].includes(status) : status === expectStatus;
      return { ...seen(answer), ok };
    },
  };
}

/** No token: 401 with a bare `www-authenticate: Bearer`. */
const unauthenticated: GatewayExpectation = {
  expected: "401, Bearer",
  judge: (answer) => ({ ...seen(answer), ok: answer.status === 401 && challengeOf(answer) !== undefined }),
};

/**
 * A token that the authorizer refuses: 401, `error="invalid_token"`.
 * Source: "Troubleshooting issues with HTTP API JWT authorizers", API Gateway developer guide.
 * @param description the text of `error_description`, where the guide documents it
 */
function invalidToken(description?: string): GatewayExpectation {
  return {
    expected: `401, invalid_token${description === undefined ? "" : `, ${description}`}`,
    judge: (answer) => {
      const challenge = challengeOf(answer);
      const said =
        challenge?.error === "invalid_token" && (description ?? challenge.description) === challenge.description;
      return { ...seen(answer), ok: answer.status === 401 && said };
    },
  };
}

/**
 * A valid token without any of the route's scopes: 403 and `{"message":"Forbidden"}`, as third parties recorded it. In
 * other words it may be the backend's answer to a token that the gateway let through, so it fails.
 */
const forbidden: GatewayExpectation = {
  expected: "403",
  judge: (answer) => {
    if (answer.status !== 403) return { ...seen(answer), ok: false };
    if (isGateways(answer, 403, ["Forbidden"])) return { ...seen(answer), ok: true };
    const reason = "this 403 is not in the gateway's words: the backend may have been asked";
    return { ...seen(answer), ok: false, reason };
  },
};

/** What is said to a caller that a route does not admit. */
export interface GuardAnswers {
  readonly noToken: GatewayExpectation;
  /** A token that is not what it claims to be, or is meant for others. @param description as of `invalidToken` */
  readonly invalid: (description?: string) => GatewayExpectation;
  /** A valid token without what the route asks for. */
  readonly insufficient: GatewayExpectation;
}

/**
 * No token where a Lambda authorizer wants one: 401 and `{"message":"Unauthorized"}`; its function is not asked
 * ("Control access to HTTP APIs with AWS Lambda authorizers": the identity source is missing). No challenge is documented.
 */
const unidentified: GatewayExpectation = {
  expected: "401",
  judge: (answer) => {
    if (answer.status !== 401) return { ...seen(answer), ok: false };
    if (isGateways(answer, 401, ["Unauthorized"])) return { ...seen(answer), ok: true };
    return {
      ...seen(answer),
      ok: false,
      reason: "this 401 is not in the gateway's words: the backend may have been asked",
    };
  },
};

/** What a Lambda authorizer's refusal becomes: the gateway's 403, and no challenge, which is a JWT authorizer's. */
const denied: GatewayExpectation = {
  expected: forbidden.expected,
  judge: (answer) => {
    const observation = forbidden.judge(answer);
    return observation.ok === true && challengeOf(answer) !== undefined
      ? { ...observation, ok: false, reason: "a challenge stands beside it: this is not a Lambda authorizer's refusal" }
      : observation;
  },
};

export const guardAnswers: Readonly<Record<"jwt" | "lambda", GuardAnswers>> = {
  jwt: { noToken: unauthenticated, invalid: invalidToken, insufficient: forbidden },
  lambda: { noToken: unidentified, invalid: () => denied, insufficient: denied },
};

interface Challenge {
  readonly error?: string;
  readonly description?: string;
}

/** The attributes of a Bearer challenge; undefined where the answer has none. */
function challengeOf({ headers }: LiveAnswer): Challenge | undefined {
  const value = headers.get("www-authenticate");
  if (value === null || !/^Bearer\b/i.test(value)) return undefined;
  const error = /\berror="([^"]*)"/.exec(value)?.[1];
  const description = /\berror_description="([^"]*)"/.exec(value)?.[1];
  return { ...(error === undefined ? {} : { error }), ...(description === undefined ? {} : { description }) };
}

function seen(answer: LiveAnswer): { actual: string; requestId?: string } {
  const requestId = answer.requestId === undefined ? {} : { requestId: answer.requestId };
  if (answer.status !== 401) return { actual: String(answer.status), ...requestId };
  const challenge = challengeOf(answer);
  const said = challenge === undefined ? ["no challenge"] : ["Bearer", challenge.error, challenge.description];
  return { actual: ["401", ...said.filter((part) => part !== undefined)].join(", "), ...requestId };
}

/** Whether an answer reads like the gateway's own: an object with one of these messages and nothing else. */
function isGateways({ status, body }: LiveAnswer, expected: number, messages: readonly string[]): boolean {
  const { message, ...more } = parseObject(body) ?? {};
  const known = typeof message === "string" && messages.includes(message);
  return status === expected && known && Object.keys(more).length === 0;
}
