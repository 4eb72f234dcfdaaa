import { isSecret } from "@pulumi/pulumi";
import type { Output } from "@pulumi/pulumi";

interface OutputInternals<T> {
  promise(): Promise<T>;
  readonly isKnown: Promise<boolean>;
}

/** The value of an output, and whether it is known and secret. */
export async function settled<T>(output: Output<T>): Promise<{ value: T; known: boolean; secret: boolean }> {
  const internals = output as unknown as OutputInternals<T>;
  return { value: await internals.promise(), known: await internals.isKnown, secret: await isSecret(output) };
}
