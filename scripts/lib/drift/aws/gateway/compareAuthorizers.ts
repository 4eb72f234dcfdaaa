import type { Authorizer } from "@aws-sdk/client-apigatewayv2";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { inWords } from "../../lib/inWords.ts";
import { putBack } from "../../lib/putBack.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { compareSettings, type Setting } from "../lib/compareSettings.ts";
import { partOf } from "../lib/configPlace.ts";
import { beyond, inOrder, listed } from "../lib/words.ts";
import { type ApiUnderDrift, type LiveApi, ownOf } from "./ApiUnderDrift.ts";
import { describeHolders } from "./liveAccess.ts";

const authorization = "$request.header.Authorization";

/** Authorizers that nobody declared, and declared ones that trust others, or keep what they answered for longer. */
export function compareAuthorizers(under: ApiUnderDrift, live: LiveApi): readonly DriftFinding[] {
  const { deployed } = under;
  const own = ownOf(under, "authorizer:Authorizer");
  return live.authorizers.flatMap((authorizer) => {
    const { AuthorizerId: id = "" } = authorizer;
    if (!own.some((one) => one.id === id)) return [unmanaged(under, live, authorizer)];
    const issuer = Object.keys(deployed.authorizers).find((name) => deployed.authorizers[name]?.authorizerId === id);
    if (issuer !== undefined) return changed(under, authorizer, issuer, jwtSettings(under, live, authorizer, issuer));
    if (deployed.lambdaAuthorizer?.authorizerId !== id) return [];
    const uri = own.find((one) => one.id === id)?.inputs["authorizerUri"];
    return changed(under, authorizer, "_lambda", lambdaSettings(under, live, authorizer, String(uri)));
  });
}

function unmanaged({ context, place, deployed }: ApiUnderDrift, live: LiveApi, authorizer: Authorizer): DriftFinding {
  const { AuthorizerId = "", Name = AuthorizerId } = authorizer;
  const routes = routesOf(live, authorizer);
  const ids = { "api-id": deployed.apiId, "authorizer-id": AuthorizerId };
  return driftFinding({
    rule: "unmanaged-authorizer",
    ...partOf(place, `authorizer ${Name}`),
    message: `The API has an authorizer ${Name} that nobody declared.`,
    expected: "no such authorizer",
    actual: `${describe(authorizer)}; ${routes === undefined ? "no route uses it" : `used by ${routes}`}`,
    ...(routes !== undefined && { gains: `${describeHolders(authorizer)} can call ${routes}.` }),
    advice: deleteIt(awsCommand("apigatewayv2 delete-authorizer", ids, context.trust.region)),
  });
}

function changed(
  { context, place }: ApiUnderDrift,
  { AuthorizerId: id }: Authorizer,
  name: string,
  settings: readonly Setting[],
): readonly DriftFinding[] {
  const subject = name === "_lambda" ? "The Lambda authorizer" : `The authorizer ${name}`;
  const where = partOf(place, `authorizer ${name}`);
  return compareSettings({ ...where, subject, id, advice: putBack(context.stack) }, settings);
}

function jwtSettings(
  { deployed }: ApiUnderDrift,
  live: LiveApi,
  authorizer: Authorizer,
  issuer: string,
): readonly Setting[] {
  const declared = deployed.authorizers[issuer] ?? { issuer: "", audiences: [] };
  const { Issuer = "none", Audience = [] } = authorizer.JwtConfiguration ?? {};
  const more = beyond(Audience, declared.audiences);
  const routes = routesOf(live, authorizer);
  const canCall = routes === undefined ? undefined : `can call ${routes}, with the scopes that they ask for.`;
  return [
    {
      what: "the issuer that it trusts",
      declared: declared.issuer,
      actual: Issuer,
      properties: ["jwtConfiguration"],
      gains: canCall && `${describeHolders(authorizer)} ${canCall}`,
    },
    {
      what: "the audiences that it takes",
      declared: listed(declared.audiences),
      actual: listed(Audience),
      properties: ["jwtConfiguration"],
      gains:
        more.length > 0 && canCall ? `Whoever gets a token of ${Issuer} for ${listed(more)} ${canCall}` : undefined,
    },
    identitySources(authorizer, [authorization]),
  ];
}

function lambdaSettings(
  { model, deployed }: ApiUnderDrift,
  live: LiveApi,
  authorizer: Authorizer,
  uri: string,
): readonly Setting[] {
  const seconds = deployed.lambdaAuthorizer?.cacheSeconds ?? model.lambdaAuthorizer?.cacheSeconds ?? 0;
  const { AuthorizerResultTtlInSeconds: kept = 0, IdentitySource = [] } = authorizer;
  const routes = routesOf(live, authorizer) ?? "its routes";
  const byRoute = IdentitySource.includes("$context.routeKey");
  return [
    {
      what: "the function that it asks",
      declared: uri,
      actual: authorizer.AuthorizerUri ?? "none",
      properties: ["authorizerUri"],
      gains: `Whoever runs that function decides who can call ${routes}, and sees the callers' tokens.`,
    },
    {
      what: "how long an answer is kept",
      declared: `${seconds} s`,
      actual: `${kept} s`,
      properties: ["authorizerResultTtlInSeconds"],
      gains:
        kept > seconds ? `Whoever holds a token that was revoked or expired still passes for ${kept} s.` : undefined,
    },
    {
      ...identitySources(authorizer, [authorization, ...(seconds > 0 ? ["$context.routeKey"] : [])]),
      gains:
        kept > 0 && !byRoute ? `Whoever is let into one of ${routes} can call the others for ${kept} s.` : undefined,
    },
    {
      what: "how its function answers",
      declared: "simple, payload 2.0",
      actual: `${authorizer.EnableSimpleResponses === true ? "simple" : "by an IAM policy"}, payload ${authorizer.AuthorizerPayloadFormatVersion}`,
      properties: ["enableSimpleResponses", "authorizerPayloadFormatVersion"],
    },
  ];
}

function identitySources({ IdentitySource }: Authorizer, declared: readonly string[]): Setting {
  return {
    what: "where it looks for the token",
    declared: listed(declared),
    actual: listed(IdentitySource),
    properties: ["identitySources"],
  };
}

function describe(authorizer: Authorizer): string {
  const { AuthorizerType: type, AuthorizerUri: uri, JwtConfiguration: jwt } = authorizer;
  return type === "JWT" ? `JWT, of ${jwt?.Issuer ?? "no issuer"} for ${listed(jwt?.Audience)}` : `by ${uri ?? "none"}`;
}

/** Undefined where it is in use nowhere. */
function routesOf({ routes }: LiveApi, { AuthorizerId: id }: Authorizer): string | undefined {
  const keys = inOrder(routes.filter(({ AuthorizerId }) => AuthorizerId === id).map(({ RouteKey }) => RouteKey));
  return keys.length === 0 ? undefined : inWords(keys);
}
