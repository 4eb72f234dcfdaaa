import { GetAuthorizersCommand, UpdateAuthorizerCommand } from "@aws-sdk/client-apigatewayv2";
import { UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import type { AccessTable } from "../../../../components/aws/authorizer/decideAccess.mjs";
import type {
  DeployedB2cIssuer,
  DeployedEntraIssuer,
  DeployedJumpCloudFederation,
} from "../../../../trust/DeployedTrust.ts";
import { authorizerPackage } from "../../../sandbox/aws/support/authorizerPackage.ts";
import type { RehearsedStack } from "../RehearsedStack.ts";
import type { Break, Mend } from "./Break.ts";

/** What somebody may change in Entra ID, the B2C tenant, JumpCloud's federation and the Lambda authorizer that reads their tokens. */
export function directoryBreaks(stack: () => RehearsedStack): readonly Break[] {
  const workforce = () => stack().outputs.trust.issuers["workforce"] as DeployedEntraIssuer;
  const customers = () => stack().outputs.trust.issuers["customers"] as DeployedB2cIssuer;
  const federation = () => stack().outputs.trust.relyingParties["jumpcloud"] as DeployedJumpCloudFederation;

  const principalOf = async (appId: string): Promise<string> =>
    String((await stack().graph("GET", `/servicePrincipals(appId='${appId}')`))["id"]);

  const patch = async (path: string, change: object, back: object, tenantId?: string): Promise<Mend> => {
    await stack().graph("PATCH", path, { ...change }, tenantId);
    return () => stack().graph("PATCH", path, { ...back }, tenantId);
  };

  const roleId = async (value: string): Promise<string> => {
    const { appRoles } = await stack().graph("GET", `/servicePrincipals/${workforce().servicePrincipalId}`);
    return String((appRoles as { id: string; value: string }[]).find((role) => role.value === value)?.id);
  };

  const assign = async (principalId: string, role: string): Promise<Mend> => {
    const path = `/servicePrincipals/${workforce().servicePrincipalId}/appRoleAssignedTo`;
    const body = { principalId, resourceId: workforce().servicePrincipalId, appRoleId: await roleId(role) };
    const { id } = await stack().graph("POST", path, body);
    return () => stack().graph("DELETE", `${path}/${String(id)}`);
  };

  const changeTable = async (change: (table: AccessTable) => AccessTable): Promise<Mend> => {
    const { apis, issuers, model } = stack().outputs.trust;
    const { functionName, issuers: trusted } = apis["orders"]!.lambdaAuthorizer!;
    const table: AccessTable = {
      issuers: Object.fromEntries(
        Object.entries(trusted).map(([name, { issuer: iss, audiences }]) => [
          name,
          { iss, audiences: [...audiences], discoveryUrl: issuers[name]!.discoveryUrl, clientIdClaim: "azp" },
        ]),
      ),
      routes: Object.fromEntries(
        model.apis["orders"]!.routes.flatMap(({ key, access }) =>
          access.kind === "lambda" ? [[key, access.admits]] : [],
        ),
      ),
    };
    const put = async (wanted: AccessTable): Promise<unknown> =>
      stack().lambda.send(
        new UpdateFunctionCodeCommand({ FunctionName: functionName, ZipFile: await authorizerPackage(wanted) }),
      );
    await put(change(table));
    return () => put(table);
  };

  const changeAuthorizer = async (name: string, change: object, back: object): Promise<Mend> => {
    const { apiId: ApiId } = stack().outputs.trust.apis["orders"]!;
    const { Items } = await stack().apiGateway.send(new GetAuthorizersCommand({ ApiId }));
    const AuthorizerId = Items?.find(({ Name }) => Name === name)?.AuthorizerId;
    const put = (wanted: object): Promise<unknown> =>
      stack().apiGateway.send(new UpdateAuthorizerCommand({ ApiId, AuthorizerId, ...wanted }));
    await put(change);
    return () => put(back);
  };

  const changeProvider = async (change: object): Promise<Mend> => {
    const path = `/api/v2/identity-providers/${federation().identityProviderId}`;
    const oidc = {
      clientId: federation().clientId,
      clientSecret: stack().outputs.relyingPartySecrets["jumpcloud"]!.clientSecret,
      url: federation().identityProviderUrl,
    };
    const put = (wanted: object): Promise<unknown> =>
      stack().jumpcloud("PUT", path, { name: "Entra OIDC", type: "AZURE", oidc: { ...oidc, ...wanted } });
    await put(change);
    return () => put({});
  };

  return [
    {
      what: "an app role assignment that is gone",
      make: async () => {
        const path = `/servicePrincipals/${workforce().servicePrincipalId}/appRoleAssignedTo`;
        const principalId = await principalOf(workforce().clients["nightly-export"]!.clientId);
        const { value } = await stack().graph("GET", path);
        const { id } = (value as { id: string; principalId: string }[]).find((one) => one.principalId === principalId)!;
        await stack().graph("DELETE", `${path}/${id}`);
        return () => assign(principalId, "Orders.Export");
      },
      fails: [
        /^workforce\/nightly-export: a token /,
        /^workforce: who has the API's roles$/,
        /^orders GET \/orders\/(all|export|summary): workforce\/nightly-export /,
      ],
    },
    {
      what: "an app role more",
      make: async () => assign(await principalOf(workforce().clients["approvals"]!.clientId), "Orders.Export"),
      fails: [
        /^workforce\/approvals: a token with its roles$/,
        /^workforce: who has the API's roles$/,
        /^orders GET \/orders\/(all|export): workforce\/approvals /,
      ],
    },
    {
      what: "an app role of an application that nobody declared",
      make: async () => assign(await principalOf(federation().clientId), "Orders.Export"),
      fails: [/^workforce: who has the API's roles$/, /^jumpcloud: what the application may do$/],
    },
    {
      what: "an API that requires no assignment any more",
      make: () =>
        patch(
          `/servicePrincipals/${workforce().servicePrincipalId}`,
          { appRoleAssignmentRequired: false },
          { appRoleAssignmentRequired: true },
        ),
      fails: [
        /^workforce: assignment to the API$/,
        /^workforce\/bystander: no token/,
        /^\S+ (GET|POST) \S+: workforce\/bystander with no scope$/,
      ],
    },
    {
      what: "an API of the B2C tenant that requires no assignment any more",
      make: () =>
        patch(
          `/servicePrincipals/${customers().servicePrincipalId}`,
          { appRoleAssignmentRequired: false },
          { appRoleAssignmentRequired: true },
          customers().tenantId,
        ),
      fails: [/^customers: assignment to the API$/],
    },
    {
      what: "tokens of version 1",
      make: () =>
        patch(
          `/applications/${workforce().applicationObjectId}`,
          { api: { requestedAccessTokenVersion: 1 } },
          { api: { requestedAccessTokenVersion: 2 } },
        ),
      fails: [
        /^workforce\/(approvals|deploy|nightly-export): a token of version 2 for this API$/,
        /^orders GET \/orders\/(all|export): workforce\/nightly-export /,
        /^orders GET \/orders\/summary: workforce\/(approvals|deploy|nightly-export) /,
      ],
    },
    {
      what: "an optional claim that is gone",
      make: () => {
        const claims = (names: readonly string[]) => ({ optionalClaims: { idToken: names.map((name) => ({ name })) } });
        const { optionalClaims } = federation();
        return patch(
          `/applications/${federation().applicationObjectId}`,
          claims(optionalClaims.filter((name) => name !== "login_hint")),
          claims(optionalClaims),
        );
      },
      fails: [/^jumpcloud\/(alice|bob|carol): the optional claims that apply to /],
    },
    {
      what: "access tokens by the implicit flow",
      make: () =>
        patch(
          `/applications/${federation().applicationObjectId}`,
          { web: { implicitGrantSettings: { enableAccessTokenIssuance: true } } },
          { web: { implicitGrantSettings: { enableAccessTokenIssuance: false } } },
        ),
      fails: [/^jumpcloud: no access token by the implicit flow$/],
    },
    {
      what: "no ID tokens by the authorization endpoint",
      make: () =>
        patch(
          `/applications/${federation().applicationObjectId}`,
          { web: { implicitGrantSettings: { enableIdTokenIssuance: false } } },
          { web: { implicitGrantSettings: { enableIdTokenIssuance: true } } },
        ),
      fails: [/^jumpcloud\/(alice|bob|carol): (an ID token|the optional claims) /],
    },
    {
      what: "a redirect URI more",
      make: () =>
        patch(
          `/applications/${federation().applicationObjectId}`,
          { web: { redirectUris: [...federation().redirectUris, "https://elsewhere.example/callback"] } },
          { web: { redirectUris: federation().redirectUris } },
        ),
      fails: [/^jumpcloud: the application's redirect URIs$/],
    },
    {
      what: "a client secret more",
      make: async () => {
        const path = `/applications/${federation().applicationObjectId}`;
        const { keyId } = await stack().graph("POST", `${path}/addPassword`, { passwordCredential: {} });
        return () => stack().graph("POST", `${path}/removePassword`, { keyId });
      },
      fails: [/^jumpcloud: the application: no credentials but the declared ones$/],
    },
    {
      what: "a federated credential more, for somebody else's workflow",
      make: async () => {
        const path = `/applications(appId='${workforce().clients["approvals"]!.clientId}')/federatedIdentityCredentials`;
        const { id } = await stack().graph("POST", path, {
          name: "mine",
          issuer: "https://token.actions.githubusercontent.com",
          subject: "repo:mallory/orders:ref:refs/heads/main",
          audiences: ["api://AzureADTokenExchange"],
        });
        return () => stack().graph("DELETE", `${path}/${String(id)}`);
      },
      fails: [/^workforce\/approvals: no credentials but the declared ones$/],
    },
    {
      what: "admin consent that was withdrawn",
      make: async () => {
        const { value } = await stack().graph(
          "GET",
          `/oauth2PermissionGrants?$filter=clientId eq '${federation().servicePrincipalId}'`,
        );
        const [{ id, ...grant }] = value as [{ id: string } & Record<string, unknown>];
        await stack().graph("DELETE", `/oauth2PermissionGrants/${id}`);
        return () => stack().graph("POST", "/oauth2PermissionGrants", grant);
      },
      fails: [
        /^jumpcloud: what the application may do$/,
        /^jumpcloud\/(alice|bob|carol): (an ID token|the optional claims) /,
        /^jumpcloud\/alice: the federated login /,
      ],
    },
    {
      what: "JumpCloud's identity provider at another tenant",
      make: () => changeProvider({ url: `https://login.microsoftonline.com/${customers().tenantId}` }),
      fails: [/^jumpcloud: the identity provider in JumpCloud$/, /^jumpcloud\/alice: the federated login /],
    },
    {
      what: "JumpCloud's identity provider for another application",
      make: () => changeProvider({ clientId: workforce().clients["approvals"]!.clientId }),
      fails: [/^jumpcloud: the identity provider in JumpCloud$/, /^jumpcloud\/alice: the federated login /],
    },
    {
      what: "JumpCloud's identity provider with a wrong secret",
      make: () => changeProvider({ clientSecret: "wrong" }),
      fails: [/^jumpcloud\/alice: the federated login /],
    },
    {
      what: "secrets that are about to end",
      make: async () => async () => undefined,
      now: () => new Date(Date.now() + 170 * 86_400_000),
      fails: [
        /^(customers|workforce|portal)\/\S+: a secret that lasts$/,
        /^jumpcloud: a secret that lasts$/,
        /^jumpcloud\/(alice|bob|carol): (an ID token|the optional claims) /,
        // By then, today's ID tokens have ended.
        /^(portal|support)\/\S+: an ID token for the (client|portal)$/,
        /^reports-in-s3\/(dora|erin): a sign-in at JumpCloud$/,
      ],
    },
    {
      what: "bob in the routed group",
      make: async () => {
        const path = `/api/v2/usergroups/${federation().group.id}/members`;
        const member = { type: "user", id: federation().people["bob"]!.jumpcloudUserId };
        await stack().jumpcloud("POST", path, { op: "add", ...member });
        return () => stack().jumpcloud("POST", path, { op: "remove", ...member });
      },
      fails: [/^jumpcloud\/bob: the federated login /],
    },
    {
      what: "another company email for alice",
      make: async () => {
        const path = `/api/systemusers/${federation().people["alice"]!.jumpcloudUserId}`;
        await stack().jumpcloud("PUT", path, { email: "archer@acme.example" });
        return () => stack().jumpcloud("PUT", path, { email: "alice@acme.example" });
      },
      fails: [/^jumpcloud\/alice: the federated login /],
    },
    {
      what: "another mail of alice's in Entra ID",
      make: () =>
        patch(
          `/users/${federation().people["alice"]!.objectId}`,
          { mail: "archer@acme.example" },
          { mail: "alice@acme.example" },
        ),
      fails: [/^jumpcloud\/alice: the federated login /],
    },
    {
      what: "bob's mail in Entra ID, which is alice's",
      make: async () => {
        const [alice, bob] = ["alice", "bob"].map((name) => `/users/${federation().people[name]!.objectId}`);
        await stack().graph("PATCH", alice!, { mail: "archer@acme.example" });
        await stack().graph("PATCH", bob!, { mail: "alice@acme.example" });
        return async () => {
          await stack().graph("PATCH", bob!, { mail: "bob@acme.example" });
          await stack().graph("PATCH", alice!, { mail: "alice@acme.example" });
        };
      },
      fails: [/^jumpcloud\/alice: the federated login /, /^jumpcloud\/bob: no account of alice /],
    },
    {
      what: "the user flow's issuer without the policy",
      make: async () => {
        const url = `https://${new URL(customers().issuer).host}/.sandbox/policies/B2C_1_signin`;
        await stack().click("POST", url, { issuerForm: "tenant" });
        return () => stack().click("POST", url, { issuerForm: "tfp" });
      },
      fails: [
        /^customers: issuer in openid-configuration$/,
        /^orders: the (Lambda )?authorizer's issuer is the one that customers publishes$/,
        /^customers\/(back-office|shop): a token for this API$/,
        /^orders (GET|POST) \/orders(\/all)?: customers\//,
        /^orders: a token that is admitted on one route /,
      ],
    },
    {
      what: "cached answers that are kept for all routes",
      make: () =>
        changeAuthorizer(
          "_lambda",
          { IdentitySource: ["$request.header.Authorization"] },
          { IdentitySource: ["$request.header.Authorization", "$context.routeKey"] },
        ),
      fails: [/^orders: a token that is admitted on one route is refused on another while the answer is kept$/],
    },
    {
      what: "another role in the Lambda authorizer's table",
      make: () =>
        changeTable(({ issuers, routes }) => ({
          issuers,
          routes: {
            ...routes,
            "GET /orders/export": [{ issuer: "workforce", scopes: [], roles: ["Orders.Export", "Orders.Approve"] }],
          },
        })),
      fails: [/^orders GET \/orders\/export: workforce\/(approvals|deploy) with Orders.Approve$/],
    },
    {
      what: "another issuer in the Lambda authorizer's table",
      make: () =>
        changeTable(({ issuers, routes }) => ({
          issuers,
          routes: {
            ...routes,
            "GET /orders/export": [
              ...routes["GET /orders/export"]!,
              { issuer: "customers", scopes: ["orders.write"], roles: [] },
            ],
          },
        })),
      fails: [
        /^orders GET \/orders\/export: (customers\/back-office with orders.write|a token (for another audience|of another issuer))$/,
      ],
    },
  ];
}
