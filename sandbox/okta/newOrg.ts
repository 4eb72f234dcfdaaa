import { newId, newKid } from "./ids.ts";
import { newAuthorizationServer } from "./newAuthorizationServer.ts";
import { oktaTime } from "./OktaCall.ts";
import type { Org } from "./state.ts";

/**
 * An org as it is when it is new: an administrator, the group of everyone, two sign-in policies and the `default`
 * authorization server with its policy for all clients and its rule for all scopes [doc].
 */
export function newOrg(now: Date): Org {
  const created = oktaTime(now);
  const server = newAuthorizationServer(
    {
      name: "default",
      description: "Default Authorization Server for your Applications",
      audiences: ["api://default"],
      issuerMode: "ORG_URL",
      rotationMode: "AUTO",
      default: true,
    },
    now,
  );
  server.policies.push({
    id: newId("00p"),
    system: false,
    created,
    lastUpdated: created,
    name: "Default Policy",
    description: "Default policy description",
    status: "ACTIVE",
    clients: ["ALL_CLIENTS"],
    rules: [
      {
        id: newId("0pr"),
        system: false,
        created,
        lastUpdated: created,
        name: "Default Policy Rule",
        status: "ACTIVE",
        users: { include: [], exclude: [] },
        groups: { include: ["EVERYONE"], exclude: [] },
        grantTypes: ["implicit", "client_credentials", "authorization_code", "password"],
        scopes: ["*"],
        accessTokenLifetimeMinutes: 60,
        refreshTokenLifetimeMinutes: 0,
        refreshTokenWindowMinutes: 10080,
      },
    ],
  });
  const signInPolicy = (name: string, description: string, system: boolean) => ({
    id: newId("rst"),
    name,
    description,
    system,
    created,
  });
  return {
    id: newId("00o"),
    created,
    adminId: newId("00u"),
    everyoneGroupId: newId("00g"),
    signingKey: { kid: newKid(), status: "ACTIVE" },
    profileEnrollmentPolicyId: newId("rst"),
    appSignInPolicies: [
      signInPolicy("Any two factors", "Require two factors to access.", true),
      signInPolicy(
        "Password only",
        "Require only a password. Suggested for low risk or consumer-facing applications.",
        false,
      ),
    ],
    servers: [server],
    apps: [],
    usedAssertions: {},
  };
}
