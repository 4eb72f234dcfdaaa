import { integer, set, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { at, segment } from "./fields.ts";
import type { OktaClient } from "./OktaClient.ts";

const pathOfAll = (server = ""): string => `/api/v1/authorizationServers/${segment(server)}/policies`;
const path = (server: string | undefined, id: string): string => `${pathOfAll(server)}/${segment(id)}`;

/** `okta:auth/serverPolicy:ServerPolicy`: an access policy (okta/terraform-provider-okta, okta_auth_server_policy). */
export const authServerPolicy = defineResource<OktaClient>()({
  type: "okta:auth/serverPolicy:ServerPolicy",
  inputs: {
    authServerId: string({ required: true }),
    clientWhitelists: set(string(), { required: true }),
    description: string({ required: true }),
    name: string({ autoname: { maxLength: 255 } }),
    priority: integer({ required: true }),
    status: string({ default: "ACTIVE", oneOf: ["ACTIVE", "INACTIVE"] }),
  },
  outputs: {},
  importedWith: ["authServerId"],

  async create(okta, inputs) {
    const policy = await okta.post(pathOfAll(inputs.authServerId), bodyOf(inputs));
    return { id: String(policy["id"]) };
  },

  async read(okta, id, { authServerId }) {
    const policy = await okta.find(path(authServerId, id));
    if (policy === undefined) return undefined;
    const { description, name, priority, status } = policy;
    const clientWhitelists = at(policy, "conditions", "clients", "include");
    return { authServerId, clientWhitelists, description, name, priority, status };
  },

  async update(okta, id, { inputs, has }) {
    await okta.put(path(inputs.authServerId, id), bodyOf(inputs));
    if (has("status")) {
      await okta.lifecycle(path(inputs.authServerId, id), inputs.status === "ACTIVE" ? "activate" : "deactivate");
    }
    return undefined;
  },

  async delete(okta, id, { authServerId }) {
    await okta.delete(path(authServerId, id));
  },
});

interface PolicyInputs {
  readonly name: string;
  readonly description: string;
  readonly priority: number;
  readonly status: string;
  readonly clientWhitelists: readonly string[];
}

function bodyOf({ name, description, priority, status, clientWhitelists }: PolicyInputs): object {
  const conditions = { clients: { include: clientWhitelists } };
  return { type: "OAUTH_AUTHORIZATION_POLICY", name, description, priority, status, conditions };
}
