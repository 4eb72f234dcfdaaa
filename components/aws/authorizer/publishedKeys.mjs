import { Refusal } from "./Refusal.mjs";

/** @import { JWK } from "jose" */

/** @type {typeof import("./publishedKeys.mjs").jwksUriOf} */
export function jwksUriOf(document, iss) {
  const { issuer, jwks_uri: jwksUri } = isObject(document) ? document : {};
  if (issuer !== iss) throw new Refusal("discovery", { expected: `a discovery document of ${iss}`, actual: issuer });
  if (typeof jwksUri !== "string" || URL.parse(jwksUri)?.protocol !== "https:") {
    throw new Refusal("discovery", { expected: "a jwks_uri with https", actual: jwksUri });
  }
  return jwksUri;
}

/** @type {typeof import("./publishedKeys.mjs").keysOf} */
export function keysOf(document, jwksUri) {
  if (!isObject(document) || !Array.isArray(document["keys"])) {
    throw new Refusal("jwks", { expected: `a key set at ${jwksUri}` });
  }
  return document["keys"].filter(isObject);
}

/** @type {typeof import("./publishedKeys.mjs").keyWithId} */
export function keyWithId(keys, kid) {
  return typeof kid === "string" ? keys.find((key) => key.kid === kid && isSigningKey(key)) : undefined;
}

/** @type {typeof import("./publishedKeys.mjs").requireKey} */
export function requireKey(keys, kid) {
  const key = keyWithId(keys, kid);
  if (key === undefined) {
    throw new Refusal("key-id", { expected: keys.filter(isSigningKey).map((one) => one.kid), actual: kid });
  }
  return key;
}

/** @param {JWK} key */
function isSigningKey({ kty, use = "sig", alg = "RS256" }) {
  return kty === "RSA" && use === "sig" && alg === "RS256";
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
