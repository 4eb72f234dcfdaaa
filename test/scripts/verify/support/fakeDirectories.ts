import type { DirectoryAccess, ReadableDirectory } from "../../../../scripts/lib/vendors/microsoft/DirectoryAccess.ts";
import type { DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import type { FederatedCredentialModel, SecretModel } from "../../../../trust/TrustModel.ts";

/** What Graph answers at a path below `/v1.0`, without its query; an Error is thrown. */
export type GraphAnswers = Readonly<Record<string, unknown>>;

/** Directories that hold what was declared, but for the answers that are given. */
export function fakeDirectories(trust: DeployedTrust, changes: GraphAnswers = {}): DirectoryAccess {
  const answers: GraphAnswers = { ...rightAnswers(trust), ...changes };
  const find = async (path: string): Promise<unknown> => {
    const answer = answers[path.split("?")[0] ?? ""];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const get = async (path: string): Promise<unknown> => {
    const answer = await find(path);
    if (answer === undefined) throw new Error(`nobody is to ask for ${path}`);
    return answer;
  };
  const directory = { find, get, list: get } as ReadableDirectory;
  return { tenant: () => directory, b2c: () => directory };
}

interface Declared {
  readonly secret?: SecretModel;
  readonly federatedCredentials: Readonly<Record<string, FederatedCredentialModel>>;
}

function rightAnswers({ model, issuers, relyingParties }: DeployedTrust): GraphAnswers {
  const answers: Record<string, unknown> = {};
  const register = (appId: string, { secret, federatedCredentials }: Declared): void => {
    const path = `/applications(appId='${appId}')`;
    const secrets = [secret?.generation, secret?.previousGeneration].filter((one) => one !== undefined);
    const passwordCredentials = secrets.map(() => ({ endDateTime: "2100-01-01T00:00:00Z" }));
    answers[path] = { passwordCredentials, keyCredentials: [] };
    answers[`${path}/federatedIdentityCredentials`] = Object.values(federatedCredentials).map(
      ({ issuer, subject, audience }) => ({ issuer, subject, audiences: [audience] }),
    );
  };
  for (const [name, issuer] of Object.entries(model.issuers)) {
    const deployed = issuers[name];
    if (issuer.kind !== "entra" && issuer.kind !== "b2c") continue;
    if (deployed?.kind !== "entra" && deployed?.kind !== "b2c") continue;
    const path = `/servicePrincipals/${deployed.servicePrincipalId}`;
    const appRoles = Object.keys(issuer.roles).map((role) => ({ id: `id-of-${role}`, value: role }));
    answers[path] = { appRoleAssignmentRequired: issuer.assignmentRequired, appRoles };
    answers[`${path}/appRoleAssignedTo`] = Object.entries(issuer.clients).flatMap(([client, { roles }]) =>
      roles.map((role) => ({
        principalId: `sp-of-${name}-${client}`,
        principalDisplayName: "a name in the directory",
        appRoleId: `id-of-${role}`,
      })),
    );
    register(deployed.audiences[0] ?? "", { federatedCredentials: {} });
    for (const [client, declared] of Object.entries(issuer.clients)) {
      const clientId = deployed.clients[client]?.clientId ?? "";
      answers[`/servicePrincipals(appId='${clientId}')`] = { id: `sp-of-${name}-${client}` };
      register(clientId, declared);
    }
  }
  for (const [name, party] of Object.entries(model.relyingParties)) {
    const deployed = relyingParties[name];
    if (party.kind !== "jumpcloud-federation" || deployed?.kind !== "jumpcloud-federation") continue;
    const principal = `/servicePrincipals/${deployed.servicePrincipalId}`;
    answers[`/applications/${deployed.applicationObjectId}`] = {
      web: { redirectUris: party.application.redirectUris },
      spa: { redirectUris: [] },
      publicClient: { redirectUris: [] },
    };
    answers[`${principal}/oauth2PermissionGrants`] = [{ scope: "openid email profile", consentType: "AllPrincipals" }];
    answers[`${principal}/appRoleAssignments`] = [];
    register(deployed.clientId, party.application);
  }
  return answers;
}
