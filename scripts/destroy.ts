import { CrosstrustError } from "../trust/CrosstrustError.ts";
import { askLine } from "./lib/cli/askLine.ts";
import { operationCommand } from "./lib/stack/operationCommand.ts";

export default operationCommand({
  name: "destroy",
  summary: "Deletes everything that the stack made.",
  async confirm(stack, terminal) {
    if (!terminal.interactive) {
      throw new CrosstrustError("USAGE", "Without a terminal to ask on, `destroy` wants --yes.", { where: "--yes" });
    }
    const answer = await askLine(`Everything in stack ${stack} will be deleted. Type its name to go on: `, terminal);
    if (answer !== stack)
      throw new CrosstrustError("USAGE", "Nothing was deleted: the answer was not the stack's name.");
  },
});
