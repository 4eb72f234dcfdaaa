import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Taking } from "./takeClientCredentials.ts";

/**
 * Answers from the lines of standard input, one for each question. A file that was cut off, or has lines for other questions
 * than are asked, is none: a secret would go where another one belongs. Errors repeat none of it.
 */
export function answersOf(input: string): Pick<Taking, "ask" | "end"> {
  const lines = input.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const refusal = (message: string) =>
    new CrosstrustError("USAGE", `${message}; nothing was taken.`, {
      where: "standard input",
      expected:
        "a client id and a secret for each application, in the order of the names, or an empty line for one to leave",
    });
  return {
    async ask(question) {
      const line = lines.shift();
      if (line === undefined) throw refusal(`It ends before ${question.replace(/(?: \(.*\))?: $/, "")}`);
      return line.trim();
    },
    end() {
      if (lines.some((line) => line.trim() !== "")) throw refusal("It goes on after the last application");
    },
  };
}
