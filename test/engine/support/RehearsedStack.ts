import { join } from "node:path";
import { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { IAM } from "@aws-sdk/client-iam";
import { Identitystore } from "@aws-sdk/client-identitystore";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Control } from "@aws-sdk/client-s3-control";
import { SSOAdmin } from "@aws-sdk/client-sso-admin";
import { connect } from "../../../providers/jumpcloud/connect.ts";
import { playAfterUp } from "../../../scripts/lib/rehearsal/playByHand.ts";
import { prepareByHand } from "../../../scripts/lib/rehearsal/prepareByHand.ts";
import { runCommand } from "../../../scripts/lib/rehearsal/runCommand.ts";
import { sandboxSend } from "../../../scripts/lib/rehearsal/sandboxSend.ts";
import {
  type Rehearsal,
  type RehearsalOptions,
  startRehearsal,
} from "../../../scripts/lib/rehearsal/startRehearsal.ts";
import { VendorConsole } from "../../../scripts/lib/rehearsal/VendorConsole.ts";
import type { CheckResult } from "../../../scripts/lib/report/RehearsalReport.ts";
import { openStack } from "../../../scripts/lib/stack/openStack.ts";
import { readStackOutputs, type StackOutputs } from "../../../scripts/lib/stack/readStackOutputs.ts";
import { accessAws } from "../../../scripts/lib/vendors/aws/accessAws.ts";
import type { FirstSignIn } from "../../../scripts/lib/verify/jsm/Customer.ts";
import { readFirstSignIns } from "../../../scripts/lib/verify/jsm/readFirstSignIns.ts";
import type { ReadableDirectory } from "../../../scripts/lib/vendors/microsoft/DirectoryAccess.ts";
import { LiveHttp } from "../../../scripts/lib/verify/LiveHttp.ts";
import { federatedClientsOf, peopleOf, readNamedFiles } from "../../../scripts/lib/verify/readNamedFiles.ts";
import { verifyTrust } from "../../../scripts/lib/verify/verifyTrust.ts";
import { sdkHandler } from "../../sandbox/aws/support/sdkHandler.ts";
import { recordingTerminal } from "../../scripts/support/recordingTerminal.ts";
import { temporaryFolder, type TemporaryFolder } from "../../scripts/support/temporaryFolder.ts";

type Json = Readonly<Record<string, unknown>>;

const jumpcloudUrl = "https://console.jumpcloud.com";

/**
 * The project's own dev stack on a sandbox, with what a person does by hand done; and its vendors' APIs, to change behind
 * the engine's back what is there. Its `verify` is the command's, in this process and without sockets.
 */
export class RehearsedStack {
  readonly rehearsal: Rehearsal;
  readonly apiGateway: ApiGatewayV2Client;
  readonly lambda: LambdaClient;
  readonly cognito: CognitoIdentityProvider;
  readonly ssoAdmin: SSOAdmin;
  readonly identityStore: Identitystore;
  readonly accessGrants: S3Control;
  readonly iam: IAM;
  readonly logs: CloudWatchLogs;
  readonly cloudWatch: CloudWatch;
  readonly #folder: TemporaryFolder;
  readonly #options: readonly string[];
  #outputs: StackOutputs;

  private constructor(
    rehearsal: Rehearsal,
    outputs: StackOutputs,
    folder: TemporaryFolder,
    options: readonly string[],
  ) {
    this.rehearsal = rehearsal;
    this.#outputs = outputs;
    this.#folder = folder;
    this.#options = options;
    const { credentials } = rehearsal.sandbox;
    const config = {
      region: outputs.trust.region,
      requestHandler: sdkHandler((request) => rehearsal.sandbox.fetch(request)),
      credentials: { accessKeyId: credentials.awsAccessKeyId, secretAccessKey: credentials.awsSecretAccessKey },
    };
    this.apiGateway = new ApiGatewayV2Client(config);
    this.lambda = new LambdaClient(config);
    this.cognito = new CognitoIdentityProvider(config);
    this.ssoAdmin = new SSOAdmin(config);
    this.identityStore = new Identitystore(config);
    this.accessGrants = new S3Control(config);
    this.iam = new IAM(config);
    this.logs = new CloudWatchLogs(config);
    this.cloudWatch = new CloudWatch(config);
  }

  static async deploy(
    sandboxed: Pick<RehearsalOptions, "configFile" | "stateFile" | "onRequest"> = {},
  ): Promise<RehearsedStack> {
    const folder = await temporaryFolder();
    const terminal = recordingTerminal();
    const rehearsal = await startRehearsal({ stack: "dev", plugins: "bundled", terminal, ...sandboxed });
    try {
      const console = new VendorConsole(rehearsal.sandbox);
      await prepareByHand(rehearsal, "dev", terminal);
      const args = ["--stack", "dev", "--config-file", rehearsal.backend.configFile];
      await runCommand({ name: "up", args, rehearsal, terminal });
      const { environment, sandbox } = rehearsal;
      const outputs = await readStackOutputs(await openStack({ stack: "dev", terminal, environment }));
      const people = join(folder.path, "people");
      const { options } = await playAfterUp(console, sandboxSend(sandbox), outputs, people);
      return new RehearsedStack(rehearsal, outputs, folder, options);
    } catch (error) {
      await rehearsal.close();
      await folder.remove();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.rehearsal.close();
    await this.#folder.remove();
  }

  get outputs(): StackOutputs {
    return this.#outputs;
  }

  /** What was deleted and made again has another id, which the next `up` would put into the outputs. */
  rename(before: string, after: string): void {
    this.#outputs = JSON.parse(JSON.stringify(this.#outputs).replaceAll(before, after)) as StackOutputs;
  }

  async verify(now?: () => Date): Promise<readonly CheckResult[]> {
    const { sandbox } = this.rehearsal;
    const { model } = this.#outputs.trust;
    const values = (option: string): readonly string[] =>
      this.#options.filter((_, at) => this.#options[at - 1] === option);
    const named = (option: string, known: readonly string[]) =>
      readNamedFiles({ option, values: values(option), known });
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey, jumpcloudApiKey } = sandbox.credentials;
    const { signal } = new AbortController();
    const fetch: typeof globalThis.fetch = async (url, init) => sandboxSend(sandbox)(new Request(url).url, init ?? {});
    const passwords = await named("--person", peopleOf(model));
    return verifyTrust({
      ...this.#outputs,
      clientKeys: new Map(),
      clientAssertions: await named("--client-assertion", federatedClientsOf(model)),
      passwords,
      firstSignIns: await this.#newcomers(await readFirstSignIns(values("--first-sign-in"), model, passwords)),
      jumpcloud: {
        loginUrl: `${jumpcloudUrl}/login`,
        api: connect({}, { JUMPCLOUD_API_KEY: jumpcloudApiKey }, { signal, fetch }),
      },
      directories: {
        tenant: (tenantId) => this.#directory(tenantId),
        b2c: (_issuer, tenantId) => this.#directory(tenantId),
      },
      aws: accessAws({ signal, fetch, credentials: { accessKeyId, secretAccessKey } }),
      http: new LiveHttp({ fetch, signal }),
      progress: () => undefined,
      ...(now && { now }),
    });
  }

  /** @param path below `/v1.0` */
  async graph(method: string, path: string, body?: Json, tenantId = this.#tenantId): Promise<Json> {
    const { clientId = "", clientSecret = "" } = this.rehearsal.sandbox.credentials.directories[tenantId] ?? {};
    const scope = "https://graph.microsoft.com/.default";
    const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret, scope };
    const token = await this.#ask(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams(form),
    });
    return this.#ask(`https://graph.microsoft.com/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${String(token["access_token"])}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  /** @param url whole, of the organisation's API */
  async okta(method: string, url: string, body?: Json): Promise<unknown> {
    const { oktaApiToken } = this.rehearsal.sandbox.credentials;
    return this.#ask(url, {
      method,
      headers: {
        authorization: `SSWS ${oktaApiToken}`,
        "content-type": "application/json",
        accept: "application/json",
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async jumpcloud(method: string, path: string, body?: Json): Promise<Json> {
    const { jumpcloudApiKey } = this.rehearsal.sandbox.credentials;
    return this.#ask(`${jumpcloudUrl}${path}`, {
      method,
      headers: { "x-api-key": jumpcloudApiKey, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  /** A request that the sandbox alone knows, for what a person clicks. */
  async click(method: string, url: string, body?: Json): Promise<void> {
    await this.#ask(url, {
      method,
      headers: { "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  /** A first sign-in changes the password: every verify finds a temporary one. */
  async #newcomers(people: ReadonlyMap<string, FirstSignIn>): Promise<ReadonlyMap<string, FirstSignIn>> {
    for (const [name, { temporary: Password }] of people) {
      const [party = "", Username = ""] = name.split("/");
      const { issuers, model } = this.#outputs.trust;
      const portal = model.relyingParties[party];
      const pool = portal?.kind === "jira-service-management" ? issuers[portal.issuer] : undefined;
      const UserPoolId = pool?.kind === "cognito" ? pool.userPoolId : undefined;
      await this.cognito.adminSetUserPassword({ UserPoolId, Username, Password, Permanent: false });
    }
    return people;
  }

  #directory(tenantId: string): ReadableDirectory {
    const get = async <T>(path: string): Promise<T> => (await this.graph("GET", path, undefined, tenantId)) as T;
    return { get, find: get, list: async <T>(path: string) => (await get<{ value: readonly T[] }>(path)).value };
  }

  get #tenantId(): string {
    const entra = Object.values(this.#outputs.trust.issuers).find(({ kind }) => kind === "entra");
    return entra?.kind === "entra" ? entra.tenantId : "";
  }

  async #ask(url: string, init: RequestInit): Promise<Json> {
    const response = await sandboxSend(this.rehearsal.sandbox)(url, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${init.method} ${url}: ${response.status} ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Json);
  }
}
