import type { Application, AppRole, Directory, GraphFields } from "../../state.ts";
import { badRequest } from "../errors.ts";
import type { ApplicationBody } from "./applicationBody.ts";
import { complexDefaults } from "./applicationJson.ts";
import { checkEntitlements } from "./checkEntitlements.ts";
import { checkIdentifierUris } from "./checkIdentifierUris.ts";
import { checkRedirectUris } from "./checkRedirectUris.ts";

/**
 * An application with what a request says: properties of its complex types are merged, collections replaced, a null puts a
 * complex type back to nothing. Throws a GraphError for what Graph refuses; the application itself stays as it was.
 */
export function applyBody(
  directory: Directory,
  application: Application,
  body: Omit<ApplicationBody, "owners@odata.bind">,
): Application {
  const { api, web, optionalClaims, appRoles, identifierUris, ...others } = body;
  const { displayName, signInAudience, groupMembershipClaims, requiredResourceAccess, ...rest } = others;
  const changed: Application = {
    ...application,
    ...defined({ displayName, signInAudience, groupMembershipClaims, requiredResourceAccess }),
    ...(identifierUris && { identifierUris: [...identifierUris] }),
    ...(appRoles && { appRoles: appRoles.map(withoutOrigin) }),
    api: mergeApi(application.api, api),
    web: mergeWeb(application.web, web),
    optionalClaims: mergeClaims(application.optionalClaims, optionalClaims),
    rest: mergeRest(application.rest, rest),
  };
  if (identifierUris || api) checkIdentifierUris(directory, application, changed);
  checkRedirectUris(changed);
  checkEntitlements(application, changed);
  checkTokenVersion(changed);
  return changed;
}

/** Where a role comes from is told, not taken. */
function withoutOrigin({ id, allowedMemberTypes, value, displayName, description, isEnabled }: AppRole): AppRole {
  return { id, allowedMemberTypes, value, displayName, description, isEnabled };
}

function mergeApi(api: Application["api"], given: ApplicationBody["api"]): Application["api"] {
  if (given === undefined) return api;
  if (given === null) return { requestedAccessTokenVersion: null, oauth2PermissionScopes: [] };
  return { ...api, ...defined(given) };
}

function mergeWeb(web: Application["web"], given: ApplicationBody["web"]): Application["web"] {
  if (given === undefined) return web;
  const none = {
    redirectUris: [],
    implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
  };
  if (given === null) return none;
  const { implicitGrantSettings = {}, ...others } = given;
  const { enableIdTokenIssuance, enableAccessTokenIssuance } = implicitGrantSettings;
  return {
    ...web,
    ...defined(others),
    implicitGrantSettings: {
      enableIdTokenIssuance: enableIdTokenIssuance ?? web.implicitGrantSettings.enableIdTokenIssuance,
      enableAccessTokenIssuance: enableAccessTokenIssuance ?? web.implicitGrantSettings.enableAccessTokenIssuance,
    },
  };
}

function mergeClaims(
  claims: Application["optionalClaims"],
  given: ApplicationBody["optionalClaims"],
): Application["optionalClaims"] {
  if (given === undefined) return claims;
  if (given === null) return null;
  const { idToken, accessToken, saml2Token } = given;
  return {
    idToken: (idToken === undefined ? claims?.idToken : idToken) ?? [],
    accessToken: (accessToken === undefined ? claims?.accessToken : accessToken) ?? [],
    saml2Token: (saml2Token === undefined ? claims?.saml2Token : saml2Token) ?? [],
  };
}

function mergeRest(rest: GraphFields, given: object): GraphFields {
  const merged: GraphFields = { ...rest };
  for (const [name, value] of Object.entries(defined(given))) {
    const old = merged[name];
    if (value === null && name in complexDefaults) Reflect.deleteProperty(merged, name);
    else merged[name] = isComplex(old) && isComplex(value) ? { ...old, ...value } : value;
  }
  return merged;
}

function isComplex(value: unknown): value is GraphFields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Registrations that personal accounts may use get tokens of version 2 alone; words as users report them. */
function checkTokenVersion({ api, signInAudience }: Application): void {
  if (!signInAudience.includes("PersonalMicrosoftAccount") || api.requestedAccessTokenVersion === 2) return;
  throw badRequest("Property api.requestedAccessTokenVersion is invalid.", [
    {
      code: "InvalidValue",
      message: "Property api.requestedAccessTokenVersion is invalid.",
      target: "api.requestedAccessTokenVersion",
    },
  ]);
}

type Defined<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** Without the properties that a request did not name. */
export function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}
