import { set, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { at, goTime, segment } from "./fields.ts";
import type { OktaClient } from "./OktaClient.ts";

const path = (id: string): string => `/api/v1/authorizationServers/${segment(id)}`;

/** `okta:auth/server:Server`: a custom authorization server (okta/terraform-provider-okta, okta_auth_server). */
export const authServer = defineResource<OktaClient>()({
  type: "okta:auth/server:Server",
  inputs: {
    audiences: set(string(), { required: true }),
    credentialsRotationMode: string({ default: "AUTO", oneOf: ["AUTO", "MANUAL"] }),
    description: string(),
    issuerMode: string({ default: "ORG_URL", oneOf: ["ORG_URL", "CUSTOM_URL", "DYNAMIC"] }),
    name: string({ autoname: { maxLength: 255 } }),
    status: string({ default: "ACTIVE", oneOf: ["ACTIVE", "INACTIVE"] }),
  },
  outputs: { credentialsLastRotated: {}, credentialsNextRotation: {}, issuer: {}, kid: {} },

  async create(okta, inputs) {
    const server = await okta.post("/api/v1/authorizationServers", bodyOf(inputs));
    const id = String(server["id"]);
    return {
      id,
      complete: async () => {
        if (inputs.status === "INACTIVE") await okta.lifecycle(path(id), "deactivate");
      },
    };
  },

  async read(okta, id) {
    const server = await okta.find(path(id));
    return (
      server && {
        audiences: server["audiences"],
        credentialsLastRotated: goTime(at(server, "credentials", "signing", "lastRotated")),
        credentialsNextRotation: goTime(at(server, "credentials", "signing", "nextRotation")),
        credentialsRotationMode: at(server, "credentials", "signing", "rotationMode"),
        description: server["description"],
        issuer: server["issuer"],
        issuerMode: server["issuerMode"],
        kid: at(server, "credentials", "signing", "kid"),
        name: server["name"],
        status: server["status"],
      }
    );
  },

  async update(okta, id, { inputs, has }) {
    await okta.put(path(id), bodyOf(inputs));
    if (has("status")) await okta.lifecycle(path(id), inputs.status === "ACTIVE" ? "activate" : "deactivate");
    return undefined;
  },

  async delete(okta, id) {
    await okta.lifecycle(path(id), "deactivate");
    await okta.delete(path(id));
  },
});

interface ServerInputs {
  readonly name: string;
  readonly description?: string;
  readonly audiences: readonly string[];
  readonly issuerMode: string;
  readonly credentialsRotationMode: string;
}

function bodyOf({ name, description = "", audiences, issuerMode, credentialsRotationMode }: ServerInputs): object {
  const credentials = { signing: { rotationMode: credentialsRotationMode } };
  return { name, description, audiences, issuerMode, credentials };
}
