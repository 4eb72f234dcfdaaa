/**
 * Whether an ARN matches a pattern: each of the six parts between colons for itself, `*` for any characters and `?` for
 * one (IAM user guide, "Amazon Resource Name (ARN) condition operators").
 */
export function isArnLike(arn: string, pattern: string): boolean {
  const [parts, patterns] = [splitArn(arn), splitArn(pattern)];
  return parts.length === patterns.length && parts.every((part, index) => isTextLike(part, patterns[index] ?? ""));
}

/** Whether an action's name matches a pattern; action names do not care about case. */
export function isActionLike(action: string, pattern: string): boolean {
  return wildcards(pattern, "i").test(action);
}

/** Whether a text matches a pattern with `*` and `?`. */
export function isTextLike(text: string, pattern: string): boolean {
  return wildcards(pattern, "").test(text);
}

function splitArn(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function wildcards(pattern: string, flags: string): RegExp {
  const source = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, (character) => {
    if (character === "*") return ".*";
    return character === "?" ? "." : `\\${character}`;
  });
  return new RegExp(`^${source}$`, `s${flags}`);
}
