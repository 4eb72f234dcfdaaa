import { Metadata, status } from "@grpc/grpc-js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import statusProto from "@pulumi/pulumi/proto/status_pb.js";
import type { Message } from "google-protobuf";
import anyProto from "google-protobuf/google/protobuf/any_pb.js";
import { CrosstrustError } from "../../trust/CrosstrustError.ts";
import type { ErrorCode } from "../../trust/CrosstrustError.ts";
import type { MissingConfigError } from "./ProviderDefinition.ts";
import { encodeProperties } from "./propertyWire.ts";
import type { PropertyMap } from "./PropertyValue.ts";

/** A call that fails, with what gRPC tells the engine of it. */
export class CallError extends CrosstrustError {
  readonly status: status;
  /** Carries the structured detail, where there is one. */
  readonly metadata = new Metadata();

  constructor(code: ErrorCode, grpcStatus: status, message: string) {
    super(code, message);
    this.status = grpcStatus;
  }
}

/** A resource that exists but is not ready: the engine keeps it in the state and goes on with it later. */
export function initFailed(id: string, properties: PropertyMap, inputs: PropertyMap, reason: string): CallError {
  const detail = new provider.ErrorResourceInitFailed();
  detail.setId(id);
  detail.setProperties(encodeProperties(properties));
  detail.setInputs(encodeProperties(inputs));
  detail.setReasonsList([reason]);
  const error = new CallError("VENDOR_REFUSED", status.UNKNOWN, reason);
  return withDetail(error, detail, "pulumirpc.ErrorResourceInitFailed");
}

/** Missing configuration; the engine prints each key with the command that sets it. */
export function missingConfig(cause: MissingConfigError): CallError {
  const detail = new provider.ConfigureErrorMissingKeys();
  detail.setMissingkeysList(
    cause.missing.map(({ name, description }) => {
      const key = new provider.ConfigureErrorMissingKeys.MissingKey();
      key.setName(name);
      key.setDescription(description);
      return key;
    }),
  );
  const error = new CallError("USAGE", status.INVALID_ARGUMENT, cause.message);
  return withDetail(error, detail, "pulumirpc.ConfigureErrorMissingKeys");
}

/** gRPC carries structured details as a google.rpc.Status in the trailing metadata. */
function withDetail(error: CallError, detail: Message, type: string): CallError {
  const packed = new anyProto.Any();
  packed.pack(detail.serializeBinary(), type);
  const rich = new statusProto.Status();
  rich.setCode(error.status);
  rich.setMessage(error.message);
  rich.addDetails(packed);
  error.metadata.add("grpc-status-details-bin", Buffer.from(rich.serializeBinary()));
  return error;
}
