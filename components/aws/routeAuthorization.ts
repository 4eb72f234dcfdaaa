import { type Output, RunError } from "@pulumi/pulumi";
import type { Authorizer } from "@pulumi/aws/apigatewayv2/authorizer.js";
import type { RouteAccess } from "../../trust/TrustModel.ts";
import { declared } from "../declared.ts";

/** What a route is told of its authorizer. */
interface RouteAuthorization {
  readonly authorizationType: "NONE" | "JWT" | "CUSTOM";
  readonly authorizerId?: Output<string>;
  readonly authorizationScopes?: string[];
}

/**
 * The authorization of a route.
 * @param authorizers the JWT authorizers by issuer
 * @param lambdaAuthorizerId of the API's Lambda authorizer, where it has one
 * @throws RunError where the route's authorizer was not declared: left out, it would leave the route open
 */
export function routeAuthorization(
  access: RouteAccess,
  authorizers: Readonly<Record<string, Authorizer>>,
  lambdaAuthorizerId: Output<string> | undefined,
): RouteAuthorization {
  switch (access.kind) {
    case "public":
      return { authorizationType: "NONE" };
    case "jwt":
      return {
        authorizationType: "JWT",
        authorizerId: declared(authorizers, access.issuer).id,
        ...(access.scopes.length > 0 && { authorizationScopes: [...access.scopes] }),
      };
    case "lambda":
      if (lambdaAuthorizerId === undefined) throw new RunError("no Lambda authorizer was declared");
      return { authorizationType: "CUSTOM", authorizerId: lambdaAuthorizerId };
  }
}
