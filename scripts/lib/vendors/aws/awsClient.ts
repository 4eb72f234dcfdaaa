import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { proxyFetch } from "../../../../lib/proxyFetch.ts";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import { redact } from "../../redact.ts";
import { noteAnswer } from "../requestIds.ts";
import { AwsError } from "./AwsError.ts";

/** What AWS gives to who takes a role; and the keys of a user, without the token. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface AwsClientOptions {
  readonly region: string;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Without these, whatever the SDK's default chain finds: variables, profiles, single sign-on, the machine's own role. */
  readonly credentials?: AwsCredentials;
  /** How often a request is sent at most, where AWS throttles it or fails on it; the SDK's own number by default. */
  readonly maxAttempts?: number;
  /** By default the one that honours the proxy variables. */
  readonly fetch?: typeof globalThis.fetch;
}

/** What a client of the AWS SDK for JavaScript is made with. */
export interface AwsClientConfig {
  readonly region: string;
  readonly requestHandler: FetchHttpHandler;
  readonly credentials?: AwsCredentials;
  readonly maxAttempts?: number;
}

type Next<Input, Output> = (args: { readonly input: Input }) => Promise<Output>;

/** The part of a client of the SDK that is needed here. */
interface SdkClient {
  readonly config: { readonly serviceId: string };
  readonly middlewareStack: {
    add(
      middleware: <Input, Output>(
        next: Next<Input, Output>,
        context: { readonly commandName?: string },
      ) => Next<Input, Output>,
      options: { readonly step: "initialize"; readonly priority: "high"; readonly name: string },
    ): void;
    addRelativeTo(
      middleware: <Input extends object, Output>(
        next: (args: Input) => Promise<{ readonly response: unknown; readonly output: Output }>,
        context: { readonly commandName?: string },
      ) => (args: Input) => Promise<{ readonly response: unknown; readonly output: Output }>,
      options: { readonly relation: "after"; readonly toMiddleware: string; readonly name: string },
    ): void;
  };
}

/** For one request, its answer read whole. */
const timeoutMilliseconds = 30_000;

/**
 * A client of the AWS SDK for scripts: its requests, those for credentials among them, go through the proxy that the
 * environment names, and it throws errors of this project alone.
 * @param make such as `(config) => new STS(config)`
 * @returns a client whose calls throw AwsError for a refusal, and CrosstrustError VENDOR_REFUSED where there are no
 *   credentials, VENDOR_UNREACHABLE, INTERRUPTED
 */
export function awsClient<Client extends SdkClient>(
  make: (config: AwsClientConfig) => Client,
  options: AwsClientOptions,
): Client {
  const { region, signal, credentials, maxAttempts, fetch = proxyFetch } = options;
  const client = make({
    region,
    requestHandler: new FetchHttpHandler({ customFetch: (request) => send(request as Request, fetch, signal) }),
    ...(credentials !== undefined && { credentials }),
    ...(maxAttempts !== undefined && { maxAttempts }),
  });
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          if (signal.aborted) throw new CrosstrustError("INTERRUPTED", "interrupted");
          const operation = commandName.replace(/Command$/, "");
          throw explain(error, `${client.config.serviceId}, ${operation}, ${region}`);
        }
      },
    { step: "initialize", priority: "high", name: "crosstrustErrors" },
  );
  client.middlewareStack.addRelativeTo(
    (next, { commandName = "" }) =>
      async (args) => {
        const answer = await next(args);
        refusePages(answer.response as Answer, commandName, client.config.serviceId);
        return answer;
      },
    { relation: "after", toMiddleware: "deserializerMiddleware", name: "crosstrustPages" },
  );
  return client;
}

/** As the SDK's handler hands it on, before it is read. */
interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Refuses what is no answer of AWS's, such as a proxy's page: of the SDK's readers those of XML take it for an answer that
 * says nothing, and all take an empty one for that. Objects in S3 may well be pages.
 */
function refusePages({ statusCode, headers, body }: Answer, commandName: string, service: string): void {
  if (statusCode !== 200 || service === "S3") return;
  const isPage = /^text\/html\b/i.test(headers["content-type"] ?? "");
  const isEmpty = /^(?:Describe|Get|List)/.test(commandName) && body instanceof Blob && body.size === 0;
  if (!isPage && !isEmpty) return;
  const operation = commandName.replace(/Command$/, "");
  const what = isPage ? "a web page" : "empty";
  throw new CrosstrustError("VENDOR_REFUSED", `AWS's answer to ${operation} is ${what}.`, { where: service });
}

/**
 * Sends a request whole and reads its answer whole, so that whatever breaks off breaks here. The request's parts are handed
 * on one by one: a fetch takes no Request of another release of undici. A redirection is an answer for the SDK.
 */
async function send(request: Request, fetch: typeof globalThis.fetch, interrupt: AbortSignal): Promise<Response> {
  try {
    const body = await request.arrayBuffer();
    const answer = await fetch(request.url, {
      method: request.method,
      headers: [...request.headers],
      redirect: "manual",
      signal: AbortSignal.any([interrupt, request.signal, AbortSignal.timeout(timeoutMilliseconds)]),
      ...(body.byteLength > 0 && { body }),
    });
    const content = await answer.arrayBuffer();
    const { status, headers } = answer;
    noteAnswer(request.url, headers);
    return new Response(content.byteLength === 0 ? null : content, { status, headers: [...headers] });
  } catch (cause) {
    const { host } = new URL(request.url);
    throw new CrosstrustError("VENDOR_UNREACHABLE", `${host} gave no answer.`, { where: host, cause });
  }
}

function explain(error: unknown, where: string): unknown {
  if (error instanceof CrosstrustError || !(error instanceof Error)) return error;
  if (providerErrors.has(error.name)) {
    const message = redact(error.message.split("\n", 1)[0] ?? "");
    return new CrosstrustError("VENDOR_REFUSED", `There are no credentials for AWS: ${message}`, {
      where: "the AWS_ variables, or a profile",
      cause: error,
    });
  }
  const { httpStatusCode } = ("$metadata" in error ? error.$metadata : {}) as { httpStatusCode?: number };
  return httpStatusCode === undefined ? error : new AwsError(httpStatusCode, error.name, error.message, where);
}

/** How the SDK's credential providers say that they have none. */
const providerErrors = new Set(["CredentialsProviderError", "TokenProviderError", "ProviderError"]);
