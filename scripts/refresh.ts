import { operationCommand } from "./lib/stack/operationCommand.ts";

export default operationCommand({
  name: "refresh",
  summary: "Writes into the stack's state what the vendors hold now, and says what had drifted.",
});
