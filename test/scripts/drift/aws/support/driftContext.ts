import type { Sandbox } from "../../../../../sandbox/startSandbox.ts";
import type { DriftContext } from "../../../../../scripts/lib/drift/DriftContext.ts";
import type { StateResource } from "../../../../../scripts/lib/stack/StateResource.ts";
import { sandboxSend } from "../../../../../scripts/lib/rehearsal/sandboxSend.ts";
import { accessAws } from "../../../../../scripts/lib/vendors/aws/accessAws.ts";
import type { AwsAccess } from "../../../../../scripts/lib/vendors/aws/AwsAccess.ts";
import type { AwsCredentials } from "../../../../../scripts/lib/vendors/aws/awsClient.ts";
import { LiveHttp } from "../../../../../scripts/lib/verify/LiveHttp.ts";
import type { DeployedTrust } from "../../../../../trust/DeployedTrust.ts";

export interface DriftSubject {
  readonly sandbox: Sandbox;
  readonly trust: DeployedTrust;
  readonly state: readonly StateResource[];
}

type Fetch = typeof globalThis.fetch;

/** What drift works with, on a sandbox; its readers for other vendors than AWS are asked for nothing. */
export function driftContext(
  { sandbox, trust, state }: DriftSubject,
  { credentials = keysOf(sandbox), aws }: { readonly credentials?: AwsCredentials; readonly aws?: AwsAccess } = {},
): DriftContext {
  const { signal } = new AbortController();
  const fetch: Fetch = async (url, init) => sandboxSend(sandbox)(new Request(url).url, init ?? {});
  const nobody = new Proxy({}, { get: (_, name) => assertNobody(String(name)) });
  return {
    ...{ stack: "dev", trust, state, now: new Date() },
    okta: nobody as DriftContext["okta"],
    jumpcloud: nobody as DriftContext["jumpcloud"],
    directories: nobody as DriftContext["directories"],
    aws: aws ?? accessAws({ signal, fetch, credentials, maxAttempts: 1 }),
    http: new LiveHttp({ fetch, signal }),
  };
}

export function keysOf({ credentials }: Sandbox): AwsCredentials {
  return { accessKeyId: credentials.awsAccessKeyId, secretAccessKey: credentials.awsSecretAccessKey };
}

/** A resource of a state. @param type `aws:iam/role:Role` */
export function resource(
  type: string,
  name: string,
  id: string,
  inputs: StateResource["inputs"] = {},
  outputs: StateResource["outputs"] = inputs,
): StateResource {
  return { urn: `urn:pulumi:dev::crosstrust::${type}::${name}`, type, name, id, inputs, outputs };
}

function assertNobody(name: string): never {
  throw new Error(`${name} is no question for AWS`);
}
