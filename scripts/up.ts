import { operationCommand } from "./lib/stack/operationCommand.ts";

export default operationCommand({
  name: "up",
  summary: "Makes the clouds what the stack's config declares.",
});
