import { remove } from "../../../lib/remove.ts";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { OktaError, alreadyExists, validationFailed } from "../errors.ts";
import { newClientSecret, newId } from "../ids.ts";
import { matches, page } from "../lists.ts";
import { oktaTime, unsupported, type OktaCall } from "../OktaCall.ts";
import type { App, ClientKey, ClientSecret, Org, Status } from "../state.ts";
import { appJson } from "../wire/appJson.ts";
import { readAppSettings, type AppSettings } from "./appBody.ts";
import { findApp } from "./find.ts";

interface AppPath {
  readonly appId: string;
}

/** `q` is searched for in labels; `filter` is `status eq "…"`, the one form that the sandbox knows. */
export function listApplications(call: OktaCall): SandboxResponse {
  const { searchParams } = call.request.url;
  const q = searchParams.get("q");
  const status = readFilter(call, searchParams.get("filter"));
  const found = call.org.apps.filter((app) => matches(q, app.label) && (status === undefined || app.status === status));
  return page(call, found, (app) => appJson(app, call.org, call.baseUrl), { defaultLimit: 20, maximumLimit: 200 });
}

/** 200 and not 201, with the client's secret [rec]. */
export function createApplication(call: OktaCall): SandboxResponse {
  const { clientId, clientSecret, jwks, jwksUri, ...settings } = readAppSettings(call);
  if (call.org.apps.some((app) => app.clientId === clientId)) {
    throw alreadyExists("client_id");
  }
  const created = oktaTime(call.now);
  const id = newId("0oa");
  const app: App = {
    id,
    clientId: clientId ?? id,
    created,
    lastUpdated: created,
    status: call.request.url.searchParams.get("activate") === "false" ? "INACTIVE" : "ACTIVE",
    signInPolicyId: defaultSignInPolicy(call.org),
    secrets: [],
    keys: jwks.map(newClientKey),
    ...(jwksUri !== undefined && { jwksUri }),
    ...settings,
  };
  const secret = settleSecrets(app, clientSecret, call.now);
  call.org.apps.push(app);
  return json(200, appJson(app, call.org, call.baseUrl, secret));
}

export function getApplication(call: OktaCall, { appId }: AppPath): SandboxResponse {
  return json(200, appJson(findApp(call, appId), call.org, call.baseUrl));
}

/** What a request leaves out is reset to its default; the client's id and type stay. */
export function replaceApplication(call: OktaCall, { appId }: AppPath): SandboxResponse {
  const app = findApp(call, appId);
  const { clientId, clientSecret, jwks, jwksUri, ...settings } = readAppSettings(call);
  if (clientId !== undefined && clientId !== app.clientId) {
    throw validationFailed("client_id", ["client_id: 'client_id' cannot be changed."]);
  }
  if (settings.applicationType !== (app.applicationType ?? "service")) {
    throw validationFailed("application_type", ["application_type: 'application_type' cannot be changed."]);
  }
  delete app.jwksUri;
  Object.assign(app, settings, {
    keys: replaceKeys(app.keys, jwks),
    ...(jwksUri !== undefined && { jwksUri }),
    lastUpdated: oktaTime(call.now),
  } satisfies Partial<App & AppSettings>);
  const secret = settleSecrets(app, clientSecret, call.now);
  return json(200, appJson(app, call.org, call.baseUrl, secret));
}

/** An active application must be deactivated first [doc]. */
export function deleteApplication(call: OktaCall, { appId }: AppPath): SandboxResponse {
  const app = findApp(call, appId);
  if (app.status === "ACTIVE") throw new OktaError(403, "E0000056", "Delete application forbidden.");
  remove(call.org.apps, app);
  return empty(204);
}

/** 200 with an empty object [rec]. */
export function setApplicationStatus(status: Status) {
  return (call: OktaCall, { appId }: AppPath): SandboxResponse => {
    const app = findApp(call, appId);
    if (app.status !== status) Object.assign(app, { status, lastUpdated: oktaTime(call.now) });
    return json(200, {});
  };
}

function defaultSignInPolicy(org: Org): string {
  const policy = org.appSignInPolicies.find(({ system }) => system);
  if (policy === undefined) throw new Error(`Org ${org.id} has no default sign-in policy`);
  return policy.id;
}

/** A new secret of a client, active. */
export function newSecret(value: string, now: Date): ClientSecret {
  const created = oktaTime(now);
  return { id: newId("ocs"), created, lastUpdated: created, value, status: "ACTIVE" };
}

/**
 * Brings a client's secrets into line with its authentication: none where it holds a key (switching to one deletes them
 * [doc]), otherwise the one that was asked for, the ones there are, or a new one.
 * @returns the secret to show
 */
function settleSecrets(app: App, asked: string | undefined, now: Date): string | undefined {
  if (app.authMethod === "private_key_jwt") {
    app.secrets = [];
    return undefined;
  }
  const newest = app.secrets.findLast(({ status }) => status === "ACTIVE");
  if (newest === undefined) app.secrets.push(newSecret(asked ?? newClientSecret(), now));
  else if (asked !== undefined && app.secrets.every(({ value }) => value !== asked)) {
    Object.assign(newest, { value: asked, lastUpdated: oktaTime(now) });
  }
  return asked ?? app.secrets.findLast(({ status }) => status === "ACTIVE")?.value;
}

function newClientKey(jwk: ClientKey["jwk"]): ClientKey {
  return { id: newId("pks"), jwk, status: "ACTIVE" };
}

/** A key that stays keeps its id. */
function replaceKeys(keys: readonly ClientKey[], jwks: AppSettings["jwks"]): ClientKey[] {
  const same = (key: ClientKey, jwk: ClientKey["jwk"]) =>
    key.jwk.kid === jwk.kid && key.jwk.n === jwk.n && key.jwk.x === jwk.x && key.jwk.y === jwk.y;
  return jwks.map((jwk) => keys.find((key) => same(key, jwk)) ?? newClientKey(jwk));
}

function readFilter(call: OktaCall, filter: string | null): Status | undefined {
  if (filter === null) return undefined;
  const status = /^status eq "(ACTIVE|INACTIVE)"$/.exec(filter)?.[1];
  if (status === undefined) throw unsupported(call, `the sandbox does not know the filter ${filter}`);
  return status as Status;
}
