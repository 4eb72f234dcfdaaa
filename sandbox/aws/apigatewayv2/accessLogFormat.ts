import { badRequest } from "./errors.ts";

/** What an HTTP API can log (API Gateway developer guide, "Customize HTTP API access logs"), without `$context.`. */
const variables = new Set(
  `accountId apiId awsEndpointRequestId awsEndpointRequestId2 customDomain.basePathMatched dataProcessed domainName
  domainPrefix error.message error.messageString error.responseType extendedRequestId httpMethod identity.accountId
  identity.caller identity.cognitoAuthenticationProvider identity.cognitoAuthenticationType identity.cognitoIdentityId
  identity.cognitoIdentityPoolId identity.principalOrgId identity.clientCert.clientCertPem identity.clientCert.subjectDN
  identity.clientCert.issuerDN identity.clientCert.serialNumber identity.clientCert.validity.notBefore
  identity.clientCert.validity.notAfter identity.sourceIp identity.user identity.userAgent identity.userArn
  integration.error integration.integrationStatus integration.latency integration.requestId integration.status
  integrationErrorMessage integrationLatency integrationStatus path protocol requestId requestTime requestTimeEpoch
  responseLatency responseLength routeKey stage status`.split(/\s+/),
);

const variable = /\$context\.([\w.-]*\w)|\$\{context\.([\w.-]+)\}/g;

/**
 * Refuses a format that AWS refuses.
 * @throws AwsError BadRequestException with AWS's texts, as third parties recorded them
 */
export function checkAccessLogFormat(format: string): void {
  const prefix = "The following errors are found in Access Log Format: ";
  if (/[\r\n]/.test(format)) throw badRequest(`${prefix}Access Log format must be single line: '${format}'`);
  const used = [...format.matchAll(variable)].map((match) => ({ text: match[0], name: match[1] ?? match[2] ?? "" }));
  const unknown = used.filter(({ name }) => !variables.has(name) && !/^authorizer\../.test(name));
  if (unknown.length > 0) {
    const texts = unknown.map(({ text }) => text).join(", ");
    throw badRequest(`The following context variables are not supported: [${texts}]`);
  }
  if (!used.some(({ name }) => name === "requestId" || name === "extendedRequestId")) {
    throw badRequest(
      `${prefix}Access Log format must include either $context.requestId or $context.extendedRequestId : '${format}'`,
    );
  }
}

/**
 * Fills a format: each variable by its value, `-` where it has none. Values are escaped as in a JSON string, so that no
 * caller can break out of a JSON format; whether AWS does the same is not confirmed.
 */
export function fillAccessLogFormat(format: string, values: ReadonlyMap<string, string>): string {
  return format.replaceAll(variable, (_text, bare?: string, braced?: string) => {
    const value = values.get(bare ?? braced ?? "");
    return value ? JSON.stringify(value).slice(1, -1) : "-";
  });
}
