import type { InputFault } from "../../../providers/lib/ResourceDefinition.ts";

export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

/** A fault for each of these inputs that is there and no UUID. */
export function checkUuids(inputs: Readonly<Record<string, unknown>>, names: readonly string[]): InputFault[] {
  return names.flatMap((path) => {
    const value = inputs[path];
    if (typeof value !== "string" || isUuid(value)) return [];
    return [{ path, reason: `must be a UUID, not ${JSON.stringify(value)}` }];
  });
}

/** A fault where the input `applicationId` is there and no application's resource id. */
export function checkApplicationId({ applicationId }: { readonly applicationId?: string }): InputFault[] {
  const [, collection, objectId = ""] = applicationId?.split("/") ?? [];
  if (applicationId === undefined || (collection === "applications" && isUuid(objectId))) return [];
  const reason = `must be an application's id, /applications/{object id}, not ${JSON.stringify(applicationId)}`;
  return [{ path: "applicationId", reason }];
}
