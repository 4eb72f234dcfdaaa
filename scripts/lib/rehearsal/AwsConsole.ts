import { Identitystore } from "@aws-sdk/client-identitystore";
import { S3 } from "@aws-sdk/client-s3";
import { S3Control } from "@aws-sdk/client-s3-control";
import { SSOAdmin } from "@aws-sdk/client-sso-admin";
import type { Sandbox } from "../../../sandbox/startSandbox.ts";
import type { DirectoryGroupModel, DirectoryUserModel } from "../../../trust/TrustModel.ts";
import { AwsError } from "../vendors/aws/AwsError.ts";
import { awsClient, type AwsClientOptions } from "../vendors/aws/awsClient.ts";
import { sandboxSend } from "./sandboxSend.ts";

/** What a company has in AWS before a stack is deployed; of the sandbox alone. Made again, it stays as it is. */
export class AwsConsole {
  readonly #options: AwsClientOptions;
  readonly #accountId: string;
  readonly #store: Identitystore;
  readonly #sso: SSOAdmin;

  constructor(sandbox: Pick<Sandbox, "fetch" | "credentials" | "clientEnvironment">) {
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey, awsAccountId } = sandbox.credentials;
    const send = sandboxSend(sandbox);
    this.#options = {
      region: sandbox.clientEnvironment["AWS_REGION"] ?? "",
      credentials: { accessKeyId, secretAccessKey },
      signal: new AbortController().signal,
      fetch: async (url, init = {}) => send(new Request(url).url, init),
    };
    this.#accountId = awsAccountId;
    this.#store = awsClient((config) => new Identitystore(config), this.#options);
    this.#sso = awsClient((config) => new SSOAdmin(config), this.#options);
  }

  /** As SCIM brings one. @returns false where the user is there already */
  async createUser({ userName, displayName = userName, givenName = userName, surname = userName, email }: NewUser) {
    const { IdentityStoreId } = await this.#instance();
    return unlessThere(
      this.#store.createUser({
        ...{ IdentityStoreId, UserName: userName, DisplayName: displayName },
        Name: { GivenName: givenName, FamilyName: surname },
        Emails: [{ Value: email, Type: "work", Primary: true }],
      }),
    );
  }

  /** As SCIM brings one, without members. @returns false where the group is there already */
  async createGroup({ displayName, description }: Pick<DirectoryGroupModel, "displayName" | "description">) {
    const { IdentityStoreId } = await this.#instance();
    return unlessThere(
      this.#store.createGroup({ IdentityStoreId, DisplayName: displayName, Description: description }),
    );
  }

  /** @returns false where there is one of the issuer already */
  async createTrustedTokenIssuer(name: string, issuer: string): Promise<boolean> {
    const { InstanceArn } = await this.#instance();
    return unlessThere(
      this.#sso.createTrustedTokenIssuer({
        ...{ InstanceArn, Name: name, TrustedTokenIssuerType: "OIDC_JWT" },
        TrustedTokenIssuerConfiguration: {
          OidcJwtConfiguration: {
            ...{ IssuerUrl: issuer, ClaimAttributePath: "email", IdentityStoreAttributePath: "emails.value" },
            JwksRetrievalOption: "OPEN_ID_DISCOVERY",
          },
        },
      }),
    );
  }

  /** Associated with Identity Center. @returns false where the account has one in the region already */
  async createAccessGrantsInstance(): Promise<boolean> {
    const { InstanceArn: IdentityCenterArn } = await this.#instance();
    const control = awsClient((config) => new S3Control(config), this.#options);
    return unlessThere(control.createAccessGrantsInstance({ AccountId: this.#accountId, IdentityCenterArn }));
  }

  /** @returns false where the account has it already */
  async createBucket(bucket: string): Promise<boolean> {
    const s3 = awsClient((config) => new S3(config), this.#options);
    const { region } = this.#options;
    const place = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint: region as never } };
    const { Buckets = [] } = await s3.listBuckets({});
    if (Buckets.some(({ Name }) => Name === bucket)) return false;
    await s3.createBucket({ Bucket: bucket, ...place });
    return true;
  }

  /** The users and groups of Identity Center, one line for each. */
  async inventory(): Promise<readonly string[]> {
    const { IdentityStoreId } = await this.#instance();
    const [{ Users = [] }, { Groups = [] }] = await Promise.all([
      this.#store.listUsers({ IdentityStoreId }),
      this.#store.listGroups({ IdentityStoreId }),
    ]);
    return [
      ...Users.map(({ UserName }) => `user ${UserName} in Identity Center`),
      ...Groups.map(({ DisplayName }) => `group ${DisplayName} in Identity Center`),
    ].sort();
  }

  async #instance() {
    const { Instances = [] } = await this.#sso.listInstances({});
    const { InstanceArn, IdentityStoreId } = Instances[0] ?? {};
    return { InstanceArn, IdentityStoreId };
  }
}

type NewUser = Pick<DirectoryUserModel, "userName" | "displayName" | "givenName" | "surname" | "email">;

async function unlessThere(creation: Promise<unknown>): Promise<boolean> {
  return creation.then(
    () => true,
    (error: unknown) => {
      if (error instanceof AwsError && /^ConflictException$|AlreadyExists$/.test(error.awsCode)) return false;
      throw error;
    },
  );
}
