import { Readable } from "node:stream";
import { Identitystore } from "@aws-sdk/client-identitystore";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { S3Control } from "@aws-sdk/client-s3-control";
import { SSOAdmin } from "@aws-sdk/client-sso-admin";
import { SSOOIDC } from "@aws-sdk/client-sso-oidc";
import { type AssumeRoleCommandInput, STS } from "@aws-sdk/client-sts";
import { decodeJwt, type JWTPayload } from "jose";
import { accountId, type AwsCloud, awsClouds, region as home } from "./AwsCloud.ts";
import { audience, Issuer, issuer } from "./issuer.ts";

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

interface Credentials {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
}

export const instanceArn = `arn:aws:s3:${home}:${accountId}:access-grants/default`;
export const jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
export const identityCenterProvider = "arn:aws:iam::aws:contextProvider/IdentityCenter";
const bucket = "acme-dev-reports";

/** The SDK's clients of a cloud, for one set of keys. */
export function clientsOf(cloud: AwsCloud, credentials: Keys = cloud.clientConfig.credentials, region = home) {
  const { requestHandler } = cloud.clientConfig;
  const streaming = {
    ...requestHandler,
    async handle(request: Parameters<typeof requestHandler.handle>[0]) {
      const { response } = await requestHandler.handle(request);
      return { response: { ...response, body: Readable.from([Buffer.from(response.body)]) } };
    },
  };
  const config = { ...cloud.clientConfig, credentials, region };
  return {
    sso: new SSOAdmin(config),
    store: new Identitystore(config),
    oidc: new SSOOIDC(config),
    sts: new STS(config),
    control: new S3Control(config),
    s3: new S3({ ...config, requestHandler: streaming }),
  };
}

export function keysOf({ AccessKeyId, SecretAccessKey, SessionToken }: Credentials = {}): Keys {
  return { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! };
}

export function statement(Action: string | string[], Resource: string, more: object = {}): object {
  return { Effect: "Allow", Action, Resource, ...more };
}

export function policy(...Statement: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

/** @returns its ARN */
export async function makeRole(cloud: AwsCloud, name: string, trust: object[], rights: object[] = []): Promise<string> {
  const { Role } = await cloud.iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: policy(...trust) }),
  );
  if (rights.length > 0) await setRights(cloud, name, rights);
  return Role!.Arn!;
}

export async function setRights(cloud: AwsCloud, RoleName: string, rights: object[]): Promise<void> {
  await cloud.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "rights", PolicyDocument: policy(...rights) }));
}

export const trustOf = (principal: object, ...actions: string[]): object => ({
  Effect: "Allow",
  Principal: principal,
  Action: actions,
});

/** The account's user may take the exchange role, which may exchange tokens for the application and take the identity role. */
export class DataAccess {
  readonly cloud: AwsCloud;
  readonly issuer: Issuer;
  readonly bucket = bucket;
  identityCenterArn = "";
  storeId = "";
  userId = "";
  groupId = "";
  tokenIssuerArn = "";
  applicationArn = "";
  exchangeRole = "";
  identityRole = "";
  locationRole = "";
  locationId = "";
  grantId = "";
  #tokens = 0;

  private constructor(cloud: AwsCloud, tokens: Issuer) {
    this.cloud = cloud;
    this.issuer = tokens;
  }

  static async create(clouds: ReturnType<typeof awsClouds>): Promise<DataAccess> {
    const tokens = await Issuer.create();
    const access = new DataAccess(clouds({ hosts: tokens.hosts }), tokens);
    await access.#directory();
    await access.#application();
    await access.#grants();
    return access;
  }

  get own() {
    return clientsOf(this.cloud);
  }

  async #directory(): Promise<void> {
    const { sso } = this.own;
    const [instance] = (await sso.listInstances({})).Instances!;
    this.identityCenterArn = instance!.InstanceArn!;
    this.storeId = instance!.IdentityStoreId!;
    this.userId = await this.addUser("dora", "dora@acme.example");
    const { store } = this.own;
    const { GroupId } = await store.createGroup({ IdentityStoreId: this.storeId, DisplayName: "Analysts" });
    this.groupId = GroupId!;
    await store.createGroupMembership({ IdentityStoreId: this.storeId, GroupId, MemberId: { UserId: this.userId } });
  }

  async addUser(UserName: string, email: string): Promise<string> {
    const { UserId } = await this.own.store.createUser({
      IdentityStoreId: this.storeId,
      UserName,
      DisplayName: UserName,
      Name: { GivenName: UserName, FamilyName: "Dean" },
      Emails: [{ Value: email, Primary: true }],
    });
    return UserId!;
  }

  async #application(): Promise<void> {
    const { sso } = this.own;
    const InstanceArn = this.identityCenterArn;
    const { TrustedTokenIssuerArn } = await sso.createTrustedTokenIssuer({
      InstanceArn,
      Name: "okta",
      TrustedTokenIssuerType: "OIDC_JWT",
      TrustedTokenIssuerConfiguration: {
        OidcJwtConfiguration: {
          IssuerUrl: issuer,
          ClaimAttributePath: "email",
          IdentityStoreAttributePath: "emails.value",
          JwksRetrievalOption: "OPEN_ID_DISCOVERY",
        },
      },
    });
    this.tokenIssuerArn = TrustedTokenIssuerArn!;
    const { ApplicationArn } = await sso.createApplication({
      InstanceArn,
      ApplicationProviderArn: "arn:aws:sso::aws:applicationProvider/custom",
      Name: "s3-access-grants",
    });
    this.applicationArn = ApplicationArn!;
    this.exchangeRole = await makeRole(this.cloud, "exchange", [
      trustOf({ AWS: `arn:aws:iam::${accountId}:root` }, "sts:AssumeRole"),
    ]);
    this.identityRole = await makeRole(
      this.cloud,
      "identity",
      [trustOf({ AWS: this.exchangeRole }, "sts:AssumeRole", "sts:SetContext")],
      [statement("s3:GetDataAccess", instanceArn)],
    );
    await setRights(this.cloud, "exchange", [
      statement("sso-oauth:CreateTokenWithIAM", this.applicationArn),
      statement(["sts:AssumeRole", "sts:SetContext"], this.identityRole),
    ]);
    await sso.putApplicationAccessScope({ ApplicationArn, Scope: "s3:access_grants:read_write" });
    await this.authorize([audience]);
    await sso.putApplicationAuthenticationMethod({
      ApplicationArn,
      AuthenticationMethodType: "IAM",
      AuthenticationMethod: {
        Iam: {
          ActorPolicy: JSON.parse(
            policy(statement("sso-oauth:CreateTokenWithIAM", "*", { Principal: { AWS: this.exchangeRole } })),
          ) as Record<string, string>,
        },
      },
    });
    await sso.createApplicationAssignment({ ApplicationArn, PrincipalId: this.groupId, PrincipalType: "GROUP" });
  }

  async authorize(AuthorizedAudiences: string[]): Promise<void> {
    const AuthorizedTokenIssuers = [{ TrustedTokenIssuerArn: this.tokenIssuerArn, AuthorizedAudiences }];
    await this.own.sso.putApplicationGrant({
      ApplicationArn: this.applicationArn,
      GrantType: jwtBearer,
      Grant: { JwtBearer: { AuthorizedTokenIssuers } },
    });
  }

  async #grants(): Promise<void> {
    const { control, s3 } = this.own;
    await s3.createBucket({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: home } });
    const source = { "aws:SourceAccount": accountId, "aws:SourceArn": instanceArn };
    const principal = { Service: "access-grants.s3.amazonaws.com" };
    this.locationRole = await makeRole(
      this.cloud,
      "location",
      [
        {
          ...trustOf(principal, "sts:AssumeRole", "sts:SetSourceIdentity"),
          Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnEquals: { "aws:SourceArn": instanceArn } },
        },
        {
          ...trustOf(principal, "sts:SetContext"),
          Condition: {
            StringEquals: source,
            "ForAllValues:ArnEquals": { "sts:RequestContextProviders": identityCenterProvider },
          },
        },
      ],
      [
        statement(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], `arn:aws:s3:::${bucket}/*`, {
          Condition: { ArnEquals: { "s3:AccessGrantsInstanceArn": instanceArn } },
        }),
        statement("s3:ListBucket", `arn:aws:s3:::${bucket}`),
      ],
    );
    await control.createAccessGrantsInstance({ AccountId: accountId, IdentityCenterArn: this.identityCenterArn });
    const location = await control.createAccessGrantsLocation({
      AccountId: accountId,
      LocationScope: `s3://${bucket}/*`,
      IAMRoleArn: this.locationRole,
    });
    this.locationId = location.AccessGrantsLocationId!;
    this.grantId = await this.grant("team-a/*", "READ");
  }

  async grant(S3SubPrefix: string, Permission: "READ" | "WRITE" | "READWRITE"): Promise<string> {
    const { AccessGrantId } = await this.own.control.createAccessGrant({
      AccountId: accountId,
      AccessGrantsLocationId: this.locationId,
      AccessGrantsLocationConfiguration: { S3SubPrefix },
      Permission,
      Grantee: { GranteeType: "DIRECTORY_GROUP", GranteeIdentifier: this.groupId },
    });
    return AccessGrantId!;
  }

  /** A token of the person's that is good for one exchange. */
  token(claims: JWTPayload = {}): Promise<string> {
    return this.issuer.token({ email: "dora@acme.example", sub: "dora", jti: `jti-${this.#tokens++}`, ...claims });
  }

  async exchangeKeys(): Promise<Keys> {
    const { Credentials } = await this.own.sts.assumeRole({ RoleArn: this.exchangeRole, RoleSessionName: "exchange" });
    return keysOf(Credentials);
  }

  async exchange(assertion?: string, region = home) {
    return clientsOf(this.cloud, await this.exchangeKeys(), region).oidc.createTokenWithIAM({
      clientId: this.applicationArn,
      grantType: jwtBearer,
      assertion: assertion ?? (await this.token()),
    });
  }

  /** The keys of the identity role, taken in the person's name. */
  async identityKeys(changes: Partial<AssumeRoleCommandInput> = {}): Promise<Keys> {
    const { idToken } = await this.exchange();
    const ContextAssertion = String(decodeJwt(idToken!)["sts:identity_context"]);
    const { Credentials } = await clientsOf(this.cloud, await this.exchangeKeys()).sts.assumeRole({
      RoleArn: this.identityRole,
      RoleSessionName: "dora",
      ProvidedContexts: [{ ProviderArn: identityCenterProvider, ContextAssertion }],
      ...changes,
    });
    return keysOf(Credentials);
  }

  /** What the person may have, through the whole path. */
  async dataAccess(Target: string, Permission: "READ" | "WRITE" | "READWRITE", region = home) {
    return this.askData(await this.identityKeys(), Target, Permission, region);
  }

  askData(keys: Keys, Target: string, Permission: "READ" | "WRITE" | "READWRITE", region = home) {
    return clientsOf(this.cloud, keys, region).control.getDataAccess({ AccountId: accountId, Target, Permission });
  }
}
