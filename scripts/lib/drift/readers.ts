import type { DriftReader } from "./DriftContext.ts";
import type { StateResource } from "../stack/StateResource.ts";

/** A reader of a vendor, and when it is needed. */
export interface RegisteredReader {
  /** What it compares, where it cannot. */
  readonly name: string;
  readonly isNeeded: (state: readonly StateResource[]) => boolean;
  /** Its module, with the vendor's SDK: loaded only where the stack has something there. */
  readonly load: () => Promise<DriftReader>;
}

/** Every reader of a vendor. Those of different vendors may tell of the same object; the one that explains it is kept. */
export const readers: readonly RegisteredReader[] = [
  {
    name: "Okta",
    isNeeded: manages("okta:"),
    load: async () => (await import("./okta/oktaDrift.ts")).oktaDrift,
  },
  {
    name: "Microsoft Entra",
    isNeeded: manages("azuread:"),
    load: async () => (await import("./microsoft/microsoftDrift.ts")).microsoftDrift,
  },
  {
    name: "JumpCloud",
    isNeeded: manages("jumpcloud:"),
    load: async () => (await import("./jumpcloud/jumpCloudDrift.ts")).jumpCloudDrift,
  },
  {
    name: "API Gateway",
    isNeeded: manages("aws:apigatewayv2/"),
    load: async () => (await import("./aws/gatewayDrift.ts")).gatewayDrift,
  },
  {
    name: "IAM and Lambda",
    isNeeded: manages("aws:iam/", "aws:lambda/"),
    load: async () => (await import("./aws/rolesDrift.ts")).rolesDrift,
  },
  {
    name: "Cognito",
    isNeeded: manages("aws:cognito/"),
    load: async () => (await import("./aws/userPoolDrift.ts")).userPoolDrift,
  },
  {
    name: "IAM Identity Center",
    isNeeded: manages("aws:ssoadmin/", "aws:identitystore/"),
    load: async () => (await import("./aws/identityCenterDrift.ts")).identityCenterDrift,
  },
  {
    name: "S3 Access Grants",
    isNeeded: manages("aws:s3control/"),
    load: async () => (await import("./aws/accessGrantsDrift.ts")).accessGrantsDrift,
  },
];

function manages(...types: readonly string[]): RegisteredReader["isNeeded"] {
  return (state) => state.some(({ type }) => types.some((start) => type.startsWith(start)));
}
