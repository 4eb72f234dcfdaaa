import { operationCommand } from "./lib/stack/operationCommand.ts";

export default operationCommand({
  name: "preview",
  summary: "Says what `up` would change, and changes nothing.",
});
