import type { VendorRefusal } from "../ProviderDefinition.ts";

/** AWS's refusal, read off the SDK's error. */
export function explainAws(error: unknown): VendorRefusal | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const { httpStatusCode } = error.$metadata as { httpStatusCode?: number };
  if (httpStatusCode === undefined) return undefined;
  return { code: error.name, message: error.message, status: httpStatusCode };
}

/**
 * What the call resolves to; undefined where AWS says that the object does not exist.
 * @param codes the errors by which the service says so
 */
export async function unlessMissing<Value>(call: Promise<Value>, ...codes: string[]): Promise<Value | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && codes.includes(error.name)) return undefined;
    throw error;
  }
}

/** The same for services that say it by the HTTP status 404 alone. */
export async function unlessNotFound<Value>(call: Promise<Value>): Promise<Value | undefined> {
  try {
    return await call;
  } catch (error) {
    if (explainAws(error)?.status === 404) return undefined;
    throw error;
  }
}
