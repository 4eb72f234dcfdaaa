import type { StackOutputs } from "../../../../scripts/lib/stack/readStackOutputs.ts";
import type { DeployedIssuer } from "../../../../trust/DeployedTrust.ts";
import type { IssuerModel } from "../../../../trust/TrustModel.ts";
import { clientId, clientSecret, issuerUrl } from "./FakeIssuer.ts";

export interface IssuerOutputs {
  readonly model: IssuerModel;
  readonly deployed: DeployedIssuer;
  /** By client. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** The outputs of a stack with these issuers and nothing else. */
export function outputsOf(issuers: Readonly<Record<string, IssuerOutputs>>, stack = "test"): StackOutputs {
  const each = <T>(part: (one: IssuerOutputs) => T): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(issuers).map(([name, one]) => [name, part(one)]));
  return {
    trust: {
      ...{ version: 2, project: "crosstrust", stack, region: "eu-central-1" },
      model: { issuers: each(({ model }) => model), apis: {}, relyingParties: {} },
      issuers: each(({ deployed }) => deployed),
      ...{ apis: {}, relyingParties: {} },
    },
    clientSecrets: each(({ secrets }) => secrets),
    relyingPartySecrets: {},
  };
}

function endpoints(issuer: string, discoveryUrl = `${issuer}/.well-known/openid-configuration`) {
  const tokenEndpoint = `${issuer.replace(/\/$/, "")}/token`;
  return { issuer, audiences: [], discoveryUrl, metadataUrl: discoveryUrl, tokenEndpoint, scopeClaim: "scp" } as const;
}

interface CognitoClient {
  readonly callbackUrls: readonly string[];
  readonly scopes?: readonly string[];
}

/** A user pool with clients that people sign in to, and one in its own name. */
export function cognitoOutputs(clients: Readonly<Record<string, CognitoClient>>): IssuerOutputs {
  const names = Object.keys(clients);
  const tokens = { accessMinutes: 60, idMinutes: 60, refreshDays: 30 };
  return {
    model: {
      ...{
        kind: "cognito",
        signIn: ["email"],
        mfa: "off",
        recovery: "none",
        deletionProtection: false,
        pages: "classic",
      },
      passwords: {
        ...{ minimumLength: 12, temporaryDays: 7 },
        ...{ lowercase: true, uppercase: true, numbers: true, symbols: true },
      },
      domain: { prefix: "acme-customers" },
      ...{ resourceServers: {}, groups: {}, federation: {} },
      clients: {
        machine: { kind: "machine", scopes: ["orders/read"], tokens: { accessMinutes: 60 } },
        ...Object.fromEntries(
          Object.entries(clients).map(([name, { callbackUrls, scopes = ["email", "openid"] }]) => [
            name,
            {
              ...{ kind: "interactive" as const, callbackUrls, scopes, tokens },
              ...{ logoutUrls: [], identityProviders: ["cognito"], authFlows: [] },
            },
          ]),
        ),
      },
    },
    deployed: {
      ...{ kind: "cognito", ...endpoints("https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc") },
      ...{
        userPoolId: "eu-central-1_abc",
        domain: "acme-customers.auth.eu-central-1.amazoncognito.com",
        federation: {},
      },
      clients: Object.fromEntries(["machine", ...names].map((name) => [name, { clientId: `id-of-${name}` }])),
    },
    secrets: Object.fromEntries(["machine", ...names].map((name) => [name, `secret-of-${name}`])),
  };
}

/** JumpCloud, played by the fake issuer. */
export function jumpCloudOutputs(
  redirectUris: readonly string[] = ["http://localhost:5000/authorize"],
  loginUrl = "http://localhost:5000/login",
): IssuerOutputs {
  return {
    model: {
      ...{ kind: "jumpcloud", groups: {}, people: {} },
      clients: { reports: { label: "reports", create: false, redirectUris, loginUrl, groups: [] } },
    },
    deployed: {
      ...{ kind: "jumpcloud", ...endpoints(issuerUrl, `${issuerUrl}.well-known/openid-configuration`) },
      ...{ authorizationEndpoint: `${issuerUrl}authorize`, userInfoEndpoint: `${issuerUrl}userinfo` },
      ...{ applications: {}, groups: {}, people: {}, clients: { reports: { clientId } } },
    },
    secrets: { reports: clientSecret },
  };
}

export function entraOutputs(tenantId = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70"): IssuerOutputs {
  return {
    model: { kind: "entra", roles: {}, assignmentRequired: true, clients: {} },
    deployed: {
      ...{ kind: "entra", ...endpoints(`https://login.microsoftonline.com/${tenantId}/v2.0`), tenantId },
      ...{
        applicationObjectId: "a",
        servicePrincipalId: "s",
        identifierUri: "api://a",
        tokenScope: "api://a/.default",
      },
      clients: {},
    },
    secrets: {},
  };
}

export function oktaOutputs(): IssuerOutputs {
  return {
    model: { kind: "okta", audience: "https://api.acme.example", scopes: {}, clients: {}, accessPolicies: [] },
    deployed: { kind: "okta", ...endpoints("https://acme.okta.com/oauth2/aus1"), serverId: "aus1", clients: {} },
    secrets: {},
  };
}
