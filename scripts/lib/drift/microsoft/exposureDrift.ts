import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { at, objectsAt, textAt, textsAt, without } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { resourcesOf } from "../lib/resourcesOf.ts";
import { putBack } from "../lib/putBack.ts";
import { graphPatch, removeEntitlement, removeUnlessWanted, restore } from "./fixes.ts";
import { gainsBy, withRole } from "./gains.ts";
import type { GraphObject, RegisteredApplication } from "./RegisteredApplication.ts";

/** What an application offers to others, and what it asks of others, against what was declared. */
export function exposureDrift(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  return [
    ...roleDrift(application, found),
    ...scopeDrift(application, found),
    ...preAuthorizedDrift(application, found),
    ...knownClientDrift(application, found),
    ...identifierDrift(application, found),
    ...requestDrift(application, found),
  ];
}

function roleDrift(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  const { place, resource, principal } = application;
  const declared = objectsAt(resource.inputs, "appRoles");
  const mirrored = [resource.id, principal?.id].flatMap((id) =>
    id === undefined ? [] : ["appRoles", "appRoleIds"].map((property) => ({ id, property })),
  );
  const all = objectsAt(found, "appRoles");
  return all.flatMap((role): readonly DriftFinding[] => {
    const [id, value] = [textAt(role, "id"), textAt(role, "value")];
    const own = declared.find((one) => one["id"] === id);
    const isDeclared = own !== undefined || Object.hasOwn(resource.inputs, "appRoles");
    const advice = isDeclared
      ? putBack(application.context.stack)
      : removeEntitlement(application, all, role, (appRoles) => ({ appRoles }));
    const told = { ...place, where: `${place.where}, role ${value || id}`, advice, explains: mirrored };
    if (own === undefined) {
      const message = `The API has an app role ${value || id} that nobody declared.`;
      const gains = "Whoever is assigned the role carries it in tokens, to whatever route or backend asks for it.";
      return [driftFinding({ rule: "unmanaged-scope", ...told, message, gains, actual: value || id })];
    }
    const wanted = textAt(own, "value");
    if (value !== wanted) {
      const message = `Whoever has the app role ${wanted} carries ${value || "nothing"} in its place.`;
      const gains = value === "" ? undefined : `Whoever was assigned ${wanted} passes wherever ${value} is asked for.`;
      const said = { where: `${place.where}, role ${wanted}`, expected: wanted, actual: value || "no value" };
      return [
        driftFinding({ rule: "managed-changed", ...told, ...said, message, ...(gains !== undefined && { gains }) }),
      ];
    }
    if (role["isEnabled"] === false && own["enabled"] !== false) {
      const message = `The app role ${value} is switched off: nobody's tokens carry it.`;
      return [driftFinding({ rule: "deactivated", ...told, message, expected: "enabled", actual: "disabled" })];
    }
    const members = without(textsAt(role, "allowedMemberTypes"), textsAt(own, "allowedMemberTypes"));
    if (members.length === 0) return [];
    const message = `The app role ${value} can be assigned to ${inWords(members)} too.`;
    const gains = "People who are assigned the role carry it in their tokens.";
    const actual = inWords(textsAt(role, "allowedMemberTypes"));
    return [
      driftFinding({
        rule: "managed-changed",
        ...told,
        message,
        gains,
        expected: inWords(textsAt(own, "allowedMemberTypes")),
        actual,
      }),
    ];
  });
}

/** Scopes that people's tokens carry; the program declares none. */
function scopeDrift(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  const { place, resource, principal } = application;
  const declared = objectsAt(resource.inputs, "api", "oauth2PermissionScopes").map((scope) => textAt(scope, "id"));
  const explains = [
    ...["api", "oauth2PermissionScopeIds"].map((property) => ({ id: resource.id ?? "", property })),
    ...["oauth2PermissionScopes", "oauth2PermissionScopeIds"].flatMap((property) =>
      principal?.id === undefined ? [] : [{ id: principal.id, property }],
    ),
  ];
  const all = objectsAt(found, "api", "oauth2PermissionScopes");
  return all
    .filter((scope) => !declared.includes(textAt(scope, "id")))
    .map((scope) => {
      const value = textAt(scope, "value");
      const opened = gainsBy(application, (issuer) =>
        withRole(issuer, "an application that people consent to", [value]),
      );
      return driftFinding({
        rule: "unmanaged-scope",
        ...place,
        where: `${place.where}, scope ${value}`,
        message: `The API has a scope ${value} for people's tokens that nobody declared.`,
        gains: opened ?? `Applications that people consent to get tokens for the API, with ${value} in \`scp\`.`,
        actual: `${value}, ${scope["isEnabled"] === false ? "disabled" : "enabled"}`,
        advice: removeEntitlement(application, all, scope, (oauth2PermissionScopes) => ({
          api: { oauth2PermissionScopes },
        })),
        explains,
      });
    });
}

/** Applications that get people's tokens without asking for consent; the program declares none. */
function preAuthorizedDrift(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  const { context, place, resource } = application;
  const declared = resourcesOf(context.state, "azuread:index/applicationPreAuthorized:ApplicationPreAuthorized")
    .filter(({ outputs }) => outputs["applicationId"] === resource.id)
    .map(({ outputs }) => textAt(outputs, "authorizedClientId"));
  const all = objectsAt(found, "api", "preAuthorizedApplications");
  const allBut = (appId: string) => ({
    api: { preAuthorizedApplications: all.filter((one) => one["appId"] !== appId) },
  });
  return all
    .map((one) => textAt(one, "appId"))
    .filter((appId) => !declared.includes(appId))
    .toSorted()
    .map((appId) =>
      driftFinding({
        rule: "unmanaged-consent",
        ...place,
        where: `${place.where}, pre-authorized application ${appId}`,
        message: `The application ${appId} gets people's tokens for the API without their consent, and nobody declared that.`,
        gains: `Whoever runs the application ${appId} acts as people who sign in to it.`,
        actual: appId,
        advice: restore(application, "", allBut(appId)),
      }),
    );
}

/** Applications whose consent is one to the API as well; the program declares none. */
function knownClientDrift(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  const { place, resource } = application;
  const declared = textsAt(resource.inputs, "api", "knownClientApplications");
  return without(textsAt(found, "api", "knownClientApplications"), declared).map((appId) =>
    driftFinding({
      rule: "unmanaged-consent",
      severity: "warning",
      ...place,
      where: `${place.where}, known client ${appId}`,
      message: `Who consents to the application ${appId} consents to the API with it, and nobody declared that.`,
      gains: `Whoever runs the application ${appId} gets what the API asks of others, from people who were not asked for that.`,
      actual: appId,
      advice: restore(application, "api", { api: { knownClientApplications: declared } }),
      explains: [{ id: resource.id ?? "", property: "api" }],
    }),
  );
}

/** The state has them one by one, apart from the application. */
function identifierDrift(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  const { context, place, resource, principal, path, tenantId } = application;
  const declared = resourcesOf(context.state, "azuread:index/applicationIdentifierUri:ApplicationIdentifierUri")
    .filter(({ outputs }) => outputs["applicationId"] === resource.id)
    .map(({ outputs }) => textAt(outputs, "identifierUri"));
  const actual = textsAt(found, "identifierUris");
  const known = [...new Set([...declared, ...textsAt(resource.inputs, "identifierUris")])];
  return without(actual, known).map((uri) =>
    driftFinding({
      rule: "unmanaged-object",
      ...place,
      where: `${place.where}, identifier URI ${uri}`,
      message: `Tokens of the API can be asked for by ${uri} too, and nobody declared that.`,
      expected: inWords(declared) || "none",
      actual: uri,
      advice: removeUnlessWanted({ tenantId }, graphPatch(path, { identifierUris: without(actual, [uri]) })),
      explains: [
        { id: resource.id ?? "", property: "identifierUris" },
        ...(principal?.id === undefined ? [] : [{ id: principal.id, property: "servicePrincipalNames" }]),
      ],
    }),
  );
}

/** What the portal offers to consent to, and an administrator consents to without looking. */
function requestDrift(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  const { context, place, resource } = application;
  const requests = (object: GraphObject, list: string, items: string) =>
    objectsAt(object, list).flatMap((api) =>
      objectsAt(api, items).map(
        (item) => `${textAt(item, "type")} ${textAt(item, "id")} of ${textAt(api, "resourceAppId")}`,
      ),
    );
  const actual = requests(found, "requiredResourceAccess", "resourceAccess").toSorted();
  const declared = requests(resource.inputs, "requiredResourceAccesses", "resourceAccesses").toSorted();
  const explains = [{ id: resource.id ?? "", property: "requiredResourceAccesses" }];
  const wanted = objectsAt(resource.inputs, "requiredResourceAccesses").map((api) => ({
    resourceAppId: at(api, "resourceAppId"),
    resourceAccess: at(api, "resourceAccesses"),
  }));
  const advice = restore(application, "requiredResourceAccesses", { requiredResourceAccess: wanted });
  const extra = without(actual, declared).map((request) =>
    driftFinding({
      rule: "unmanaged-consent",
      severity: "warning",
      ...place,
      where: `${place.where}, asks for ${request}`,
      message: `The application asks for the permission ${request}, and nobody declared that.`,
      gains: "With the next admin consent the application gets it.",
      actual: request,
      advice,
      explains,
    }),
  );
  const gone = without(declared, actual);
  if (gone.length === 0) return extra;
  const message = "The application no longer asks for permissions that were declared.";
  const told = {
    ...place,
    message,
    expected: inWords(gone),
    actual: "not asked for",
    advice: putBack(context.stack),
    explains,
  };
  return [...extra, driftFinding({ rule: "managed-changed", ...told })];
}
