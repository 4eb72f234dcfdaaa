import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { ServiceError, UntypedServiceImplementation } from "@grpc/grpc-js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import service from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import { decodeProperties } from "./propertyWire.ts";
import type { PropertyMap } from "./PropertyValue.ts";
import type { ProviderDefinition } from "./ProviderDefinition.ts";
import { ResourceProvider } from "./ResourceProvider.ts";

/** A provider that listens. */
export interface RunningProvider {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves a package over gRPC on the loopback address, for an engine that starts the plugin or attaches to it.
 *
 * The engine opens one connection for each provider instance that it has (a default provider, another region, another
 * organisation; pulumi/pulumi, sdk/go/common/resource/plugin/provider_plugin.go, NewProvider), configures it once, and
 * names the instance in no later request. So a connection is the instance: each gets a ResourceProvider of its own,
 * which ends with it. A connection that asks for resources unconfigured is refused.
 * @param port 0 for a free one
 */
export async function serveProvider<Client>(
  definition: ProviderDefinition<Client>,
  port = 0,
): Promise<RunningProvider> {
  const connections = new Map<Socket, Server>();
  const listener = createServer((socket) => {
    const instance = new ResourceProvider(definition);
    // A state's properties may be larger than gRPC's usual 4 MB: the code of a function is among them.
    const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(service.ResourceProviderService, implement(instance));
    connections.set(socket, server);
    socket.on("close", () => {
      connections.delete(socket);
      instance.cancel();
      server.forceShutdown();
    });
    server.createConnectionInjector(ServerCredentials.createInsecure()).injectConnection(socket);
  });
  listener.listen(port, "127.0.0.1");
  await once(listener, "listening");
  return {
    port: (listener.address() as AddressInfo).port,
    async close() {
      const closed = once(listener, "close");
      listener.close();
      for (const socket of connections.keys()) socket.destroy();
      await closed;
    },
  };
}

interface Call<Request> {
  readonly request: Request;
}
type Answer<Response> = (error: Partial<ServiceError> | null, response?: Response) => void;

/** The service's methods; gRPC itself answers UNIMPLEMENTED for those that are not here. */
function implement(instance: ResourceProvider<unknown>): UntypedServiceImplementation {
  const answered =
    <Request, Response>(
      doing: string,
      respond: (request: Request) => Promise<Response>,
      subject: (request: Request) => { urn: string; properties: PropertyMap } = () => ({ urn: "", properties: {} }),
    ) =>
    (call: Call<Request>, answer: Answer<Response>): void => {
      respond(call.request).then(
        (response) => answer(null, response),
        (error: unknown) => {
          const { urn, properties } = subject(call.request);
          const { status, message, metadata } = instance.toCallError(error, doing, urn, properties);
          answer({ code: status, details: message, metadata });
        },
      );
    };
  const decoded = (urn: string, ...structs: Parameters<typeof decodeProperties>[0][]) => ({
    urn,
    properties: { parts: structs.map((struct) => decodeProperties(struct)) },
  });
  const nothing = (): Promise<InstanceType<typeof empty.Empty>> => Promise.resolve(new empty.Empty());

  return {
    handshake: answered("shaking hands", async () => {
      const response = new provider.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),
    attach: answered("attaching", nothing),
    // The engine waits for what is under way. Cut off, it might be done at the vendor and missing in the state.
    cancel: answered("cancelling", nothing),
    getPluginInfo: answered("telling the version", async () => {
      const info = new plugin.PluginInfo();
      info.setVersion(instance.version);
      return info;
    }),
    getSchema: answered("telling the schema", async () => {
      const response = new provider.GetSchemaResponse();
      response.setSchema(JSON.stringify(instance.schema));
      return response;
    }),
    checkConfig: answered("checking the configuration", instance.checkConfig.bind(instance)),
    diffConfig: answered("comparing the configuration", instance.diffConfig.bind(instance)),
    configure: answered("configuring", instance.configure.bind(instance)),
    check: answered("checking", instance.check.bind(instance), (request) =>
      decoded(request.getUrn(), request.getNews(), request.getOlds()),
    ),
    diff: answered("comparing", instance.diff.bind(instance), (request) =>
      decoded(request.getUrn(), request.getNews(), request.getOlds()),
    ),
    create: answered("creating", instance.create.bind(instance), (request) =>
      decoded(request.getUrn(), request.getProperties()),
    ),
    read: answered("reading", instance.read.bind(instance), (request) =>
      decoded(request.getUrn(), request.getProperties(), request.getInputs()),
    ),
    update: answered("updating", instance.update.bind(instance), (request) =>
      decoded(request.getUrn(), request.getNews(), request.getOlds()),
    ),
    delete: answered(
      "deleting",
      async (request: Parameters<typeof instance.delete>[0]) => {
        await instance.delete(request);
        return nothing();
      },
      (request) => decoded(request.getUrn(), request.getProperties()),
    ),
    invoke: answered("calling", instance.invoke.bind(instance)),
  };
}
