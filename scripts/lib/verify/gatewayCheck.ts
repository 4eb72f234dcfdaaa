import type { Check, Observation } from "./Check.ts";
import { notProved } from "./Check.ts";
import type { GatewayExpectation } from "./gatewayAnswers.ts";
import type { LiveAnswer } from "./LiveHttp.ts";
import type { RouteUnderTest } from "./RouteUnderTest.ts";
import { routeSystem } from "./systems.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/** What is sent as `authorization`, with a word on where it comes from; or why nothing can be sent. */
export type Presented =
  | { readonly kind: "token"; readonly token: string | undefined; readonly origin?: string }
  | { readonly kind: "none"; readonly observation: Observation };

export const noRequest = notProved(
  "other routes leave no request that reaches this one: give it a probe with a path of its own",
);
export const notAllowed = notProved("an admitted call is made only with GET or HEAD, or to a route with a probe");

/** A check that presents something to a route and judges what the gateway answers. */
export function gatewayCheck(
  context: VerifyContext,
  under: RouteUnderTest,
  what: string,
  expectation: GatewayExpectation,
  present: () => Promise<Presented>,
): Check {
  return {
    system: routeSystem(context, under),
    name: `${under.apiName} ${under.route.key}: ${what}`,
    expected: expectation.expected,
    run: async () => {
      const presented = await present();
      if (presented.kind === "none") return presented.observation;
      const answer = await callRoute(context, under, presented.token);
      if (answer === undefined) return noRequest;
      const observation = expectation.judge(answer);
      const { origin } = presented;
      return origin === undefined || observation.reason !== undefined
        ? observation
        : { ...observation, reason: origin };
    },
  };
}

/** @returns undefined where no request reaches this route and no other */
export async function callRoute(
  { http }: VerifyContext,
  { request, deployed }: RouteUnderTest,
  token: string | undefined,
): Promise<LiveAnswer | undefined> {
  if (request === undefined) return undefined;
  const { method, path, headers, body } = request;
  return http.send({
    method,
    url: deployed.endpoint + path,
    headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body }),
  });
}
