import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { json } from "../http/responses.ts";
import { OperationTable } from "../http/OperationTable.ts";
import type { SandboxRequest, SandboxResponse, Vendor, VendorContext } from "../Vendor.ts";

/** Plain JSON: it is kept in the sandbox's state file. */
interface GitHubState {
  /** Made when it is first needed. */
  key?: { readonly kid: string; readonly privateJwk: JWK };
}

interface GitHubCall {
  readonly request: SandboxRequest;
  readonly state: GitHubState;
  readonly now: Date;
}

const host = "token.actions.githubusercontent.com";
const issuer = `https://${host}`;

/**
 * The tokens of GitHub Actions' workflows, which other clouds take instead of a secret: the issuer's documents (GitHub
 * documentation, "OpenID Connect reference"). How a workflow asks for its token is not here; a request that only the
 * sandbox knows plays the workflow that has one already.
 */
export function createGitHubVendor(context: VendorContext): Vendor {
  const state = context.state<GitHubState>(() => ({}));
  return {
    name: "github",
    owns: (name) => name === host,
    async respond(request) {
      const { method, url } = request;
      const found = operations.find(method, url.pathname);
      if (found === undefined) {
        context.refuse({ host, method, path: url.pathname, reason: "the sandbox's GitHub has no such operation" });
        return json(404, { message: "Not Found" });
      }
      const fault = context.fault(found.operation);
      if (fault !== undefined) return json(fault.status, { message: "The request failed" });
      return found.handler({ request, state, now: context.clock.now() }, found.params);
    },
    operations: operations.operations,
  };
}

const operations = new OperationTable<GitHubCall>()
  .on("GET", "/.well-known/openid-configuration", "getDiscovery", () =>
    json(200, {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks`,
      subject_types_supported: ["public", "pairwise"],
      response_types_supported: ["id_token"],
      claims_supported: ["sub", "aud", "exp", "iat", "iss", "jti", "nbf"],
      id_token_signing_alg_values_supported: ["RS256"],
      scopes_supported: ["openid"],
    }),
  )
  .on("GET", "/.well-known/jwks", "getKeys", async ({ state }) => {
    const { kid, privateJwk } = await keyOf(state);
    const { kty, n, e } = privateJwk;
    return json(200, { keys: [{ kty, n, e, kid, alg: "RS256", use: "sig" }] });
  })
  .on("POST", "/.sandbox/tokens", "playWorkflow", playWorkflow);

/** Body `{subject, audience}`, answer `{value}`: a token as a workflow of that subject would have it. */
async function playWorkflow({ request, state, now }: GitHubCall): Promise<SandboxResponse> {
  const { subject, audience } = parse(request.body);
  if (typeof subject !== "string" || typeof audience !== "string") {
    return json(400, { message: "the body has to be {subject, audience}, both texts" });
  }
  const { kid, privateJwk } = await keyOf(state);
  const seconds = Math.floor(now.getTime() / 1000);
  const value = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ typ: "JWT", alg: "RS256", kid })
    .setIssuer(issuer)
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt(seconds)
    .setNotBefore(seconds - 600)
    .setExpirationTime(seconds + 300)
    .sign(await importJWK(privateJwk, "RS256"));
  return json(200, { value });
}

function parse(body: Buffer): { readonly subject?: unknown; readonly audience?: unknown } {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

async function keyOf(state: GitHubState): Promise<NonNullable<GitHubState["key"]>> {
  if (state.key) return state.key;
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return (state.key ??= { kid: randomUUID(), privateJwk: await exportJWK(privateKey) });
}
