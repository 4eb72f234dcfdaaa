import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { randomId } from "../../http/ids.ts";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { alreadyExists, notFound, validationFailed } from "../errors.ts";
import { byId } from "../lists.ts";
import { oktaTime, type OktaCall } from "../OktaCall.ts";
import type { App, ScopeGrant } from "../state.ts";
import { parseBody, requiredText } from "../validation.ts";
import { link } from "../wire/links.ts";
import { findApp } from "./find.ts";

interface AppPath {
  readonly appId: string;
}

interface GrantPath extends AppPath {
  readonly grantId: string;
}

const body = z.object({ scopeId: requiredText, issuer: requiredText });

/** Scopes of Okta's own API that an application was granted. Its tokens open nothing without a role, and the operator's alone has one. */
export function listScopeConsentGrants(call: OktaCall, { appId }: AppPath): SandboxResponse {
  const app = findApp(call, appId);
  return json(
    200,
    (app.grants ?? []).map((grant) => show(call, app, grant)),
  );
}

/** 201, as Okta's description of the API has it; the words of the refusals are not confirmed. */
export function grantConsentToScope(call: OktaCall, { appId }: AppPath): SandboxResponse {
  const app = findApp(call, appId);
  const { scopeId, issuer } = parseBody(body, call.request);
  if (issuer !== call.baseUrl) throw validationFailed("issuer", ["issuer: The issuer is not the org's own."]);
  if (!/^okta\.\w+\.\w+$/.test(scopeId)) throw validationFailed("scopeId", ["scopeId: The scope is unknown."]);
  const grants = (app.grants ??= []);
  if (grants.some((grant) => grant.scopeId === scopeId)) throw alreadyExists("scopeId");
  const grant: ScopeGrant = { id: randomId("oag", 17), scopeId, created: oktaTime(call.now) };
  grants.push(grant);
  return json(201, show(call, app, grant));
}

export function revokeScopeConsentGrant(call: OktaCall, { appId, grantId }: GrantPath): SandboxResponse {
  const app = findApp(call, appId);
  const grant = byId(app.grants ?? [], grantId);
  if (grant === undefined) throw notFound(grantId, "OAuth2ScopeConsentGrant");
  remove(app.grants ?? [], grant);
  return empty(204);
}

/** Members as in Okta's description of the API. */
function show({ baseUrl, org }: OktaCall, app: App, { id, scopeId, created }: ScopeGrant): object {
  return {
    id,
    status: "ACTIVE",
    ...{ created, lastUpdated: created },
    createdBy: { id: org.adminId, type: "User" },
    issuer: baseUrl,
    clientId: app.clientId,
    scopeId,
    source: "ADMIN",
    _links: {
      app: link(`${baseUrl}/api/v1/apps/${app.id}`),
      self: link(`${baseUrl}/api/v1/apps/${app.id}/grants/${id}`, "GET", "DELETE"),
    },
  };
}
