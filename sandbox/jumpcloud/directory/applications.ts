import { z } from "zod";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import { json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { parseBody, requiredText } from "../body.ts";
import { newId, type JumpCloudCall } from "../JumpCloudCall.ts";
import { pageV1, windowOf } from "../lists.ts";
import type { Application } from "../state.ts";
import { applicationOf, take } from "./find.ts";

/** What the console asks of who makes a custom OIDC application. */
const consoleForm = z.strictObject({
  displayLabel: requiredText,
  redirectUris: z.array(z.url()).min(1),
  loginUrl: z.url(),
  tokenEndpointAuthMethod: z.enum(["client_secret_basic", "client_secret_post", "none"]).optional(),
});

/** The members that a replacement may have are those that the API shows. */
const replacement = z.looseObject({ name: requiredText, displayLabel: z.string().optional() });

export function listApplications({ organization, request }: JumpCloudCall): SandboxResponse {
  return pageV1(organization.applications.map(applicationJson), windowOf(request));
}

export function getApplication(call: JumpCloudCall, { applicationId }: { applicationId: string }): SandboxResponse {
  return json(200, applicationJson(applicationOf(call, applicationId)));
}

export function replaceApplication(call: JumpCloudCall, { applicationId }: { applicationId: string }): SandboxResponse {
  const application = applicationOf(call, applicationId);
  application.rest = withoutKeys(parseBody(replacement, call.request), ["_id", "id"]);
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

/**
 * Plays what a person clicks in the Admin Portal: a new custom OIDC application. The members are those that JumpCloud's
 * API descriptions have for applications and for the OIDC template; that an application shows the latter is inferred.
 */
export function makeApplication({ organization, request }: JumpCloudCall): SandboxResponse {
  const {
    displayLabel,
    redirectUris,
    loginUrl,
    tokenEndpointAuthMethod = "client_secret_basic",
  } = parseBody(consoleForm, request);
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
      oidc: { grantTypes: ["authorization_code"], redirectUris, ssoUrl: loginUrl, tokenEndpointAuthMethod },
    },
  };
  organization.applications.push(application);
  return json(201, applicationJson(application));
}

function applicationJson({ id, rest }: Application): object {
  return { ...rest, _id: id, id };
}
