import { directoryVariable } from "../../../../components/entra/directoryVariables.ts";
import type { DriftContext } from "../DriftContext.ts";
import { textAt } from "../lib/fields.ts";
import { accessOf } from "../lib/gainedAccess.ts";
import type { Place } from "../lib/placeOf.ts";
import { resourcesOf } from "../lib/resourcesOf.ts";
import type { DeclaredAccount, Directory, RegisteredApplication } from "./RegisteredApplication.ts";

type Application = Directory["applications"][number];
type Particulars = Pick<RegisteredApplication, "kind" | "issuer" | "can">;

/** The directories in which the stack has applications and people: the company's tenant, and each B2C issuer's own. */
export function directoriesOf(context: DriftContext): readonly Directory[] {
  const { model, issuers } = context.trust;
  const b2c = Object.entries(issuers).flatMap(([name, issuer]): readonly Directory[] => {
    if (issuer.kind !== "b2c") return [];
    const { tenantId } = issuer;
    const variables = (["CLIENT_ID", "CLIENT_SECRET"] as const).map((variable) => directoryVariable(name, variable));
    const directory = context.directories.b2c(name, tenantId);
    const applications = ofIssuer(context, name);
    return [{ tenantId, directory, variables: variables.join(" and "), applications, people: [] }];
  });
  const applications = [
    ...Object.keys(issuers).flatMap((name) => (issuers[name]?.kind === "entra" ? ofIssuer(context, name) : [])),
    ...Object.keys(model.issuers).flatMap((name) => federated(context, name)),
    ...Object.keys(model.relyingParties).flatMap((name) => ofParty(context, name)),
  ];
  const tenantId = tenantOf(context);
  if (tenantId === undefined) return b2c;
  const directory = context.directories.tenant(tenantId);
  const variables = "ARM_CLIENT_ID and ARM_CLIENT_SECRET (or its kin)";
  return [{ tenantId, directory, variables, applications, people: accountsOf(context) }, ...b2c];
}

/** The company's tenant, by whatever of the stack is in it. */
function tenantOf({ trust: { issuers, relyingParties }, state }: DriftContext): string | undefined {
  const known = [
    ...Object.values(issuers).flatMap((issuer) => (issuer.kind === "entra" ? [issuer.tenantId] : [])),
    ...Object.values(relyingParties).flatMap((party) =>
      party.kind === "jumpcloud-federation" ? [party.tenantId] : [],
    ),
  ];
  if (known[0] !== undefined) return known[0];
  const pools = Object.values(issuers).flatMap((issuer) =>
    issuer.kind === "cognito" ? Object.values(issuer.federation).map(({ clientId }) => clientId) : [],
  );
  const principal = resourcesOf(state, "azuread:index/servicePrincipal:ServicePrincipal").find(({ outputs }) =>
    pools.includes(textAt(outputs, "clientId")),
  );
  return principal && textAt(principal.outputs, "applicationTenantId");
}

function ofIssuer(context: DriftContext, issuer: string): readonly Application[] {
  const deployed = context.trust.issuers[issuer];
  if (deployed?.kind !== "entra" && deployed?.kind !== "b2c") return [];
  const place: Required<Place> = { where: `issuers.${issuer}`, path: ["crosstrust:issuers", issuer] };
  const [apiId = ""] = deployed.audiences;
  return [
    ...registered(context, apiId, place, { kind: "api", issuer }),
    ...Object.entries(deployed.clients).flatMap(([client, { clientId }]) => {
      const calls = accessOf(context.trust.model, issuer, client);
      const where = `${place.where}, client ${client}`;
      const own: Required<Place> = { where, path: [...place.path, "clients", client] };
      return registered(context, clientId, own, { kind: "client", issuer, can: calls && `can call ${calls}` });
    }),
  ];
}

function federated(context: DriftContext, issuer: string): readonly Application[] {
  const [model, deployed] = [context.trust.model.issuers[issuer], context.trust.issuers[issuer]];
  if (model?.kind !== "cognito" || deployed?.kind !== "cognito") return [];
  return Object.entries(model.federation).flatMap(([provider, { kind }]) => {
    const clientId = deployed.federation[provider]?.clientId;
    if (kind !== "entra" || clientId === undefined) return [];
    const where = `issuers.${issuer}, identity provider ${provider}`;
    const path = ["crosstrust:issuers", issuer, "federation", provider];
    return registered(context, clientId, { where, path }, { kind: "sign-in" });
  });
}

function ofParty(context: DriftContext, name: string): readonly Application[] {
  const deployed = context.trust.relyingParties[name];
  if (deployed?.kind !== "jumpcloud-federation") return [];
  const place = { where: `relyingParties.${name}`, path: ["crosstrust:relyingParties", name] };
  return registered(context, deployed.clientId, place, { kind: "sign-in" });
}

/** None where the state does not know the application. */
function registered(
  { state }: DriftContext,
  appId: string,
  place: Required<Place>,
  particulars: Particulars,
): readonly Application[] {
  const by = (type: string) => resourcesOf(state, type).find(({ outputs }) => outputs["clientId"] === appId);
  const resource = by("azuread:index/application:Application");
  const principal = by("azuread:index/servicePrincipal:ServicePrincipal");
  const objectId = textAt(resource?.outputs, "objectId");
  if (resource === undefined || objectId === "") return [];
  const principalId = textAt(principal?.outputs, "objectId");
  return [
    {
      ...particulars,
      place,
      appId,
      resource,
      principal,
      path: `/applications/${objectId}`,
      principalPath: principalId === "" ? undefined : `/servicePrincipals/${principalId}`,
    },
  ];
}

function accountsOf({ trust, state }: DriftContext): readonly DeclaredAccount[] {
  return Object.entries(trust.relyingParties).flatMap(([name, party]) =>
    party.kind !== "jumpcloud-federation"
      ? []
      : Object.entries(party.people).flatMap(([person, { objectId }]) => {
          const users = resourcesOf(state, "azuread:index/user:User");
          const resource = users.find(({ outputs }) => outputs["objectId"] === objectId);
          const where = `relyingParties.${name}, person ${person}`;
          const path = ["crosstrust:relyingParties", name, "people", person];
          return resource === undefined ? [] : [{ place: { where, path }, resource, objectId }];
        }),
  );
}
