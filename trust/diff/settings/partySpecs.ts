import type {
  JiraServiceManagementModel,
  JumpCloudFederationModel,
  KeyInsightModel,
  RelyingPartyModel,
  S3AccessGrantsModel,
} from "../../TrustModel.ts";
import { federatedCredentialSpec, part, signInApplicationFields } from "./commonSpecs.ts";
import { assigned, door, guard, members, neutral, permission, stricter, trusted } from "./effects.ts";
import type { SpecOf } from "./Spec.ts";

const partyPart = part("relying party", "widens");
const kind = trusted("kind of relying party");
const issuer = trusted("issuer that is trusted");
const client = trusted("client that is trusted");

const keyInsight: SpecOf<KeyInsightModel> = { ...partyPart, fields: { kind, issuer, client } };

const jumpCloud: SpecOf<JumpCloudFederationModel> = {
  ...partyPart,
  fields: {
    kind,
    application: {
      fields: {
        ...signInApplicationFields,
        redirectUris: members("redirect URIs"),
        federatedCredentials: { each: federatedCredentialSpec },
      },
    },
    identityProviderName: neutral("name of the identity provider"),
    adoptIdentityProvider: neutral("whether an identity provider is taken over"),
    group: trusted("group whose members are sent to Entra ID"),
    domains: members("domains that people's names may end in"),
    people: {
      each: {
        ...part("person", "widens"),
        fields: {
          userPrincipalName: trusted("user principal name, by which the person is known"),
          displayName: neutral("display name"),
          givenName: neutral("given name"),
          surname: neutral("surname"),
          mailNickname: neutral("mail nickname"),
          jumpcloud: neutral("account in JumpCloud"),
          routed: door("member of the routed group"),
        },
      },
    },
  },
};

const jira: SpecOf<JiraServiceManagementModel> = {
  ...partyPart,
  fields: {
    kind,
    issuer,
    client,
    portalUrl: neutral("URL of the portal"),
    callbackUrl: trusted("callback URL"),
    logoutUrl: trusted("logout URL"),
    scopes: members("scopes that the portal asks for"),
    attributes: { each: trusted("claim that the field is taken from") },
  },
};

const s3: SpecOf<S3AccessGrantsModel> = {
  ...partyPart,
  fields: {
    kind,
    issuer,
    client,
    identityCenter: {
      fields: {
        instanceArn: trusted("instance of Identity Center"),
        applicationName: neutral("name of the application"),
        trustedTokenIssuerName: neutral("name of the trusted token issuer"),
        adoptTrustedTokenIssuer: neutral("whether a trusted token issuer is taken over"),
        assignment: {
          fields: {
            required: guard("assignment required"),
            users: assigned("users that the application is assigned to"),
            groups: assigned("groups that the application is assigned to"),
          },
        },
        users: {
          each: {
            ...part("user of Identity Center", "widens"),
            fields: {
              source: neutral("whether the user is there already"),
              email: trusted("email, by which the person is known"),
              userName: trusted("user name, by which the user is known"),
              displayName: neutral("display name"),
              givenName: neutral("given name"),
              surname: neutral("surname"),
            },
          },
        },
        groups: {
          each: {
            ...part("group of Identity Center"),
            fields: {
              source: stricter("adopted", "declared")("whether the group's members are declared"),
              displayName: trusted("name, by which the group is known"),
              description: neutral("description"),
              members: members("members of the group"),
            },
          },
        },
      },
    },
    callers: members("who may exchange tokens"),
    adoptInstance: neutral("whether the Access Grants instance is taken over"),
    locations: {
      each: {
        ...part("location"),
        fields: {
          bucket: trusted("bucket"),
          createBucket: neutral("whether the bucket is made with the stack"),
          prefix: trusted("prefix in the bucket"),
        },
      },
    },
    grants: {
      each: {
        ...part("grant", "widens"),
        fields: {
          location: trusted("location that is granted"),
          subPrefix: trusted("what is granted below the location"),
          grantee: { fields: { user: trusted("user that is granted it"), group: trusted("group that is granted it") } },
          permission: permission("permission"),
        },
      },
    },
  },
};

export const partySpecs: {
  readonly [K in RelyingPartyModel["kind"]]: SpecOf<Extract<RelyingPartyModel, { kind: K }>>;
} = {
  "fortanix-key-insight": keyInsight,
  "jumpcloud-federation": jumpCloud,
  "jira-service-management": jira,
  "s3-access-grants": s3,
};
