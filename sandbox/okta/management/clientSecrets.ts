import { createHash } from "node:crypto";
import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { notFound, validationFailed } from "../errors.ts";
import { newClientSecret } from "../ids.ts";
import { byId } from "../lists.ts";
import { oktaTime, type OktaCall } from "../OktaCall.ts";
import type { App, ClientSecret, Status } from "../state.ts";
import { oneOf, parseBody } from "../validation.ts";
import { link } from "../wire/links.ts";
import { newSecret } from "./apps.ts";
import { findApp } from "./find.ts";

interface AppPath {
  readonly appId: string;
}

interface SecretPath extends AppPath {
  readonly secretId: string;
}

/** Okta's limit [doc]; its words are not confirmed, as are those of the refusals below. */
const mostSecrets = 2;

const body = z.object({
  client_secret: z.string().nullish(),
  status: oneOf("status", ["ACTIVE", "INACTIVE"]).nullish(),
});

/** With the secrets' values: Okta's description of the API has them in every answer. */
export function listOAuth2ClientSecrets(call: OktaCall, { appId }: AppPath): SandboxResponse {
  const app = findApp(call, appId);
  return json(
    200,
    app.secrets.map((secret) => show(call, app, secret)),
  );
}

export function createOAuth2ClientSecret(call: OktaCall, { appId }: AppPath): SandboxResponse {
  const app = findApp(call, appId);
  const asked = call.request.body.length === 0 ? {} : parseBody(body, call.request);
  if (app.authMethod === "private_key_jwt") {
    throw validationFailed("client_secret", ["client_secret: The client authenticates with a key."]);
  }
  if (app.secrets.length >= mostSecrets) {
    throw validationFailed("client_secret", [`client_secret: A client has at most ${mostSecrets} secrets.`]);
  }
  const secret = newSecret(asked.client_secret || newClientSecret(), call.now);
  if (asked.status) secret.status = asked.status;
  app.secrets.push(secret);
  return json(201, show(call, app, secret));
}

export function getOAuth2ClientSecret(call: OktaCall, path: SecretPath): SandboxResponse {
  const { app, secret } = find(call, path);
  return json(200, show(call, app, secret));
}

/** A secret must be inactive before it is deleted [doc], and one must stay. */
export function deleteOAuth2ClientSecret(call: OktaCall, path: SecretPath): SandboxResponse {
  const { app, secret } = find(call, path);
  if (secret.status === "ACTIVE") {
    throw validationFailed("status", ["status: The secret must be deactivated before it can be deleted."]);
  }
  if (app.secrets.length === 1) {
    throw validationFailed("client_secret", ["client_secret: The last secret of a client cannot be deleted."]);
  }
  remove(app.secrets, secret);
  return empty(204);
}

/** The last active secret stays active. */
export function setOAuth2ClientSecretStatus(status: Status) {
  return (call: OktaCall, path: SecretPath): SandboxResponse => {
    const { app, secret } = find(call, path);
    const othersActive = app.secrets.some((other) => other !== secret && other.status === "ACTIVE");
    if (status === "INACTIVE" && !othersActive) {
      throw validationFailed("status", ["status: The last active secret of a client cannot be deactivated."]);
    }
    if (secret.status !== status) Object.assign(secret, { status, lastUpdated: oktaTime(call.now) });
    return json(200, show(call, app, secret));
  };
}

function find(call: OktaCall, { appId, secretId }: SecretPath): { app: App; secret: ClientSecret } {
  const app = findApp(call, appId);
  const secret = byId(app.secrets, secretId);
  if (secret === undefined) throw notFound(secretId, "OAuth2ClientSecret");
  return { app, secret };
}

function show({ baseUrl }: OktaCall, app: App, { id, status, value, created, lastUpdated }: ClientSecret): object {
  const self = `${baseUrl}/api/v1/apps/${app.id}/credentials/secrets/${id}`;
  const turn = status === "ACTIVE" ? "deactivate" : "activate";
  return {
    id,
    status,
    client_secret: value,
    secret_hash: createHash("md5").update(value).digest("base64url"),
    created,
    lastUpdated,
    _links: {
      [turn]: link(`${self}/lifecycle/${turn}`, "POST"),
      ...(status === "INACTIVE" && { delete: link(self, "DELETE") }),
    },
  };
}
