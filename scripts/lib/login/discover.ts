import type { AuthorizationServer } from "oauth4webapi";
import { z } from "zod";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { LiveHttp } from "../verify/LiveHttp.ts";
import type { LoginTarget } from "./LoginTarget.ts";

const httpsUrl = z.url({ protocol: /^https$/ });

/** What a sign-in needs of a discovery document (OpenID Connect Discovery 1.0, section 3). */
const documentSchema = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: httpsUrl,
  token_endpoint: httpsUrl,
  jwks_uri: httpsUrl,
});

/** An identity provider's endpoints, as it publishes them. */
export type LoginServer = AuthorizationServer & Readonly<z.infer<typeof documentSchema>>;

/**
 * Reads an issuer's discovery document; the issuer in it is compared character by character.
 * @throws CrosstrustError VENDOR_UNREACHABLE; VENDOR_REFUSED for a document of another issuer, or one without the endpoints
 */
export async function discover(
  { issuerUrl, discoveryUrl }: Pick<LoginTarget, "issuerUrl" | "discoveryUrl">,
  http: LiveHttp,
): Promise<LoginServer> {
  const response = await http.respond(discoveryUrl, { headers: { accept: "application/json" } });
  if (response.status !== 200) {
    throw refused("The issuer publishes no discovery document.", { expected: 200, actual: response.status });
  }
  const document = documentSchema.safeParse(await response.json().catch(() => undefined));
  if (!document.success) {
    const places = document.error.issues.map(({ path }) => path.join("."));
    throw refused("The issuer's discovery document is not usable.", {
      expected: "issuer, authorization_endpoint, token_endpoint and jwks_uri, all of them https",
      actual: places.join(", ") || "no JSON object",
    });
  }
  if (document.data.issuer !== issuerUrl) {
    throw refused("The discovery document is of another issuer.", {
      expected: issuerUrl,
      actual: document.data.issuer,
    });
  }
  return document.data as LoginServer;

  function refused(
    message: string,
    details: { readonly expected: unknown; readonly actual: unknown },
  ): CrosstrustError {
    return new CrosstrustError("VENDOR_REFUSED", message, { where: discoveryUrl, ...details });
  }
}
