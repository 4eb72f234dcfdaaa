import type { DeployedB2cIssuer, DeployedEntraIssuer } from "../../../../trust/DeployedTrust.ts";
import type { B2cIssuerModel, EntraIssuerModel } from "../../../../trust/TrustModel.ts";
import { directoryVariable } from "../../../../components/entra/directoryVariables.ts";
import type { Check } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { credentialsCheck } from "./credentialsCheck.ts";
import type { ReadableDirectory } from "../../vendors/microsoft/DirectoryAccess.ts";
import { directoryCheck, type DirectoryUnderTest, inWords } from "./directoryCheck.ts";

interface Principal {
  readonly appRoleAssignmentRequired: boolean;
  readonly appRoles: readonly { readonly id: string; readonly value: string | null }[];
}

interface Assignment {
  readonly principalId: string;
  readonly principalDisplayName: string | null;
  readonly appRoleId: string;
}

/** Of an API in a directory: whether it asks for assignment, and that nobody has its roles but the declared clients. */
export function apiChecks(
  context: VerifyContext,
  name: string,
  model: EntraIssuerModel | B2cIssuerModel,
  deployed: DeployedEntraIssuer | DeployedB2cIssuer,
): readonly Check[] {
  const under = directoryOf(context, name, deployed);
  const [appId = ""] = deployed.audiences;
  const expected = Object.entries(model.clients).flatMap(([client, { roles }]) =>
    roles.map((role) => `${client}: ${role}`),
  );
  return [
    directoryCheck(
      under,
      `${name}: assignment to the API`,
      model.assignmentRequired ? "required" : "not required",
      async (directory) =>
        (await principalOf(directory, deployed)).appRoleAssignmentRequired ? "required" : "not required",
    ),
    directoryCheck(under, `${name}: who has the API's roles`, inWords(expected, "nobody"), async (directory) =>
      inWords(await assignments(directory, deployed), "nobody"),
    ),
    credentialsCheck(under, `${name}: the API's registration`, appId, {}, context.now),
    ...Object.entries(model.clients).flatMap(([client, declared]) => {
      const clientId = deployed.clients[client]?.clientId;
      return clientId === undefined
        ? []
        : [credentialsCheck(under, `${name}/${client}`, clientId, declared, context.now)];
    }),
  ];
}

function directoryOf(
  { directories }: VerifyContext,
  name: string,
  { kind, tenantId }: DeployedEntraIssuer | DeployedB2cIssuer,
): DirectoryUnderTest {
  if (kind === "entra") {
    return { system: "gateway", directory: directories.tenant(tenantId), variables: "ARM_CLIENT_ID and its kin" };
  }
  const variables = [directoryVariable(name, "CLIENT_ID"), directoryVariable(name, "CLIENT_SECRET")].join(", ");
  return { system: "b2c-api-gateway", directory: directories.b2c(name, tenantId), variables };
}

async function principalOf(
  directory: ReadableDirectory,
  { servicePrincipalId }: DeployedEntraIssuer | DeployedB2cIssuer,
): Promise<Principal> {
  return directory.get(`/servicePrincipals/${servicePrincipalId}?$select=appRoleAssignmentRequired,appRoles`);
}

/** Each role that somebody has, declared clients by their names in the config. */
async function assignments(
  directory: ReadableDirectory,
  deployed: DeployedEntraIssuer | DeployedB2cIssuer,
): Promise<readonly string[]> {
  const clients = await Promise.all(
    Object.entries(deployed.clients).map(async ([name, { clientId }]) => {
      const found = await directory.find<{ id: string }>(`/servicePrincipals(appId='${clientId}')?$select=id`);
      return [found?.id, name] as const;
    }),
  );
  const names = new Map(clients);
  const { appRoles } = await principalOf(directory, deployed);
  const given = await directory.list<Assignment>(`/servicePrincipals/${deployed.servicePrincipalId}/appRoleAssignedTo`);
  return given.map(({ principalId, principalDisplayName, appRoleId }) => {
    const who = names.get(principalId) ?? `${principalDisplayName ?? principalId} (not declared)`;
    return `${who}: ${appRoles.find(({ id }) => id === appRoleId)?.value ?? "access without a role"}`;
  });
}
