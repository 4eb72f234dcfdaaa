import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import {
  AzureCliCredential,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from "@azure/identity";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import { proxyFetch } from "../../../../lib/proxyFetch.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How to authenticate at a tenant of Microsoft's, by the azuread provider's own variables, so that who can deploy can
 * also provision: a secret, a certificate, an OIDC token (GitHub's and other CI systems'), a managed identity, and
 * otherwise the Azure CLI's login (Pulumi registry, azuread, "Installation & configuration").
 * @throws CrosstrustError USAGE where the variables contradict or lack each other
 */
export function azureCredential(tenantId: string, environment: Environment = process.env): TokenCredential {
  const value = (name: string): string | undefined => environment[`ARM_${name}`] || undefined;
  const isTrue = (name: string): boolean => /^(true|1)$/i.test(value(name) ?? "");
  const clientId = value("CLIENT_ID") ?? contentOf(value("CLIENT_ID_FILE_PATH"), "ARM_CLIENT_ID_FILE_PATH");
  const secret = value("CLIENT_SECRET") ?? contentOf(value("CLIENT_SECRET_FILE_PATH"), "ARM_CLIENT_SECRET_FILE_PATH");
  const certificatePath = value("CLIENT_CERTIFICATE_PATH");
  if (isTrue("USE_OIDC")) {
    const assertion = oidcToken(environment);
    return new ClientAssertionCredential(tenantId, required(clientId, "ARM_CLIENT_ID"), assertion);
  }
  if (secret !== undefined) {
    return new ClientSecretCredential(tenantId, required(clientId, "ARM_CLIENT_ID"), secret);
  }
  if (certificatePath !== undefined) {
    const certificatePassword = value("CLIENT_CERTIFICATE_PASSWORD");
    return new ClientCertificateCredential(tenantId, required(clientId, "ARM_CLIENT_ID"), {
      certificatePath,
      ...(certificatePassword !== undefined && { certificatePassword }),
    });
  }
  if (isTrue("USE_MSI")) {
    return new ManagedIdentityCredential(clientId === undefined ? {} : { clientId });
  }
  return new AzureCliCredential({ tenantId });
}

function contentOf(file: string | undefined, name: string): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, "utf8").trim() || undefined;
  } catch (cause) {
    throw new CrosstrustError("USAGE", `The file that ${name} names cannot be read.`, { where: file, cause });
  }
}

function required(value: string | undefined, name: string): string {
  if (value !== undefined) return value;
  throw new CrosstrustError("USAGE", `${name} is missing beside the other ARM_ variables.`, {
    where: name,
    expected: "the client id of the application that acts in the tenant",
  });
}

/** The token that stands for a secret: as a text, in a file, or asked for at GitHub's endpoint. */
function oidcToken(environment: Environment): () => Promise<string> {
  const token = environment["ARM_OIDC_TOKEN"];
  const file = environment["ARM_OIDC_TOKEN_FILE_PATH"];
  const url = environment["ARM_OIDC_REQUEST_URL"] ?? environment["ACTIONS_ID_TOKEN_REQUEST_URL"];
  const bearer = environment["ARM_OIDC_REQUEST_TOKEN"] ?? environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
  if (token) return async () => token;
  if (file) return async () => (await readFile(file, "utf8")).trim();
  if (url && bearer) return () => requestToken(url, bearer);
  throw new CrosstrustError("USAGE", "ARM_USE_OIDC is true, and there is no OIDC token.", {
    where: "ARM_USE_OIDC",
    expected: "ARM_OIDC_TOKEN, ARM_OIDC_TOKEN_FILE_PATH, or a GitHub workflow with `id-token: write`",
  });
}

/** GitHub's endpoint for a workflow's own token (GitHub docs, "OpenID Connect reference"). */
async function requestToken(url: string, bearer: string): Promise<string> {
  const asked = new URL(url);
  asked.searchParams.set("audience", "api://AzureADTokenExchange");
  const response = await proxyFetch(asked, { headers: { authorization: `Bearer ${bearer}` } });
  const { value } = (await response.json().catch(() => ({}))) as { value?: unknown };
  if (typeof value === "string") return value;
  throw new CrosstrustError("VENDOR_REFUSED", `The workflow got no OIDC token (HTTP ${response.status}).`, {
    where: asked.host,
  });
}
