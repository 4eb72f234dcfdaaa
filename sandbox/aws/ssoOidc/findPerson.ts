import type { JWTPayload } from "jose";
import type { StoreUser } from "../identityStore/state.ts";
import type { Application, IdentityCenter, TrustedTokenIssuer } from "../ssoAdmin/state.ts";
import { refuse } from "./errors.ts";

/** What a user of the directory is found by. */
const attributes: Readonly<Record<string, (user: StoreUser) => readonly (string | undefined)[]>> = {
  userName: ({ userName }) => [userName],
  // Comes by SCIM alone, which the sandbox does not have.
  externalId: () => [],
  "emails.value": (user) => (user.attributes.Emails ?? []).map(({ Value }) => Value),
};

/**
 * The one user whom a token is about: the claim that the trusted token issuer names equals the attribute that it names,
 * character by character; whether AWS minds case is not documented.
 * @throws AwsError InvalidGrantException for nobody and for several
 */
export function findPerson(
  { store }: IdentityCenter,
  { claimAttributePath, identityStoreAttributePath }: TrustedTokenIssuer,
  claims: JWTPayload,
): StoreUser {
  const value = claimAt(claims, claimAttributePath);
  if (typeof value !== "string" || value === "") {
    throw refuse("InvalidGrantException", `The assertion has no claim ${claimAttributePath}`);
  }
  const read = attributes[identityStoreAttributePath];
  const found = store.users.filter((user) => read?.(user).includes(value));
  const [person] = found;
  if (person === undefined) {
    throw refuse(
      "InvalidGrantException",
      `No user's ${identityStoreAttributePath} equals the claim ${claimAttributePath}`,
    );
  }
  if (found.length > 1) {
    const what = `More than one user's ${identityStoreAttributePath} equals the claim ${claimAttributePath}`;
    throw refuse("InvalidGrantException", what);
  }
  return person;
}

/** Whether a user may use an application: nobody has to be assigned, the user is, or a group of the user's. */
export function isAssigned({ store }: IdentityCenter, application: Application, { id }: StoreUser): boolean {
  if (!application.assignmentRequired) return true;
  const groups = store.memberships.filter(({ userId }) => userId === id).map(({ groupId }) => groupId);
  return application.assignments.some(({ principalId }) => principalId === id || groups.includes(principalId));
}

/** A claim with its name, or inside of others (`user.email`). */
function claimAt(claims: JWTPayload, path: string): unknown {
  let value: unknown = claims;
  for (const step of path.split(".")) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined;
  }
  return value;
}
