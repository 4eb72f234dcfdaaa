import { S3Control } from "@aws-sdk/client-s3-control";
import { SSOAdmin } from "@aws-sdk/client-sso-admin";
import { connect } from "../../../../providers/identitycenter/connect.ts";
import { identityCenterProvider } from "../../../../providers/identitycenter/identityCenterProvider.ts";
import type { RequestHandler } from "../../../../providers/lib/aws/AwsServices.ts";
import type { PropertyMap } from "../../../../providers/lib/PropertyValue.ts";
import { serveProvider } from "../../../../providers/lib/ProviderServer.ts";
import type { RunningProvider } from "../../../../providers/lib/ProviderServer.ts";
import { createAwsVendor } from "../../../../sandbox/aws/createAwsVendor.ts";
import { type Sandbox, startSandbox } from "../../../../sandbox/startSandbox.ts";
import { sdkHandler } from "../../../sandbox/aws/support/sdkHandler.ts";
import { ProviderClient } from "../../lib/ProviderClient.ts";

const region = "eu-central-1";

/** The provider over gRPC, its requests answered by the sandbox's AWS without a socket between. */
export class IdentityCenterRehearsal {
  readonly sandbox: Sandbox;
  /** The unmodified SDK, for what somebody does by hand. */
  readonly sso: SSOAdmin;
  readonly s3: S3Control;
  readonly instanceArn: string;
  /** How long it waited, each time, in milliseconds. */
  readonly waits: number[] = [];
  /** Is told of each of the provider's requests, by the operation's name. */
  readonly asked: string[] = [];
  /** Errors that the next calls of an operation are answered with, before AWS is asked. */
  readonly errors = new Map<string, string[]>();
  #running: RunningProvider | undefined;
  readonly #clients: ProviderClient[] = [];

  private constructor(sandbox: Sandbox, sso: SSOAdmin, s3: S3Control, instanceArn: string) {
    this.sandbox = sandbox;
    this.sso = sso;
    this.s3 = s3;
    this.instanceArn = instanceArn;
  }

  static async start(): Promise<IdentityCenterRehearsal> {
    const sandbox = await startSandbox({ vendors: { aws: createAwsVendor }, awsRegion: region });
    const requestHandler = sdkHandler((request) => sandbox.fetch(request)) as RequestHandler;
    const config = { region, credentials: keysOf(sandbox), requestHandler };
    const sso = new SSOAdmin(config);
    const { Instances } = await sso.listInstances({});
    const rehearsal = new IdentityCenterRehearsal(
      sandbox,
      sso,
      new S3Control(config),
      Instances?.[0]?.InstanceArn ?? "",
    );
    rehearsal.#running = await serveProvider({
      ...identityCenterProvider,
      connect: (config, signal) =>
        connect(
          config,
          { AWS_REGION: region },
          {
            signal,
            requestHandler: rehearsal.#handler(),
            wait: async (milliseconds) => rehearsal.waits.push(milliseconds),
          },
        ),
    });
    return rehearsal;
  }

  /** A connection, configured; with the account's keys unless another configuration is given. */
  async client(config?: PropertyMap): Promise<ProviderClient> {
    const client = new ProviderClient(this.#running?.port ?? 0);
    this.#clients.push(client);
    const { accessKeyId, secretAccessKey } = keysOf(this.sandbox);
    await client.configure(config ?? { accessKey: accessKeyId, secretKey: secretAccessKey });
    return client;
  }

  /** A customer managed application, without grant or authentication method. @returns its ARN */
  async application(): Promise<string> {
    const { ApplicationArn = "" } = await this.sso.createApplication({
      ApplicationProviderArn: "arn:aws:sso::aws:applicationProvider/custom",
      InstanceArn: this.instanceArn,
      Name: "s3-access-grants",
    });
    return ApplicationArn;
  }

  /** @returns the ARN of a new trusted token issuer */
  async issuer(IssuerUrl: string): Promise<string> {
    const { TrustedTokenIssuerArn = "" } = await this.sso.createTrustedTokenIssuer({
      InstanceArn: this.instanceArn,
      Name: new URL(IssuerUrl).hostname,
      TrustedTokenIssuerType: "OIDC_JWT",
      TrustedTokenIssuerConfiguration: {
        OidcJwtConfiguration: {
          ClaimAttributePath: "email",
          IdentityStoreAttributePath: "emails.value",
          IssuerUrl,
          JwksRetrievalOption: "OPEN_ID_DISCOVERY",
        },
      },
    });
    return TrustedTokenIssuerArn;
  }

  async close(): Promise<void> {
    this.#clients.forEach((client) => client.close());
    await this.#running?.close();
    await this.sandbox.close();
  }

  #handler(): RequestHandler {
    return sdkHandler(async (request) => {
      const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
      this.asked.push(operation);
      const error = this.errors.get(operation)?.shift();
      if (error === undefined) return this.sandbox.fetch(request);
      const headers = { "content-type": "application/x-amz-json-1.1" };
      return { status: 400, headers, body: JSON.stringify({ __type: error, message: "not now" }) };
    }) as RequestHandler;
  }
}

function keysOf({ credentials }: Sandbox): { accessKeyId: string; secretAccessKey: string } {
  return { accessKeyId: credentials.awsAccessKeyId, secretAccessKey: credentials.awsSecretAccessKey };
}
