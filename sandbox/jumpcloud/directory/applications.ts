import { randomUUID } from "node:crypto";
import { z } from "zod";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import { randomId } from "../../http/ids.ts";
import { json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { parseBody, requiredText } from "../body.ts";
import { newId, type JumpCloudCall } from "../JumpCloudCall.ts";
import { pageV1, windowOf } from "../lists.ts";
import type { Application, ApplicationClient, AttributeMapping, Fields } from "../state.ts";
import { applicationOf, take } from "./find.ts";

const authMethod = z.enum(["client_secret_basic", "client_secret_post", "none"]);

/** The standard scopes that are selected; in each, claims that have another name than JumpCloud's attribute. */
const attributeMapping = z.strictObject({
  email: z.partialRecord(z.enum(["email", "email_verified"]), requiredText).optional(),
  profile: z.partialRecord(z.enum(["given_name", "family_name"]), requiredText).optional(),
});

/** What the console asks of who makes a custom OIDC application. */
const consoleForm = z.strictObject({
  displayLabel: requiredText,
  redirectUris: z.array(z.url()).min(1),
  loginUrl: z.url(),
  tokenEndpointAuthMethod: authMethod.optional(),
  refreshToken: z.boolean().optional(),
  attributeMapping: attributeMapping.optional(),
});

/** What the console lets one change afterwards, beside what the API does. */
const consoleChange = z.strictObject({
  refreshToken: z.boolean().optional(),
  attributeMapping: attributeMapping.optional(),
});

/**
 * The creation that clients in the field send and no documentation has: what the descriptions of applications and of the
 * OIDC template suggest. Like the answer with the client's id and secret, it is a guess.
 */
const creation = z.looseObject({
  name: z.literal("oidc"),
  displayLabel: requiredText,
  sso: z.looseObject({ type: z.literal("oidc") }),
  oidc: z.looseObject({
    grantTypes: z.array(z.enum(["authorization_code", "refresh_token"])).min(1),
    redirectUris: z.array(z.url()).min(1),
    ssoUrl: z.string().optional(),
    tokenEndpointAuthMethod: authMethod.default("client_secret_basic"),
  }),
});

/** The members that a replacement may have are those that the API shows. */
const replacement = z.looseObject({ name: requiredText, displayLabel: z.string().optional() });

export function listApplications({ organization, request }: JumpCloudCall): SandboxResponse {
  return pageV1(organization.applications.map(applicationJson), windowOf(request));
}

export function getApplication(call: JumpCloudCall, { applicationId }: { applicationId: string }): SandboxResponse {
  return json(200, applicationJson(applicationOf(call, applicationId)));
}

/** Whatever a replacement says of the client's id and secret, they stay. */
export function replaceApplication(call: JumpCloudCall, { applicationId }: { applicationId: string }): SandboxResponse {
  const application = applicationOf(call, applicationId);
  application.rest = kept(parseBody(replacement, call.request));
  return json(200, applicationJson(application));
}

export function deleteApplication(call: JumpCloudCall, { applicationId }: { applicationId: string }): SandboxResponse {
  const { organization } = call;
  const application = applicationOf(call, applicationId);
  take(organization.applications, application);
  for (const group of organization.groups) {
    group.applications = group.applications.filter((id) => id !== application.id);
  }
  return json(200, applicationJson(application));
}

/** A creation by the API. No standard scope is selected then, as of a new application in the console. */
export function createApplication({ organization, request }: JumpCloudCall): SandboxResponse {
  const body = parseBody(creation, request);
  const application: Application = {
    id: newId(),
    rest: { displayName: "Custom OIDC App", active: true, ...kept(body) },
    client: newClient(body.oidc.tokenEndpointAuthMethod),
  };
  organization.applications.push(application);
  return json(201, withSecret(application));
}

/**
 * Plays what a person clicks in the Admin Portal: a new custom OIDC application, activated; the console then shows the client
 * id and, this once, the secret (jumpcloud.com/support, SSO with OIDC). The members are those that JumpCloud's API
 * descriptions have for applications and for the OIDC template; that an application shows the latter is inferred.
 */
export function makeApplication({ organization, request }: JumpCloudCall): SandboxResponse {
  const form = parseBody(consoleForm, request);
  const { displayLabel, redirectUris, loginUrl, tokenEndpointAuthMethod = "client_secret_basic" } = form;
  const application: Application = {
    id: newId(),
    rest: {
      name: "oidc",
      displayLabel,
      displayName: "Custom OIDC App",
      active: true,
      ssoUrl: loginUrl,
      config: {},
      sso: { type: "oidc" },
      oidc: {
        grantTypes: grantTypes(form.refreshToken ?? false),
        redirectUris,
        ssoUrl: loginUrl,
        tokenEndpointAuthMethod,
      },
    },
    client: newClient(tokenEndpointAuthMethod),
    ...(form.attributeMapping && { attributeMapping: mappingOf(form.attributeMapping) }),
  };
  organization.applications.push(application);
  return json(201, withSecret(application));
}

/** Plays what a person clicks in an application's SSO tab: the refresh token grant, and the attribute mapping. */
export function configureApplication(
  call: JumpCloudCall,
  { applicationId }: { applicationId: string },
): SandboxResponse {
  const application = applicationOf(call, applicationId);
  const { refreshToken, attributeMapping: mapping } = parseBody(consoleChange, call.request);
  if (refreshToken !== undefined) {
    application.rest["oidc"] = { ...oidcOf(application), grantTypes: grantTypes(refreshToken) };
  }
  if (mapping !== undefined) application.attributeMapping = mappingOf(mapping);
  return json(200, applicationJson(application));
}

function grantTypes(refreshToken: boolean): readonly string[] {
  return ["authorization_code", ...(refreshToken ? ["refresh_token"] : [])];
}

function mappingOf({ email, profile }: z.output<typeof attributeMapping>): AttributeMapping {
  return { ...(email && { email }), ...(profile && { profile }) };
}

/** Ids are UUIDs (observed). */
function newClient(method: z.output<typeof authMethod>): ApplicationClient {
  return { id: randomUUID(), ...(method !== "none" && { secret: randomId("", 40, "base64url") }) };
}

/** Of a body, what is not the application's identity. */
function kept(body: Fields): Fields {
  const rest = withoutKeys(body, ["_id", "id"]);
  const oidc = rest["oidc"];
  if (typeof oidc !== "object" || oidc === null) return rest;
  return { ...rest, oidc: withoutKeys(oidc as Fields, ["clientId", "clientSecret"]) };
}

function oidcOf({ rest }: Application): Fields {
  const { oidc } = rest;
  return typeof oidc === "object" && oidc !== null ? (oidc as Fields) : {};
}

/** That the API tells the client's id, as the console does, is inferred. */
function applicationJson(application: Application): Fields {
  const { id, rest, client } = application;
  return { ...rest, ...(client && { oidc: { ...oidcOf(application), clientId: client.id } }), _id: id, id };
}

function withSecret(application: Application): Fields {
  const shown = applicationJson(application);
  const { secret } = application.client ?? {};
  return secret === undefined ? shown : { ...shown, oidc: { ...(shown["oidc"] as Fields), clientSecret: secret } };
}
