import { boolean, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { segment } from "./fields.ts";
import type { OktaClient } from "./OktaClient.ts";

const pathOfAll = (server = ""): string => `/api/v1/authorizationServers/${segment(server)}/scopes`;
const path = (server: string | undefined, id: string): string => `${pathOfAll(server)}/${segment(id)}`;

/** `okta:auth/serverScope:ServerScope`: a custom scope (okta/terraform-provider-okta, okta_auth_server_scope). */
export const authServerScope = defineResource<OktaClient>()({
  type: "okta:auth/serverScope:ServerScope",
  inputs: {
    authServerId: string({ required: true }),
    consent: string({ default: "IMPLICIT", oneOf: ["REQUIRED", "IMPLICIT", "FLEXIBLE"] }),
    default: boolean(),
    description: string(),
    displayName: string(),
    metadataPublish: string({ default: "ALL_CLIENTS", oneOf: ["ALL_CLIENTS", "NO_CLIENTS"] }),
    name: string({ autoname: { maxLength: 255 } }),
    optional: boolean(),
  },
  outputs: { system: {} },
  importedWith: ["authServerId"],

  async create(okta, inputs) {
    const scope = await okta.post(pathOfAll(inputs.authServerId), bodyOf(inputs));
    return { id: String(scope["id"]) };
  },

  async read(okta, id, { authServerId }) {
    const scope = await okta.find(path(authServerId, id));
    if (scope === undefined) return undefined;
    const { consent, description, displayName, metadataPublish, name, optional, system } = scope;
    const isDefault = scope["default"] ?? false;
    return {
      authServerId,
      consent,
      default: isDefault,
      description,
      displayName: displayName ?? "",
      metadataPublish,
      name,
      optional,
      system,
    };
  },

  async update(okta, id, { inputs }) {
    await okta.put(path(inputs.authServerId, id), bodyOf(inputs));
    return undefined;
  },

  async delete(okta, id, { authServerId }) {
    await okta.delete(path(authServerId, id));
  },
});

interface ScopeInputs {
  readonly name: string;
  readonly consent: string;
  readonly metadataPublish: string;
  readonly default?: boolean;
  readonly description?: string;
  readonly displayName?: string;
  readonly optional?: boolean;
}

function bodyOf(inputs: ScopeInputs): object {
  const { consent, description = "", displayName, metadataPublish, name, optional = false } = inputs;
  return { consent, default: inputs.default ?? false, description, displayName, metadataPublish, name, optional };
}
