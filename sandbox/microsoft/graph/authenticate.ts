import { errors, importJWK, type JWK, jwtVerify, type JWTPayload } from "jose";
import { findDirectory, findServicePrincipal } from "../find.ts";
import { publicJwk } from "../keys.ts";
import type { GraphCall, MicrosoftCall } from "../MicrosoftCall.ts";
import type { Directory } from "../state.ts";
import { GraphError, invalidToken } from "./errors.ts";

const audiences = [
  "https://graph.microsoft.com",
  "https://graph.microsoft.com/",
  "00000003-0000-0000-c000-000000000000",
];

/**
 * Whose call it is, by the bearer token: signed by the directory's own key, for Graph, in force, of an application whose
 * service principal is enabled. Rejects with a GraphError 401.
 */
export async function authenticate(call: MicrosoftCall): Promise<GraphCall> {
  const [scheme, token] = (call.request.headers["authorization"] ?? "").split(/ +/, 2);
  if (scheme?.toLowerCase() !== "bearer" || token === undefined || token === "") {
    throw invalidToken("Access token is empty.");
  }
  const directory = directoryOf(call, token);
  const claims = await verify(call, directory, token);
  const appId = typeof claims["appid"] === "string" ? claims["appid"] : claims["azp"];
  const principal = typeof appId === "string" ? findServicePrincipal(directory, appId) : undefined;
  if (!principal?.accountEnabled) {
    // That Graph itself asks, and in these words, is reported for deleted principals only.
    throw new GraphError(
      401,
      "Authorization_IdentityNotFound",
      "The identity of the calling application could not be established.",
    );
  }
  const given = claims["roles"];
  const roles = Array.isArray(given) ? given.filter((role): role is string => typeof role === "string") : [];
  const caller = { appId: principal.appId, servicePrincipalId: principal.id, roles, person: personOf(claims) };
  return { ...call, directory, caller };
}

/** A token of an application in its own name has no `scp`. */
function personOf({ scp, oid }: JWTPayload): GraphCall["caller"]["person"] {
  if (typeof scp !== "string" || typeof oid !== "string") return undefined;
  return { userId: oid, scopes: scp.split(" ") };
}

function directoryOf({ state }: MicrosoftCall, token: string): Directory {
  const parts = token.split(".");
  if (parts.length === 1) throw invalidToken("IDX14100: JWT is not well formed, there are no dots (.).");
  let tenantId: unknown;
  try {
    tenantId = (JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString()) as JWTPayload)["tid"];
  } catch {
    throw invalidToken("CompactToken parsing failed with error code: 80049217");
  }
  const directory = typeof tenantId === "string" ? findDirectory(state, tenantId) : undefined;
  if (!directory) throw invalidToken("Access token validation failure. Invalid issuer.");
  return directory;
}

async function verify({ now }: MicrosoftCall, directory: Directory, token: string): Promise<JWTPayload> {
  const key = await publicJwk(directory);
  try {
    const { payload } = await jwtVerify(
      token,
      async (header) => {
        if (header.kid !== key.kid) throw new errors.JWSSignatureVerificationFailed();
        return importJWK(key as JWK, "RS256");
      },
      {
        algorithms: ["RS256"],
        audience: audiences,
        issuer: [
          `https://sts.windows.net/${directory.tenantId}/`,
          `https://login.microsoftonline.com/${directory.tenantId}/v2.0`,
        ],
        requiredClaims: ["exp"],
        currentDate: now,
      },
    );
    return payload;
  } catch (error) {
    throw invalidToken(wordsFor(error));
  }
}

function wordsFor(error: unknown): string {
  if (error instanceof errors.JWTExpired) return "Lifetime validation failed, the token is expired.";
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === "aud") return "Access token validation failure. Invalid audience.";
    if (error.claim === "iss") return "Access token validation failure. Invalid issuer.";
    return "Lifetime validation failed, the token is not yet valid.";
  }
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) {
    return "CompactToken parsing failed with error code: 80049217";
  }
  return "Access token validation failure. Signature is invalid.";
}
