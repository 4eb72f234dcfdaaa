import { rm } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { Option } from "@commander-js/extra-typings";
import { readPort } from "./lib/cli/readPort.ts";
import { describeRefusal } from "./lib/rehearsal/describeRefusal.ts";
import { inProject } from "./lib/projectRoot.ts";
import type { Refusal } from "../sandbox/Vendor.ts";
import { summarize } from "./lib/report/summarize.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";
import { writeJson } from "./lib/writeJson.ts";

const keptState = inProject(".crosstrust", "rehearsal", "sandbox.json");

const command: ScriptCommand = {
  name: "start",
  summary:
    "Rehearses a stack: deploys it to the sandbox with the real engine, and proves every trust path with real tokens.",
  define(command, run) {
    const defined = command
      .option("--stack <name>", "the stack, by its real config", "dev")
      .option("--config-file <file>", "the stack's config, instead of Pulumi.<stack>.yaml")
      .option("--report <folder>", "where report.json and report.html go", join(".crosstrust", "report"))
      .option("--json <file>", "write the report to another file too")
      .option("--port <port>", "of the sandbox's proxy; a free one unless given", readPort)
      .option("--keep", "leave the stack deployed and keep the sandbox's state, to look at with `npm run sandbox`")
      .addOption(
        new Option("--plugins <kind>", "provider plugins")
          .choices(["bundled", "real"] as const)
          .default("bundled" as const),
      );
    return defined.action(({ stack, configFile, report: folder, json, port, keep = false, plugins }) =>
      run(async (terminal) => {
        const { startRehearsal } = await import("./lib/rehearsal/startRehearsal.ts");
        const { rehearse } = await import("./lib/rehearsal/rehearse.ts");
        const { writeReport } = await import("./lib/report/writeReport.ts");
        const started = Date.now();
        terminal.progress(`Rehearsing stack ${stack} …`);
        if (keep) await rm(dirname(keptState), { recursive: true, force: true });
        const onRefusal = (refusal: Refusal): void => terminal.note(`refused: ${describeRefusal(refusal)}`);
        const stateFile = keep ? keptState : undefined;
        const rehearsal = await startRehearsal({
          stack,
          configFile,
          plugins,
          port,
          stateFile,
          onRefusal,
          terminal,
        });
        try {
          const { engine } = rehearsal;
          terminal.out(`engine ${engine.version.version}, ${engine.origin}: ${engine.command}; ${plugins} plugins`);
          const { report, trust } = await rehearse({ rehearsal, stack, plugins, keep, terminal });
          await writeReport(resolve(folder), report, trust);
          if (json !== undefined) await writeJson(json, report);

          const { proved, failed, notProved } = summarize(report.checks);
          const seconds = ((Date.now() - started) / 1000).toFixed(1);
          terminal.out(
            `${report.ok ? "ok" : "FAILED"}: ${proved} checks ok, ${failed} failed, ${notProved} not proved; ${report.resources} resources (${seconds} s)`,
          );
          terminal.out(`report: ${relative(process.cwd(), join(resolve(folder), "report.html"))}`);
          if (keep)
            terminal.out(
              `kept: npm run sandbox -- --state ${relative(process.cwd(), keptState)} --stack ${stack} --env FILE`,
            );
          return report.ok ? 0 : 1;
        } finally {
          await rehearsal.close();
        }
      }),
    );
  },
};
export default command;
