import { findDirectory } from "../../find.ts";
import type { Directory, MicrosoftState, Policy } from "../../state.ts";
import type { LoginCall } from "../LoginCall.ts";

/** A policy of a B2C tenant, at the host that it was asked at. */
export interface PolicyPlace {
  readonly directory: Directory;
  readonly policy: Policy;
  /** `https://{host}/{tenant as it was asked for}`. */
  readonly tenantUrl: string;
  /** Lower-case, as B2C writes it into URLs [obs]. */
  readonly policyName: string;
  /** The policy came in the query (`?p=`), and goes back there. */
  readonly inQuery: boolean;
  /** The exact `iss` of its tokens. */
  readonly issuer: string;
}

/** What a path of a policy's endpoints says: the tenant, and the policy unless the query does. */
export interface PolicyPath {
  readonly tenant: string;
  readonly policy?: string;
}

/** The B2C tenant that has a host. */
export function findB2cDirectory({ directories }: MicrosoftState, host: string): Directory | undefined {
  return Object.values(directories).find(({ kind, loginHosts }) => kind === "b2c" && loginHosts.includes(host));
}

/** Policies are named in any case. */
export function findPolicyNamed({ policies }: Directory, wanted: string): Policy | undefined {
  return policies.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
}

/** undefined where the host's tenant is another one than the path's, or has no such policy. */
export function findPolicy(call: LoginCall, path: PolicyPath): PolicyPlace | undefined {
  const { state, host, origin, request } = call;
  const directory = findB2cDirectory(state, host);
  if (directory === undefined || findDirectory(state, path.tenant) !== directory) return undefined;
  const policy = findPolicyNamed(directory, path.policy ?? request.url.searchParams.get("p") ?? "");
  return (
    policy && {
      directory,
      policy,
      tenantUrl: `${origin}/${path.tenant.toLowerCase()}`,
      policyName: policy.name.toLowerCase(),
      inQuery: path.policy === undefined,
      issuer: issuerOf(origin, directory, policy),
    }
  );
}

/**
 * Both forms end in a slash, and name the host that was asked. The policy's name is in lower case in the second one,
 * however the portal shows it (observed: github.com/azure-ad-b2c/samples/issues/220).
 */
function issuerOf(origin: string, { tenantId }: Directory, { name, issuerForm }: Policy): string {
  return issuerForm === "tfp" ? `${origin}/tfp/${tenantId}/${name.toLowerCase()}/v2.0/` : `${origin}/${tenantId}/v2.0/`;
}
