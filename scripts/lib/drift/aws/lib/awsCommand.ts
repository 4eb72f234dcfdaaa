import { shellQuote } from "../../../../../lib/shellQuote.ts";

/**
 * A command of the AWS CLI, for a shell.
 * @param operation `apigatewayv2 delete-route`
 * @param options by their names, without the dashes
 */
export function awsCommand(operation: string, options: Readonly<Record<string, string>>, region?: string): string {
  const all = { ...options, ...(region !== undefined && { region }) };
  const words = Object.entries(all).flatMap(([name, value]) => [`--${name}`, shellQuote(value)]);
  return ["aws", operation, ...words].join(" ");
}

/** What gets rid of something that nobody declared. @param command what deletes it */
export function deleteIt(command: string): string {
  return `Delete it: \`${command}\`.`;
}
