import { z } from "zod";
import { basicCredentials } from "../../http/basicCredentials.ts";
import { sameText } from "../../sameText.ts";
import type { JumpCloudCall } from "../JumpCloudCall.ts";
import type { Application, AttributeMapping, Organization, User } from "../state.ts";
import { refuse } from "./refusals.ts";

/** An application as the issuer sees it. */
export interface Client {
  readonly id: string;
  readonly application: Application;
  readonly secret: string | undefined;
  readonly authMethod: "client_secret_basic" | "client_secret_post" | "none";
  readonly redirectUris: readonly string[];
  readonly grantTypes: readonly string[];
  readonly attributeMapping: AttributeMapping;
  /** Claims beside those of the standard scopes, each with JumpCloud's attribute. */
  readonly userAttributes: Readonly<Record<string, string>>;
}

const oidcSettings = z.object({
  grantTypes: z.array(z.string()),
  redirectUris: z.array(z.string()),
  tokenEndpointAuthMethod: z.enum(["client_secret_basic", "client_secret_post", "none"]),
});

const userAttributes = z
  .object({ databaseAttributes: z.object({ value: z.array(z.object({ name: z.string(), value: z.string() })) }) })
  .transform(({ databaseAttributes: { value } }) => Object.fromEntries(value.map((one) => [one.name, one.value])))
  .catch({});

/** The client of an application that is activated; that one which is not is unknown to the issuer is inferred. */
export function findClient({ applications }: Organization, id: string): Client | undefined {
  const application = applications.find(({ client }) => client?.id === id);
  if (application?.client === undefined || application.rest["active"] !== true) return undefined;
  const settings = oidcSettings.safeParse(application.rest["oidc"]);
  if (!settings.success) return undefined;
  const { grantTypes, redirectUris, tokenEndpointAuthMethod: authMethod } = settings.data;
  const { client, attributeMapping = {} } = application;
  return {
    ...{ id, application, secret: client.secret, authMethod, redirectUris, grantTypes, attributeMapping },
    userAttributes: userAttributes.parse(application.rest["config"]),
  };
}

/**
 * Whether somebody may use an application: the account is not suspended, and in a group that is associated with it
 * ("Users are implicitly denied access to applications": jumpcloud.com/support, Authorize Users to an SSO Application).
 */
export function mayUse({ groups }: Organization, user: User, { application }: Client): boolean {
  return !user.suspended && groups.some((group) => isBetween(group, user, application));
}

function isBetween(group: Organization["groups"][number], user: User, application: Application): boolean {
  return group.members.includes(user.id) && group.applications.includes(application.id);
}

/**
 * The client that asks at the token or revocation endpoint, by the one method that is set for it (ory/fosite,
 * client_authentication.go).
 * @throws OAuthError invalid_client, or invalid_request where there are no credentials at all
 */
export function authenticateClient({ request, organization }: JumpCloudCall, form: URLSearchParams): Client {
  const basic = basicCredentials(request);
  const given = basic ?? { id: form.get("client_id") ?? "", secret: form.get("client_secret") ?? "" };
  if (given.id === "") {
    throw refuse(
      "invalid_request",
      "Client credentials missing or malformed in both HTTP Authorization header and HTTP POST body.",
    );
  }
  const client = findClient(organization, given.id);
  if (client === undefined) throw refuse("invalid_client");
  const { authMethod, secret } = client;
  if (form.get("client_id") && form.get("client_secret") && authMethod !== "client_secret_post") {
    throw otherMethod(authMethod, "client_secret_post");
  }
  if (basic !== undefined && basic.secret !== "" && authMethod !== "client_secret_basic") {
    throw otherMethod(authMethod, "client_secret_basic");
  }
  if (authMethod === "none") return client;
  if (secret === undefined || !sameText(given.secret, secret)) throw refuse("invalid_client");
  return client;
}

function otherMethod(supported: string, used: string): Error {
  return refuse(
    "invalid_client",
    `The OAuth 2.0 Client supports client authentication method '${supported}', but method '${used}' was requested. ` +
      `You must configure the OAuth 2.0 client's 'token_endpoint_auth_method' value to accept '${used}'.`,
  );
}
