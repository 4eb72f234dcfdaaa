import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { diffAccess } from "../../../trust/diff/diffAccess.ts";
import type { AccessDiff } from "../../../trust/diff/AccessDiff.ts";
import { checkPolicies } from "../../../trust/policy/checkPolicies.ts";
import type { Settings } from "../../../trust/Settings.ts";
import type { Failure } from "../cli/Failure.ts";
import { toFailure, withoutFolders } from "../cli/toFailure.ts";
import type { ExitCode, Terminal } from "../ScriptCommand.ts";
import { openStack } from "../stack/openStack.ts";
import { readProviderConfig } from "../stack/readProviderConfig.ts";
import { readStackConfig } from "../stack/readStackConfig.ts";
import type { ResourceChange } from "../stack/ResourceChange.ts";
import { type OperationReport, runOperation } from "../stack/runOperation.ts";
import { acknowledge, readAcknowledgements } from "./acknowledge.ts";
import type { ComparedWith, PreviewReport } from "./PreviewReport.ts";
import { type Before, readDeployed, readOtherConfig } from "./readBefore.ts";

export interface PreviewOptions {
  readonly stack: string;
  readonly configFile?: string | undefined;
  /** Another config to compare with, in the place of what is deployed; no engine and no backend are asked then. */
  readonly against?: string | undefined;
  readonly refresh?: boolean;
  readonly failOnWidened?: boolean;
  /** A file with what those who may acknowledge wrote. */
  readonly acknowledgedIn?: string | undefined;
  readonly onChange?: (change: ResourceChange) => void;
}

/**
 * Previews a change of a stack: of access first, then of resources. It writes nothing at the vendors and nothing to the
 * state. What fails is in the report, beside all that could still be found out.
 * @throws CrosstrustError INTERRUPTED
 */
export async function previewStack(options: PreviewOptions, terminal: Terminal): Promise<PreviewReport> {
  const { stack, configFile, against } = options;
  const failures: Failure[] = [];
  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (terminal.signal.aborted || (error instanceof CrosstrustError && error.code === "INTERRUPTED")) throw error;
      const failure = toFailure(error, stack);
      if (!failures.some(({ lines }) => lines.join("\n") === failure.lines.join("\n"))) failures.push(failure);
      return undefined;
    }
  };

  const settings = await attempt(() => readStackConfig(stack, configFile));
  const found =
    settings &&
    (await (against === undefined ? lookAtStack(options, terminal, attempt) : lookAtFile(options, against, attempt)));
  const before = found?.before;
  const access = settings && before && (await attempt(() => compare(options, settings, before)));
  const said = await attempt(() => readAcknowledgements(options.acknowledgedIn));
  const acknowledgement = access ? acknowledge(access, said ?? "") : null;
  const findings = settings === undefined ? [] : checkPolicies(settings, undefined, stack);
  const { operation, warnings = [], comparedWith = null } = found ?? {};
  const exitCode = exitCodeOf();
  return {
    operation: "preview",
    stack,
    engine: operation?.engine ?? null,
    resources: operation?.resources ?? null,
    changes: inOrder(operation?.changes ?? []),
    drift: inOrder(operation?.drift ?? []),
    comparedWith,
    access: access ?? null,
    acknowledgement,
    findings,
    failures,
    warnings: [...new Set(warnings.map((warning) => withoutFolders(warning)))].sort(),
    exitCode,
  };

  function exitCodeOf(): ExitCode {
    if (failures.length > 0) return 2;
    if (findings.some(({ severity }) => severity === "error")) return 1;
    return options.failOnWidened === true && acknowledgement?.given === false ? 1 : 0;
  }
}

type Attempt = <T>(work: () => Promise<T>) => Promise<T | undefined>;

interface Found {
  readonly before: Before | undefined;
  readonly comparedWith: ComparedWith | null;
  readonly operation?: OperationReport | undefined;
  readonly warnings?: readonly string[];
}

async function lookAtStack(options: PreviewOptions, terminal: Terminal, attempt: Attempt): Promise<Found> {
  const { stack, configFile, refresh = false, onChange } = options;
  const open = await attempt(async () => openStack({ stack, configFile, terminal }));
  if (open === undefined) return { before: undefined, comparedWith: null };
  terminal.progress("Reading what is deployed …");
  const before = await attempt(() => readDeployed(open));
  const warnings: string[] = [];
  const onWarning = (warning: string): void => void warnings.push(warning);
  const operation = await attempt(() =>
    runOperation(open, "preview", terminal, { refresh, onWarning, ...(onChange && { onChange }) }),
  );
  return { before, comparedWith: before ? { kind: before.model ? "deployed" : "nothing" } : null, operation, warnings };
}

async function lookAtFile({ stack }: PreviewOptions, file: string, attempt: Attempt): Promise<Found> {
  const before = await attempt(() => readOtherConfig(stack, file));
  if (before === undefined) return { before, comparedWith: null };
  return { before, comparedWith: { kind: "file", file, declared: before.model !== undefined } };
}

async function compare(
  { stack, configFile, against }: PreviewOptions,
  { model }: Settings,
  before: Before,
): Promise<AccessDiff> {
  const environment = against === undefined ? process.env : {};
  const after = await readProviderConfig(stack, configFile, environment);
  const complete = against !== undefined && before.model !== undefined;
  const surroundings = { before: before.surroundings, after, complete };
  return diffAccess(before.model, model, { stack, surroundings });
}

/** The engine tells of changes as they come. */
function inOrder(changes: readonly ResourceChange[]): readonly ResourceChange[] {
  const key = ({ urn, op }: ResourceChange): string => `${urn} ${op}`;
  return changes.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}
