import { ClientSecretPost, PrivateKeyJwt, modifyAssertion } from "oauth4webapi";
import type { ClientAuth, PrivateKey } from "oauth4webapi";
import type {
  ClientAuthentication,
  ClientModel,
  CognitoClientModel,
  JumpCloudClientModel,
  MicrosoftClientModel,
} from "../../../trust/TrustModel.ts";

/** A client of an issuer of whatever kind. */
export type AnyClientModel = ClientModel | MicrosoftClientModel | CognitoClientModel | JumpCloudClientModel;

/** What a client can authenticate with. */
export type Credential =
  | { readonly secret: string }
  | { readonly key: PrivateKey }
  /** A token of another issuer that counts instead of a secret (workload identity federation). */
  | { readonly assertion: string };

/**
 * The client's registered authentication method with its credential.
 * `client_secret_basic` is sent as curl sends it, not percent-encoded: that form is known to work with Okta's secrets
 * (letters, digits, `-` and `_`), while nothing confirms that Okta decodes the encoded one of RFC 6749.
 * @returns undefined where the credential is missing or of the other kind
 */
export function clientAuthentication(
  method: ClientAuthentication,
  credential: Credential | undefined,
): ClientAuth | undefined {
  if (credential === undefined) return undefined;
  if ("assertion" in credential) return assertionAuthentication(credential.assertion);
  if ("key" in credential) return method === "private_key_jwt" ? keyAuthentication(credential.key) : undefined;
  switch (method) {
    case "client_secret_basic":
      return (_issuer, client, _body, headers) => {
        headers.set("authorization", basicCredentials(client.client_id, credential.secret));
      };
    case "client_secret_post":
      return ClientSecretPost(credential.secret);
    case "private_key_jwt":
      return undefined;
  }
}

/**
 * Okta takes an assertion only for the very endpoint that is called ("The audience claim for client_assertion must be the
 * endpoint invoked for the request"), not for the issuer, as RFC 7523's revision has it.
 */
function keyAuthentication(key: PrivateKey): ClientAuth {
  return async (server, client, body, headers) => {
    const toEndpoint = PrivateKeyJwt(key, {
      [modifyAssertion]: (_header, payload) => {
        payload["aud"] = server.token_endpoint;
      },
    });
    await toEndpoint(server, client, body, headers);
  };
}

/** RFC 7523, 2.2: the assertion in the form, as Microsoft's token endpoints take federated tokens. */
function assertionAuthentication(assertion: string): ClientAuth {
  return (_server, client, body) => {
    body.set("client_id", client.client_id);
    body.set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    body.set("client_assertion", assertion);
  };
}

/** The value of an `authorization` header, as `curl --user` makes it. */
export function basicCredentials(clientId: string, secret: string): string {
  return `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`;
}

/** How a client authenticates: as it is registered; at Microsoft and JumpCloud with its secret in the form, at Cognito in the header. */
export function methodOf(client: AnyClientModel): ClientAuthentication {
  if ("authentication" in client) return client.authentication;
  return isCognitoClient(client) ? "client_secret_basic" : "client_secret_post";
}

function isCognitoClient(client: AnyClientModel): client is CognitoClientModel {
  return "kind" in client;
}

/** Of JumpCloud, where nobody but people gets tokens. */
export function isJumpCloudClient(client: AnyClientModel): client is JumpCloudClientModel {
  return "redirectUris" in client;
}

/** What to give to verify when the credential is missing. */
export function missingCredential(issuer: string, name: string, client: AnyClientModel): string {
  if (
    !("authentication" in client) &&
    !isCognitoClient(client) &&
    !isJumpCloudClient(client) &&
    client.secret === undefined
  ) {
    const [federated] = Object.values(client.federatedCredentials);
    const whose = federated === undefined ? "" : ` of ${federated.issuer} for ${federated.subject}`;
    return `${name} has no secret, it has a federated credential: --client-assertion ${issuer}/${name}=FILE, with a token${whose}`;
  }
  return "authentication" in client && client.authentication === "private_key_jwt"
    ? `${name} authenticates with a key of its own: --client-key ${issuer}/${name}=FILE`
    : `the stack's outputs hold no secret for ${issuer}/${name}`;
}
