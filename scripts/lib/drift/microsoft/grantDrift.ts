import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { textAt, textsAt, without } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { putBack } from "../lib/putBack.ts";
import { resourcesOf } from "../lib/resourcesOf.ts";
import { graphDelete, removeUnlessWanted } from "./fixes.ts";
import type { GraphObject, RegisteredApplication } from "./RegisteredApplication.ts";

/**
 * What an application was consented to do in people's names (delegated permissions): consents that nobody declared, wider
 * ones than declared, and declared ones that were withdrawn.
 */
export async function grantDrift(application: RegisteredApplication): Promise<readonly DriftFinding[]> {
  const { context, directory, place, principal, principalPath } = application;
  if (principal === undefined || principalPath === undefined) return [];
  const found = await directory.list<GraphObject>(`${principalPath}/oauth2PermissionGrants`);
  const declared = resourcesOf(
    context.state,
    "azuread:index/servicePrincipalDelegatedPermissionGrant:ServicePrincipalDelegatedPermissionGrant",
  ).filter(({ outputs }) => outputs["servicePrincipalObjectId"] === principal.outputs["objectId"]);
  const isOf = ({ id = "" }: { readonly id?: string }, grant: GraphObject): boolean =>
    id.split("/").at(-1) === textAt(grant, "id");
  const extra = found
    .filter((grant) => !declared.some((one) => isOf(one, grant)))
    .toSorted((one, other) => (textAt(one, "id") < textAt(other, "id") ? -1 : 1))
    .map((grant) => {
      const [id, scopes] = [textAt(grant, "id"), inWords(scopesOf(grant))];
      return driftFinding({
        rule: "unmanaged-consent",
        ...place,
        where: `${place.where}, consent to ${scopes || "nothing"} ${whose(grant)}`,
        message: `The application was consented to ${scopes || "nothing"} ${whose(grant)}, and nobody declared that.`,
        gains: gainsOf(grant, scopes),
        actual: `${scopes} at ${textAt(grant, "resourceId")}`,
        advice: removeUnlessWanted(application, graphDelete(`/oauth2PermissionGrants/${id}`)),
      });
    });
  const ofDeclared = declared.flatMap((one): readonly DriftFinding[] => {
    const grant = found.find((candidate) => isOf(one, candidate));
    const wanted = textsAt(one.outputs, "claimValues");
    const actual = grant === undefined ? [] : scopesOf(grant);
    const [more, gone] = [without(actual, wanted), without(wanted, actual)];
    const property = grant === undefined ? "id" : "claimValues";
    const told = {
      ...place,
      expected: inWords(wanted),
      actual: inWords(actual) || "no consent",
      advice: putBack(context.stack),
      explains: [{ id: one.id ?? "", property }],
    };
    return [
      ...(more.length === 0 || grant === undefined
        ? []
        : [
            driftFinding({
              rule: "unmanaged-consent",
              ...told,
              where: `${place.where}, consent to ${inWords(more)} ${whose(grant)}`,
              message: `The application was consented to ${inWords(more)} as well, and nobody declared that.`,
              gains: gainsOf(grant, inWords(more)),
            }),
          ]),
      ...(gone.length === 0
        ? []
        : [
            driftFinding({
              rule: "consent-lost",
              ...told,
              where: `${place.where}, consent to ${inWords(gone)}`,
              message: `The admin consent to ${inWords(gone)} was withdrawn: people are asked for it, or cannot sign in.`,
            }),
          ]),
    ];
  });
  return [...extra, ...ofDeclared];
}

/**
 * What applications that are none of the stack's were consented to do at an API in people's names. The stack's own are told
 * where they stand.
 */
export async function grantedToDrift(application: RegisteredApplication): Promise<readonly DriftFinding[]> {
  const { context, directory, kind, place, principal } = application;
  const id = textAt(principal?.outputs, "objectId");
  if (kind !== "api" || id === "") return [];
  const filter = encodeURIComponent(`resourceId eq '${id}'`);
  const found = await directory.list<GraphObject>(`/oauth2PermissionGrants?$filter=${filter}`);
  const own = new Set(
    resourcesOf(context.state, "azuread:index/servicePrincipal:ServicePrincipal").map(({ outputs }) =>
      textAt(outputs, "objectId"),
    ),
  );
  const others = found
    .filter((grant) => !own.has(textAt(grant, "clientId")))
    .toSorted((one, other) => (textAt(one, "id") < textAt(other, "id") ? -1 : 1));
  return Promise.all(
    others.map(async (grant) => {
      const clientId = textAt(grant, "clientId");
      const client = await directory.find<GraphObject>(`/servicePrincipals/${clientId}?$select=id,displayName`);
      const who = textAt(client, "displayName") || clientId;
      const scopes = inWords(scopesOf(grant)) || "nothing";
      return driftFinding({
        rule: "unmanaged-consent",
        ...place,
        where: `${place.where}, consent to ${scopes} for ${who} ${whose(grant)}`,
        message: `${who} was consented to ${scopes} at the API ${whose(grant)}, and nobody declared that.`,
        gains: `Whoever runs ${who} gets tokens for the API, of ${grant["consentType"] === "AllPrincipals" ? "whoever signs in" : "that person"}.`,
        actual: `application ${clientId}`,
        advice: removeUnlessWanted(application, graphDelete(`/oauth2PermissionGrants/${textAt(grant, "id")}`)),
      });
    }),
  );
}

function scopesOf(grant: GraphObject): readonly string[] {
  return textAt(grant, "scope")
    .split(/\s+/)
    .filter((scope) => scope !== "")
    .toSorted();
}

function whose(grant: GraphObject): string {
  return grant["consentType"] === "AllPrincipals"
    ? "in everybody's name"
    : `in the name of ${textAt(grant, "principalId")}`;
}

function gainsOf(grant: GraphObject, scopes: string): string {
  const people = grant["consentType"] === "AllPrincipals" ? "whoever signs in" : "that person";
  return `Whoever runs the application can use ${scopes || "nothing"} as ${people}.`;
}
