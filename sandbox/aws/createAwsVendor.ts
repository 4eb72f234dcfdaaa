import { randomUUID } from "node:crypto";
import type { Vendor, VendorContext } from "../Vendor.ts";
import type { SandboxRequest, SandboxResponse } from "../Vendor.ts";
import { AwsAccount } from "./AwsAccount.ts";
import type { AwsCall, AwsService } from "./AwsService.ts";
import { awsServices } from "./awsServices.ts";
import { domainOperations, respondDomain } from "./cognito/domain/respondDomain.ts";
import { respondWellKnown, wellKnownOperations } from "./cognito/domain/respondWellKnown.ts";
import { findCustomDomain, findPrefixDomain } from "./cognito/find.ts";
import { awsEndpoint } from "./endpoint.ts";
import { HttpApiGateway } from "./execute-api/HttpApiGateway.ts";
import { callerOf } from "./iam/Caller.ts";
import { LambdaRuntime } from "./lambda/LambdaRuntime.ts";
import { AwsError, unsupported } from "./protocol/AwsError.ts";
import { parseAuthorization } from "./sigv4/parseAuthorization.ts";
import { verifySignature } from "./sigv4/verifySignature.ts";

/**
 * Amazon Web Services, as far as an HTTP API with JWT authorizers and its backends, user pools, and S3 Access Grants for
 * people of IAM Identity Center need them: APIs whose requests have to be signed, and what they make.
 */
export function createAwsVendor(context: VendorContext): Vendor {
  const account = new AwsAccount(context);
  const runtime = new LambdaRuntime(account);
  const gateway = new HttpApiGateway(account, runtime);
  const services = awsServices(runtime);
  return {
    name: "aws",
    operations: [
      ...new Set([
        ...[...services.values()].flatMap((service) => service.operations),
        ...domainOperations,
        ...wellKnownOperations,
      ]),
    ].sort(),
    owns: (host) => awsEndpoint(host) !== undefined || findCustomDomain(account, host) !== undefined,
    async respond(request) {
      const { hostname } = request.url;
      const endpoint = awsEndpoint(hostname);
      if (endpoint?.kind === "api") return gateway.respond(request, endpoint);
      const domain =
        endpoint?.kind === "domain"
          ? findPrefixDomain(account, endpoint.region, endpoint.prefix)
          : findCustomDomain(account, hostname);
      if (domain) return respondDomain({ request, account, region: domain.region, requestId: randomUUID() }, domain);
      const service = endpoint?.kind === "service" ? services.get(endpoint.service) : undefined;
      if (endpoint?.kind !== "service" || !service) return refuseHost(context, request);
      const { region, prefix } = endpoint;
      const call = { request, account, region, requestId: randomUUID(), hostPrefix: prefix };
      const document = endpoint.service === "cognito-idp" ? await respondWellKnown(call) : undefined;
      if (document) return document;
      try {
        return await carryOut(service, call);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        if (error.unsupported !== undefined) note(context, request, error.unsupported);
        return service.formError(error, call);
      }
    },
    close: () => runtime.close(),
  };
}

async function carryOut(service: AwsService, call: AwsCall): Promise<SandboxResponse> {
  if (service.isPublic?.(call)) return service.respond(call);
  const { request, account, region } = call;
  const scope = { service: service.signingName, region };
  const { credentials } = account.context;
  if (request.url.searchParams.has("X-Amz-Signature")) throw unsupported("AccessDenied", "presigned URLs");
  const fault = await verifySignature(request, scope, credentials, account.now(), account.state.sessions);
  if (fault) throw service.signatureError(fault);
  const claim = parseAuthorization(request.headers["authorization"]);
  const caller = "accessKeyId" in claim ? callerOf(account, claim.accessKeyId) : undefined;
  if (!caller) {
    const message = "The security token included in the request is invalid.";
    throw service.signatureError({ kind: "unknown-key", message });
  }
  return service.respond({ ...call, caller });
}

/** Most of AWS's services speak JSON, and read this as an error of theirs. */
function refuseHost(context: VendorContext, request: SandboxRequest): SandboxResponse {
  const reason = `The sandbox does not support the host ${request.url.hostname}`;
  note(context, request, reason);
  return {
    status: 400,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": "UnknownOperationException" },
    body: JSON.stringify({ __type: "UnknownOperationException", message: reason }),
  };
}

function note(context: VendorContext, { url, method }: SandboxRequest, reason: string): void {
  context.refuse({ host: url.hostname, method, path: url.pathname, reason });
}
