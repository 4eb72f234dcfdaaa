import { shellQuote } from "../../../../lib/shellQuote.ts";
import { putBack } from "../lib/putBack.ts";
import type { DirectoryPart, RegisteredApplication } from "./RegisteredApplication.ts";

const graph = "https://graph.microsoft.com/v1.0";

/** What to do about something that nobody declared: a command of the Azure CLI, signed in to the directory. */
export function removeUnlessWanted({ tenantId }: Pick<DirectoryPart, "tenantId">, command: readonly string[]): string {
  const login = `az login --tenant ${shellQuote(tenantId)} --allow-no-subscriptions`;
  return `Take it away, unless it is wanted, and then declare it: \`${login} && ${az(command)}\``;
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
  const command = ["rest", "--method", "PATCH", "--url", `${graph}${path}`, "--body", JSON.stringify(body)];
  return removeUnlessWanted({ tenantId }, command);
}

function az(command: readonly string[]): string {
  return ["az", ...command].map(shellQuote).join(" ");
}
