import type { DeployedJumpCloudFederation, DeployedJumpCloudIssuer } from "../../../../trust/DeployedTrust.ts";
import type { RehearsedStack } from "../RehearsedStack.ts";
import type { Seed } from "./Seed.ts";

/** What somebody may change at JumpCloud. */
export const jumpCloudSeeds: readonly Seed[] = [
  {
    what: "somebody more in a group",
    make: async (stack) => {
      const id = await addPerson(stack, "mallory");
      await stack.jumpcloud("POST", membersOf(stack), { op: "add", type: "user", id });
    },
    finds: [
      {
        ...{ rule: "unmanaged-member", where: "issuers.jumpcloud, mallory@acme.example in group s3-access-grants" },
        gains: /^mallory@acme\.example gets ID tokens for s3-access-grants; reports-in-s3 gives for them the data /,
      },
    ],
  },
  {
    what: "a declared member that is gone",
    make: (stack) => {
      const { id } = issuer(stack).people["dora"]!;
      return stack.jumpcloud("POST", membersOf(stack), { op: "remove", type: "user", id });
    },
    finds: [
      {
        ...{ rule: "managed-deleted", where: "issuers.jumpcloud, JumpCloud group membership dora/s3-access-grants" },
        putBack: true,
      },
    ],
  },
  {
    what: "somebody more in the routed group",
    make: (stack) => {
      const { group, people } = federation(stack);
      const member = { op: "add", type: "user", id: people["bob"]!.jumpcloudUserId };
      return stack.jumpcloud("POST", `/api/v2/usergroups/${group.id}/members`, member);
    },
    finds: [
      {
        ...{ rule: "unmanaged-member", where: "relyingParties.jumpcloud, bob@acme.example in group entra-people" },
        gains: /^JumpCloud sends bob@acme\.example to Entra ID/,
      },
    ],
  },
  {
    what: "another group that may use an application",
    make: async (stack) => {
      const { id } = await stack.jumpcloud("POST", "/api/v2/usergroups", { name: "Strangers" });
      const path = `/api/v2/applications/${applicationOf(stack)}/associations`;
      await stack.jumpcloud("POST", path, { op: "add", type: "user_group", id });
    },
    finds: [
      {
        ...{ rule: "unmanaged-permission", where: "issuers.jumpcloud, client s3-access-grants, group Strangers" },
        gains: /^Every member of Strangers gets ID tokens for s3-access-grants/,
      },
    ],
  },
  {
    what: "a redirect URI more at JumpCloud",
    make: async (stack) => {
      const path = `/api/applications/${applicationOf(stack)}`;
      const application = await stack.jumpcloud("GET", path);
      const oidc = application["oidc"] as { readonly redirectUris: readonly string[] };
      const redirectUris = [...oidc.redirectUris, "http://localhost:5002/authorize"];
      await stack.jumpcloud("PUT", path, { ...application, oidc: { ...oidc, redirectUris } });
    },
    finds: [
      {
        rule: "unmanaged-redirect-uri",
        where: "issuers.jumpcloud, client s3-access-grants, http://localhost:5002/authorize",
        ...{ gains: /^Whatever listens on localhost:5002 /, putBack: true },
      },
    ],
  },
  {
    what: "an identity provider at another tenant",
    make: async (stack) => {
      const path = `/api/v2/identity-providers/${federation(stack).identityProviderId}`;
      const { name, type, oidc } = await stack.jumpcloud("GET", path);
      const url = "https://login.microsoftonline.com/00000000-0000-4000-8000-000000000000";
      const { clientSecret } = stack.outputs.relyingPartySecrets["jumpcloud"]!;
      await stack.jumpcloud("PUT", path, { name, type, oidc: { ...(oidc as object), clientSecret, url } });
    },
    finds: [
      {
        ...{ rule: "issuer-mismatch", where: "relyingParties.jumpcloud, identity provider Entra OIDC, URL" },
        ...{
          actual: /00000000-0000-4000-8000-000000000000$/,
          gains: /says who signs in to JumpCloud\.$/,
          putBack: true,
        },
      },
    ],
  },
  {
    what: "a person whose account is suspended",
    make: (stack) => changePerson(stack, "erin", { suspended: true }),
    finds: [{ rule: "deactivated", where: "issuers.jumpcloud, person erin", putBack: true }],
  },
  {
    what: "a person with another company email",
    make: (stack) => changePerson(stack, "dora", { email: "dean@acme.example" }),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.jumpcloud, person dora, email", putBack: true },
        ...{ actual: /^dean@acme\.example$/, gains: /takes this person for dean@acme\.example\.$/ },
      },
    ],
  },
];

function issuer(stack: RehearsedStack): DeployedJumpCloudIssuer {
  return stack.outputs.trust.issuers["jumpcloud"] as DeployedJumpCloudIssuer;
}

function federation(stack: RehearsedStack): DeployedJumpCloudFederation {
  return stack.outputs.trust.relyingParties["jumpcloud"] as DeployedJumpCloudFederation;
}

function applicationOf(stack: RehearsedStack): string {
  return issuer(stack).applications["s3-access-grants"]!.applicationId;
}

function membersOf(stack: RehearsedStack): string {
  return `/api/v2/usergroups/${issuer(stack).groups["s3-access-grants"]!.id}/members`;
}

async function addPerson(stack: RehearsedStack, username: string): Promise<unknown> {
  const { _id } = await stack.jumpcloud("POST", "/api/systemusers", { username, email: `${username}@acme.example` });
  return _id;
}

async function changePerson(
  stack: RehearsedStack,
  person: string,
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  await stack.jumpcloud("PUT", `/api/systemusers/${issuer(stack).people[person]!.id}`, change);
}
