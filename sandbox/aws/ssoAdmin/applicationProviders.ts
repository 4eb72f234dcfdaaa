import { z } from "zod";
import type { AwsCall } from "../AwsService.ts";
import { unsupported } from "../protocol/AwsError.ts";
import { page } from "./lookup.ts";
import { applicationProviderArn, paging, read } from "./members.ts";

/** Customer managed applications that speak OAuth 2.0: the only provider that the sandbox has. */
export const customProviderArn = "arn:aws:sso::aws:applicationProvider/custom";

const provider = {
  ApplicationProviderArn: customProviderArn,
  DisplayData: { DisplayName: "Custom application" },
  FederationProtocol: "OAUTH",
};

export function listApplicationProviders(_call: AwsCall, input: unknown): object {
  return page("ApplicationProviders", [provider], read(input, z.strictObject(paging)), (one) => one);
}

export function describeApplicationProvider(_call: AwsCall, input: unknown): object {
  requireProvider(
    read(input, z.strictObject({ ApplicationProviderArn: applicationProviderArn })).ApplicationProviderArn,
  );
  return provider;
}

/** @throws AwsError ResourceNotFoundException, listed among the sandbox's refusals: AWS has many providers */
export function requireProvider(arn: string): void {
  if (arn !== customProviderArn) throw unsupported("ResourceNotFoundException", `the application provider ${arn}`);
}
