import type { DriftContext } from "../../../../../scripts/lib/drift/DriftContext.ts";
import type { DriftFinding } from "../../../../../scripts/lib/drift/DriftFinding.ts";
import { jumpCloudDrift } from "../../../../../scripts/lib/drift/jumpcloud/jumpCloudDrift.ts";
import type { StateResource } from "../../../../../scripts/lib/stack/StateResource.ts";
import { JumpCloudError } from "../../../../../providers/jumpcloud/client/JumpCloudError.ts";
import { parseSettings } from "../../../../../trust/parseSettings.ts";
import { resource } from "../../support.ts";

/** An object or a list of JumpCloud's, to change a part of. */
export interface Answer {
  active: boolean;
  email: string;
  suspended: boolean;
  readonly oidc: { clientId: string; redirectUris: string[]; tokenEndpointAuthMethod: string; url: string };
  push(item: object): number;
  readonly [index: number]: Answer;
}

const settings = {
  issuers: {
    jumpcloud: {
      kind: "jumpcloud",
      groups: { readers: { description: "May read reports" } },
      people: {
        dora: { email: "dora@acme.example", account: "declared", groups: ["readers"] },
        erik: { email: "erik@acme.example" },
      },
      clients: {
        reports: {
          redirectUris: ["http://localhost:5000/authorize"],
          loginUrl: "http://localhost:5000/login",
          groups: ["readers"],
        },
      },
    },
  },
  apis: {},
  relyingParties: {
    federation: {
      kind: "jumpcloud-federation",
      identityProvider: { name: "Entra" },
      group: "entra-people",
      domains: ["acme.example"],
      application: { name: "JumpCloud", redirectUris: ["https://login.jumpcloud.com/oauth/callback"], secret: {} },
      people: {
        alice: { userPrincipalName: "alice@acme.example", displayName: "Alice", jumpcloud: "declared", routed: true },
      },
    },
    s3: {
      kind: "s3-access-grants",
      issuer: "jumpcloud",
      client: "reports",
      identityCenter: {
        assignment: { users: ["dora"] },
        users: {
          dora: { source: "adopted", email: "dora@acme.example" },
        },
      },
      locations: { reports: { bucket: "acme-reports" } },
      grants: { "dora-writes": { location: "reports", prefix: "inbox/*", user: "dora", permission: "READWRITE" } },
    },
  },
};

const tenant = "https://login.microsoftonline.com/6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";

const edge = (type: string, id: string) => ({ to: { id, type, attributes: null }, attributes: null });

/** A JumpCloud organisation that holds what was declared, as its API would say it, and the state of a deployment. */
export class DeployedJumpCloud {
  /** By path; an Error is thrown, and what is not there is answered with 404. */
  readonly answers = {
    "/api/systemusers/u-dora": { email: "dora@acme.example", suspended: false },
    "/api/systemusers/u-erik": { email: "erik@acme.example", suspended: false },
    "/api/systemusers/u-alice": { email: "alice@acme.example", suspended: false },
    "/api/systemusers/u-mallory": { email: "mallory@acme.example", suspended: false },
    "/api/v2/usergroups/g-readers": { name: "readers" },
    "/api/v2/usergroups/g-routed": { name: "entra-people" },
    "/api/v2/usergroups/g-others": { name: "others" },
    "/api/v2/usergroups/g-readers/members": [edge("user", "u-dora")],
    "/api/v2/usergroups/g-routed/members": [edge("user", "u-alice")],
    "/api/v2/usergroups/g-readers/associations": [edge("application", "a-reports")],
    "/api/v2/usergroups/g-routed/associations": [],
    "/api/applications/a-reports": {
      active: true,
      displayLabel: "reports",
      oidc: { redirectUris: ["http://localhost:5000/authorize"], tokenEndpointAuthMethod: "client_secret_post" },
    },
    "/api/applications/a-payroll": { active: true, displayLabel: "Payroll" },
    "/api/v2/applications/a-reports/associations": [edge("user_group", "g-readers")],
    "/api/v2/identity-providers": [
      { id: "idp-1", name: "Entra", type: "AZURE", oidc: { url: tenant, clientId: "c-1" } },
    ],
  } as unknown as Record<string, Answer>;

  readonly state: StateResource[] = [
    resource("jumpcloud:index/user:User", "jumpcloud/dora", {
      id: "u-dora",
      outputs: { email: "dora@acme.example", suspended: false },
    }),
    resource("jumpcloud:index/user:User", "federation/alice", {
      id: "u-alice",
      outputs: { email: "alice@acme.example", suspended: false },
    }),
    resource("jumpcloud:index/groupMembership:GroupMembership", "dora", { id: "g-readers/u-dora" }),
    resource("jumpcloud:index/groupMembership:GroupMembership", "alice", { id: "g-routed/u-alice" }),
    resource("jumpcloud:index/applicationAssociation:ApplicationAssociation", "reports", { id: "a-reports/g-readers" }),
    resource("jumpcloud:index/oidcApplication:OidcApplication", "reports", {
      id: "a-reports",
      outputs: {
        active: true,
        redirectUris: ["http://localhost:5000/authorize"],
        tokenEndpointAuthMethod: "client_secret_post",
      },
    }),
    resource("jumpcloud:index/identityProvider:IdentityProvider", "federation", {
      id: "idp-1",
      outputs: { name: "Entra", type: "AZURE", url: tenant, clientId: "c-1" },
    }),
  ];

  readonly trust = {
    model: parseSettings(settings).model,
    issuers: {
      jumpcloud: {
        kind: "jumpcloud",
        groups: { readers: { id: "g-readers" } },
        applications: { reports: { applicationId: "a-reports", redirectUris: [] } },
        people: {
          dora: { id: "u-dora", email: "dora@acme.example" },
          erik: { id: "u-erik", email: "erik@acme.example" },
        },
      },
    },
    relyingParties: {
      federation: {
        kind: "jumpcloud-federation",
        group: { id: "g-routed", name: "entra-people" },
        people: { alice: { objectId: "x", userPrincipalName: "alice@acme.example", jumpcloudUserId: "u-alice" } },
      },
    },
  };

  context(hasCredentials = true): DriftContext {
    const find = async (path: string): Promise<unknown> => {
      const answer: unknown = this.answers[path];
      if (answer instanceof Error) throw answer;
      return structuredClone(answer);
    };
    const list = async (path: string): Promise<unknown> => {
      const answer = await find(path);
      if (answer === undefined) throw new JumpCloudError(404, `GET ${path}`, "Not Found", undefined);
      return answer;
    };
    const jumpcloud = {
      loginUrl: "https://console.eu.jumpcloud.com/login",
      api: hasCredentials ? { find, list } : undefined,
    };
    return { stack: "dev", trust: this.trust, state: this.state, jumpcloud } as unknown as DriftContext;
  }

  drift(): Promise<readonly DriftFinding[]> {
    return jumpCloudDrift(this.context());
  }
}

export { edge };
