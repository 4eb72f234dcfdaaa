import { boolean, list, map, set, string } from "../../lib/Property.ts";
import { defineResource } from "../../lib/ResourceDefinition.ts";
import type { InputFault, View } from "../../lib/ResourceDefinition.ts";
import { segment } from "../client/JumpCloudClient.ts";
import type { JumpCloudClient, JumpCloudObject } from "../client/JumpCloudClient.ts";
import { JumpCloudConflict } from "../client/JumpCloudError.ts";
import { findApplications, labelOf } from "../client/lookups.ts";
import { at, idOf, textOf } from "./fields.ts";

const collection = "/api/applications";
const path = (id: string): string => `${collection}/${segment(id)}`;

/**
 * `jumpcloud:index/oidcApplication:OidcApplication`: a custom OpenID Connect application. JumpCloud documents how to list,
 * read, replace and delete applications, but not how to make one of this kind. So the way that always works is to make it
 * in the Admin Portal and to adopt it here, by its id or its label; `allowCreate` asks for a creation by the body that the
 * members of JumpCloud's OIDC template suggest (TheJumpCloud/jcapi-go, jcapiv1/docs/ApplicationtemplateOidc.md), which
 * nothing confirms. Claims are sent as the user attributes of an application's configuration (TheJumpCloud/jcapi-powershell,
 * JumpCloud.SDK.V1, ApplicationConfigDatabaseAttributes), which are documented for SAML: that they are those of the OIDC
 * page's attribute mapping is inferred.
 */
export const oidcApplication = defineResource<JumpCloudClient>()({
  type: "jumpcloud:index/oidcApplication:OidcApplication",
  description:
    "A custom OpenID Connect application: adopted by its id or label, created only where allowCreate says so. Imported by its id. " +
    "Only one that it created itself is deleted with it.",
  inputs: {
    name: string({ required: true, description: "The label that the console shows." }),
    applicationId: string({
      forceNew: true,
      computed: true,
      description: "Of the application to adopt; without it, the one of this name is looked for.",
    }),
    redirectUris: list(string(), {
      computed: true,
      unreturned: true,
      description: "Where people may be sent back to.",
    }),
    loginUrl: string({ computed: true, unreturned: true, description: "Where the application begins a sign-in." }),
    tokenEndpointAuthMethod: string({
      computed: true,
      unreturned: true,
      oneOf: ["client_secret_basic", "client_secret_post", "none"],
      description: "How the application shows who it is; none asks for PKCE.",
    }),
    grantTypes: set(string(), {
      computed: true,
      unreturned: true,
      description:
        "authorization_code, and refresh_token where people need not sign in again each time; one that is created has both.",
    }),
    claims: map(string(), {
      computed: true,
      unreturned: true,
      description:
        "Claims of ID tokens, each with the JumpCloud attribute that it tells; one that is created tells the email.",
    }),
    allowCreate: boolean({
      default: false,
      creationOnly: true,
      unreturned: true,
      description: "Create it where there is none, by a call that JumpCloud does not document.",
    }),
  },
  outputs: {
    adopted: {
      type: { kind: "boolean" },
      onceOnly: true,
      description: "Whether it was there before; then it stays when this resource goes.",
    },
    active: { type: { kind: "boolean" } },
    ssoType: { type: { kind: "string" } },
    clientId: { type: { kind: "string" }, description: "Where JumpCloud tells it." },
    clientSecret: {
      type: { kind: "string" },
      secret: true,
      onceOnly: true,
      description: "Where the creation told it; JumpCloud shows it once.",
    },
  },
  check: checkApplication,

  async create(jumpcloud, inputs) {
    const existing = await findExisting(jumpcloud, inputs);
    if (existing) {
      const id = idOf(existing);
      if (hasSettings(inputs) || inputs.name !== labelOf(existing)) await replace(jumpcloud, id, existing, inputs);
      return { id, view: { adopted: true } };
    }
    if (!inputs.allowCreate) throw nothingToAdopt(inputs.name);
    const made = await jumpcloud.create(collection, {
      name: "oidc",
      displayLabel: inputs.name,
      ssoUrl: inputs.loginUrl ?? "",
      ...configOf({}, { claims: { email: "email" }, ...inputs }),
      sso: { type: "oidc" },
      oidc: settingsOf({ grantTypes: grants, ...inputs }),
    });
    return { id: idOf(made), view: { adopted: false, clientSecret: at(made, "oidc", "clientSecret") } };
  },

  async read(jumpcloud, id) {
    const found = await jumpcloud.find(path(id));
    return found && viewOf(found, id);
  },

  async update(jumpcloud, id, { inputs }) {
    await replace(jumpcloud, id, await jumpcloud.get(path(id)), inputs);
    return undefined;
  },

  async delete(jumpcloud, id, old) {
    // One that was there before, or was imported, belongs to whoever made it.
    if (old["adopted"] === false) await jumpcloud.delete(path(id));
  },
});

const grants: readonly string[] = ["authorization_code", "refresh_token"];

interface Settings {
  readonly name: string;
  readonly redirectUris?: readonly string[];
  readonly loginUrl?: string;
  readonly tokenEndpointAuthMethod?: string;
  readonly grantTypes?: readonly string[];
  readonly claims?: Readonly<Record<string, string>>;
}

function hasSettings(inputs: Settings): boolean {
  return inputs.claims !== undefined || Object.keys(settingsOf(inputs)).length > 0;
}

function settingsOf({ redirectUris, loginUrl, tokenEndpointAuthMethod, grantTypes }: Settings): object {
  return {
    ...(redirectUris === undefined ? {} : { redirectUris }),
    ...(loginUrl === undefined ? {} : { ssoUrl: loginUrl }),
    ...(tokenEndpointAuthMethod === undefined ? {} : { tokenEndpointAuthMethod }),
    ...(grantTypes === undefined ? {} : { grantTypes }),
  };
}

/** The member `config`, if anything is to be said in it; what it holds beside the claims stays. */
function configOf(current: JumpCloudObject, { claims }: Pick<Settings, "claims">): { readonly config?: object } {
  if (claims === undefined) return {};
  const value = Object.entries(claims).map(([name, attribute]) => ({ name, value: attribute }));
  const databaseAttributes = { ...(at(current, "config", "databaseAttributes") as object | undefined), value };
  return { config: { ...(at(current, "config") as object | undefined), databaseAttributes } };
}

/** As `configOf` writes them; undefined where there are none. */
function claimsOf(found: JumpCloudObject): Readonly<Record<string, string>> | undefined {
  const value = at(found, "config", "databaseAttributes", "value");
  if (!Array.isArray(value)) return undefined;
  const pairs = value.flatMap((one: JumpCloudObject) => {
    const [name, attribute] = [textOf(at(one, "name")), textOf(at(one, "value"))];
    return name === undefined || attribute === undefined ? [] : [[name, attribute] as const];
  });
  return Object.fromEntries(pairs);
}

function viewOf(found: JumpCloudObject, id: string): View {
  return {
    name: labelOf(found),
    applicationId: id,
    redirectUris: at(found, "oidc", "redirectUris"),
    loginUrl: at(found, "oidc", "ssoUrl"),
    tokenEndpointAuthMethod: at(found, "oidc", "tokenEndpointAuthMethod"),
    grantTypes: at(found, "oidc", "grantTypes"),
    claims: claimsOf(found),
    active: found["active"],
    ssoType: at(found, "sso", "type"),
    clientId: at(found, "oidc", "clientId"),
  };
}

async function findExisting(
  jumpcloud: JumpCloudClient,
  { name, applicationId }: { readonly name: string; readonly applicationId?: string },
): Promise<JumpCloudObject | undefined> {
  if (applicationId !== undefined) {
    const found = await jumpcloud.find(path(applicationId));
    if (found) return found;
    throw new JumpCloudConflict(`there is no application with the id ${applicationId} to adopt`);
  }
  const found = await findApplications(jumpcloud, name);
  if (found.length < 2) return found[0];
  const ids = found.map(idOf).join(", ");
  throw new JumpCloudConflict(`several applications are labelled "${name}": say which by applicationId (${ids})`);
}

/** The documented replacement takes the whole application: so it says all that is there, with what changes. */
async function replace(
  jumpcloud: JumpCloudClient,
  id: string,
  current: JumpCloudObject,
  inputs: Settings,
): Promise<void> {
  const settings = settingsOf(inputs);
  const oidc = at(current, "oidc");
  await jumpcloud.put(path(id), {
    ...current,
    displayLabel: inputs.name,
    ...configOf(current, inputs),
    ...(Object.keys(settings).length === 0 ? {} : { oidc: { ...(oidc as object | undefined), ...settings } }),
  });
}

function nothingToAdopt(name: string): JumpCloudConflict {
  return new JumpCloudConflict(
    `there is no application labelled "${name}" to adopt. Make a custom OIDC application in the Admin Portal ` +
      "(USER AUTHENTICATION > SSO Applications), or set allowCreate to try a call that JumpCloud does not document.",
  );
}

function checkApplication({
  name,
  redirectUris = [],
  grantTypes,
  claims = {},
}: Partial<Settings>): readonly InputFault[] {
  const faults: InputFault[] = name?.trim() === "" ? [{ path: "name", reason: "must not be blank" }] : [];
  redirectUris.forEach((uri, index) => {
    if (!URL.canParse(uri)) faults.push({ path: `redirectUris[${index}]`, reason: "must be a URL" });
  });
  const unknown = grantTypes?.find((type) => !grants.includes(type));
  if (unknown !== undefined || grantTypes?.includes("authorization_code") === false) {
    faults.push({ path: "grantTypes", reason: "must be authorization_code, and may be refresh_token too" });
  }
  for (const [claim, attribute] of Object.entries(claims)) {
    if (claim.trim() === "" || attribute.trim() === "") {
      faults.push({ path: `claims.${claim}`, reason: "must name a claim and an attribute" });
    }
  }
  return faults;
}
