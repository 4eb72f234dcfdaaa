import { customScopes, poolScopes } from "../../trust/access/cognitoGrants.ts";
import type { CognitoClientModel, CognitoIssuerModel, PoolFederationModel } from "../../trust/TrustModel.ts";
import type { ArgumentFault } from "../refuseArguments.ts";

interface Pool extends Pick<CognitoIssuerModel, "resourceServers" | "clients"> {
  /** By name. */
  readonly federation: Readonly<Record<string, Pick<PoolFederationModel, "attributes">>>;
}

/**
 * What is wrong with a user pool's arguments: clients that name scopes or identity providers which are not there, or scopes
 * not for their kind; identity providers that do not tell what the pool asks of everybody.
 */
export function cognitoFaults({ resourceServers, clients, federation }: Pool): ArgumentFault[] {
  const custom = customScopes(Object.values(resourceServers));
  const providers = ["cognito", ...Object.keys(federation)];
  return [
    ...Object.entries(federation).flatMap(([name, { attributes }]) =>
      "email" in attributes
        ? []
        : [{ propertyPath: `federation.${name}.attributes`, reason: "the pool needs everybody's email" }],
    ),
    ...Object.entries(clients).flatMap(([name, client]) => [
      ...scopeFaults(`clients.${name}.scopes`, client, custom),
      ...(client.kind === "interactive" ? providerFaults(`clients.${name}`, client.identityProviders, providers) : []),
    ]),
  ];
}

function scopeFaults(path: string, { kind, scopes }: CognitoClientModel, custom: readonly string[]): ArgumentFault[] {
  if (scopes.length === 0) return [{ propertyPath: path, reason: "without a scope it gets no token" }];
  const own = kind === "machine" ? custom : [...poolScopes, ...custom];
  return scopes.flatMap((scope, index) =>
    own.includes(scope) ? [] : [{ propertyPath: `${path}[${index}]`, reason: `it cannot have the scope ${scope}` }],
  );
}

function providerFaults(path: string, named: readonly string[], known: readonly string[]): ArgumentFault[] {
  const at = `${path}.identityProviders`;
  if (named.length === 0) return [{ propertyPath: at, reason: "without one nobody can sign in" }];
  return named.flatMap((name, index) =>
    known.includes(name) ? [] : [{ propertyPath: `${at}[${index}]`, reason: `there is no identity provider ${name}` }],
  );
}
