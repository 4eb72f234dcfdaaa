import { randomBytes } from "node:crypto";
import { randomId } from "./http/ids.ts";
import type { SandboxCredentials } from "./Vendor.ts";

/** Credentials in the vendors' own shapes, random at each call. */
export function createCredentials(): SandboxCredentials {
  return {
    oktaApiToken: randomId("00", 40, "base64url"),
    awsAccountId: randomId("1", 11, "digits"),
    awsAccessKeyId: randomId("AKIA", 16, "base32"),
    awsSecretAccessKey: randomBytes(30).toString("base64"),
  };
}
