import { createHash, timingSafeEqual } from "node:crypto";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { lookUp } from "../../remember.ts";
import type { SandboxCredentials, SandboxRequest } from "../../Vendor.ts";
import { parseAuthorization, type SignatureClaim } from "./parseAuthorization.ts";
import type { SignatureFault } from "./SignatureFault.ts";

/** The key of the account's user. */
type AwsKey = Pick<SandboxCredentials, "awsAccessKeyId" | "awsSecretAccessKey">;

/** Temporary keys. */
export interface SessionKey {
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** In epoch seconds. */
  readonly expires: number;
}

/** Where a signature has to be made for. */
export interface SigningScope {
  readonly service: string;
  readonly region: string;
}

/** What requests to S3 say instead of their body's hash (Amazon S3 API reference, "Authenticating Requests"). */
const unsignedBodies: ReadonlySet<string> = new Set(["UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"]);

/** How far a signature's date may be from the clock (IAM user guide, "Elements of an AWS API request signature"). */
const skewMinutes = 15;

/**
 * Makes a request's Signature Version 4 again and compares: over the method, path, query, signed headers and body as
 * they came in. Its date is compared with the sandbox's clock, as every other time is.
 * @returns what is wrong with it, in AWS's words; undefined when it is right
 */
export async function verifySignature(
  request: SandboxRequest,
  scope: SigningScope,
  credentials: AwsKey,
  now: Date,
  sessions: Readonly<Record<string, SessionKey>> = {},
): Promise<SignatureFault | undefined> {
  const claim = parseAuthorization(request.headers["authorization"]);
  if ("kind" in claim) return claim;
  const secret = secretOf(request, claim, credentials, sessions);
  if (secret === undefined) {
    return { kind: "unknown-key", message: "The security token included in the request is invalid." };
  }
  return (
    wrongScope(claim, scope) ??
    wrongDate(request, claim, now) ??
    (await wrongSignature(request, claim, secret)) ??
    expiredSession(sessions[claim.accessKeyId], now)
  );
}

/** A session's key counts with its token alone, and the user's own key without one. */
function secretOf(
  { headers }: SandboxRequest,
  { accessKeyId, signedHeaders }: SignatureClaim,
  own: AwsKey,
  sessions: Readonly<Record<string, SessionKey>>,
): string | undefined {
  const token = headers["x-amz-security-token"];
  if (token === undefined) return accessKeyId === own.awsAccessKeyId ? own.awsSecretAccessKey : undefined;
  const session = lookUp(sessions, accessKeyId);
  const isRight = session && signedHeaders.includes("x-amz-security-token") && equal(session.sessionToken, token);
  return isRight ? session.secretAccessKey : undefined;
}

function expiredSession(session: SessionKey | undefined, now: Date): SignatureFault | undefined {
  if (!session || session.expires * 1000 > now.getTime()) return undefined;
  return { kind: "expired", message: "The security token included in the request is expired" };
}

function wrongScope(claim: SignatureClaim, { service, region }: SigningScope): SignatureFault | undefined {
  if (claim.service !== service) return mismatch(`Credential should be scoped to correct service: '${service}'.`);
  if (claim.region === region) return undefined;
  const message = "Credential should be scoped to a valid region.";
  return { kind: "wrong-region", message, region: { signed: claim.region, expected: region } };
}

function wrongDate({ headers }: SandboxRequest, claim: SignatureClaim, now: Date): SignatureFault | undefined {
  const stamp = headers["x-amz-date"] ?? "";
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? [];
  if (year === undefined || !claim.signedHeaders.includes("x-amz-date")) {
    return {
      kind: "incomplete",
      message: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    };
  }
  if (!stamp.startsWith(claim.date)) {
    return mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${claim.date}' != ` +
        `'${stamp.slice(0, 8)}', from '${stamp}'.`,
    );
  }
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const skew = skewMinutes * 60_000;
  if (signedAt < now.getTime() - skew) {
    const [clock, limit] = [compactDate(now), compactDate(new Date(now.getTime() - skew))];
    return skewed(`Signature expired: ${stamp} is now earlier than ${limit} (${clock} - ${skewMinutes} min.)`);
  }
  if (signedAt > now.getTime() + skew) {
    const [clock, limit] = [compactDate(now), compactDate(new Date(now.getTime() + skew))];
    return skewed(`Signature not yet current: ${stamp} is still later than ${limit} (${clock} + ${skewMinutes} min.)`);
  }
  return undefined;
}

async function wrongSignature(
  request: SandboxRequest,
  claim: SignatureClaim,
  secretAccessKey: string,
): Promise<SignatureFault | undefined> {
  const differs = mismatch(
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key " +
      "and signing method. Consult the service documentation for details.",
  );
  // A signature that leaves out the host could be replayed to another one.
  if (!claim.signedHeaders.includes("host") || request.headers["host"] !== request.url.host) return differs;
  const bodyHash = request.headers["x-amz-content-sha256"];
  const isUnsigned = claim.service === "s3" && unsignedBodies.has(bodyHash ?? "");
  if (bodyHash !== undefined && !isUnsigned) {
    if (bodyHash !== createHash("sha256").update(request.body).digest("hex")) return differs;
  }
  const headers: Record<string, string> = {};
  for (const name of claim.signedHeaders) {
    const value = request.headers[name];
    if (value === undefined) return differs;
    headers[name] = value;
  }
  const query = parseQuery(request.target);
  if (!query) return differs;
  const signer = new SignatureV4({
    credentials: { accessKeyId: claim.accessKeyId, secretAccessKey },
    region: claim.region,
    service: claim.service,
    sha256: Sha256,
    applyChecksum: false,
    // S3 alone takes the path as it is sent.
    uriEscapePath: claim.service !== "s3",
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: "https:",
      hostname: request.url.hostname,
      path: request.target.split("?", 1)[0] ?? "/",
      query,
      headers,
      body: request.body,
    },
    { signingDate: isoDate(request.headers["x-amz-date"] ?? ""), signableHeaders: new Set(claim.signedHeaders) },
  );
  const expected = parseAuthorization(signed.headers["authorization"]);
  const right = "kind" in expected ? undefined : equal(expected.signature, claim.signature);
  return right ? undefined : differs;
}

/** The query's members decoded as the signature's rules want it (a plus sign is a plus sign); undefined when broken. */
function parseQuery(target: string): Record<string, string | string[]> | undefined {
  const start = target.indexOf("?");
  const query: Record<string, string | string[]> = Object.create(null) as Record<string, never>;
  if (start < 0 || start === target.length - 1) return query;
  try {
    for (const part of target.slice(start + 1).split("&")) {
      const [name = "", ...value] = part.split("=").map((text) => decodeURIComponent(text));
      const known = query[name];
      query[name] = known === undefined ? value.join("=") : [known, value.join("=")].flat();
    }
    return query;
  } catch {
    return undefined;
  }
}

function equal(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function compactDate(date: Date): string {
  return date.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
}

function isoDate(stamp: string): Date {
  return new Date(stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

function skewed(message: string): SignatureFault {
  return { kind: "skewed", message };
}

function mismatch(message: string): SignatureFault {
  return { kind: "mismatch", message };
}
