import type { Scope } from "../state.ts";
import { link } from "./links.ts";

/** Members and their order as in recorded answers. */
export function scopeJson(scope: Scope, serverUrl: string): object {
  const { id, name, displayName, description, system, metadataPublish, consent, optional } = scope;
  return {
    id,
    name,
    displayName,
    description,
    system,
    metadataPublish,
    consent,
    optional,
    apiResourceId: null,
    default: scope.default,
    _links: { self: link(`${serverUrl}/scopes/${id}`, "GET", "PUT", "DELETE") },
  };
}
