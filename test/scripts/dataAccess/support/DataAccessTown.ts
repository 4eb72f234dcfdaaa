import { join } from "node:path";
import { createDataAccessClients } from "../../../../scripts/lib/dataAccess/createDataAccessClients.ts";
import { freshIdToken, type IdTokenSource } from "../../../../scripts/lib/dataAccess/freshIdToken.ts";
import { readTarget } from "../../../../scripts/lib/dataAccess/readTarget.ts";
import { type DataAccessRun, runDataAccess } from "../../../../scripts/lib/dataAccess/runDataAccess.ts";
import { writeSession } from "../../../../scripts/lib/login/Session.ts";
import type { StackOutputs } from "../../../../scripts/lib/stack/readStackOutputs.ts";
import type { Sandbox, SandboxOptions } from "../../../../sandbox/startSandbox.ts";
import type { DeployedS3AccessGrants } from "../../../../trust/DeployedTrust.ts";
import {
  accessKeyId,
  accountId,
  type awsClouds,
  region,
  secretAccessKey,
} from "../../../sandbox/aws/support/AwsCloud.ts";
import { DataAccess, instanceArn } from "../../../sandbox/aws/support/DataAccess.ts";
import { OidcApp } from "../../../sandbox/jumpcloud/support/OidcApp.ts";
import type { proxyClients } from "../../../sandbox/support/proxyClient.ts";
import { jumpCloudOutputs, outputsOf } from "../../login/support/stackOutputs.ts";
import type { TemporaryFolder } from "../../support/temporaryFolder.ts";
import { trustWith } from "./fakeAws.ts";

export interface TownOptions {
  readonly clouds: ReturnType<typeof awsClouds>;
  readonly start: (options: SandboxOptions) => Promise<Sandbox>;
  readonly clientOf: ReturnType<typeof proxyClients>;
  readonly folder: TemporaryFolder;
}

/**
 * The whole path on the sandbox: Dora signs in at JumpCloud's application, Identity Center trusts its tokens, and her group
 * may read below `team-a`. The user's own AWS credentials stand in a profile.
 */
export class DataAccessTown {
  readonly access: DataAccess;
  readonly app: OidcApp;
  readonly sandbox: Sandbox;
  /** As the stack's outputs say it; a test may change it. */
  deployed: DeployedS3AccessGrants;
  readonly #fetch: typeof globalThis.fetch;
  readonly #folder: TemporaryFolder;
  #sessions = 0;

  private constructor(access: DataAccess, app: OidcApp, sandbox: Sandbox, { clientOf, folder }: TownOptions) {
    this.access = access;
    this.app = app;
    this.sandbox = sandbox;
    this.#fetch = clientOf(sandbox) as unknown as typeof globalThis.fetch;
    this.#folder = folder;
    this.deployed = {
      ...{ kind: "s3-access-grants", region, accountId, issuer: app.issuer, clientId: app.clientId },
      ...{ identityStoreId: access.storeId, instanceArn: access.identityCenterArn },
      ...{ trustedTokenIssuerArn: access.tokenIssuerArn, applicationArn: access.applicationArn },
      ...{ exchangeRoleArn: access.exchangeRole, identityRoleArn: access.identityRole },
      accessGrantsInstanceArn: instanceArn,
      users: { dora: { userId: access.userId, email: "dora@acme.example" } },
      groups: { analysts: { groupId: access.groupId } },
      locations: {
        reports: { locationId: access.locationId, scope: `s3://${access.bucket}/*`, roleArn: access.locationRole },
      },
      grants: { "analysts-team-a": { grantId: access.grantId, scope: `s3://${access.bucket}/team-a/*` } },
    };
  }

  static async make(options: TownOptions): Promise<DataAccessTown> {
    // First: the SDK reads the file once, with whatever client of it comes first.
    await options.folder.write(
      "credentials",
      `[work]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    const app = await OidcApp.make();
    toPresent(app.org.clock);
    const access = await DataAccess.create((cloudOptions) => {
      const cloud = options.clouds({
        hosts: (request) =>
          request.url.hostname === new URL(app.issuer).hostname
            ? app.org.vendor.respond(request)
            : cloudOptions?.hosts?.(request),
      });
      toPresent(cloud.clock);
      return cloud;
    });
    const { TrustedTokenIssuerArn = "" } = await access.own.sso.createTrustedTokenIssuer({
      InstanceArn: access.identityCenterArn,
      Name: "jumpcloud",
      TrustedTokenIssuerType: "OIDC_JWT",
      TrustedTokenIssuerConfiguration: {
        OidcJwtConfiguration: {
          IssuerUrl: app.issuer,
          ClaimAttributePath: "email",
          IdentityStoreAttributePath: "emails.value",
          JwksRetrievalOption: "OPEN_ID_DISCOVERY",
        },
      },
    });
    access.tokenIssuerArn = TrustedTokenIssuerArn;
    await access.authorize([app.clientId]);
    for (const Key of ["team-a/1.csv", "team-b/1.csv"]) {
      await access.own.s3.putObject({ Bucket: access.bucket, Key, Body: `${Key} of Acme` });
    }
    const vendors = { jumpcloud: () => app.org.vendor, aws: () => access.cloud.vendor };
    const sandbox = await options.start({ vendors });
    return new DataAccessTown(access, app, sandbox, options);
  }

  /** Where AWS_SHARED_CREDENTIALS_FILE has to point. */
  static credentialsIn(folder: TemporaryFolder): string {
    return join(folder.path, "credentials");
  }

  get outputs(): StackOutputs {
    const { model: issuer, deployed } = jumpCloudOutputs();
    const client = { reports: { clientId: this.app.clientId } };
    const discoveryUrl = `${this.app.issuer}.well-known/openid-configuration`;
    const outputs = outputsOf({
      jumpcloud: {
        model: issuer,
        deployed: { ...deployed, issuer: this.app.issuer, discoveryUrl, clients: client },
        secrets: { reports: this.app.clientSecret },
      },
    });
    const { relyingParties, model: declared } = trustWith({ s3: this.deployed });
    const trustModel = { ...outputs.trust.model, relyingParties: declared.relyingParties };
    return { ...outputs, trust: { ...outputs.trust, relyingParties, model: trustModel } };
  }

  /** Signs Dora in, and keeps her session as `npm run login -- --save` does. @returns the file */
  async session(): Promise<string> {
    const { refresh_token: refreshToken = "" } = await this.app.tokens();
    const file = join(this.#folder.path, `session-${this.#sessions++}.json`);
    await writeSession(file, {
      ...{ version: 1, stack: "test", issuer: "jumpcloud", client: "reports", issuerUrl: this.app.issuer },
      ...{ clientId: this.app.clientId, subject: this.app.dora.id, refreshToken },
    });
    return file;
  }

  /** A fresh ID token, as somebody would put it on standard input. */
  async idToken(): Promise<string> {
    return (await this.app.tokens()).id_token ?? "";
  }

  /** What the command does between its arguments and its output; by default with a new session. */
  async run(
    source: Partial<IdTokenSource> = {},
    changes: Partial<DataAccessRun> = {},
    uri = `s3://${this.access.bucket}/team-a`,
  ) {
    const { signal } = new AbortController();
    const outputs = this.outputs;
    const given = Object.keys(source).length > 0 ? source : { session: await this.session() };
    return runDataAccess(outputs.trust, {
      target: readTarget(uri, false),
      permission: "READ",
      idToken: (party) => freshIdToken(outputs, party, { ...given, note: () => undefined, fetch: this.#fetch, signal }),
      clients: (inRegion) => createDataAccessClients({ region: inRegion, signal, profile: "work", fetch: this.#fetch }),
      progress: () => undefined,
      ...changes,
    });
  }
}

function toPresent(clock: { now(): Date; advance(seconds: number): void }): void {
  clock.advance((Date.now() - clock.now().getTime()) / 1000);
}
