import { b2cIssuer, discoveryUrlOf, entraIssuer, entraTenantUrl } from "../../../trust/entra/endpoints.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { B2cIssuerModel, CognitoIssuerModel, TrustModel } from "../../../trust/TrustModel.ts";
import type { IssuerExpectation } from "./IssuerExpectation.ts";

/** What is known before a deployment. */
export interface Known {
  readonly model: TrustModel;
  /** Of the company's Entra tenant. */
  readonly tenantId: string | undefined;
  /** The constant of the JumpCloud organisation's region. */
  readonly jumpCloudIssuer: string | undefined;
  /** What an earlier deployment said; Okta and Cognito give an issuer its name only when it is made. */
  readonly deployed: DeployedTrust | undefined;
}

/** The issuers that can be looked at already: Microsoft's and JumpCloud's by the config, the others once they were deployed. */
export function expectedIssuers(known: Known): readonly IssuerExpectation[] {
  const { model, tenantId, jumpCloudIssuer, deployed } = known;
  const issuers = Object.entries(model.issuers).flatMap(([name, issuer]): IssuerExpectation[] => {
    const where = `issuers.${name}`;
    if (issuer.kind === "b2c") return [b2c(where, issuer)];
    if (issuer.kind === "entra") return tenantId === undefined ? [] : [entra(where, tenantId)];
    if (issuer.kind === "jumpcloud") return jumpCloudIssuer === undefined ? [] : [jumpcloud(where, jumpCloudIssuer)];
    const found = deployed?.issuers[name];
    if (issuer.kind === "okta") return found?.kind === "okta" ? [okta(where, found.issuer)] : [];
    const pool = found?.kind === "cognito" ? [cognito(where, found.issuer)] : [];
    return [...pool, ...poolFederations(where, issuer, tenantId)];
  });
  const federations = Object.entries(model.relyingParties).flatMap(([name, party]): IssuerExpectation[] =>
    party.kind === "jumpcloud-federation" && tenantId !== undefined
      ? [federation(`relyingParties.${name}`, tenantId)]
      : [],
  );
  return [...issuers, ...federations];
}

/** Those of the company's tenant, which Cognito reads as the deployment tells it of them. */
function poolFederations(
  where: string,
  { federation: providers }: CognitoIssuerModel,
  tenantId: string | undefined,
): readonly IssuerExpectation[] {
  return Object.entries(providers).flatMap(([provider, { kind }]) =>
    kind === "entra" && tenantId !== undefined
      ? [{ ...entra(`${where}.federation.${provider}`, tenantId), readByGateway: false }]
      : [],
  );
}

const noTenant = "azuread:tenantId (or ARM_TENANT_ID) has to be the id of an existing Entra tenant";

function entra(name: string, tenantId: string): IssuerExpectation {
  const issuer = entraIssuer(tenantId);
  return {
    name,
    ...readByGateway(issuer),
    whenMissing: noTenant,
    whenDifferent: () => noTenant,
  };
}

/** API Gateway looks under the issuer and compares character by character. */
function readByGateway(
  issuer: string,
): Pick<IssuerExpectation, "issuer" | "discoveryUrl" | "compare" | "readByGateway"> {
  return { issuer, discoveryUrl: discoveryUrlOf(issuer), compare: "exact", readByGateway: true };
}

/** JumpCloud's form has no version; its documents lie under the tenant's URL. */
function federation(name: string, tenantId: string): IssuerExpectation {
  return {
    name,
    issuer: entraTenantUrl(tenantId),
    discoveryUrl: discoveryUrlOf(entraIssuer(tenantId)),
    compare: "tenant",
    readByGateway: false,
    whenMissing: noTenant,
    whenDifferent: () => noTenant,
  };
}

function b2c(name: string, model: B2cIssuerModel): IssuerExpectation {
  const issuer = b2cIssuer(model);
  const { domain, tenantId, tenantName, policy } = model;
  return {
    name,
    ...readByGateway(issuer),
    whenMissing: `the tenant ${tenantName} (${tenantId}) has to have the user flow or policy ${policy}, and to answer at ${domain}`,
    whenDifferent: (published) =>
      published === `https://${domain}/${tenantId}/v2.0/`
        ? `in the Azure portal, set "Issuer (iss) claim" of ${policy} (Properties, Token compatibility settings) to the form with /tfp/: API Gateway finds discovery only under that one. Other applications on the same user flow may accept only the present form, so look at them first`
        : `the settings domain, tenantId and policy have to be those of the user flow`,
  };
}

/** Identity Center takes any URL for an issuer, and refuses people when it cannot read the documents under it. */
function jumpcloud(name: string, issuer: string): IssuerExpectation {
  const region = "jumpcloud:region (or JUMPCLOUD_REGION) has to be where the organisation's data is: us, eu or in";
  return {
    name,
    issuer,
    discoveryUrl: discoveryUrlOf(issuer),
    compare: "exact",
    readByGateway: false,
    whenMissing: region,
    whenDifferent: () => region,
  };
}

function cognito(name: string, issuer: string): IssuerExpectation {
  return {
    name,
    ...readByGateway(issuer),
    madeHere: true,
    whenMissing: "the user pool is gone: `npm run up -- --refresh` makes another one, without its people",
    whenDifferent: () => "`npm run up -- --refresh`, to trust the issuer that the user pool has",
  };
}

function okta(name: string, issuer: string): IssuerExpectation {
  return {
    name,
    ...readByGateway(issuer),
    madeHere: true,
    whenMissing: "the authorization server is gone or deactivated: `npm run up -- --refresh` makes it again",
    whenDifferent: () =>
      "the authorization server's issuer was changed in Okta (Issuer URL mode, custom domain): set it back, or `npm run up -- --refresh` to trust the new one",
  };
}
