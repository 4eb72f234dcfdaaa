import { join } from "node:path";
import { CrosstrustError } from "../trust/CrosstrustError.ts";
import { askLine } from "./lib/cli/askLine.ts";
import { collect } from "./lib/cli/collect.ts";
import { configFileOption, stackOption } from "./lib/cli/stackOptions.ts";
import type { Step } from "./lib/provision/planPeople.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const command: ScriptCommand = {
  name: "provision",
  summary: "Makes a directory hold the people of a file: checks the file whole, shows a plan, then carries it out.",
  define(command, run) {
    const defined = command
      .argument("<file>", "people, as .csv or .json")
      .addOption(stackOption())
      .addOption(configFileOption())
      .option("--for <name>", "the relying party whose people they are, where more than one has people")
      .option("--plan", "only show what would be done; exit 1 when there is something")
      .option("--yes", "do not ask")
      .option(
        "--seal-for <file>",
        "a public key (PEM or JWK) that generated passwords are sealed for; once for each reader",
        collect,
        [] as readonly string[],
      )
      .option("--passwords <file>", "where the sealed passwords go, instead of a new file in .crosstrust")
      .option("--json <file>", "write plan and results to a file; no password is in it");
    return defined.action((file, options) =>
      run(async (terminal) => {
        const { stack, configFile, plan: planOnly = false, yes = false, sealFor, json } = options;
        const [
          { proxyFetch },
          { azureCredential },
          { GraphClient },
          { chooseFederation },
          { EntraPeople },
          { PasswordFile },
          { describeStep },
          { provisionPeople },
          { readPeople },
          { readSealingKey },
          { readProviderConfig },
          { readStackConfig },
          { writeJson },
        ] = await Promise.all([
          import("../lib/proxyFetch.ts"),
          import("./lib/azure/azureCredential.ts"),
          import("./lib/azure/GraphClient.ts"),
          import("./lib/provision/chooseFederation.ts"),
          import("./lib/provision/EntraPeople.ts"),
          import("./lib/provision/PasswordFile.ts"),
          import("./lib/provision/planPeople.ts"),
          import("./lib/provision/provisionPeople.ts"),
          import("./lib/provision/readPeople.ts"),
          import("./lib/sealed/seal.ts"),
          import("./lib/stack/readProviderConfig.ts"),
          import("./lib/stack/readStackConfig.ts"),
          import("./lib/writeJson.ts"),
        ]);
        const { model } = await readStackConfig(stack, configFile);
        const federation = chooseFederation(model, options.for);
        const declared = Object.values(federation.people).map(({ userPrincipalName }) => userPrincipalName);
        const people = await readPeople(file, { domains: federation.domains, declared });
        const keys = await Promise.all(sealFor.map(readSealingKey));
        const { tenantId } = await readProviderConfig(stack, configFile);
        if (tenantId === undefined) {
          throw new CrosstrustError("USAGE", "Nothing says which Entra tenant the people belong to.", {
            where: "azuread:tenantId",
            expected: "the tenant's id in the stack's config, or ARM_TENANT_ID",
          });
        }

        terminal.progress(`Comparing ${people.length} people with the directory …`);
        const graph = new GraphClient({
          credential: azureCredential(tenantId),
          fetch: proxyFetch,
          signal: terminal.signal,
        });
        const stamp = new Date().toISOString().replaceAll(/[:.]/g, "-");
        const place = options.passwords ?? join(".crosstrust", `passwords-${stack.replaceAll("/", "-")}-${stamp}.json`);
        const { plan, results, passwords } = await provisionPeople({
          people,
          directory: new EntraPeople(graph),
          planOnly,
          onPlan(steps) {
            for (const step of steps) terminal.out(describeStep(step));
            terminal.out(summary(steps));
          },
          passwordFile() {
            if (keys.length > 0) return new PasswordFile(place, stack, keys);
            throw new CrosstrustError(
              "USAGE",
              "Accounts have to be made, and their passwords need somebody to be sealed for.",
              { where: "--seal-for", expected: "a file with the public key of who hands the passwords over" },
            );
          },
          async confirm() {
            if (yes) return;
            if (!terminal.interactive) {
              throw new CrosstrustError("USAGE", "Without a terminal to ask on, `provision` wants --yes.", {
                where: "--yes",
              });
            }
            if ((await askLine("Carry this out? Type yes to go on: ", terminal)) === "yes") return;
            throw new CrosstrustError("USAGE", "Nothing was changed: the answer was not yes.");
          },
          onResult({ userPrincipalName, outcome, reason }) {
            if (outcome !== "unchanged")
              terminal.out(`${outcome.padEnd(9)} ${userPrincipalName}${reason === undefined ? "" : `: ${reason}`}`);
          },
        });
        if (passwords !== undefined) {
          terminal.out(
            `passwords: ${passwords}, sealed; \`npm run unseal -- ${passwords} --key FILE --reveal\` opens it`,
          );
        }
        if (json !== undefined) await writeJson(json, { stack, plan, results, passwords });
        const pending = planOnly && plan.some(({ kind }) => kind !== "unchanged");
        return pending || results.some(({ outcome }) => outcome === "failed") ? 1 : 0;
      }),
    );
  },
};
export default command;

function summary(steps: readonly Step[]): string {
  const count = (kind: Step["kind"]): number => steps.filter((step) => step.kind === kind).length;
  return `${count("create")} to create, ${count("update")} to update, ${count("unchanged")} unchanged`;
}
