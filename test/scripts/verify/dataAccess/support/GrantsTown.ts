import { IAM } from "@aws-sdk/client-iam";
import { Identitystore } from "@aws-sdk/client-identitystore";
import { S3 } from "@aws-sdk/client-s3";
import { S3Control } from "@aws-sdk/client-s3-control";
import { type GrantItem, SSOAdmin } from "@aws-sdk/client-sso-admin";
import { STS } from "@aws-sdk/client-sts";
import * as policies from "../../../../../components/aws/accessGrants/policies.ts";
import { connect } from "../../../../../providers/jumpcloud/connect.ts";
import { actorPolicy } from "../../../../../providers/identitycenter/resources/actorPolicy.ts";
import type { JumpCloudClient } from "../../../../../providers/jumpcloud/client/JumpCloudClient.ts";
import type { Sandbox } from "../../../../../sandbox/startSandbox.ts";
import { sandboxSend } from "../../../../../scripts/lib/rehearsal/sandboxSend.ts";
import type { CheckResult } from "../../../../../scripts/lib/report/RehearsalReport.ts";
import type { Send } from "../../../../../scripts/lib/signIn/Browser.ts";
import { accessAws } from "../../../../../scripts/lib/vendors/aws/accessAws.ts";
import { LiveHttp } from "../../../../../scripts/lib/verify/LiveHttp.ts";
import { verifyTrust, type VerifyOptions } from "../../../../../scripts/lib/verify/verifyTrust.ts";
import type { DeployedS3AccessGrants, DeployedTrust } from "../../../../../trust/DeployedTrust.ts";
import { parseSettings } from "../../../../../trust/parseSettings.ts";
import type { RawSettings } from "../../../../../trust/Settings.ts";
import type { S3AccessGrantsModel } from "../../../../../trust/TrustModel.ts";
import { sdkHandler } from "../../../../sandbox/aws/support/sdkHandler.ts";
import { bucket, emailOf, issuer, jwtBearer, passwordOf, people, region, settings } from "./grantsSettings.ts";
import { makeJumpCloud } from "./makeJumpCloud.ts";

const consoleUrl = "https://console.jumpcloud.com";

/** A request of verify's. */
export interface Asked {
  readonly url: URL;
  readonly text: string;
}

/** S3 Access Grants as a stack makes them, made with the AWS SDK and JumpCloud's console in a running sandbox. */
export class GrantsTown {
  readonly sandbox: Sandbox;
  readonly sso: SSOAdmin;
  readonly store: Identitystore;
  readonly control: S3Control;
  readonly iam: IAM;
  readonly s3: S3;
  readonly sts: STS;
  readonly jumpcloud: JumpCloudClient;
  /** What a stack's outputs say of it. */
  trust!: DeployedTrust;
  clientSecret = "";
  /** What stands between verify and the sandbox. */
  send: Send;

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    const config = {
      ...{ region, credentials: this.keys, maxAttempts: 1 },
      requestHandler: sdkHandler((request) => sandbox.fetch(request)),
    };
    this.sso = new SSOAdmin(config);
    this.store = new Identitystore(config);
    this.control = new S3Control(config);
    this.iam = new IAM(config);
    this.s3 = new S3(config);
    this.sts = new STS(config);
    this.send = sandboxSend(sandbox);
    const { jumpcloudApiKey } = sandbox.credentials;
    const { signal } = new AbortController();
    this.jumpcloud = connect({}, { JUMPCLOUD_API_KEY: jumpcloudApiKey }, { signal, fetch: this.#fetch });
  }

  static async make(sandbox: Sandbox, raw: object = settings): Promise<GrantsTown> {
    const town = new GrantsTown(sandbox);
    await town.#build(parseSettings(raw as RawSettings).model);
    return town;
  }

  get keys() {
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = this.sandbox.credentials;
    return { accessKeyId, secretAccessKey };
  }

  get deployed(): DeployedS3AccessGrants {
    const party = this.trust.relyingParties["s3"];
    if (party?.kind !== "s3-access-grants") throw new Error("s3 is not deployed");
    return party;
  }

  get model(): S3AccessGrantsModel {
    const party = this.trust.model.relyingParties["s3"];
    if (party?.kind !== "s3-access-grants") throw new Error("s3 is not declared");
    return party;
  }

  get jumpCloudIds() {
    const deployed = this.trust.issuers["jumpcloud"];
    if (deployed?.kind !== "jumpcloud") throw new Error("jumpcloud is not deployed");
    const { applications, groups, people: persons } = deployed;
    const applicationId = applications["s3-access-grants"]!.applicationId;
    return { applicationId, groupId: groups["s3-access-grants"]!.id, people: persons };
  }

  /** A user of Identity Center. @returns its id */
  async addUser(name: string, email = emailOf(name)): Promise<string> {
    const { UserId = "" } = await this.store.createUser({
      ...{ IdentityStoreId: await this.#storeId(), UserName: name, DisplayName: name },
      ...{ Name: { GivenName: name, FamilyName: "Dean" }, Emails: [{ Value: email, Primary: true }] },
    });
    return UserId;
  }

  /** @returns the role's ARN */
  async role(RoleName: string, AssumeRolePolicyDocument: string, PolicyDocument?: string): Promise<string> {
    const { Role } = await this.iam.createRole({ RoleName, AssumeRolePolicyDocument });
    if (PolicyDocument !== undefined) await this.iam.putRolePolicy({ RoleName, PolicyName: "rights", PolicyDocument });
    return Role?.Arn ?? "";
  }

  /** The application's grant, in the place of the one that it has. */
  async putGrant(trustedTokenIssuerArn: string, audiences: readonly string[]): Promise<void> {
    const issuers = [{ TrustedTokenIssuerArn: trustedTokenIssuerArn, AuthorizedAudiences: [...audiences] }];
    const Grant: GrantItem["Grant"] = { JwtBearer: { AuthorizedTokenIssuers: issuers } };
    await this.sso.putApplicationGrant({ ApplicationArn: this.deployed.applicationArn, GrantType: jwtBearer, Grant });
  }

  async putActor(policy: object): Promise<void> {
    await this.sso.putApplicationAuthenticationMethod({
      ...{ ApplicationArn: this.deployed.applicationArn, AuthenticationMethodType: "IAM" },
      AuthenticationMethod: { Iam: { ActorPolicy: policy as never } },
    });
  }

  /** @returns the grant's id */
  async grant(scope: { location?: string; subPrefix: string }, grantee: object, Permission: string): Promise<string> {
    const { AccessGrantId = "" } = await this.control.createAccessGrant({
      AccountId: this.sandbox.credentials.awsAccountId,
      AccessGrantsLocationId: scope.location ?? this.deployed.locations["reports"]?.locationId,
      AccessGrantsLocationConfiguration: { S3SubPrefix: scope.subPrefix },
      ...{ Grantee: grantee, Permission: Permission as never },
    });
    return AccessGrantId;
  }

  /** What verify finds, with everybody's password unless told otherwise. */
  async verify(options: Partial<VerifyOptions> = {}): Promise<readonly CheckResult[]> {
    const { signal } = new AbortController();
    const fetch: typeof globalThis.fetch = (url, init) => this.#fetch(url, init);
    const http = new LiveHttp({ fetch, signal });
    return verifyTrust({
      trust: this.trust,
      clientSecrets: { jumpcloud: { "s3-access-grants": this.clientSecret } },
      clientKeys: new Map(),
      clientAssertions: new Map(),
      relyingPartySecrets: {},
      passwords: new Map(people.map((person) => [`s3/${person}`, passwordOf(person)])),
      jumpcloud: { loginUrl: `${consoleUrl}/login`, api: this.jumpcloud },
      directories: { tenant: () => undefined, b2c: () => undefined },
      aws: accessAws({ signal, fetch, credentials: this.keys, maxAttempts: 1 }),
      http,
      progress: () => undefined,
      ...options,
    });
  }

  readonly #fetch = async (url: Parameters<typeof globalThis.fetch>[0], init: RequestInit = {}): Promise<Response> =>
    this.send(new Request(url).url, init);

  async #storeId(): Promise<string> {
    return (await this.sso.listInstances({})).Instances?.[0]?.IdentityStoreId ?? "";
  }

  async #build(model: DeployedTrust["model"]): Promise<void> {
    const party = model.relyingParties["s3"];
    if (party?.kind !== "s3-access-grants") throw new Error("s3 is not declared");
    const jumpcloud = await makeJumpCloud(this.jumpcloud);
    const { clientId } = jumpcloud;
    const accountId = this.sandbox.credentials.awsAccountId;
    const [instance] = (await this.sso.listInstances({})).Instances ?? [];
    const { InstanceArn: instanceArn = "", IdentityStoreId: identityStoreId = "" } = instance ?? {};

    const users: Record<string, { userId: string; email: string }> = {};
    for (const [name, { email }] of Object.entries(party.identityCenter.users)) {
      users[name] = { userId: await this.addUser(name, email), email };
    }
    const groups: Record<string, { groupId: string }> = {};
    for (const [name, { displayName, members }] of Object.entries(party.identityCenter.groups)) {
      const group = await this.store.createGroup({ IdentityStoreId: identityStoreId, DisplayName: displayName });
      const groupId = group.GroupId ?? "";
      for (const one of members) {
        const MemberId = { UserId: users[one]!.userId };
        await this.store.createGroupMembership({ IdentityStoreId: identityStoreId, GroupId: groupId, MemberId });
      }
      groups[name] = { groupId };
    }

    const { TrustedTokenIssuerArn: trustedTokenIssuerArn = "" } = await this.sso.createTrustedTokenIssuer({
      ...{ InstanceArn: instanceArn, Name: "jumpcloud", TrustedTokenIssuerType: "OIDC_JWT" },
      TrustedTokenIssuerConfiguration: {
        OidcJwtConfiguration: {
          ...{ IssuerUrl: issuer, ClaimAttributePath: "email", IdentityStoreAttributePath: "emails.value" },
          JwksRetrievalOption: "OPEN_ID_DISCOVERY",
        },
      },
    });
    const made = await this.control.createAccessGrantsInstance({
      AccountId: accountId,
      IdentityCenterArn: instanceArn,
    });
    const accessGrantsInstanceArn = made.AccessGrantsInstanceArn ?? "";
    const own = { accountId, accessGrantsInstanceArn };
    const exchangeRoleArn = await this.role("exchange", policies.exchangeTrust("account", accountId));
    const identityRoleArn = await this.role(
      "identity",
      policies.identityTrust(exchangeRoleArn),
      policies.identityRights(accessGrantsInstanceArn),
    );
    const { ApplicationArn: applicationArn = "" } = await this.sso.createApplication({
      ...{ InstanceArn: instanceArn, Name: "s3-access-grants" },
      ApplicationProviderArn: "arn:aws:sso::aws:applicationProvider/custom",
    });
    await this.iam.putRolePolicy({
      ...{ RoleName: "exchange", PolicyName: "exchange-tokens" },
      PolicyDocument: policies.exchangeRights(applicationArn, identityRoleArn),
    });
    await this.sso.putApplicationAccessScope({ ApplicationArn: applicationArn, Scope: "s3:access_grants:read_write" });

    await this.s3.createBucket({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: region } });
    for (const Key of ["team-a/one.txt", "both/two.txt", "other/three.txt"]) {
      await this.s3.putObject({ Bucket: bucket, Key, Body: Key });
    }
    const locations: Record<string, DeployedS3AccessGrants["locations"][string]> = {};
    for (const [name, location] of Object.entries(party.locations)) {
      const roleArn = await this.role(
        `location-${name}`,
        policies.locationTrust(own),
        policies.locationRights(location, ["READ", "WRITE"], own),
      );
      const { AccessGrantsLocationId: locationId = "", LocationScope: scope = "" } =
        await this.control.createAccessGrantsLocation({
          ...{ AccountId: accountId, LocationScope: `s3://${bucket}/${location.prefix}`, IAMRoleArn: roleArn },
        });
      locations[name] = { locationId, scope, roleArn };
    }
    this.clientSecret = jumpcloud.clientSecret;
    const deployed: DeployedS3AccessGrants = {
      ...{ kind: "s3-access-grants", region, accountId, identityStoreId, instanceArn, trustedTokenIssuerArn },
      ...{ issuer, clientId, applicationArn, exchangeRoleArn, identityRoleArn, accessGrantsInstanceArn },
      ...{ users, groups, locations, grants: {} },
    };
    const base = { version: 2, project: "crosstrust", stack: "test", region, model, apis: {} } as const;
    this.trust = { ...base, issuers: { jumpcloud: jumpcloud.deployed }, relyingParties: { s3: deployed } };
    await this.putGrant(trustedTokenIssuerArn, [clientId]);
    await this.putActor(actorPolicy(exchangeRoleArn));
    const { assignment } = party.identityCenter;
    await this.sso.putApplicationAssignmentConfiguration({
      ...{ ApplicationArn: applicationArn, AssignmentRequired: assignment.required },
    });
    for (const name of assignment.required ? assignment.users : []) await this.assign("USER", users[name]!.userId);
    for (const name of assignment.required ? assignment.groups : []) await this.assign("GROUP", groups[name]!.groupId);
    const grants: Record<string, { grantId: string; scope: string }> = {};
    for (const [name, { subPrefix, grantee, permission }] of Object.entries(party.grants)) {
      const who =
        "user" in grantee
          ? { GranteeType: "DIRECTORY_USER", GranteeIdentifier: users[grantee.user]!.userId }
          : { GranteeType: "DIRECTORY_GROUP", GranteeIdentifier: groups[grantee.group]!.groupId };
      const grantId = await this.grant({ subPrefix }, who, permission);
      grants[name] = { grantId, scope: `s3://${bucket}/${subPrefix}` };
    }
    this.trust = { ...this.trust, relyingParties: { s3: { ...deployed, grants } } };
  }

  /** Puts a user into a group of Identity Center. */
  async join(group: string, UserId: string): Promise<void> {
    const { identityStoreId: IdentityStoreId, groups } = this.deployed;
    const GroupId = groups[group]!.groupId;
    await this.store.createGroupMembership({ IdentityStoreId, GroupId, MemberId: { UserId } });
  }

  /** Puts a person into the group of JumpCloud that may use the application. */
  async joinJumpCloud(id: string): Promise<void> {
    await this.jumpcloud.addEdge(`/api/v2/usergroups/${this.jumpCloudIds.groupId}/members`, "user", id);
  }

  /** As a grantee. */
  user(userId: string) {
    return { GranteeType: "DIRECTORY_USER", GranteeIdentifier: userId };
  }

  /** Puts somebody between verify and the vendors, who answers what they like. */
  meddle(answer: (asked: Asked, onwards: () => Promise<Response>) => unknown): void {
    const { send } = this;
    this.send = async (address, init) => {
      const url = new URL(address);
      const { body } = init;
      const text = body instanceof ArrayBuffer ? Buffer.from(body).toString() : typeof body === "string" ? body : "";
      const onwards = async (): Promise<Response> => send(url.href, init);
      return ((await answer({ url, text }, onwards)) as Response | undefined) ?? onwards();
    };
  }

  async assign(PrincipalType: "USER" | "GROUP", PrincipalId: string): Promise<void> {
    const { applicationArn: ApplicationArn } = this.deployed;
    await this.sso.createApplicationAssignment({ ApplicationArn, PrincipalType, PrincipalId });
  }
}
