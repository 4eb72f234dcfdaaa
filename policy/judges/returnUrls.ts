import type { Breach } from "../../trust/policy/PolicyJudge.ts";
import { textOf, textsOf, type Properties } from "../Properties.ts";
import type { ResourceJudges, ResourceSubject } from "../ResourceJudge.ts";

interface ReturnUrls {
  /** Of an application that runs on a server or in a browser. */
  readonly web: readonly string[];
  /** Of one that a person installs: schemes of apps and the loopback address are what it has (RFC 8252, section 7). */
  readonly installed: readonly string[];
}

type Reader = (properties: Properties) => ReturnUrls;

const okta: Reader = (app) => {
  const urls = [...textsOf(app, "redirectUris"), ...textsOf(app, "postLogoutRedirectUris")];
  return textOf(app, "type") === "native" ? { web: [], installed: urls } : { web: urls, installed: [] };
};

const oktaUri: Reader = (resource) => {
  const uri = textOf(resource, "uri");
  return { web: uri === undefined ? [] : [uri], installed: [] };
};

const cognito: Reader = (client) => ({
  web: [...textsOf(client, "callbackUrls"), ...textsOf(client, "logoutUrls")],
  installed: [],
});

const entra: Reader = (application) => ({
  web: [
    ...textsOf(application, "web", "redirectUris"),
    ...textsOf(application, "singlePageApplication", "redirectUris"),
  ],
  installed: textsOf(application, "publicClient", "redirectUris"),
});

const entraUris: Reader = (resource) => {
  const urls = textsOf(resource, "redirectUris");
  return textOf(resource, "type") === "PublicClient" ? { web: [], installed: urls } : { web: urls, installed: [] };
};

const jumpCloud: Reader = (application) => ({ web: textsOf(application, "redirectUris"), installed: [] });

const readers: Readonly<Record<string, Reader>> = {
  "okta:app/oAuth:OAuth": okta,
  "okta:app/oAuthRedirectUri:OAuthRedirectUri": oktaUri,
  "okta:app/oAuthPostLogoutRedirectUri:OAuthPostLogoutRedirectUri": oktaUri,
  "azuread:index/application:Application": entra,
  "azuread:index/applicationRedirectUris:ApplicationRedirectUris": entraUris,
  "aws:cognito/userPoolClient:UserPoolClient": cognito,
  "aws:cognito/managedUserPoolClient:ManagedUserPoolClient": cognito,
  "jumpcloud:index/oidcApplication:OidcApplication": jumpCloud,
};

/** Judges every URL at which sign-ins may end, each once. */
export function judgeReturnUrls(
  breachesOf: (urls: ReturnUrls, subject: ResourceSubject) => readonly (Breach | undefined)[],
): ResourceJudges {
  return Object.fromEntries(
    Object.entries(readers).map(([type, read]) => [
      type,
      (properties, subject) => {
        const { web, installed } = read(properties);
        return breachesOf({ web: [...new Set(web)], installed: [...new Set(installed)] }, subject);
      },
    ]),
  );
}
