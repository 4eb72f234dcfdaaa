import { EntraError } from "../EntraError.ts";
import type { AnswerTarget } from "./AuthorizationRequest.ts";

/** The authorization request as the pages' forms carry it. It is read anew, and so proves nothing and needs no seal. */
export function writeFormContext({ version, parameters }: AnswerTarget): string {
  return `${version}.${Buffer.from(parameters.toString()).toString("base64url")}`;
}

export function readFormContext(form: URLSearchParams): { version: 1 | 2; parameters: URLSearchParams } {
  const [, version, encoded] = /^([12])\.([A-Za-z0-9_-]+)$/.exec(form.get("ctx") ?? "") ?? [];
  if (version === undefined || encoded === undefined) {
    throw new EntraError(400, "invalid_request", 9002313, "Invalid request. Request is malformed or invalid.");
  }
  const parameters = new URLSearchParams(Buffer.from(encoded, "base64url").toString("utf8"));
  return { version: version === "1" ? 1 : 2, parameters };
}
