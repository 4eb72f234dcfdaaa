import type { UpdateUserPoolClientRequest } from "@aws-sdk/client-cognito-identity-provider";
import { withoutKeys } from "../../../../lib/withoutKeys.ts";
import type { DeployedCognitoIssuer } from "../../../../trust/DeployedTrust.ts";
import type { RehearsedStack } from "../RehearsedStack.ts";
import type { Break, Mend } from "./Break.ts";

/** What somebody may change in the user pool that customers of Jira Service Management sign in to. */
export function portalBreaks(stack: () => RehearsedStack): readonly Break[] {
  const pool = () => stack().outputs.trust.issuers["portal"] as DeployedCognitoIssuer;
  const company = () => ({ UserPoolId: pool().userPoolId, ProviderName: "company" });

  /** An update resets what it does not name, so all of the client's settings are sent. */
  const changeClient = async (
    client: string,
    change: (settings: UpdateUserPoolClientRequest) => Partial<UpdateUserPoolClientRequest>,
  ): Promise<Mend> => {
    const { cognito } = stack();
    const id = { UserPoolId: pool().userPoolId, ClientId: pool().clients[client]!.clientId };
    const { UserPoolClient = {} } = await cognito.describeUserPoolClient(id);
    const settings = {
      ...withoutKeys({ ...UserPoolClient }, ["ClientSecret", "CreationDate", "LastModifiedDate"]),
      ...id,
    };
    await cognito.updateUserPoolClient({ ...settings, ...change(settings) });
    return () => cognito.updateUserPoolClient(settings);
  };

  const addScope = (client: string): Promise<Mend> =>
    changeClient(client, ({ AllowedOAuthScopes = [] }) => ({
      AllowedOAuthScopes: [...AllowedOAuthScopes, "tickets/read"],
    }));

  const registered = (client: string): RegExp => new RegExp(`^portal/${client}: registered as declared$`);
  const content = /^portal: nothing in the pool beside what is declared$/;
  const ofCompany = /^portal: the identity provider company as declared$/;

  return [
    {
      what: "another callback URL of the portal's client",
      make: () => changeClient("jsm", () => ({ CallbackURLs: ["https://elsewhere.example/callback"] })),
      fails: [
        registered("jsm"),
        /^support\/\S+: a sign-in that comes back to the portal$/,
        /^support\/newcomer@support.example: the first sign-in, with a temporary password$/,
        /^support: the sign-in with company$/,
      ],
    },
    {
      what: "no logout URL of the portal's client",
      make: () => changeClient("jsm", () => ({ LogoutURLs: [] })),
      fails: [registered("jsm"), /^support\/\S+: a sign-out at the logout endpoint$/],
    },
    {
      what: "the implicit flow for the portal's client",
      make: () => changeClient("jsm", () => ({ AllowedOAuthFlows: ["code", "implicit"] })),
      fails: [registered("jsm"), /^support: no tokens by the implicit flow$/],
    },
    {
      what: "a scope more of the portal's client",
      make: () => addScope("jsm"),
      fails: [registered("jsm"), /^support: no scope that the client may not have /],
    },
    {
      what: "a scope more of a client that asks in its own name",
      make: () => addScope("mail-gateway"),
      fails: [registered("mail-gateway"), /^portal\/mail-gateway: no token with a scope that it may not have /],
    },
    {
      what: "answers that tell who has an account",
      make: () => changeClient("jsm", () => ({ PreventUserExistenceErrors: "LEGACY" })),
      fails: [registered("jsm"), /^support: no sign-in with a wrong password, in the words for somebody unknown$/],
    },
    {
      what: "another secret of a client that asks in its own name",
      make: async () => {
        const { cognito, outputs } = stack();
        const id = { UserPoolId: pool().userPoolId, ClientId: pool().clients["reporting"]!.clientId };
        const replace = async (ClientSecret?: string): Promise<void> => {
          const { ClientSecrets = [] } = await cognito.listUserPoolClientSecrets(id);
          await cognito.addUserPoolClientSecret({ ...id, ...(ClientSecret !== undefined && { ClientSecret }) });
          for (const { ClientSecretId } of ClientSecrets) {
            await cognito.deleteUserPoolClientSecret({ ...id, ClientSecretId });
          }
        };
        await replace();
        return () => replace(outputs.clientSecrets["portal"]!["reporting"]);
      },
      fails: [
        /^portal\/reporting: (a token with its scopes|an access token that names the client, and no audience)$/,
        /^portal\/reporting: no token with a scope that it may not have /,
        /^tickets GET \/tickets(\/report)?: portal\/reporting with tickets\/read/,
      ],
    },
    {
      what: "an identity provider of the pool that is gone",
      make: async () => {
        const { cognito } = stack();
        const { IdentityProvider } = await cognito.describeIdentityProvider(company());
        const { ProviderType, ProviderDetails, AttributeMapping = {} } = IdentityProvider!;
        await cognito.deleteIdentityProvider(company());
        return () => cognito.createIdentityProvider({ ...company(), ProviderType, ProviderDetails, AttributeMapping });
      },
      fails: [
        content,
        ofCompany,
        /^support: the sign-in with company$/,
        /^support\/company:\S+: a sign-in that comes back to the portal$/,
      ],
    },
    {
      what: "an identity provider of the pool for another application",
      make: async () => {
        const { cognito } = stack();
        const { IdentityProvider } = await cognito.describeIdentityProvider(company());
        const { ProviderDetails } = IdentityProvider!;
        const client_id = stack().outputs.trust.issuers["workforce"]!.clients["approvals"]!.clientId;
        await cognito.updateIdentityProvider({ ...company(), ProviderDetails: { ...ProviderDetails, client_id } });
        return () => cognito.updateIdentityProvider({ ...company(), ProviderDetails });
      },
      fails: [
        ofCompany,
        /^support: the sign-in with company$/,
        /^support\/company:\S+: a sign-in that comes back to the portal$/,
      ],
    },
    {
      what: "a callback URL of the portal's client beside the declared one",
      make: () =>
        changeClient("jsm", ({ CallbackURLs = [] }) => ({
          CallbackURLs: [...CallbackURLs, "https://elsewhere.example/callback"],
        })),
      fails: [registered("jsm")],
    },
    {
      what: "a second secret of the portal's client",
      make: async () => {
        const { cognito } = stack();
        const id = { UserPoolId: pool().userPoolId, ClientId: pool().clients["jsm"]!.clientId };
        const { ClientSecretDescriptor } = await cognito.addUserPoolClientSecret(id);
        const ClientSecretId = ClientSecretDescriptor?.ClientSecretId;
        return () => cognito.deleteUserPoolClientSecret({ ...id, ClientSecretId });
      },
      fails: [registered("jsm")],
    },
    {
      what: "a client of the pool that nobody declared",
      make: async () => {
        const { cognito } = stack();
        const UserPoolId = pool().userPoolId;
        const { UserPoolClient } = await cognito.createUserPoolClient({ UserPoolId, ClientName: "stranger" });
        return () => cognito.deleteUserPoolClient({ UserPoolId, ClientId: UserPoolClient?.ClientId });
      },
      fails: [content],
    },
    {
      what: "an attribute that the pool no longer takes over from its identity provider",
      make: async () => {
        const { cognito } = stack();
        const { IdentityProvider } = await cognito.describeIdentityProvider(company());
        const { AttributeMapping = {} } = IdentityProvider!;
        // Whoever came from there before keeps what the pool took over then: no sign-in of theirs shows the change.
        await stack().verify();
        const less = withoutKeys(AttributeMapping, ["given_name"]);
        await cognito.updateIdentityProvider({ ...company(), AttributeMapping: less });
        return () => cognito.updateIdentityProvider({ ...company(), AttributeMapping });
      },
      fails: [ofCompany],
    },
  ];
}
