import type { ApiModel } from "./model/ApiModel.ts";
import type { CognitoIssuerModel } from "./model/CognitoIssuerModel.ts";
import type { JiraServiceManagementModel } from "./model/JiraServiceManagementModel.ts";
import type { JumpCloudFederationModel } from "./model/JumpCloudFederationModel.ts";
import type { JumpCloudIssuerModel } from "./model/JumpCloudIssuerModel.ts";
import type { B2cIssuerModel, EntraIssuerModel } from "./model/MicrosoftIssuerModel.ts";
import type { OktaIssuerModel } from "./model/OktaIssuerModel.ts";
import type { S3AccessGrantsModel } from "./model/S3AccessGrantsModel.ts";

export type * from "./model/ApiModel.ts";
export type * from "./model/CognitoIssuerModel.ts";
export type * from "./model/EntraApplicationModel.ts";
export type * from "./model/JiraServiceManagementModel.ts";
export type * from "./model/JumpCloudFederationModel.ts";
export type * from "./model/JumpCloudIssuerModel.ts";
export type * from "./model/MicrosoftIssuerModel.ts";
export type * from "./model/OktaIssuerModel.ts";
export type * from "./model/PoolFederationModel.ts";
export type * from "./model/S3AccessGrantsModel.ts";

/**
 * Who may call what, as plain data: no Pulumi types, no I/O. It is derived from the settings before the engine starts,
 * and travels unchanged in the stack output `trust`, so that the scripts reason about the same model as the program.
 */
export interface TrustModel {
  readonly issuers: Readonly<Record<string, IssuerModel>>;
  readonly apis: Readonly<Record<string, ApiModel>>;
  readonly relyingParties: Readonly<Record<string, RelyingPartyModel>>;
}

/** Closed over the kinds of identity provider; another provider is another member. */
export type IssuerModel =
  OktaIssuerModel | EntraIssuerModel | B2cIssuerModel | CognitoIssuerModel | JumpCloudIssuerModel;

/** Fortanix Key Insight, onboarding an AWS connection with the client credentials flow. */
export interface KeyInsightModel {
  readonly kind: "fortanix-key-insight";
  readonly issuer: string;
  readonly client: string;
}

/** Closed over the kinds of relying party. */
export type RelyingPartyModel =
  KeyInsightModel | JumpCloudFederationModel | JiraServiceManagementModel | S3AccessGrantsModel;
