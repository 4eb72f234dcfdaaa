import { createHash } from "node:crypto";
import { z } from "zod";
import { unsupported } from "../../protocol/AwsError.ts";
import type { AwsCall } from "../../AwsService.ts";
import { findCustomDomain, findPrefixDomain } from "../find.ts";
import type { Domain, UserPool } from "../state.ts";
import { nowOf, requirePool } from "./lookup.ts";
import { arn, inPool, text } from "./members.ts";
import { quotas } from "./quotas.ts";
import { readRequest } from "./readRequest.ts";
import { invalid, limitExceeded, refuse } from "./refusals.ts";

const prefixPattern = "^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$";
const reservedWords = ["aws", "amazon", "cognito"];

// The documented pattern of a domain has no room for the dots of a custom one, which the API takes all the same.
const domainName = z.strictObject({ Domain: text(1, 63) });
const inDomain = inPool.extend(domainName.shape);

const settings = {
  ManagedLoginVersion: z.int().optional(),
  CustomDomainConfig: z
    .strictObject({
      CertificateArn: arn,
      SecurityPolicy: z.enum(["TLS_V1", "TLS_V1_2_2021", "TLS_V1_3_2025"]).optional(),
    })
    .optional(),
};

/** A pool has at most one prefix and one custom domain. */
export function createUserPoolDomain(call: AwsCall, input: unknown): object {
  const given = readRequest(input, inDomain.extend(settings));
  const pool = requirePool(call, given.UserPoolId);
  const version = versionOf(pool, given.ManagedLoginVersion ?? 1);
  const certificateArn = given.CustomDomainConfig?.CertificateArn;
  const domain: Domain = { domain: given.Domain, managedLoginVersion: version, created: nowOf(call) };
  if (certificateArn === undefined) {
    checkPrefix(call, pool, given.Domain);
    pool.domain = domain;
  } else {
    checkCustomDomain(call, pool, given.Domain, certificateArn);
    pool.customDomain = { ...domain, certificateArn };
  }
  return { ManagedLoginVersion: version, ...cloudFrontOf(given.Domain, certificateArn) };
}

/** A domain that nobody has is described by nothing. */
export function describeUserPoolDomain(call: AwsCall, input: unknown): object {
  const name = readRequest(input, domainName).Domain;
  const found = findPrefixDomain(call.account, call.region, name) ?? findCustomDomain(call.account, name);
  if (found?.region !== call.region) return { DomainDescription: {} };
  const { domain, pool } = found;
  const { certificateArn } = domain;
  return {
    DomainDescription: {
      UserPoolId: pool.id,
      AWSAccountId: call.account.id,
      Domain: domain.domain,
      S3Bucket: `aws-cognito-prod-${call.region}-assets`,
      CloudFrontDistribution: distributionOf(domain.domain),
      Version: new Date(domain.created * 1000).toISOString().replaceAll(/\D/g, "").slice(0, 14),
      Status: "ACTIVE",
      CustomDomainConfig: certificateArn === undefined ? {} : { CertificateArn: certificateArn },
      ManagedLoginVersion: domain.managedLoginVersion,
    },
  };
}

export function updateUserPoolDomain(call: AwsCall, input: unknown): object {
  const given = readRequest(input, inDomain.extend(settings));
  const pool = requirePool(call, given.UserPoolId);
  const domain = ownDomain(pool, given.Domain);
  const certificateArn = given.CustomDomainConfig?.CertificateArn;
  if (certificateArn !== undefined && domain !== pool.customDomain) {
    throw invalid("A prefix domain has no certificate of its own.");
  }
  if (certificateArn !== undefined) checkCertificate(certificateArn);
  const version = versionOf(pool, given.ManagedLoginVersion ?? domain.managedLoginVersion);
  domain.managedLoginVersion = version;
  if (certificateArn !== undefined) domain.certificateArn = certificateArn;
  return { ManagedLoginVersion: version, ...cloudFrontOf(domain.domain, domain.certificateArn) };
}

export function deleteUserPoolDomain(call: AwsCall, input: unknown): object {
  const { UserPoolId, Domain: name } = readRequest(input, inDomain);
  const pool = requirePool(call, UserPoolId);
  const domain = ownDomain(pool, name);
  if (domain === pool.domain) delete pool.domain;
  else delete pool.customDomain;
  return {};
}

function ownDomain({ domain, customDomain }: UserPool, name: string): Domain {
  const found = [domain, customDomain].find((one) => one?.domain === name);
  if (!found) throw invalid("No such domain or user pool exists.");
  return found;
}

/** @throws AwsError for a version that there is not, or that the pool's feature plan does not have */
function versionOf({ settings: { UserPoolTier } }: UserPool, version: number): 1 | 2 {
  if (version !== 1 && version !== 2) throw invalid(`Invalid ManagedLoginVersion: ${version}`);
  if (version === 2 && UserPoolTier === "LITE") {
    throw refuse("FeatureUnavailableInTierException", "Managed login is not available in the LITE tier.");
  }
  return version;
}

/** Prefixes are unique in a region; the sandbox's account is the only one. @throws AwsError */
function checkPrefix(call: AwsCall, pool: UserPool, prefix: string): void {
  if (!new RegExp(prefixPattern).test(prefix)) {
    throw invalid(
      "The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and " +
        `hyphens. Please enter a different name that follows this format: ${prefixPattern}`,
    );
  }
  const reserved = reservedWords.find((word) => prefix.includes(word));
  if (reserved !== undefined) throw invalid(`Domain cannot contain reserved word: ${reserved}`);
  if (findPrefixDomain(call.account, call.region, prefix)) {
    throw invalid("Domain already associated with another user pool.");
  }
  if (pool.domain) throw invalid("User pool already has a domain configured.");
}

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const subdomain = new RegExp(`^${label}(?:\\.${label}){2,}$`);

/** A custom domain lies under a domain of one's own, and no two pools have the same. @throws AwsError */
function checkCustomDomain(call: AwsCall, pool: UserPool, host: string, certificateArn: string): void {
  if (!subdomain.test(host)) throw invalid("Custom domain is not a valid subdomain");
  if (host.endsWith(".amazonaws.com") || host.endsWith(".amazoncognito.com")) {
    throw invalid("Custom domain is not a valid subdomain");
  }
  checkCertificate(certificateArn);
  if (findCustomDomain(call.account, host)) throw invalid("Domain already associated with another user pool.");
  if (pool.customDomain) throw invalid("User pool already has a domain configured.");
  const all = Object.values(call.account.state.regions).flatMap(({ userPools }) => userPools);
  if (all.filter(({ customDomain }) => customDomain).length >= quotas.customDomains)
    throw limitExceeded("custom domains");
}

/**
 * The certificate lies in the certificate manager of us-east-1 (Amazon Cognito developer guide, "Using your own domain for
 * managed login"), which the sandbox takes the caller's word for. AWS's words are not documented.
 * @throws AwsError
 */
function checkCertificate(certificateArn: string): void {
  if (!certificateArn.startsWith("arn:aws:acm:"))
    throw unsupported("InvalidParameterException", `the certificate ${certificateArn}`);
  if (certificateArn.startsWith("arn:aws:acm:us-east-1:")) return;
  throw invalid(`The certificate ${certificateArn} is not in the region us-east-1.`);
}

function cloudFrontOf(domain: string, certificateArn: string | undefined): object {
  return certificateArn === undefined ? {} : { CloudFrontDomain: distributionOf(domain) };
}

/** The same for the same domain. */
function distributionOf(domain: string): string {
  return `d${createHash("sha256").update(domain).digest("hex").slice(0, 13)}.cloudfront.net`;
}
