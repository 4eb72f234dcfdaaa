import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { sendUnaryData, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import protobuf from "google-protobuf/google/protobuf/struct_pb.js";
import { promisify } from "node:util";
import engineService from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engine from "@pulumi/pulumi/proto/engine_pb.js";
import monitorService from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import resource from "@pulumi/pulumi/proto/resource_pb.js";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";

/** An engine that takes every resource as it is, at once, and does nothing with it: only the program is measured. */
export interface IdleEngine {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** Resolves once the program registers a resource of its own; it has then loaded. */
  readonly firstResource: Promise<unknown>;
  /** How many resources the program registered, its stack aside. */
  readonly registered: () => number;
  readonly close: () => void;
}

export async function startIdleEngine(): Promise<IdleEngine> {
  const first = Promise.withResolvers<undefined>();
  let registered = 0;
  let stackUrn = "";
  const monitor: UntypedServiceImplementation = {
    getDeploymentInfo: answer(() => {
      const { SECRETS, RESOURCE_REFERENCES, OUTPUT_VALUES, ALIAS_SPECS, DELETED_WITH, TRANSFORMS } = features;
      const info = new resource.DeploymentInfo();
      info.setSupportedfeaturesList([
        SECRETS,
        RESOURCE_REFERENCES,
        OUTPUT_VALUES,
        ALIAS_SPECS,
        DELETED_WITH,
        TRANSFORMS,
      ]);
      return info;
    }),
    supportsFeature: answer(() => new resource.SupportsFeatureResponse().setHassupport(true)),
    registerResource: answer((request: RegisterResourceRequest) => {
      if (request.getType() !== "pulumi:pulumi:Stack") {
        registered += 1;
        first.resolve(undefined);
      }
      const urn = `urn:pulumi:dev::crosstrust::${request.getType()}::${request.getName()}`;
      return new resource.RegisterResourceResponse().setUrn(urn).setObject(request.getObject());
    }),
    invoke: answer(() => {
      const response = new resource.ResourceInvokeResponse();
      response.setReturn(protobuf.Struct.fromJavaScript(answers));
      return response;
    }),
    registerResourceOutputs: answer(() => new empty.Empty()),
    signalAndWaitForShutdown: answer(() => new empty.Empty()),
  };
  const host: UntypedServiceImplementation = {
    log: answer(() => new empty.Empty()),
    getRootResource: answer(() => new engine.GetRootResourceResponse().setUrn(stackUrn)),
    setRootResource: answer((request: { getUrn(): string }) => {
      stackUrn = request.getUrn();
      return new engine.SetRootResourceResponse();
    }),
  };
  const server = new Server();
  server.addService(monitorService.ResourceMonitorService, monitor);
  server.addService(engineService.EngineService, host);
  const port = await promisify(server.bindAsync.bind(server))("127.0.0.1:0", ServerCredentials.createInsecure());
  return {
    address: `127.0.0.1:${port}`,
    firstResource: first.promise,
    registered: () => registered,
    close: () => server.forceShutdown(),
  };
}

/** What the program asks vendors for, whichever it asks: it has to find something to go on. */
const answers = {
  id: "",
  objectId: "",
  accountId: "000000000000",
  arns: ["arn:aws:sso:::instance/ssoins-0000000000000000"],
  identityStoreIds: ["d-0000000000"],
};

const features = {
  SECRETS: resource.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS,
  RESOURCE_REFERENCES: resource.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  OUTPUT_VALUES: resource.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
  ALIAS_SPECS: resource.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  DELETED_WITH: resource.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
  TRANSFORMS: resource.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
};

function answer<Request, Response>(respond: (request: Request) => Response) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void =>
    callback(null, respond(call.request));
}
