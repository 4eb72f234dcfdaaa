import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { awsClient } from "../../../../../scripts/lib/vendors/aws/awsClient.ts";
import type { Resend } from "../../../../../scripts/lib/provision/cognito/CognitoPeople.ts";
import { CognitoPeople } from "../../../../../scripts/lib/provision/cognito/CognitoPeople.ts";
import { type PoolDefaults, readPoolPeople } from "../../../../../scripts/lib/provision/cognito/readPoolPeople.ts";
import { UserPoolAccounts } from "../../../../../scripts/lib/provision/cognito/UserPoolAccounts.ts";
import { PasswordFile } from "../../../../../scripts/lib/provision/PasswordFile.ts";
import { describeStep } from "../../../../../scripts/lib/provision/planPeople.ts";
import { provisionPeople, type Watching } from "../../../../../scripts/lib/provision/provisionPeople.ts";
import { readSealingKey, unseal } from "../../../../../scripts/lib/sealed/seal.ts";
import { cognitoModel, poolOf, type LoosePool } from "../../../../trust/cognitoFixture.ts";
import { sandboxRequest } from "../../../../sandbox/aws/support/sdkHandler.ts";
import { accessKeyId, AwsCloud, region, secretAccessKey } from "../../../../sandbox/aws/support/AwsCloud.ts";
import { type TemporaryFolder, temporaryFolder } from "../../../support/temporaryFolder.ts";

export interface Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What the network does with an answer on its way: it may be another one, or none. */
type OnTheWay = (call: Call, answer: () => Promise<Response>) => Promise<Response>;

export interface Run extends Partial<Watching>, Partial<PoolDefaults> {
  readonly resend?: Resend;
  readonly signal?: AbortSignal;
}

/** A user pool in the sandbox, as the stack makes it, and people that are brought there from files. */
export class PoolTown {
  readonly cloud = new AwsCloud();
  /** Of `provision`, in their order; its questions are left out. */
  readonly changes: Call[] = [];
  /** Every call of `provision`. */
  readonly calls: Call[] = [];
  /** The plan of the last run, as it is shown. */
  shown: readonly string[] = [];
  onTheWay: OnTheWay = (_call, answer) => answer();
  readonly pool;
  readonly idp: CognitoIdentityProvider;
  poolId = "";
  clientId = "";
  #folder: TemporaryFolder | undefined;
  #keys = { publicKey: "", privateKey: "" };
  #runs = 0;

  private constructor(change: (pool: LoosePool) => unknown) {
    this.pool = poolOf(cognitoModel(({ issuers }) => change(issuers.portal)));
    this.idp = new CognitoIdentityProvider(this.cloud.clientConfig);
  }

  /** @param change of the config fixture's pool */
  static async found(change: (pool: LoosePool) => unknown = () => undefined): Promise<PoolTown> {
    const town = new PoolTown(change);
    town.#folder = await temporaryFolder();
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    town.#keys = {
      publicKey: await town.#folder.write("p.pem", pair.publicKey.export({ type: "spki", format: "pem" }) as string),
      privateKey: await town.#folder.write("s.pem", pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string),
    };
    const { signIn, passwords, groups } = town.pool;
    const addresses = signIn.filter((kind) => kind !== "username");
    const { UserPool } = await town.idp.createUserPool({
      PoolName: "customers",
      ...(addresses.length > 0 && { UsernameAttributes: addresses }),
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [{ Name: "email", AttributeDataType: "String", Required: true, Mutable: true }],
      Policies: {
        PasswordPolicy: {
          MinimumLength: passwords.minimumLength,
          TemporaryPasswordValidityDays: passwords.temporaryDays,
          RequireLowercase: passwords.lowercase,
          RequireUppercase: passwords.uppercase,
          RequireNumbers: passwords.numbers,
          RequireSymbols: passwords.symbols,
        },
      },
    });
    town.poolId = UserPool!.Id!;
    for (const GroupName of Object.keys(groups)) await town.idp.createGroup({ UserPoolId: town.poolId, GroupName });
    const { UserPoolClient } = await town.idp.createUserPoolClient({
      UserPoolId: town.poolId,
      ClientName: "sign-in",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    });
    town.clientId = UserPoolClient!.ClientId!;
    return town;
  }

  async leave(): Promise<void> {
    await this.cloud.close();
    await this.#folder?.remove();
  }

  /** Where the sealed passwords of the last run are, if any were made. */
  get sealed(): string {
    return join(this.#folder!.path, `passwords-${this.#runs}.json`);
  }

  async write(text: string): Promise<string> {
    return this.#folder!.write(text.startsWith("[") ? "people.json" : "people.csv", text);
  }

  /** Reads the file and carries it out, as the command does. */
  async provision(text: string, run: Run = {}) {
    const { delivery = "password", permanent = false, resend, signal, ...watching } = run;
    this.#runs += 1;
    this.changes.length = 0;
    this.calls.length = 0;
    const people = await readPoolPeople(await this.write(text), this.pool, { delivery, permanent });
    const client = awsClient(
      (config) =>
        new CognitoIdentityProvider({ ...config, systemClockOffset: this.cloud.clock.now().getTime() - Date.now() }),
      {
        region,
        signal: signal ?? new AbortController().signal,
        credentials: { accessKeyId, secretAccessKey },
        fetch: this.#fetch,
      },
    );
    const accounts = new UserPoolAccounts(client, this.poolId);
    const directory = new CognitoPeople({ accounts, pool: this.pool, resend, now: () => this.cloud.clock.now() });
    const keys = [await readSealingKey(this.#keys.publicKey)];
    return provisionPeople({
      people,
      directory,
      planOnly: false,
      onPlan: (steps, names) => {
        this.shown = steps.map((step, index) => describeStep(step, names[index]!));
      },
      passwordFile: () => new PasswordFile(this.sealed, "dev", keys),
      confirm: async () => undefined,
      onResult: () => undefined,
      ...watching,
    });
  }

  /** The passwords of the last run, by name. */
  async passwords(): Promise<Readonly<Record<string, string>>> {
    const { passwords } = (await unseal(this.sealed, this.#keys.privateKey)) as { passwords: Record<string, string> };
    return passwords;
  }

  async user(name: string) {
    const {
      Username,
      UserAttributes = [],
      UserStatus,
      Enabled,
    } = await this.idp.adminGetUser({
      UserPoolId: this.poolId,
      Username: name,
    });
    const pairs = UserAttributes.filter(({ Name }) => Name !== "sub").map(
      ({ Name, Value }) => [Name!, Value!] as const,
    );
    const attributes: Readonly<Record<string, string>> = Object.fromEntries(pairs);
    return { id: Username!, attributes, status: UserStatus, enabled: Enabled };
  }

  async groupsOf(name: string): Promise<readonly string[]> {
    const { Groups = [] } = await this.idp.adminListGroupsForUser({ UserPoolId: this.poolId, Username: name });
    return Groups.map(({ GroupName }) => GroupName!).sort();
  }

  async count(): Promise<number> {
    const { Users = [] } = await this.idp.listUsers({ UserPoolId: this.poolId });
    return Users.length;
  }

  /** @returns the challenge that follows the password, or `signed in`; rejects for a wrong one */
  async signIn(USERNAME: string, PASSWORD: string): Promise<string> {
    const { ChallengeName } = await this.idp.initiateAuth({
      ClientId: this.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD },
    });
    return ChallengeName ?? "signed in";
  }

  readonly #fetch = (async (address: string, { method = "GET", headers, body, signal }: RequestInit) => {
    signal?.throwIfAborted();
    const url = new URL(address);
    const given = Object.fromEntries(new Headers(headers));
    const text = body instanceof ArrayBuffer ? Buffer.from(body).toString() : "";
    const call = { operation: given["x-amz-target"]?.split(".")[1] ?? "", input: JSON.parse(text) as Call["input"] };
    this.calls.push(call);
    if (!/^Admin(Get|List)/.test(call.operation)) this.changes.push(call);
    const answer = async (): Promise<Response> => {
      const request = {
        method,
        hostname: url.hostname,
        path: url.pathname,
        headers: { host: url.host, ...given },
        body: text,
      };
      const {
        status,
        headers: said = {},
        body: content = "",
      } = await this.cloud.vendor.respond(sandboxRequest(request));
      const pairs = Object.entries(said).map(([name, value]) => [name, [value].flat().join(", ")] as [string, string]);
      return new Response(content === "" ? null : Buffer.from(content), { status, headers: pairs });
    };
    return this.onTheWay(call, answer);
  }) as unknown as typeof globalThis.fetch;
}

/** An answer of Cognito's when it refuses or fails. */
export function refusal(status: number, code: string, message = "no"): Response {
  return Response.json({ __type: code, message }, { status });
}
