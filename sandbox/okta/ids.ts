import { randomId } from "../http/ids.ts";

/** The three characters that Okta's ids of a kind begin with. */
type IdPrefix = "00o" | "00u" | "00g" | "00p" | "0pr" | "0oa" | "aus" | "scp" | "ocl" | "ocs" | "pks" | "rst" | "rul";

/** An id in Okta's shape: 20 letters and digits. */
export function newId(prefix: IdPrefix): string {
  return randomId(prefix, 17);
}

/** The id of a signing key: as long as a SHA-256 in base64url, which Okta's are. */
export function newKid(): string {
  return randomId("", 43, "base64url");
}

/** 64 characters of URL-safe base64, as Okta generates client secrets [rec]. */
export function newClientSecret(): string {
  return randomId("", 64, "base64url");
}
