/** What a host of AWS stands for. */
export type AwsEndpoint =
  | {
      readonly kind: "service";
      readonly service: string;
      readonly region: string;
      /** A bucket, or the account of S3 Access Grants, where the host begins with it. */
      readonly prefix?: string;
    }
  | { readonly kind: "api"; readonly apiId: string; readonly region: string }
  | { readonly kind: "domain"; readonly prefix: string; readonly region: string }
  | { readonly kind: "unknown" };

/** The region in which global services are signed for. */
const globalRegion = "us-east-1";
const region = "[a-z]{2}(?:-[a-z]+)+-\\d";
const apiHost = new RegExp(`^([a-z0-9]+)\\.execute-api\\.(${region})\\.amazonaws\\.com$`);
const regionalHost = new RegExp(
  `^(apigateway|cognito-idp|identitystore|lambda|logs|monitoring|oidc|s3|sso|sts)\\.(${region})\\.amazonaws\\.com$`,
);
/** A user pool's prefix domain. */
const domainHost = new RegExp(`^([a-z0-9-]+)\\.auth\\.(${region})\\.amazoncognito\\.com$`);
const globalHost = /^(iam|s3|sts)\.amazonaws\.com$/;
const bucketHost = new RegExp(`^([a-z0-9][a-z0-9.-]*)\\.s3(?:\\.(${region}))?\\.amazonaws\\.com$`);
const accountHost = new RegExp(`^(\\d{12})\\.s3-control\\.(${region})\\.amazonaws\\.com$`);

/**
 * Takes a host apart.
 * @param host in lower case, without a port
 * @returns undefined when it is none of AWS's; `unknown` when it is one that the sandbox does not answer for
 */
export function awsEndpoint(host: string): AwsEndpoint | undefined {
  const api = apiHost.exec(host);
  if (api) return { kind: "api", apiId: api[1] ?? "", region: api[2] ?? "" };
  const regional = regionalHost.exec(host);
  if (regional) return { kind: "service", service: regional[1] ?? "", region: regional[2] ?? "" };
  const domain = domainHost.exec(host);
  if (domain) return { kind: "domain", prefix: domain[1] ?? "", region: domain[2] ?? "" };
  const control = accountHost.exec(host);
  if (control) return { kind: "service", service: "s3-control", region: control[2] ?? "", prefix: control[1] ?? "" };
  const bucket = bucketHost.exec(host);
  if (bucket) return { kind: "service", service: "s3", region: bucket[2] ?? globalRegion, prefix: bucket[1] ?? "" };
  const global = globalHost.exec(host);
  if (global) return { kind: "service", service: global[1] ?? "", region: globalRegion };
  return /(?:^|\.)(?:amazonaws|amazoncognito)\.com$/.test(host) ? { kind: "unknown" } : undefined;
}
