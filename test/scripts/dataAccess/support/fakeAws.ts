import { UnsecuredJWT } from "jose";
import { AwsError } from "../../../../scripts/lib/vendors/aws/AwsError.ts";
import type { DataAccessClients } from "../../../../scripts/lib/dataAccess/DataAccessClients.ts";
import type { DeployedS3AccessGrants, DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import type { S3AccessGrantsModel } from "../../../../trust/TrustModel.ts";

export const now = new Date("2026-01-02T03:04:05Z");
const role = (name: string): string => `arn:aws:iam::111122223333:role/crosstrust/${name}`;

export const deployed: DeployedS3AccessGrants = {
  kind: "s3-access-grants",
  region: "eu-central-1",
  accountId: "111122223333",
  identityStoreId: "d-1234567890",
  instanceArn: "arn:aws:sso:::instance/ssoins-1",
  trustedTokenIssuerArn: "arn:aws:sso::111122223333:trustedTokenIssuer/ssoins-1/tti-1",
  issuer: "https://oauth.id.jumpcloud.com/",
  clientId: "the-client",
  applicationArn: "arn:aws:sso::111122223333:application/ssoins-1/apl-1",
  exchangeRoleArn: role("exchange"),
  identityRoleArn: role("identity"),
  accessGrantsInstanceArn: "arn:aws:s3:eu-central-1:111122223333:access-grants/default",
  users: { dora: { userId: "u1", email: "dora@acme.example" } },
  groups: { analysts: { groupId: "g1" } },
  locations: { reports: { locationId: "l1", scope: "s3://acme-reports/*", roleArn: role("location") } },
  grants: { "analysts-team-a": { grantId: "gr1", scope: "s3://acme-reports/team-a/*" } },
};

export const model: S3AccessGrantsModel = {
  kind: "s3-access-grants",
  issuer: "jumpcloud",
  client: "s3-access-grants",
  identityCenter: {
    applicationName: "s3-access-grants",
    trustedTokenIssuerName: "jumpcloud",
    adoptTrustedTokenIssuer: false,
    assignment: { required: true, users: [], groups: ["analysts"] },
    users: { dora: { source: "declared", email: "dora@acme.example", userName: "dora@acme.example" } },
    groups: { analysts: { source: "declared", displayName: "Analysts", members: ["dora"] } },
  },
  callers: "account",
  adoptInstance: false,
  locations: { reports: { bucket: "acme-reports", createBucket: true, prefix: "" } },
  grants: {
    "analysts-team-a": {
      ...{ location: "reports", subPrefix: "team-a/*", grantee: { group: "analysts" }, permission: "READ" },
    },
  },
};

/** A deployed stack with the relying parties that are given; `s3` alone unless told otherwise. */
export function trustWith(parties: Readonly<Record<string, DeployedS3AccessGrants>> = { s3: deployed }): DeployedTrust {
  const models = Object.fromEntries(Object.keys(parties).map((name) => [name, model]));
  return {
    ...{ version: 2, project: "crosstrust", stack: "dev", region: "eu-central-1", issuers: {}, apis: {} },
    model: { issuers: {}, apis: {}, relyingParties: models },
    relyingParties: parties,
  };
}

export function idToken(changes: Record<string, unknown> = {}): string {
  const seconds = now.getTime() / 1000;
  return new UnsecuredJWT({
    ...{ iss: deployed.issuer, aud: [deployed.clientId], email: "dora@acme.example", jti: "j1", sub: "u" },
    ...{ iat: seconds, exp: seconds + 3600 },
    ...changes,
  }).encode();
}

/** AWS as far as the path goes: notes each call with the key that it came with, and refuses where it is told to. */
export class FakeAws {
  readonly calls: (readonly [operation: string, key: string, input: unknown])[] = [];
  /** By operation; `identity` is the second AssumeRole. */
  readonly refusals = new Map<string, AwsError>();
  callerArn = "arn:aws:iam::111122223333:user/dora";
  exchanged: object = { idToken: new UnsecuredJWT({ "sts:identity_context": "the-context" }).encode() };

  readonly clients: DataAccessClients = {
    sts: (credentials) => {
      const key = credentials?.accessKeyId ?? "own";
      return {
        getCallerIdentity: this.#answer("getCallerIdentity", key, () => ({ Arn: this.callerArn })),
        assumeRole: this.#answer("assumeRole", key, ({ RoleArn }) => ({
          Credentials: this.#credentials(String(RoleArn).split("/").at(-1) ?? ""),
        })),
      } as unknown as ReturnType<DataAccessClients["sts"]>;
    },
    ssoOidc: (credentials) =>
      ({
        createTokenWithIAM: this.#answer("createTokenWithIAM", credentials?.accessKeyId ?? "own", () => this.exchanged),
      }) as unknown as ReturnType<DataAccessClients["ssoOidc"]>,
    s3Control: ({ accessKeyId }) =>
      ({
        getDataAccess: this.#answer("getDataAccess", accessKeyId, ({ Target }) => ({
          Credentials: this.#credentials("location"),
          MatchedGrantTarget: Target,
        })),
      }) as unknown as ReturnType<DataAccessClients["s3Control"]>,
  };

  refuse(operation: string, code: string, message = "no"): void {
    this.refusals.set(operation, new AwsError(403, code, message, `${operation}, eu-central-1`));
  }

  #answer(operation: string, key: string, answer: (input: Record<string, unknown>) => object) {
    return async (input: Record<string, unknown>): Promise<object> => {
      this.calls.push([operation, key, input]);
      const refused = this.refusals.get("ProvidedContexts" in input ? "identity" : operation);
      if (refused !== undefined) throw refused;
      return answer(input);
    };
  }

  #credentials(of: string): object {
    return {
      AccessKeyId: `key-of-${of}`,
      SecretAccessKey: `secret-of-${of}`,
      SessionToken: `token-of-${of}`,
      Expiration: new Date(now.getTime() + 3_600_000),
    };
  }
}
