import { z } from "zod";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { notFound } from "../errors.ts";
import { byId } from "../lists.ts";
import { oktaTime, unsupported, type OktaCall } from "../OktaCall.ts";
import { oneOf, parseBody } from "../validation.ts";
import { link } from "../wire/links.ts";
import { findApp } from "./find.ts";

/** The sign-in policies of an org; of the other types of policy the sandbox has none. */
export function listPolicies(call: OktaCall): SandboxResponse {
  const type = call.request.url.searchParams.get("type");
  if (type !== "ACCESS_POLICY") throw unsupported(call, `the sandbox has no policies of the type ${type}`);
  return json(
    200,
    call.org.appSignInPolicies.map(({ id, name, description, system, created }) => {
      const self = `${call.baseUrl}/api/v1/policies/${id}`;
      return {
        id,
        status: "ACTIVE",
        name,
        description,
        priority: 1,
        system,
        conditions: null,
        created,
        lastUpdated: created,
        _links: {
          self: system ? link(self, "GET", "PUT") : link(self, "GET", "PUT", "DELETE"),
          rules: link(`${self}/rules`, "GET", "POST"),
          ...(!system && { deactivate: link(`${self}/lifecycle/deactivate`, "POST") }),
        },
        type: "ACCESS_POLICY",
      };
    }),
    { link: `<${call.baseUrl}${call.request.target}>; rel="self"` },
  );
}

export function assignApplicationPolicy(
  call: OktaCall,
  { appId, policyId }: { appId: string; policyId: string },
): SandboxResponse {
  const app = findApp(call, appId);
  if (byId(call.org.appSignInPolicies, policyId) === undefined) throw notFound(policyId, "Policy");
  Object.assign(app, { signInPolicyId: policyId, lastUpdated: oktaTime(call.now) });
  return empty(204);
}

/**
 * What ID tokens for an application say. Undocumented; the Terraform provider reads it with every application [rec], and
 * writes the issuer mode when it makes one. The sandbox adds no claims there.
 */
export function getIdTokenSettings(call: OktaCall, { appId }: { appId: string }): SandboxResponse {
  const app = findApp(call, appId);
  const issuer = { issuer: call.baseUrl, orgUrl: null, customUrl: null };
  return json(200, { ...issuer, audience: app.clientId, issuerMode: app.rest.oauthClient["issuer_mode"] });
}

const idTokenSettings = z.object({
  issuerMode: oneOf("issuerMode", ["ORG_URL", "DYNAMIC"]).optional(),
  name: z.string().optional(),
});

export function replaceIdTokenSettings(call: OktaCall, { appId }: { appId: string }): SandboxResponse {
  const app = findApp(call, appId);
  const { issuerMode, name } = parseBody(idTokenSettings, call.request);
  if (name) throw unsupported(call, "the sandbox adds no groups claim to ID tokens");
  if (issuerMode !== undefined) app.rest.oauthClient["issuer_mode"] = issuerMode;
  return getIdTokenSettings(call, { appId });
}
