import type { PropertyMap } from "../../../../providers/lib/PropertyValue.ts";
import { serveProvider } from "../../../../providers/lib/ProviderServer.ts";
import type { RunningProvider } from "../../../../providers/lib/ProviderServer.ts";
import type { JumpCloudClient } from "../../../../providers/jumpcloud/client/JumpCloudClient.ts";
import { connect } from "../../../../providers/jumpcloud/connect.ts";
import { jumpcloudProvider } from "../../../../providers/jumpcloud/jumpcloudProvider.ts";
import { apiKey, JumpCloudOrg } from "../../../sandbox/jumpcloud/support/JumpCloudOrg.ts";
import { ProviderClient } from "../../lib/ProviderClient.ts";

/** The provider over gRPC, its requests answered by the sandbox's JumpCloud without a socket between. */
export class JumpCloudRehearsal {
  readonly org = new JumpCloudOrg();
  /** How long it waited, each time, in milliseconds. */
  readonly waits: number[] = [];
  /** Is done before a request of the provider's is answered. */
  before: ((request: string) => Promise<unknown>) | undefined;
  readonly #environment: Readonly<Record<string, string>>;
  #running: RunningProvider | undefined;
  readonly #clients: ProviderClient[] = [];

  private constructor(environment: Readonly<Record<string, string>>) {
    this.#environment = environment;
  }

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<JumpCloudRehearsal> {
    const rehearsal = new JumpCloudRehearsal(environment);
    rehearsal.#running = await serveProvider({
      ...jumpcloudProvider,
      connect: (config, signal) => rehearsal.#connect(config, signal),
    });
    return rehearsal;
  }

  /** A connection, configured; with the API key unless another configuration is given. */
  async client(config: PropertyMap = { apiKey }): Promise<ProviderClient> {
    const client = new ProviderClient(this.#running?.port ?? 0);
    this.#clients.push(client);
    await client.configure(config);
    return client;
  }

  async close(): Promise<void> {
    this.#clients.forEach((client) => client.close());
    await this.#running?.close();
  }

  #connect(config: Readonly<Record<string, unknown>>, signal: AbortSignal): JumpCloudClient {
    return connect(config, this.#environment, {
      signal,
      fetch: (input, init) => this.#fetch(input as string, init),
      wait: async (milliseconds) => this.waits.push(milliseconds),
      now: () => this.org.clock.now(),
      random: () => 1,
    });
  }

  async #fetch(url: string, init: RequestInit = {}): Promise<Response> {
    await this.before?.(`${init.method ?? "GET"} ${new URL(url).pathname}`);
    const headers = init.headers as Record<string, string>;
    const {
      status,
      text,
      headers: answered,
    } = await this.org.send(init.method ?? "GET", url, headers, init.body as string);
    const flat = Object.entries(answered).map(([name, value]): [string, string] => [name, String(value)]);
    return new Response(status === 204 ? null : text, { status, headers: flat });
  }
}
