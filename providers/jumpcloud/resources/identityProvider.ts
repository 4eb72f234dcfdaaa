import { boolean, string } from "../../lib/Property.ts";
import { defineResource } from "../../lib/ResourceDefinition.ts";
import type { InputFault } from "../../lib/ResourceDefinition.ts";
import { isStatus, segment } from "../client/JumpCloudClient.ts";
import type { JumpCloudClient, JumpCloudObject } from "../client/JumpCloudClient.ts";
import { JumpCloudConflict } from "../client/JumpCloudError.ts";
import { findIdentityProviders } from "../client/lookups.ts";
import { at, idOf } from "./fields.ts";

const collection = "/api/v2/identity-providers";
const path = (id: string): string => `${collection}/${segment(id)}`;

/**
 * `jumpcloud:index/identityProvider:IdentityProvider`: the identity provider that an organisation's people may be sent to.
 * JumpCloud does not describe this part of its API. Its own command line has found out, by asking
 * (TheJumpCloud/jc-cli, internal/cmd/identity_providers.go): the four types share the member `oidc`, the list is wrapped
 * in `identityProviders`, there is PUT and no PATCH, the secret comes back empty, a second provider is answered with 409.
 */
export const identityProvider = defineResource<JumpCloudClient>()({
  type: "jumpcloud:index/identityProvider:IdentityProvider",
  description:
    "The identity provider that an organisation's people may be sent to; an organisation has at most one. Imported by its id.",
  inputs: {
    name: string({ required: true, description: "What administrators see in the Admin Portal." }),
    type: string({
      required: true,
      forceNew: true,
      oneOf: ["OIDC", "GOOGLE", "OKTA", "AZURE"],
      description: "AZURE is Microsoft Entra ID. Another type is another identity provider.",
    }),
    url: string({
      required: true,
      description: "For AZURE https://login.microsoftonline.com/{tenant id}; otherwise the issuer.",
    }),
    clientId: string({ required: true, description: "Of JumpCloud's registration at the identity provider." }),
    clientSecret: string({
      required: true,
      secret: true,
      unreturned: true,
      description: "Write-only: JumpCloud never tells it. Sent with every update, or JumpCloud would forget it.",
    }),
    adoptExisting: boolean({
      default: false,
      creationOnly: true,
      unreturned: true,
      description: "Take over the identity provider that is there, and change it, instead of refusing.",
    }),
  },
  outputs: {},
  deleteBeforeReplace: true,
  check: checkIdentityProvider,

  async create(jumpcloud, inputs) {
    const [existing] = await findIdentityProviders(jumpcloud);
    if (existing) {
      if (!inputs.adoptExisting) throw occupied(existing);
      await jumpcloud.put(path(idOf(existing)), bodyOf(inputs));
      return { id: idOf(existing) };
    }
    try {
      return { id: idOf(await jumpcloud.create(collection, bodyOf(inputs))) };
    } catch (error) {
      if (!isStatus(error, 409)) throw error;
      const [other] = await findIdentityProviders(jumpcloud);
      throw other ? occupied(other) : error;
    }
  },

  async read(jumpcloud, id) {
    const found = await jumpcloud.find(path(id));
    return (
      found && {
        name: found["name"],
        type: found["type"],
        url: at(found, "oidc", "url"),
        clientId: at(found, "oidc", "clientId"),
      }
    );
  },

  async update(jumpcloud, id, { inputs }) {
    await jumpcloud.put(path(id), bodyOf(inputs));
    return undefined;
  },

  delete: (jumpcloud, id) => jumpcloud.delete(path(id)),
});

interface Inputs {
  readonly name: string;
  readonly type: string;
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

function bodyOf({ name, type, url, clientId, clientSecret }: Inputs): object {
  return { name, type, oidc: { clientId, clientSecret, url } };
}

function occupied(existing: JumpCloudObject): JumpCloudConflict {
  const id = idOf(existing);
  const [name, type] = [String(existing["name"]), String(existing["type"])];
  return new JumpCloudConflict(
    `the organisation has an identity provider already, and JumpCloud allows one: "${name}" (type ${type}, id ${id}). ` +
      `Set adoptExisting to take it over and change it, import it by that id, or delete it in the Admin Portal.`,
  );
}

function checkIdentityProvider({ type, url, name, clientId, clientSecret }: Partial<Inputs>): readonly InputFault[] {
  const faults: InputFault[] = [];
  for (const [path, value] of Object.entries({ name, clientId })) {
    if (value?.trim() === "") faults.push({ path, reason: "must not be blank" });
  }
  if (clientSecret?.trim() === "") {
    faults.push({ path: "clientSecret", reason: "must not be blank: JumpCloud would forget the secret that it has" });
  }
  if (url !== undefined) {
    const reason = urlFault(type, url);
    if (reason !== undefined) faults.push({ path: "url", reason });
  }
  return faults;
}

function urlFault(type: string | undefined, url: string): string | undefined {
  if (!URL.canParse(url) || new URL(url).protocol !== "https:") return "must be an https URL";
  const { search, hash, pathname } = new URL(url);
  if (search !== "" || hash !== "") return "must have neither a query nor a fragment";
  if (pathname.includes("/.well-known/")) return "must be the issuer, without /.well-known/…";
  if (type === "AZURE" && !/^\/[^/]+$/.test(pathname)) {
    return "must end with the tenant: https://login.microsoftonline.com/{tenant id}, without /v2.0, /oauth2/… or a slash behind it";
  }
  return undefined;
}
