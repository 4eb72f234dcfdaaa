import { configFileOption, stackOption } from "./lib/cli/stackOptions.ts";
import type { PreviewReport } from "./lib/preview/PreviewReport.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const command: ScriptCommand = {
  name: "preview",
  summary:
    "Says who gains and loses access by the config as it is now, and what `up` would change. It changes nothing.",
  define(command, run) {
    const defined = command
      .addOption(stackOption())
      .addOption(configFileOption())
      .option("--against <file>", "compare with another config, and ask neither the engine nor a vendor")
      .option("--refresh", "read first what the vendors hold")
      .option("--json <file>", "write what changes to a file")
      .option("--markdown <file>", "write what changes to a file, as a comment on a pull request")
      .option("--fail-on-widened", "end with 1 where access widens and that is not acknowledged")
      .option("--acknowledged-in <file>", "where to look for the line that acknowledges it");
    return defined.action(({ json, markdown, ...options }) =>
      run(async (terminal) => {
        await checkOptions(options);
        const [{ previewStack }, { describePreview }, { describeChange, describeOutcome }] = await Promise.all([
          import("./lib/preview/previewStack.ts"),
          import("./lib/preview/describePreview.ts"),
          import("./lib/stack/describeChanges.ts"),
        ]);
        const started = Date.now();
        const report = await previewStack(
          { ...options, onChange: (change) => terminal.out(describeChange(change)) },
          terminal,
        );
        const { engine, resources } = report;
        if (engine !== null && resources !== null) {
          terminal.out(describeOutcome({ ...report, engine, resources }, (Date.now() - started) / 1000));
        }
        for (const line of describePreview(report)) terminal.out(line);
        for (const line of report.failures.flatMap(({ lines }) => lines)) terminal.note(line);
        await writeFiles(report, json, markdown);
        return report.exitCode;
      }),
    );
  },
};
export default command;

async function checkOptions({ against, refresh }: { against?: string; refresh?: true }): Promise<void> {
  if (against === undefined || refresh !== true) return;
  const { CrosstrustError } = await import("../trust/CrosstrustError.ts");
  throw new CrosstrustError("USAGE", "Compared with another config, nothing is read from the vendors.", {
    where: "--refresh",
    expected: "--against or --refresh",
  });
}

async function writeFiles(report: PreviewReport, json?: string, markdown?: string): Promise<void> {
  if (markdown !== undefined) {
    const [{ renderPreview }, { writeFileAtomically }] = await Promise.all([
      import("./lib/preview/renderPreview.ts"),
      import("./lib/writeFileAtomically.ts"),
    ]);
    await writeFileAtomically(markdown, renderPreview(report));
  }
  if (json !== undefined) {
    const { writeJson } = await import("./lib/writeJson.ts");
    await writeJson(json, report);
  }
}
