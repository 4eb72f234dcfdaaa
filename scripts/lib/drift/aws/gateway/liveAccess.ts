import type { Authorizer, Route } from "@aws-sdk/client-apigatewayv2";
import type { RouteAccess, RouteModel } from "../../../../../trust/TrustModel.ts";
import { gainedAccess } from "../../lib/gainedAccess.ts";
import { inOrder, listed } from "../lib/words.ts";
import { type ApiUnderDrift, type LiveApi, withRoutes } from "./ApiUnderDrift.ts";

/** How API Gateway tells requests apart that a route takes. */
export type Authorization = Pick<Route, "RouteKey" | "AuthorizationType" | "AuthorizerId" | "AuthorizationScopes">;

/**
 * Who can call a route as it is, and could not as it was declared, in one sentence; undefined where nobody gains.
 * @param declared undefined for a route that nobody declared
 */
export function routeGains(
  under: ApiUnderDrift,
  { authorizers }: Pick<LiveApi, "authorizers">,
  route: Authorization,
  declared: RouteModel | undefined,
): string | undefined {
  const key = route.RouteKey ?? "";
  const access = accessOf(under, route);
  if (access !== undefined) {
    const backend = declared?.backend ?? { kind: "http", url: "" };
    const before = under.model.routes.filter((one) => one.key !== key);
    return gainedAccess(
      withRoutes(under, declared === undefined ? before : [...before, declared]),
      withRoutes(under, [...before, { key, access, backend }]),
    );
  }
  const { AuthorizationType: type, AuthorizerId: id } = route;
  if (type === "AWS_IAM") return "Whoever IAM policies permit it can call it, without a token of any issuer.";
  // The function of the declared one refuses whatever route it does not know.
  if (id !== undefined && id === under.deployed.lambdaAuthorizer?.authorizerId) return undefined;
  const authorizer = authorizers.find(({ AuthorizerId }) => AuthorizerId === id);
  return authorizer === undefined
    ? undefined
    : `${describeHolders(authorizer)} can call it, by the authorizer ${authorizer.Name ?? id} that nobody declared.`;
}

/** Undefined where the model has no words for it. */
function accessOf(
  { deployed, model }: ApiUnderDrift,
  { RouteKey: key, AuthorizationType: type = "NONE", AuthorizerId: id, AuthorizationScopes = [] }: Authorization,
): RouteAccess | undefined {
  if (type === "NONE") return { kind: "public" };
  const issuer = Object.keys(deployed.authorizers).find((name) => deployed.authorizers[name]?.authorizerId === id);
  if (type === "JWT" && issuer !== undefined) return { kind: "jwt", issuer, scopes: inOrder(AuthorizationScopes) };
  const declared = model.routes.find((one) => one.key === key)?.access;
  return type === "CUSTOM" && id === deployed.lambdaAuthorizer?.authorizerId && declared?.kind === "lambda"
    ? declared
    : undefined;
}

/** Whom an authorizer lets through, as the beginning of a sentence. */
export function describeHolders({ AuthorizerType, AuthorizerUri, JwtConfiguration }: Authorizer): string {
  if (AuthorizerType !== "JWT") return `Whomever the function behind ${AuthorizerUri ?? "it"} lets through`;
  const { Issuer, Audience } = JwtConfiguration ?? {};
  return `Whoever gets a token of ${Issuer ?? "no issuer"} for ${listed(Audience, "any audience")}`;
}

/** How a route asks for a token, in words. */
export function describeAuthorization(
  { deployed }: ApiUnderDrift,
  { authorizers }: Pick<LiveApi, "authorizers">,
  { AuthorizationType: type = "NONE", AuthorizerId: id, AuthorizationScopes }: Authorization,
): string {
  if (type === "NONE") return "public";
  if (type === "AWS_IAM") return "by IAM";
  const known = Object.entries(deployed.authorizers).find(([, { authorizerId }]) => authorizerId === id)?.[0];
  const name =
    known ??
    (id === deployed.lambdaAuthorizer?.authorizerId
      ? "the Lambda authorizer"
      : `${authorizers.find(({ AuthorizerId }) => AuthorizerId === id)?.Name ?? "an authorizer"} (${id}, not declared)`);
  return `${name}, ${type === "JWT" ? `scopes: ${listed(AuthorizationScopes)}` : "by its function"}`;
}
