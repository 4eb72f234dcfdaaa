import { expectedName } from "../../../lib/suggest.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { IssuerModel } from "../../../trust/TrustModel.ts";
import type { StackOutputs } from "../stack/readStackOutputs.ts";
import { declaredLogins, type DeclaredLogin } from "./declaredLogins.ts";
import type { LoginTarget } from "./LoginTarget.ts";
import { authenticationOf, isLoopback, scopesOf, takesAnyPort } from "./loginKinds.ts";

/** Whom to sign in to, as the user says it. */
export interface LoginChoice {
  /** The issuer's name in the config. */
  readonly issuer: string;
  /** The client's name in the config. */
  readonly client?: string | undefined;
  /** Of an application that the user registered at the identity provider, instead of a client of the config. */
  readonly clientId?: string | undefined;
  /** Of that application, where it has one. */
  readonly clientSecret?: string | undefined;
  /** One of those that are registered. */
  readonly redirectUri?: string | undefined;
  /** Of a registered redirect URI; or any, where the identity provider takes any port of `http://localhost`. */
  readonly port?: number | undefined;
  /** Instead of those that the client has. */
  readonly scopes?: readonly string[] | undefined;
  /** Whether the sign-in is to be kept: asks for a refresh token where the identity provider gives none unasked. */
  readonly keep: boolean;
}

/**
 * Finds the client that a person signs in to, and where the sign-in comes back to.
 * @throws CrosstrustError USAGE, with what would be right
 */
export function chooseLogin({ trust, clientSecrets }: StackOutputs, choice: LoginChoice): LoginTarget {
  const isKnown = Object.hasOwn(trust.model.issuers, choice.issuer);
  const model = isKnown ? trust.model.issuers[choice.issuer] : undefined;
  const deployed = trust.issuers[choice.issuer];
  if (model === undefined || deployed === undefined) {
    throw new CrosstrustError("USAGE", `Stack ${trust.stack} has no issuer ${choice.issuer}.`, {
      where: "--issuer",
      expected: expectedName(choice.issuer, Object.keys(trust.model.issuers)),
    });
  }
  if (choice.clientId !== undefined && choice.client !== undefined) {
    throw usage(
      "--client-id",
      "--client names a client of the stack, --client-id one that is not in it.",
      "one of the two",
    );
  }
  if (choice.clientId === "") throw usage("--client-id", "The id is empty.", "the id of an application");
  if (choice.clientId === undefined && choice.clientSecret !== undefined) {
    throw usage(
      "--client-secret-file",
      "The secret of a client of the stack comes from the stack.",
      "--client-id beside it",
    );
  }
  const base = { stack: trust.stack, issuer: choice.issuer, kind: deployed.kind };
  const found = choice.clientId === undefined ? declared(model, choice) : undefined;
  const clientId = choice.clientId ?? deployed.clients[found?.client ?? ""]?.clientId;
  const clientSecret = found === undefined ? choice.clientSecret : clientSecrets[choice.issuer]?.[found.client];
  if (clientId === undefined || (found !== undefined && clientSecret === undefined)) {
    throw new CrosstrustError("STACK_OUTPUTS_MISSING", "The stack's outputs do not have the client.", {
      where: `${choice.issuer}/${found?.client ?? ""}`,
      expected: `a deployment: npm run up -- --stack ${trust.stack}`,
    });
  }
  const redirectUri = found === undefined ? ownRedirectUri(deployed.kind, choice) : registeredUri(found, choice);
  return {
    ...base,
    client: found?.client,
    issuerUrl: deployed.issuer,
    discoveryUrl: deployed.discoveryUrl,
    clientId,
    clientSecret,
    authentication: authenticationOf(deployed.kind, clientSecret !== undefined),
    redirectUri,
    anyPort: found === undefined && takesAnyPort(deployed.kind, redirectUri),
    loginUrl: found?.loginUrl !== undefined && sameOrigin(found.loginUrl, redirectUri) ? found.loginUrl : undefined,
    scopes: choice.scopes ?? scopesOf(deployed.kind, found?.scopes, choice.keep),
  };
}

/** The client that was named, or the only one whose sign-in comes back to this machine. */
function declared(model: IssuerModel, { issuer, client }: LoginChoice): DeclaredLogin {
  const all = declaredLogins(model);
  if (all === undefined) {
    const expected =
      "--client-id of an application that you registered there: a native one with PKCE and a redirect URI on localhost, or a web application with --client-secret-file";
    throw usage("--client-id", `${issuer} has no clients that people sign in to.`, expected);
  }
  if (client !== undefined && !all.some((one) => one.client === client)) {
    const names = all.map((one) => one.client);
    throw usage("--client", `${issuer} has no client ${client} that people sign in to.`, expectedName(client, names));
  }
  const here = all.filter((one) => one.redirectUris.some(isLoopback) && (client ?? one.client) === one.client);
  const [first, ...others] = here;
  if (first === undefined) {
    const message = `${client === undefined ? `No client of ${issuer}` : `Client ${client}`} has a redirect URI on this machine.`;
    const expected =
      model.kind === "cognito"
        ? "callbackUrls: [http://localhost:8400/callback] with localhost: true, deployed; or --client-id"
        : "redirectUris: [http://localhost:5000/authorize], deployed";
    throw usage(`crosstrust:issuers.${issuer}.clients`, message, expected);
  }
  if (others.length > 0) {
    const names = here.map((one) => one.client).join(" or ");
    throw usage("--client", `Several clients of ${issuer} have a redirect URI on this machine.`, `--client ${names}`);
  }
  return first;
}

/** Of the registered ones on this machine the one that was named, or that has the port, or the first. */
function registeredUri({ client, redirectUris }: DeclaredLogin, { redirectUri, port }: LoginChoice): string {
  const here = redirectUris.filter(isLoopback);
  const fitting = here.filter(
    (uri) => (redirectUri ?? uri) === uri && (port === undefined || Number(new URL(uri).port || 80) === port),
  );
  if (fitting[0] !== undefined) return fitting[0];
  const option = redirectUri === undefined ? "--port" : "--redirect-uri";
  throw usage(option, `No such redirect URI is registered at client ${client}.`, here.join(" or "));
}

/** Of an application that is not in the stack. */
function ownRedirectUri(kind: LoginTarget["kind"], { redirectUri, port }: LoginChoice): string {
  const uri = redirectUri ?? (takesAnyPort(kind, "http://localhost") ? "http://localhost" : undefined);
  if (uri === undefined || !isLoopback(uri)) {
    const expected =
      "--redirect-uri with what is registered at the application, such as http://localhost:8400/callback";
    const message =
      uri === undefined ? "Nothing says where the sign-in comes back to." : "The redirect URI is not on this machine.";
    throw usage("--redirect-uri", message, expected);
  }
  if (port === undefined || Number(new URL(uri).port || 80) === port) return uri;
  if (takesAnyPort(kind, uri)) return port === 0 ? uri : uri.replace(/^http:\/\/localhost/, `$&:${port}`);
  throw usage(
    "--port",
    "The redirect URI has another port, and it is used as it is registered.",
    `--port ${new URL(uri).port || 80}`,
  );
}

function sameOrigin(one: string, other: string): boolean {
  return URL.canParse(one) && new URL(one).origin === new URL(other).origin;
}

function usage(where: string, message: string, expected: string): CrosstrustError {
  return new CrosstrustError("USAGE", message, { where, expected });
}
