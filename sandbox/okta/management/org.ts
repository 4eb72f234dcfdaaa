import { json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import type { OktaCall } from "../OktaCall.ts";
import { link } from "../wire/links.ts";

/** The org's metadata, for anyone [rec]; `idx` says that it runs on the Identity Engine. */
export function getWellknownOrgMetadata({ org, baseUrl }: OktaCall): SandboxResponse {
  return json(200, {
    id: org.id,
    cell: "ok1",
    _links: { organization: link(baseUrl) },
    pipeline: "idx",
    settings: { analyticsCollectionEnabled: false, bugReportingEnabled: true, omEnabled: false, pssoEnabled: false },
  });
}

/** The org's general settings, as far as a sandbox has any. */
export function getOrgSettings({ org, baseUrl, request }: OktaCall): SandboxResponse {
  const [subdomain] = request.url.host.split(".");
  return json(200, {
    id: org.id,
    subdomain,
    companyName: subdomain,
    status: "ACTIVE",
    created: org.created,
    lastUpdated: org.created,
    expiresAt: null,
    website: null,
    phoneNumber: null,
    _links: { uploadLogo: link(`${baseUrl}/api/v1/org/logo`, "POST") },
  });
}

/** With an API token, the administrator who made it. */
export function getCurrentUser({ org, baseUrl, request }: OktaCall): SandboxResponse {
  const login = `admin@${request.url.host}`;
  return json(200, {
    id: org.adminId,
    status: "ACTIVE",
    created: org.created,
    activated: org.created,
    statusChanged: org.created,
    lastLogin: null,
    lastUpdated: org.created,
    passwordChanged: org.created,
    type: { id: "oty1" },
    profile: {
      firstName: "Sandbox",
      lastName: "Administrator",
      mobilePhone: null,
      secondEmail: null,
      login,
      email: login,
    },
    credentials: {
      emails: [{ value: login, status: "VERIFIED", type: "PRIMARY" }],
      provider: { type: "OKTA", name: "OKTA" },
    },
    _links: { self: link(`${baseUrl}/api/v1/users/${org.adminId}`) },
  });
}
