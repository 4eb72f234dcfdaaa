import { customScopes, poolScopes } from "../../trust/access/cognitoGrants.ts";
import type { CognitoIssuerModel } from "../../trust/TrustModel.ts";
import type { ArgumentFault } from "../refuseArguments.ts";

/** What is wrong with a user pool's arguments: clients that name scopes which are not there, or not for their kind. */
export function cognitoFaults({
  resourceServers,
  clients,
}: Pick<CognitoIssuerModel, "resourceServers" | "clients">): ArgumentFault[] {
  const custom = customScopes(Object.values(resourceServers));
  return Object.entries(clients).flatMap(([name, { kind, scopes }]) => {
    const path = `clients.${name}.scopes`;
    const own = kind === "machine" ? custom : [...poolScopes, ...custom];
    const strangers = scopes.flatMap((scope, index) =>
      own.includes(scope) ? [] : [{ propertyPath: `${path}[${index}]`, reason: `it cannot have the scope ${scope}` }],
    );
    return scopes.length === 0 ? [{ propertyPath: path, reason: "without a scope it gets no token" }] : strangers;
  });
}
