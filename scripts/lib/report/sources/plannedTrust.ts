import { mapValues } from "../../../../lib/mapValues.ts";
import { audienceClientsOf } from "../../../../trust/access/cognitoGrants.ts";
import { requirementsOf } from "../../../../trust/access/requirementsOf.ts";
import type { DeployedIssuer, DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import { b2cIssuer, entraIssuer } from "../../../../trust/entra/endpoints.ts";
import type { ApiModel, IssuerModel, TrustModel } from "../../../../trust/TrustModel.ts";
import type { DrawnApi, DrawnTrust } from "../graph/DrawnTrust.ts";

/** What is known of a config beside its model. */
export interface Plan {
  readonly stack: string;
  readonly region?: string | undefined;
  /** Of the company's Entra tenant. */
  readonly tenantId?: string | undefined;
  /** What the vendors made of the stack before: what is still declared of it is taken to stay as it is. */
  readonly deployed?: DeployedTrust | undefined;
}

/** What stands for what a vendor makes and has not made yet. */
const notDeployed = "not deployed";

/**
 * The trust that a config declares, as far as it is known before it is deployed: what the config alone decides, and what is
 * deployed already.
 */
export function plannedTrust(model: TrustModel, plan: Plan): DrawnTrust {
  const { stack, region, tenantId } = plan;
  const known = Object.entries(model.issuers).flatMap(([name, issuer]) => {
    const iss = issuerOf(issuer, deployedIssuer(name, issuer, plan), tenantId);
    return iss === undefined ? [] : [[name, { issuer: iss }] as const];
  });
  return {
    ...{ project: plan.deployed?.project ?? "crosstrust", stack, model },
    ...(region !== undefined && { region }),
    issuers: Object.fromEntries(known),
    apis: mapValues(model.apis, (api) => plannedApi(api, model, plan)),
    relyingParties: mapValues(model.relyingParties, ({ kind }, name) => {
      const party = plan.deployed?.relyingParties[name];
      if (kind !== "jumpcloud-federation") return { kind };
      if (tenantId !== undefined) return { kind, issuer: entraIssuer(tenantId) };
      return party?.kind === kind ? { kind, issuer: party.issuer } : { kind };
    }),
  };
}

function deployedIssuer(name: string, { kind }: IssuerModel, { deployed }: Plan): DeployedIssuer | undefined {
  const issuer = deployed?.issuers[name];
  return issuer?.kind === kind ? issuer : undefined;
}

function issuerOf(
  model: IssuerModel,
  deployed: DeployedIssuer | undefined,
  tenantId: string | undefined,
): string | undefined {
  if (model.kind === "b2c") return b2cIssuer(model);
  if (model.kind === "entra" && tenantId !== undefined) return entraIssuer(tenantId);
  return deployed?.issuer;
}

function plannedApi({ routes, lambdaAuthorizer }: ApiModel, model: TrustModel, plan: Plan): DrawnApi {
  const asked = (kind: "jwt" | "lambda") =>
    routes.flatMap(({ access }) => (access.kind === kind ? requirementsOf(access).map(({ issuer }) => issuer) : []));
  const authorizers = (issuers: readonly string[]) =>
    Object.fromEntries([...new Set(issuers)].map((name) => [name, { audiences: audiencesOf(name, model, plan) }]));
  const byLambda = asked("lambda");
  return {
    authorizers: authorizers(asked("jwt")),
    ...(byLambda.length > 0 && {
      lambdaAuthorizer: { cacheSeconds: lambdaAuthorizer?.cacheSeconds ?? 0, issuers: authorizers(byLambda) },
    }),
  };
}

/** In the order that is deployed, where they are the same. */
function audiencesOf(name: string, { issuers }: TrustModel, plan: Plan): readonly string[] {
  const issuer = issuers[name];
  if (issuer === undefined) return [notDeployed];
  if (issuer.kind === "okta") return [issuer.audience];
  const deployed = deployedIssuer(name, issuer, plan);
  if (issuer.kind !== "cognito") return deployed?.audiences ?? [notDeployed];
  const ids = audienceClientsOf(issuer).map(
    (client) => deployed?.clients[client]?.clientId ?? `${client} (${notDeployed})`,
  );
  const same = deployed?.audiences.length === ids.length && ids.every((id) => deployed.audiences.includes(id));
  return same ? deployed.audiences : ids;
}
