import type { JWK } from "jose";

/**
 * Where an issuer's keys are, by its discovery document.
 * @throws a Refusal `discovery` where the document is of another issuer, or names no https address
 */
export function jwksUriOf(document: unknown, iss: string): string;

/** @throws a Refusal `jwks` where the document is no key set */
export function keysOf(document: unknown, jwksUri: string): readonly JWK[];

/** The key that verifies RS256 signatures, by its id; undefined where there is none. */
export function keyWithId(keys: readonly JWK[], kid: unknown): JWK | undefined;

/** @throws a Refusal `key-id` where no key verifies RS256 signatures under that id */
export function requireKey(keys: readonly JWK[], kid: unknown): JWK;
