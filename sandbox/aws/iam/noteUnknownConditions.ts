import type { AwsCall } from "../AwsService.ts";
import { isKnownKey, isKnownOperator, isPlain } from "./conditions.ts";
import { parsePolicy } from "./PolicyDocument.ts";

/**
 * Lists among the sandbox's refusals what a policy asks that the sandbox cannot judge, so that nobody looks elsewhere for the
 * reason of a refusal.
 * @param document as JSON
 */
export function noteUnknownConditions({ account, request: { method, url } }: AwsCall, document: string): void {
  for (const condition of unknownConditions(document)) {
    const reason = `The sandbox cannot judge the condition ${condition}: it never allows, and always denies`;
    account.context.refuse({ host: url.hostname, method, path: url.pathname, reason });
  }
}

/**
 * What a policy asks that the sandbox cannot judge, each once: `StringLike of aws:username`.
 * @param document as JSON
 */
export function unknownConditions(document: string): readonly string[] {
  const unknown = parsePolicy(document).Statement.flatMap(({ Condition = {} }) =>
    Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).flatMap(([key, wanted]) =>
        isKnownOperator(operator) && isKnownKey(key) && [wanted].flat().every((one) => isPlain(String(one)))
          ? []
          : [`${operator} of ${key}`],
      ),
    ),
  );
  return [...new Set(unknown)];
}
