import type { TrustModel } from "../../../trust/TrustModel.ts";
import { AwsPlace } from "./aws/AwsPlace.ts";
import type { AwsRight } from "./aws/AwsRight.ts";
import { awsRights } from "./aws/awsRights.ts";
import { type JumpCloudRole, jumpCloudRole } from "./jumpcloud/jumpCloudRights.ts";
import { type DirectoryRights, directoryRights } from "./microsoft/directoryRights.ts";
import { type OktaRights, oktaRights } from "./okta/oktaRights.ts";
import type { Purpose } from "./Purpose.ts";

/** Whose rights are derived, and where the vendors are. */
export interface RightsRequest {
  readonly model: TrustModel;
  /** As it stands on the command line, perhaps with its organisation and project. */
  readonly stack: string;
  readonly purpose: Purpose;
  readonly awsRegion: string | undefined;
  readonly tenantId: string | undefined;
  readonly accountId?: string | undefined;
  /** Whose AWS rights these are; without it, any role's or user's of the account. */
  readonly principalArn?: string | undefined;
}

/** The least rights that the program and the scripts need for a purpose; of each vendor that the config uses. */
export interface StackRights {
  /** None where nothing is there, or nothing says the region. */
  readonly aws: readonly AwsRight[];
  readonly okta: OktaRights | undefined;
  readonly directories: readonly DirectoryRights[];
  readonly jumpcloud: JumpCloudRole | undefined;
}

export function stackRights(request: RightsRequest): StackRights {
  const { model, stack, purpose, awsRegion: region, tenantId, accountId, principalArn } = request;
  const place =
    region && new AwsPlace({ project: "crosstrust", stack: stack.split("/").at(-1) ?? stack, region, accountId });
  return {
    aws: place ? awsRights(model, place, purpose, principalArn) : [],
    okta: oktaRights(model, purpose),
    directories: directoryRights(model, tenantId, purpose),
    jumpcloud: jumpCloudRole(model, purpose),
  };
}
