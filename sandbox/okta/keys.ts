import { exportJWK, generateKeyPair, type JWK } from "jose";
import { newKid } from "./ids.ts";
import { oktaTime } from "./OktaCall.ts";
import type { AuthorizationServer, SigningKey } from "./state.ts";

/** From recorded answers: the next rotation is 90 days after the last. */
const rotationDays = 90;

/** Keys on the way, so that two requests at once wait for the same one. */
const pending = new WeakMap<SigningKey, Promise<JWK>>();

export function activeKey(server: AuthorizationServer): SigningKey {
  const key = server.keys.find(({ status }) => status === "ACTIVE");
  if (key === undefined) throw new Error(`Authorization server ${server.id} has no active key`);
  return key;
}

/** In Okta's form of a timestamp. */
export function nextRotation(server: AuthorizationServer): string {
  return oktaTime(new Date(Date.parse(server.lastRotated) + rotationDays * 24 * 3600 * 1000));
}

/** Rotates the keys of a server in AUTO mode whose time has come. */
export function rotateWhenDue(server: AuthorizationServer, now: Date): void {
  if (server.rotationMode === "AUTO" && now.getTime() >= Date.parse(nextRotation(server))) rotate(server, now);
}

/** The active key becomes the expired one, which still verifies what it signed; the expired one before it goes. */
export function rotate(server: AuthorizationServer, now: Date): void {
  const active = activeKey(server);
  active.status = "EXPIRED";
  server.keys = [{ kid: newKid(), status: "ACTIVE" }, active];
  server.lastRotated = oktaTime(now);
}

/** The private RSA key of 2048 bits, made at its first use, as that takes a fifth of a second. */
export async function privateJwk(key: SigningKey): Promise<JWK> {
  if (key.privateJwk !== undefined) return key.privateJwk;
  const underWay = pending.get(key) ?? generate();
  pending.set(key, underWay);
  return (key.privateJwk ??= await underWay);
}

/** The public half, member by member, as Okta lists it. */
export async function publicJwk(key: SigningKey) {
  const { kty, e, n } = await privateJwk(key);
  return { kty, alg: "RS256", kid: key.kid, use: "sig", e, n };
}

async function generate(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("RS256", { modulusLength: 2048, extractable: true });
  return exportJWK(privateKey);
}
