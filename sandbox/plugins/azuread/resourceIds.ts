/**
 * The ids that the published provider gives (hashicorp/terraform-provider-azuread, `parse` packages): paths below Graph's
 * version, except those of an application's credentials.
 */
export const applicationId = (objectId: string): string => `/applications/${objectId}`;
export const servicePrincipalId = (objectId: string): string => `/servicePrincipals/${objectId}`;

/**
 * The parts of an id.
 * @param form what stands for a part: `/applications/{id}`
 * @throws Error where the id has another form
 */
export function partsOf(id: string, form: string): readonly string[] {
  const wanted = form.split("/");
  const found = id.split("/");
  const fits =
    found.length === wanted.length &&
    wanted.every((part, index) => (part.startsWith("{") ? found[index] !== "" : found[index] === part));
  if (!fits) throw new Error(`"${id}" is no id of this type; expected ${form}`);
  return found.filter((_, index) => wanted[index]?.startsWith("{"));
}

/** The object id in an application's resource id. */
export function objectIdOf(application: string): string {
  return partsOf(application, "/applications/{id}")[0] ?? "";
}
