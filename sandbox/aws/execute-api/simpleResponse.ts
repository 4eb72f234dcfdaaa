/** What a Lambda authorizer answers with where simple responses are enabled. */
export interface SimpleResponse {
  readonly isAuthorized: boolean;
  readonly context?: Readonly<Record<string, unknown>>;
}

/**
 * Reads the answer of a Lambda authorizer (API Gateway developer guide, "Lambda function response for format 2.0"). A
 * text is no boolean, and a context is a map.
 * @param payload JSON
 * @returns undefined when it is malformed
 */
export function simpleResponse(payload: string): SimpleResponse | undefined {
  const value = JSON.parse(payload) as unknown;
  if (!isMap(value)) return undefined;
  const { isAuthorized, context = null } = value;
  if (typeof isAuthorized !== "boolean" || !(context === null || isMap(context))) return undefined;
  return { isAuthorized, ...(context && { context }) };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
