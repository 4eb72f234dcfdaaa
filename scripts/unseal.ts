import { CrosstrustError } from "../trust/CrosstrustError.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const command: ScriptCommand = {
  name: "unseal",
  summary: "Opens a file of sealed passwords that `provision` wrote.",
  define(command, run) {
    const defined = command
      .argument("<file>", "the sealed file")
      .requiredOption("--key <file>", "the private key it was sealed for, as unencrypted PEM or as a JWK")
      .option("--person <name>", "only this person, by the name they sign in with")
      .option("--reveal", "show the passwords; without it only the names are shown");
    return defined.action((file, { key, person, reveal = false }) =>
      run(async (terminal) => {
        const { unseal } = await import("./lib/sealed/seal.ts");
        const { passwords } = (await unseal(file, key)) as { readonly passwords: Readonly<Record<string, string>> };
        const wanted = Object.entries(passwords).filter(
          ([name]) => person === undefined || name.toLowerCase() === person.toLowerCase(),
        );
        if (wanted.length === 0) {
          throw new CrosstrustError("USAGE", "The file holds no such person.", { where: "--person", actual: person });
        }
        for (const [name, password] of wanted) terminal.out(reveal ? `${name}\t${password}` : name);
        return 0;
      }),
    );
  },
};
export default command;
