import type { ReadableOkta } from "../../vendors/okta/OktaAccess.ts";
import type { Candidate, Finder } from "../Finder.ts";

const servers = "/api/v1/authorizationServers";

/** How okta/terraform-provider-okta imports its types: the ids from the server down, slash between. */
export const oktaFinders: Readonly<Record<string, Finder>> = {
  "okta:auth/server:Server": async ({ text }, vendors) => {
    return named(vendors.okta(), servers, "name", text("name"), (id) => ({ importId: id }));
  },
  "okta:auth/serverScope:ServerScope": async ({ text, ref }, vendors) => {
    const server = await ref("authServerId");
    return named(vendors.okta(), `${servers}/${segment(server)}/scopes`, "name", text("name"), (id) => ({
      importId: `${server}/${id}`,
    }));
  },
  "okta:auth/serverPolicy:ServerPolicy": async ({ text, ref }, vendors) => {
    const server = await ref("authServerId");
    return named(vendors.okta(), `${servers}/${segment(server)}/policies`, "name", text("name"), (id) => ({
      importId: `${server}/${id}`,
      facts: { id },
    }));
  },
  "okta:auth/serverPolicyRule:ServerPolicyRule": async ({ text, ref }, vendors) => {
    const [server, policy] = [await ref("authServerId"), await ref("policyId")];
    const path = `${servers}/${segment(server)}/policies/${segment(policy)}/rules`;
    return named(vendors.okta(), path, "name", text("name"), (id) => ({ importId: `${server}/${policy}/${id}` }));
  },
  "okta:app/oAuth:OAuth": async ({ text }, vendors) => {
    const label = text("label");
    if (label === undefined) return [];
    const all = await vendors.okta().list("/api/v1/apps");
    return all
      .filter((app) => app["label"] === label && app["signOnMode"] === "OPENID_CONNECT")
      .map(({ id }) => ({ importId: String(id) }));
  },
  "okta:index/appGroupAssignments:AppGroupAssignments": async ({ ref }, vendors) => {
    const app = await ref("appId");
    const assigned = await vendors.okta().list(`/api/v1/apps/${segment(app)}/groups`);
    return assigned.length === 0 ? [] : [{ importId: app }];
  },
};

async function named(
  okta: ReadableOkta,
  path: string,
  key: string,
  name: string | undefined,
  candidate: (id: string) => Candidate,
): Promise<readonly Candidate[]> {
  if (name === undefined) return [];
  const all = await okta.list(path);
  return all.filter((one) => one[key] === name).map(({ id }) => candidate(String(id)));
}

function segment(id: string): string {
  return encodeURIComponent(id);
}
