import { generateKeyPair, randomBytes, randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { randomId } from "./http/ids.ts";
import { newKid } from "./okta/ids.ts";
import type { SandboxDirectory } from "./SandboxDirectory.ts";
import type { DirectoryCredentials, SandboxCredentials } from "./Vendor.ts";

/** Credentials in the vendors' own shapes, random at each call. */
export function createCredentials(): SandboxCredentials {
  return {
    oktaApiToken: randomId("00", 40, "base64url"),
    awsAccountId: randomId("1", 11, "digits"),
    awsAccessKeyId: randomId("AKIA", 16, "base32"),
    awsSecretAccessKey: randomBytes(30).toString("base64"),
    directories: {},
    jumpcloudApiKey: randomBytes(20).toString("hex"),
    jumpcloudClientId: randomUUID(),
    jumpcloudClientSecret: randomBytes(24).toString("base64url"),
  };
}

/** The credentials with those of directories that have none yet. */
export function withDirectories(
  credentials: SandboxCredentials,
  directories: readonly SandboxDirectory[],
): SandboxCredentials {
  const fresh = directories.filter(({ tenantId }) => credentials.directories[tenantId] === undefined);
  const made = fresh.map(({ tenantId }): [string, DirectoryCredentials] => [
    tenantId,
    { clientId: randomUUID(), clientSecret: randomBytes(30).toString("base64url") },
  ]);
  return { ...credentials, directories: { ...credentials.directories, ...Object.fromEntries(made) } };
}

/** The credentials with those of a service app of Okta's, where there is none yet: RSA, as Okta's provider signs with no other. */
export async function withServiceApp(credentials: SandboxCredentials): Promise<SandboxCredentials> {
  if (credentials.oktaServiceApp) return credentials;
  const { privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { ...credentials, oktaServiceApp: { clientId: randomId("0oa", 17), keyId: newKid(), privateKey } };
}
