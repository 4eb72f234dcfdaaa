import { boolean, set, string } from "../../../providers/lib/Property.ts";
import { defineFunction } from "../../../providers/lib/ResourceDefinition.ts";
import { applicationView } from "./applicationView.ts";
import { flag, object, text, texts } from "./fields.ts";
import type { GraphClient, GraphObject } from "./GraphClient.ts";
import { ownersOf } from "./owners.ts";
import { applicationId, servicePrincipalId } from "./resourceIds.ts";
import { servicePrincipalView } from "./servicePrincipalView.ts";

/** `azuread:index/getClientConfig:getClientConfig`: as whom the provider works, and where. */
export const getClientConfig = defineFunction<GraphClient>()({
  token: "azuread:index/getClientConfig:getClientConfig",
  inputs: {},
  async call(graph) {
    const { tenantId, clientId } = graph;
    const objectId = await graph.callerId();
    return { clientId, id: `${tenantId}-${clientId}-${objectId}`, objectId, tenantId };
  },
});

/** `azuread:index/getDomains:getDomains`: the directory's domains, the verified ones unless told otherwise. */
export const getDomains = defineFunction<GraphClient>()({
  token: "azuread:index/getDomains:getDomains",
  inputs: {
    adminManaged: boolean(),
    includeUnverified: boolean(),
    onlyDefault: boolean(),
    onlyInitial: boolean(),
    onlyRoot: boolean(),
    supportsServices: set(string()),
  },
  async call(graph, asked) {
    const { adminManaged = false, includeUnverified = false, onlyDefault = false, onlyInitial = false } = asked;
    const { onlyRoot = false, supportsServices = [] } = asked;
    const domains = (await graph.list("/domains")).map(domainView);
    const found = domains.filter(
      (domain) =>
        (domain.adminManaged || !adminManaged) &&
        (domain.verified || includeUnverified) &&
        (domain.default || !onlyDefault) &&
        (domain.initial || !onlyInitial) &&
        (domain.root || !onlyRoot) &&
        supportsServices.every((service) => domain.supportedServices.includes(service)),
    );
    if (found.length === 0) throw new Error("no domain of the directory is as asked for");
    const filters = { adminManaged, includeUnverified, onlyDefault, onlyInitial, onlyRoot, supportsServices };
    return { ...filters, domains: found, id: `domains#${graph.tenantId}` };
  },
});

function domainView(domain: GraphObject) {
  return {
    adminManaged: flag(domain["isAdminManaged"]),
    authenticationType: text(domain["authenticationType"]),
    default: flag(domain["isDefault"]),
    domainName: text(domain["id"]),
    initial: flag(domain["isInitial"]),
    root: flag(domain["isRoot"]),
    supportedServices: texts(domain["supportedServices"]),
    verified: flag(domain["isVerified"]),
  };
}

/** `azuread:index/getServicePrincipal:getServicePrincipal`: by client id, display name or object id. */
export const getServicePrincipal = defineFunction<GraphClient>()({
  token: "azuread:index/getServicePrincipal:getServicePrincipal",
  inputs: { clientId: string(), displayName: string(), objectId: string() },
  async call(graph, { clientId, displayName, objectId }) {
    const principal = await findOne(graph, "/servicePrincipals", { appId: clientId, displayName, id: objectId });
    const { samlSingleSignOn, ...view } = await servicePrincipalView(graph, principal);
    return {
      ...view,
      id: servicePrincipalId(text(principal["id"])),
      samlSingleSignOns: samlSingleSignOn === undefined ? [] : [samlSingleSignOn],
    };
  },
});

/**
 * `azuread:index/getApplication:getApplication`: by client id, display name, identifier URI or object id. The published
 * one leaves the description out.
 */
export const getApplication = defineFunction<GraphClient>()({
  token: "azuread:index/getApplication:getApplication",
  inputs: { clientId: string(), displayName: string(), identifierUri: string(), objectId: string() },
  async call(graph, { clientId, displayName, identifierUri, objectId }) {
    const app = await findOne(graph, "/applications", { appId: clientId, displayName, identifierUri, id: objectId });
    const { api, optionalClaims, publicClient, singlePageApplication, web, ...rest } = applicationView(app);
    const { implicitGrant, ...platform } = object(web);
    const path = applicationId(text(app["id"]));
    const beta = await graph.get(`${path}?$select=oauth2RequirePostResponse`, "beta");
    return {
      ...rest,
      description: undefined,
      templateId: undefined,
      apis: [api],
      id: path,
      ...(identifierUri !== undefined && { identifierUri }),
      oauth2PostResponseRequired: flag(beta["oauth2RequirePostResponse"]),
      optionalClaims: app["optionalClaims"] === null ? [] : [optionalClaims],
      owners: await ownersOf(graph, path),
      publicClients: [publicClient],
      singlePageApplications: [singlePageApplication],
      webs: [{ ...platform, implicitGrants: [implicitGrant] }],
    };
  },
});

/** The one object that has this; exactly one of the properties is given. */
async function findOne(
  graph: GraphClient,
  path: string,
  asked: Readonly<Record<string, string | undefined>>,
): Promise<GraphObject> {
  const given = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const [[name, value] = ["", ""]] = given;
  if (given.length !== 1) throw new Error(`exactly one of ${Object.keys(asked).join(", ")} must be given`);
  if (name === "id") return graph.get(`${path}/${encodeURIComponent(value)}`);
  const quoted = `'${value.replaceAll("'", "''")}'`;
  const filter = name === "identifierUri" ? `identifierUris/any(uri:uri eq ${quoted})` : `${name} eq ${quoted}`;
  const found = await graph.list(`${path}?$filter=${encodeURIComponent(filter)}`);
  const [one] = found;
  if (one === undefined || found.length > 1) {
    throw new Error(`${found.length === 0 ? "nothing" : "more than one object"} at ${path} has the ${name} "${value}"`);
  }
  return one;
}
