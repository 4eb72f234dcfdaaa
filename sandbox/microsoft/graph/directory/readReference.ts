import { badRequest } from "../errors.ts";
import { isGuid } from "../wire.ts";

/**
 * The object id of a reference, such as `https://graph.microsoft.com/v1.0/directoryObjects/{id}`; with the tenant's id
 * before the collection too, as clients write it that take it from a context. Throws a GraphError for anything else.
 */
export function readReference(reference: string): string {
  const url = URL.canParse(reference) ? new URL(reference) : undefined;
  const [, id = ""] =
    /^\/(?:v1\.0|beta)(?:\/[0-9a-f-]{36})?\/(?:directoryObjects|users|servicePrincipals)[/(]'?([0-9a-f-]{36})'?\)?$/i.exec(
      decodeURIComponent(url?.pathname ?? ""),
    ) ?? [];
  if (url?.protocol !== "https:" || url.host !== "graph.microsoft.com" || !isGuid(id)) {
    throw badRequest("Not a valid reference update.");
  }
  return id.toLowerCase();
}
