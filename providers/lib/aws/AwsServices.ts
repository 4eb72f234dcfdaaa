import type { STS, STSClientConfig } from "@aws-sdk/client-sts";
import { proxiedHandler } from "../../../lib/proxiedHandler.ts";

export interface AwsAccess {
  /** Keys, or what finds them. */
  readonly credentials: NonNullable<STSClientConfig["credentials"]>;
  readonly maxAttempts?: number | undefined;
  /** What sends requests; unless given, one that honours the proxy of the environment. */
  readonly requestHandler?: RequestHandler | undefined;
}

export type RequestHandler = NonNullable<STSClientConfig["requestHandler"]>;

/** What a client of the AWS SDK is made with. */
export interface ServiceConfig {
  readonly region: string;
  readonly credentials: AwsAccess["credentials"];
  readonly requestHandler: RequestHandler;
  readonly maxAttempts?: number;
}

/** AWS's own clients for one account, one a service and region; each is made when it is first asked for. */
export class AwsServices {
  readonly #access: AwsAccess;
  readonly #made = new Map<string, Promise<unknown>>();

  constructor(access: AwsAccess) {
    this.#access = access;
  }

  /** @param make loads the service's client, which takes long, and makes one */
  client<Client>(service: string, region: string, make: (config: ServiceConfig) => Promise<Client>): Promise<Client> {
    return this.#once(`${service} ${region}`, () => {
      const { credentials, maxAttempts, requestHandler = proxiedHandler() } = this.#access;
      return make({ region, credentials, requestHandler, ...(maxAttempts !== undefined && { maxAttempts }) });
    });
  }

  /** Who the credentials belong to; asked once. */
  caller(region: string): Promise<{ readonly account: string; readonly arn: string; readonly userId: string }> {
    return this.#once("caller", async () => {
      const sts = await this.client("sts", region, async (config): Promise<STS> => {
        const { STS } = await import("@aws-sdk/client-sts");
        return new STS(config);
      });
      const { Account = "", Arn = "", UserId = "" } = await sts.getCallerIdentity({});
      return { account: Account, arn: Arn, userId: UserId };
    });
  }

  /** Made when first asked for; a failure is not kept. */
  #once<Value>(key: string, make: () => Promise<Value>): Promise<Value> {
    const known = this.#made.get(key) as Promise<Value> | undefined;
    if (known !== undefined) return known;
    const made = make();
    this.#made.set(key, made);
    made.catch(() => this.#made.delete(key));
    return made;
  }
}
