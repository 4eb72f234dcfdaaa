import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Terminal } from "../ScriptCommand.ts";
import type { OpenStack } from "../stack/openStack.ts";
import { runOperation } from "../stack/runOperation.ts";
import type { PlannedResource } from "./PlannedResource.ts";

/** How the engine writes a value that is known only once something is made (pulumi/pulumi, sdk/go/common/resource/plugin). */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The key by which the engine marks secrets, assets and the like (pulumi/pulumi, sdk/go/common/resource/sig). */
const signatureKey = "4dabf18193072939515e22adb298388d";

interface EnginePlan {
  readonly resourcePlans: Readonly<Record<string, { readonly goal?: Goal | null; readonly steps?: readonly string[] }>>;
}

interface Goal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent?: string;
  readonly provider?: string;
  readonly inputDiff?: { readonly adds?: Readonly<Record<string, unknown>> };
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/**
 * What the program would create, by the engine's own preview; nothing is changed. The plan's file, in which secrets are
 * encrypted, is gone afterwards.
 * @returns by URN, in the order of their URNs
 * @throws CrosstrustError ENGINE_FAILED with what the engine and the vendors said; INTERRUPTED
 */
export async function readPlan(open: OpenStack, terminal: Terminal): Promise<ReadonlyMap<string, PlannedResource>> {
  const folder = await mkdtemp(join(tmpdir(), "crosstrust-plan-"));
  try {
    const planFile = join(folder, "plan.json");
    await runOperation(open, "preview", terminal, { planFile });
    return plannedResources(JSON.parse(await readFile(planFile, "utf8")) as EnginePlan);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The resources of a plan as `pulumi preview --save-plan` writes it (pulumi/pulumi, sdk/go/common/apitype/plan.go). */
export function plannedResources({ resourcePlans }: EnginePlan): ReadonlyMap<string, PlannedResource> {
  const versions = new Map<string, string>();
  for (const [urn, { goal }] of Object.entries(resourcePlans)) {
    const version = goal?.inputDiff?.adds?.["version"];
    if (goal?.type.startsWith("pulumi:providers:") && typeof version === "string") versions.set(urn, version);
  }
  const resources = Object.entries(resourcePlans).flatMap(([urn, { goal, steps = [] }]) =>
    goal === undefined || goal === null ? [] : [planned(urn, goal, steps, versions)],
  );
  return new Map(resources.sort((one, other) => (one.urn < other.urn ? -1 : 1)).map((one) => [one.urn, one]));
}

function planned(
  urn: string,
  goal: Goal,
  steps: readonly string[],
  versions: ReadonlyMap<string, string>,
): PlannedResource {
  const { type, name, custom, parent, propertyDependencies = {} } = goal;
  const provider = goal.provider?.slice(0, goal.provider.lastIndexOf("::"));
  const inputs = goal.inputDiff?.adds ?? {};
  return {
    urn,
    type,
    name,
    custom,
    parent: parent === undefined || parent === "" ? undefined : parent,
    provider: provider === undefined || isDefault(provider) ? undefined : provider,
    version: provider === undefined ? undefined : versions.get(provider),
    inputs: (known(inputs) ?? {}) as Readonly<Record<string, unknown>>,
    configuration: type.startsWith("pulumi:providers:") ? inputs : undefined,
    dependencies: propertyDependencies,
    creates: steps.includes("create"),
  };
}

function isDefault(provider: string): boolean {
  const name = provider.slice(provider.lastIndexOf("::") + 2);
  return name === "default" || /^default_\d/.test(name);
}

/** Without what nobody knows yet, and without secrets. */
function known(value: unknown): unknown {
  if (value === unknownValue) return undefined;
  if (Array.isArray(value)) return value.map(known).filter((item) => item !== undefined);
  if (typeof value !== "object" || value === null) return value;
  if (signatureKey in value) return undefined;
  const entries = Object.entries(value).map(([key, entry]) => [key, known(entry)] as const);
  return Object.fromEntries(entries.filter(([, entry]) => entry !== undefined));
}
