import { shellQuote } from "../../../../lib/shellQuote.ts";

/** The command by which the engine makes declared objects what they were declared to be. */
export function putBack(stack: string): string {
  return `\`npm run up -- --stack ${shellQuote(stack)} --refresh\` puts it back.`;
}
