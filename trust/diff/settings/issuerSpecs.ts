import type {
  B2cIssuerModel,
  CognitoIssuerModel,
  EntraIssuerModel,
  IssuerModel,
  JumpCloudIssuerModel,
  MicrosoftClientModel,
  OktaIssuerModel,
} from "../../TrustModel.ts";
import { federatedCredentialSpec, part, secretSpec, signInApplicationFields } from "./commonSpecs.ts";
import { assigned, demanded, door, guard, lasting, members, neutral, stricter, trusted } from "./effects.ts";
import type { SpecOf } from "./Spec.ts";

const issuerPart = part("issuer", "widens");
const description = neutral("description");
const kind = trusted("kind of identity provider");

const okta: SpecOf<OktaIssuerModel> = {
  ...issuerPart,
  fields: {
    kind,
    name: neutral("name of the authorization server"),
    description,
    audience: trusted("audience"),
    scopes: {
      each: {
        ...part("scope"),
        fields: {
          description,
          displayName: neutral("display name"),
          default: door("granted when a request names no scope"),
        },
      },
    },
    clients: {
      each: {
        ...part("client", "widens"),
        fields: {
          label: neutral("label"),
          scopes: members("scopes that the client asks for"),
          authentication: stricter(
            "client_secret_post",
            "client_secret_basic",
            "private_key_jwt",
          )("authentication of the client"),
          jwks: {
            each: { ...part("public key", "widens"), fields: { kty: trusted("kind of key"), kid: trusted("key id") } },
          },
          jwksUri: trusted("where the client's keys are"),
        },
      },
    },
    accessPolicies: {
      each: {
        ...part("access policy", "widens"),
        fields: {
          name: neutral("name"),
          description,
          priority: trusted("priority of the access policy"),
          clients: members("clients of the access policy"),
          rules: {
            each: {
              ...part("access rule", "widens"),
              fields: {
                name: neutral("name"),
                priority: trusted("priority of the access rule"),
                scopes: members("scopes of the access rule"),
                accessTokenMinutes: lasting("access token lifetime in minutes"),
              },
            },
          },
        },
      },
    },
  },
};

const microsoftClient: SpecOf<MicrosoftClientModel> = {
  ...part("client", "widens"),
  fields: {
    label: neutral("label"),
    roles: members("roles that the client is assigned"),
    secret: secretSpec,
    federatedCredentials: { each: federatedCredentialSpec },
  },
};

const entra: SpecOf<EntraIssuerModel> = {
  ...issuerPart,
  fields: {
    kind,
    name: neutral("display name of the API"),
    description,
    identifierUri: neutral("identifier URI"),
    roles: {
      each: { ...part("app role"), fields: { description, displayName: neutral("display name") } },
    },
    assignmentRequired: guard("assignment required"),
    clients: { each: microsoftClient },
  },
};

const b2c: SpecOf<B2cIssuerModel> = {
  ...issuerPart,
  fields: {
    ...entra.fields,
    tenantId: trusted("tenant"),
    tenantName: trusted("name of the tenant"),
    policy: trusted("user flow or custom policy"),
    domain: trusted("domain of the tenant's endpoints"),
  },
};

const cognito: SpecOf<CognitoIssuerModel> = {
  ...issuerPart,
  fields: {
    kind,
    name: neutral("name of the user pool"),
    signIn: members("what people sign in with"),
    passwords: {
      fields: {
        minimumLength: demanded("shortest password"),
        temporaryDays: lasting("days that a temporary password lasts"),
        lowercase: guard("passwords need a lower-case letter"),
        uppercase: guard("passwords need an upper-case letter"),
        numbers: guard("passwords need a number"),
        symbols: guard("passwords need a symbol"),
      },
    },
    mfa: stricter("off", "optional", "required")("multi-factor authentication"),
    recovery: stricter("email", "none")("recovery of accounts"),
    deletionProtection: guard("deletion protection"),
    domain: {
      fields: {
        prefix: neutral("prefix of the pool's domain"),
        custom: trusted("domain of the pool"),
        certificateArn: neutral("certificate of the pool's domain"),
      },
    },
    pages: neutral("sign-in pages"),
    resourceServers: {
      each: {
        ...part("resource server"),
        fields: {
          identifier: neutral("what scopes begin with"),
          name: neutral("name"),
          scopes: { each: { ...part("scope"), fields: { description } } },
        },
      },
    },
    clients: {
      each: {
        ...part("client", "widens"),
        fields: {
          kind: trusted("kind of client"),
          label: neutral("label"),
          callbackUrls: members("callback URLs"),
          logoutUrls: members("logout URLs"),
          scopes: members("scopes that the client may ask for"),
          identityProviders: members("identity providers that the client offers"),
          authFlows: members("authentication flows beside the sign-in pages"),
          tokens: {
            fields: {
              accessMinutes: lasting("access token lifetime in minutes"),
              idMinutes: lasting("ID token lifetime in minutes"),
              refreshDays: lasting("refresh token lifetime in days"),
            },
          },
        },
      },
    },
    groups: {
      each: { ...part("group of people"), fields: { description, precedence: neutral("precedence") } },
    },
    federation: {
      each: {
        ...part("identity provider of the pool", "widens"),
        fields: {
          kind: trusted("kind of identity provider"),
          attributes: { each: trusted("claim that the attribute is taken from") },
          application: { fields: signInApplicationFields },
          label: neutral("label of the application"),
          assignment: {
            fields: {
              kind: stricter("everyone", "groups")("who may sign in"),
              groups: assigned("groups whose members may sign in"),
            },
          },
        },
      },
    },
  },
};

const jumpcloud: SpecOf<JumpCloudIssuerModel> = {
  ...issuerPart,
  fields: {
    kind,
    clients: {
      each: {
        ...part("client", "widens"),
        fields: {
          label: neutral("label"),
          applicationId: trusted("application that is adopted"),
          create: neutral("whether the application is created"),
          redirectUris: members("redirect URIs"),
          loginUrl: trusted("where a sign-in begins"),
          groups: members("groups whose members may use the client"),
        },
      },
    },
    groups: { each: { ...part("group of people"), fields: { description } } },
    people: {
      each: {
        ...part("person", "widens"),
        fields: {
          email: trusted("email, by which the person is known"),
          account: neutral("whether the account is there already"),
          username: neutral("user name"),
          givenName: neutral("given name"),
          surname: neutral("surname"),
          groups: members("groups that the person is in"),
        },
      },
    },
  },
};

export const issuerSpecs: { readonly [K in IssuerModel["kind"]]: SpecOf<Extract<IssuerModel, { kind: K }>> } = {
  okta,
  entra,
  b2c,
  cognito,
  jumpcloud,
};
