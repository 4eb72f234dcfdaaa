import { shellQuote } from "../../../../lib/shellQuote.ts";
import { withoutKeys } from "../../../../lib/withoutKeys.ts";
import { putBack } from "../lib/putBack.ts";
import type { DirectoryPart, GraphObject, RegisteredApplication } from "./RegisteredApplication.ts";

const graph = "https://graph.microsoft.com/v1.0";

/** What to do about something that nobody declared: commands of the Azure CLI, signed in to the directory. */
export function removeUnlessWanted(
  { tenantId }: Pick<DirectoryPart, "tenantId">,
  ...commands: readonly (readonly string[])[]
): string {
  const login = `az login --tenant ${shellQuote(tenantId)} --allow-no-subscriptions`;
  return `Take it away, unless it is wanted, and then declare it: \`${[login, ...commands.map(az)].join(" && ")}\``;
}

/** A call to Graph that deletes. @param path below the version */
export function graphDelete(path: string): readonly string[] {
  return ["rest", "--method", "DELETE", "--url", `${graph}${path}`];
}

/**
 * What makes a setting of an application what it was declared to be: the engine where the program says it, a call to Graph
 * where it was left to what Microsoft has by default.
 * @param property the provider's name of the setting
 * @param body what Graph is to have
 */
export function restore(
  { context, resource, path, tenantId }: RegisteredApplication,
  property: string,
  body: object,
): string {
  if (Object.hasOwn(resource.inputs, property)) return putBack(context.stack);
  return removeUnlessWanted({ tenantId }, graphPatch(path, body));
}

/**
 * What takes one role or scope away from a list and leaves the others: Graph refuses while it is enabled
 * (`CannotDeleteOrUpdateEnabledEntitlement`), so it is disabled first.
 * @param all the list as Graph has it
 * @param bodyOf what is sent with a list
 */
export function removeEntitlement(
  { path, tenantId }: Pick<RegisteredApplication, "path" | "tenantId">,
  all: readonly GraphObject[],
  one: GraphObject,
  bodyOf: (list: readonly GraphObject[]) => object,
): string {
  // Graph says where a role comes from, and takes no word for it.
  const list = all.map((item) => withoutKeys<unknown>({ ...item }, ["origin"]));
  const disabled = list.map((item) => (item["id"] === one["id"] ? { ...item, isEnabled: false } : item));
  const rest = list.filter((item) => item["id"] !== one["id"]);
  const steps = one["isEnabled"] === false ? [rest] : [disabled, rest];
  return removeUnlessWanted({ tenantId }, ...steps.map((items) => graphPatch(path, bodyOf(items))));
}

/** A call to Graph that changes what is there. @param path below the version */
export function graphPatch(path: string, body: object): readonly string[] {
  return ["rest", "--method", "PATCH", "--url", `${graph}${path}`, "--body", JSON.stringify(body)];
}

function az(command: readonly string[]): string {
  return ["az", ...command].map(shellQuote).join(" ");
}
