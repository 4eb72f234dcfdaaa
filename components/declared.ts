import { RunError } from "@pulumi/pulumi";

/**
 * What was declared under a name. What is missing must stop the program: left out, it would leave a route without its
 * authorizer, or a policy with a name where a client id belongs.
 * @throws RunError where there is none
 */
export function declared<T>(all: Readonly<Record<string, T>>, name: string): T {
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found === undefined) throw new RunError(`nothing was declared for ${name}`);
  return found;
}
