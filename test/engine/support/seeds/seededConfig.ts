import { generateKeyPairSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parseDocument } from "yaml";
import { inProject } from "../../../../scripts/lib/projectRoot.ts";

/** The config of the project's own dev stack, with a client that proves itself by a key, and an access policy of two rules. */
export async function seededConfig(): Promise<string> {
  const document = parseDocument(await readFile(inProject("Pulumi.dev.yaml"), "utf8"));
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...publicKey.export({ format: "jwk" }), kid: "signer", use: "sig" };
  const signer = { scopes: ["keys.audit"], authentication: "private_key_jwt", jwks: [key] };
  document.setIn(["config", "crosstrust:issuers", "okta", "clients", "signer"], signer);
  const rules = ["partners", "accessPolicies", "partners", "rules", "short"];
  const short = { priority: 2, scopes: ["keys.read"], accessTokenMinutes: 5 };
  document.setIn(["config", "crosstrust:issuers", ...rules], short);
  return document.toString();
}
