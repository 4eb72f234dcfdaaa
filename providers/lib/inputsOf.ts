import * as pulumi from "@pulumi/pulumi";

/**
 * A resource's inputs as Pulumi's SDK wants them: every property by name, given or not, so that the resource gets an output
 * for each; secrets marked.
 * @param args what a program gives; names that are no properties go along, so that the provider can refuse them
 */
export function inputsOf(
  args: object | undefined,
  properties: readonly string[],
  secrets: readonly string[] = [],
): pulumi.Inputs {
  const inputs: Record<string, unknown> = Object.fromEntries(properties.map((name) => [name, undefined]));
  for (const [name, value] of Object.entries((args ?? {}) as Record<string, unknown>)) {
    inputs[name] = secrets.includes(name) && value !== undefined ? pulumi.secret(value) : value;
  }
  return inputs;
}
