import type { ScopeModel } from "../../../../trust/TrustModel.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { at, textAt, textsAt } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { ownedIds } from "../lib/ownedIds.ts";
import { putBack } from "../lib/putBack.ts";
import { resourceOf } from "../lib/resourceOf.ts";
import { deleteUnlessWanted } from "./fixes.ts";
import { gainsBy } from "./gains.ts";
import type { OktaObject, OktaServer } from "./OktaPart.ts";

const scopeType = "okta:auth/serverScope:ServerScope";
const claimType = "okta:auth/serverClaim:ServerClaim";

/** Scopes that nobody declared, and declared ones that are given where they were not. Okta's own are left out. */
export async function scopeDrift(server: OktaServer): Promise<readonly DriftFinding[]> {
  const { api, context, serverPath } = server;
  const owned = ownedIds(context.state, scopeType);
  const scopes = (await api.list(`${serverPath}/scopes`)).filter(({ system }) => system !== true);
  return scopes.flatMap((scope) =>
    owned.has(textAt(scope, "id")) ? declaredScopeDrift(server, scope) : [unmanagedScope(server, scope)],
  );
}

function unmanagedScope(server: OktaServer, scope: OktaObject): DriftFinding {
  const { place, serverPath, model } = server;
  const name = textAt(scope, "name");
  const added: ScopeModel = { default: scope["default"] === true };
  const getting = model.accessPolicies.filter(({ rules }) => rules.some(({ scopes }) => scopes === "all"));
  const who = getting.some(({ clients }) => clients === "all")
    ? "every application of the Okta organisation"
    : inWords([...new Set(getting.flatMap(({ clients }) => (clients === "all" ? [] : clients)))]);
  const gains =
    gainsBy(server, (issuer) => ({ ...issuer, scopes: { ...issuer.scopes, [name]: added } })) ??
    (who === "" ? undefined : `Rules for all scopes give it to ${who}.`);
  return driftFinding({
    rule: "unmanaged-scope",
    ...place,
    where: `${place.where}, scope ${name}`,
    message: `The authorization server has a scope ${name} that nobody declared.`,
    ...(gains !== undefined && { gains }),
    actual: `${name}${scope["default"] === true ? ", given where a request names no scope" : ""}`,
    advice: deleteUnlessWanted(server, `${serverPath}/scopes/${textAt(scope, "id")}`),
  });
}

function declaredScopeDrift({ context, place }: OktaServer, scope: OktaObject): readonly DriftFinding[] {
  const [id, name] = [textAt(scope, "id"), textAt(scope, "name")];
  const declared = resourceOf(context.state, scopeType, id)?.outputs;
  const isDefault = scope["default"] === true;
  if (isDefault === (at(declared, "default") === true)) return [];
  return [
    driftFinding({
      rule: "managed-changed",
      ...place,
      where: `${place.where}, scope ${name}`,
      message: `The scope ${name} is ${isDefault ? "" : "no longer "}given where a request names no scope.`,
      ...(isDefault && { gains: "Clients that ask for no scope get it, as far as their access rules cover it." }),
      expected: `default: ${String(!isDefault)}`,
      actual: `default: ${String(isDefault)}`,
      advice: putBack(context.stack),
      explains: [{ id, property: "default" }],
    }),
  ];
}

/** How Okta says who a token is of, on every new server (API reference, "List all custom token claims"). */
const subject = "(appuser != null) ? appuser.userName : app.clientId";

/** Claims that nobody declared, and whether `sub`, which every server has, says what it says by default: nothing declares another. */
export async function claimDrift(server: OktaServer): Promise<readonly DriftFinding[]> {
  const { api, context, serverPath, place } = server;
  const owned = ownedIds(context.state, claimType);
  const all = await api.list(`${serverPath}/claims`);
  const claims = all.filter(({ system, id }) => system !== true && !owned.has(String(id)));
  const subjects = all
    .filter(({ system, name }) => system === true && name === "sub")
    .filter((claim) => textAt(claim, "value").replaceAll(/\s+/g, "") !== subject.replaceAll(/\s+/g, ""))
    .map((claim) =>
      driftFinding({
        rule: "managed-changed",
        ...place,
        where: `${place.where}, claim sub`,
        message: "Tokens say by another expression who they are of.",
        gains: "Whoever has a say in what it reads is taken for somebody else by backends, and in logs.",
        expected: subject,
        actual: textAt(claim, "value") || "nothing",
        advice: `In the Okta console, on the Claims tab of the authorization server, give \`sub\` the value \`${subject}\` again.`,
      }),
    );
  const unmanaged = claims.map((claim) => {
    const name = textAt(claim, "name");
    const inAccessTokens = claim["claimType"] === "RESOURCE";
    return driftFinding({
      rule: "unmanaged-claim",
      ...(!inAccessTokens && { severity: "note" }),
      ...place,
      where: `${place.where}, claim ${name}`,
      message: `${inAccessTokens ? "Access tokens carry" : "ID tokens, which machines do not get, carry"} a claim ${name} that nobody declared.`,
      ...(inAccessTokens && claim["status"] === "ACTIVE" && { gains: claimGains(claim) }),
      actual: `${name}: ${textAt(claim, "value")} (${textAt(claim, "status")})`,
      advice: deleteUnlessWanted(server, `${serverPath}/claims/${textAt(claim, "id")}`),
    });
  });
  return [...subjects, ...unmanaged];
}

/** API Gateway takes a token's scopes from `scope` as well as from `scp`, and the Lambda authorizer roles from `roles`. */
function claimGains(claim: OktaObject): string {
  const name = textAt(claim, "name");
  const scopes = textsAt(claim, "conditions", "scopes");
  const whose =
    scopes.length === 0 ? "Every client of the authorization server" : `Every client that gets ${inWords(scopes)}`;
  if (name === "scope" || name === "roles") {
    return `${whose} passes routes that ask for what the claim says, for gateways read it as what was granted.`;
  }
  return `${whose} passes wherever ${name} is asked for.`;
}
