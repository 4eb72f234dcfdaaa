import { credentials, Metadata } from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import service from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import type * as rpc from "@pulumi/pulumi/proto/provider_pb.js";
import statusProto from "@pulumi/pulumi/proto/status_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { decodeProperties, encodeProperties } from "../../../providers/lib/propertyWire.ts";
import type { PropertyMap } from "../../../providers/lib/PropertyValue.ts";

export interface CheckAnswer {
  readonly inputs: PropertyMap;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

export interface DiffAnswer {
  readonly changes: boolean;
  /** Path to kind, such as `{ "tags.env": "UPDATE_REPLACE" }`. */
  readonly detail: Readonly<Record<string, string>>;
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** Asks a provider as the engine does, over a connection of its own. */
export class ProviderClient {
  readonly #client: InstanceType<typeof service.ResourceProviderClient>;

  constructor(port: number) {
    this.#client = new service.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
      // Otherwise grpc-js shares one connection among the clients of one address.
      "grpc.use_local_subchannel_pool": 1,
    });
  }

  close(): void {
    this.#client.close();
  }

  async handshake(): Promise<rpc.ProviderHandshakeResponse.AsObject> {
    const answer = await this.call<rpc.ProviderHandshakeResponse>("handshake", new provider.ProviderHandshakeRequest());
    return answer.toObject();
  }

  async pluginVersion(): Promise<string> {
    return (await this.call<{ getVersion(): string }>("getPluginInfo", new empty.Empty())).getVersion();
  }

  async checkConfig(news: PropertyMap): Promise<CheckAnswer> {
    const request = new provider.CheckRequest();
    request.setNews(encodeProperties(news));
    return checkAnswer(await this.call("checkConfig", request));
  }

  async configure(args: PropertyMap, acceptSecrets = true): Promise<rpc.ConfigureResponse.AsObject> {
    const request = new provider.ConfigureRequest();
    request.setArgs(encodeProperties(args));
    request.setAcceptsecrets(acceptSecrets);
    return (await this.call<rpc.ConfigureResponse>("configure", request)).toObject();
  }

  async check(type: string, news: PropertyMap, olds: PropertyMap = {}, seed = 7): Promise<CheckAnswer> {
    const request = new provider.CheckRequest();
    request.setUrn(urnOf(type));
    request.setNews(encodeProperties(news));
    request.setOlds(encodeProperties(olds));
    request.setRandomseed(Buffer.alloc(32, seed));
    return checkAnswer(await this.call("check", request));
  }

  async diff(
    type: string,
    id: string,
    state: PropertyMap,
    news: PropertyMap,
    ignoreChanges: string[] = [],
  ): Promise<DiffAnswer> {
    const request = new provider.DiffRequest();
    request.setUrn(urnOf(type));
    request.setId(id);
    request.setOlds(encodeProperties(state));
    request.setNews(encodeProperties(news));
    request.setIgnorechangesList(ignoreChanges);
    const answer = await this.call<rpc.DiffResponse>("diff", request);
    const kinds = Object.keys(provider.PropertyDiff.Kind);
    const detail: Record<string, string> = {};
    answer.getDetaileddiffMap().forEach((difference, path) => (detail[path] = kinds[difference.getKind()] ?? ""));
    return {
      changes: answer.getChanges() === provider.DiffResponse.DiffChanges.DIFF_SOME,
      detail,
      replaces: answer.getReplacesList(),
      deleteBeforeReplace: answer.getDeletebeforereplace(),
    };
  }

  async create(type: string, inputs: PropertyMap, preview = false): Promise<{ id: string; state: PropertyMap }> {
    const request = new provider.CreateRequest();
    request.setUrn(urnOf(type));
    request.setProperties(encodeProperties(inputs));
    request.setPreview(preview);
    const answer = await this.call<rpc.CreateResponse>("create", request);
    return { id: answer.getId(), state: decodeProperties(answer.getProperties()) };
  }

  async read(
    type: string,
    id: string,
    state: PropertyMap = {},
    inputs: PropertyMap = {},
  ): Promise<{ id: string; state: PropertyMap; inputs: PropertyMap }> {
    const request = new provider.ReadRequest();
    request.setUrn(urnOf(type));
    request.setId(id);
    request.setProperties(encodeProperties(state));
    request.setInputs(encodeProperties(inputs));
    const answer = await this.call<rpc.ReadResponse>("read", request);
    return {
      id: answer.getId(),
      state: decodeProperties(answer.getProperties()),
      inputs: decodeProperties(answer.getInputs()),
    };
  }

  async update(type: string, id: string, old: PropertyMap, news: PropertyMap, preview = false): Promise<PropertyMap> {
    const request = new provider.UpdateRequest();
    request.setUrn(urnOf(type));
    request.setId(id);
    request.setOlds(encodeProperties(old));
    request.setNews(encodeProperties(news));
    request.setPreview(preview);
    return decodeProperties((await this.call<rpc.UpdateResponse>("update", request)).getProperties());
  }

  async delete(type: string, id: string, state: PropertyMap): Promise<void> {
    const request = new provider.DeleteRequest();
    request.setUrn(urnOf(type));
    request.setId(id);
    request.setProperties(encodeProperties(state));
    await this.call("delete", request);
  }

  async invoke(
    token: string,
    args: PropertyMap = {},
  ): Promise<{ result: PropertyMap; failures: CheckAnswer["failures"] }> {
    const request = new provider.InvokeRequest();
    request.setTok(token);
    request.setArgs(encodeProperties(args));
    const answer = await this.call<rpc.InvokeResponse>("invoke", request);
    return { result: decodeProperties(answer.getReturn()), failures: failuresOf(answer.getFailuresList()) };
  }

  /** Any method of the service; rejects with gRPC's own error. */
  call<Answer>(method: string, request: object): Promise<Answer> {
    type Method = (request: object, answer: (error: ServiceError | null, response: Answer) => void) => void;
    const send = (this.#client as unknown as Record<string, Method>)[method]?.bind(this.#client);
    return new Promise((resolve, reject) => {
      send?.(request, (error, response) => {
        if (error) reject(error);
        else resolve(response);
      });
    });
  }
}

/** The URN that these tests give a resource of a type: its name is `thing`. */
function urnOf(type: string): string {
  return `urn:pulumi:test::project::${type}::thing`;
}

/** The structured detail of a gRPC error: its message type and its bytes. */
export function detailOf(error: unknown): { readonly type: string; readonly value: Uint8Array } {
  const { metadata } = error as { metadata: unknown };
  if (!(metadata instanceof Metadata)) throw new TypeError("not a gRPC error");
  const [bytes] = metadata.get("grpc-status-details-bin");
  const rich = statusProto.Status.deserializeBinary(Buffer.from(bytes as Buffer));
  const [detail] = rich.getDetailsList();
  return { type: detail?.getTypeName() ?? "", value: detail?.getValue_asU8() ?? new Uint8Array() };
}

function checkAnswer(answer: rpc.CheckResponse): CheckAnswer {
  return { inputs: decodeProperties(answer.getInputs()), failures: failuresOf(answer.getFailuresList()) };
}

function failuresOf(failures: rpc.CheckFailure[]): CheckAnswer["failures"] {
  return failures.map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
}
