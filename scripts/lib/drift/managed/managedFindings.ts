import { shellQuote } from "../../../../lib/shellQuote.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { inWords } from "../lib/inWords.ts";
import { putBack } from "../lib/putBack.ts";
import { notRead } from "../lib/notRead.ts";
import { nounOf, placeOf } from "../lib/placeOf.ts";
import type { StateResource } from "../../stack/StateResource.ts";
import { describeDifferences } from "./describeDifferences.ts";
import { type Difference, differencesOf } from "./differencesOf.ts";
import { filledBy } from "./filledProperties.ts";
import type { Refresh, Refreshed } from "./Refreshed.ts";
import { ruleOfDifference } from "./ruleOfDifference.ts";
import { isVolatile } from "./volatileProperties.ts";

/** What the engine's findings are made from. */
export interface Managed {
  readonly stack: string;
  readonly state: readonly StateResource[];
  readonly refresh: Refresh;
  /** What the vendors' readers told already, by the resource's id at the vendor. */
  readonly explained: NonNullable<DriftFinding["explains"]>;
}

/** Declared resources that are gone or differ from what was declared, one finding for each; and those that were not read. */
export function managedFindings(managed: Managed): readonly DriftFinding[] {
  const { state, refresh } = managed;
  const byUrn = new Map(state.map((resource) => [resource.urn, resource]));
  const found = refresh.resources.flatMap((refreshed) => {
    const resource = byUrn.get(refreshed.urn);
    return resource === undefined ? [] : [{ ...refreshed, resource }];
  });
  return [
    ...goneFindings(
      found.filter(({ after }) => after === undefined).map(({ resource }) => resource),
      managed,
    ),
    ...found.flatMap((one) => changedFindings(one.resource, one, managed)),
    ...unreadFindings(managed),
  ];
}

/** What was made from something that is gone went with it: it is told with that. */
function goneFindings(gone: readonly StateResource[], managed: Managed): readonly DriftFinding[] {
  const { stack, state, explained } = managed;
  const urns = new Set(gone.map(({ urn }) => urn));
  const roots = gone.filter(({ dependencies = [] }) => !dependencies.some((urn) => urns.has(urn)));
  return roots
    .filter((resource) => !explained.some((one) => isAbout(one, resource) && isPropertyOf(resource, one.property)))
    .map((resource) => {
      const withIt = gone.filter((one) => one !== resource && isMadeFrom(one, resource, gone));
      const names = withIt.map((one) => placeOf(one, state).where).sort();
      return driftFinding({
        rule: "managed-deleted",
        ...placeOf(resource, state),
        message: `The ${nounOf(resource)} is not there any more.`,
        expected: `${nounOf(resource)} ${resource.id ?? resource.name}`,
        actual: names.length === 0 ? "nothing" : `nothing; and with it went ${names.join("; ")}`,
        advice: `${putBack(stack)} It has another id then, where the vendor chooses ids. If it is to stay away, take it out of the config.`,
      });
    });
}

/** Objects of different types may have the same id: a function and its role have the same name. */
function isPropertyOf({ inputs, outputs }: StateResource, property: string): boolean {
  return property === "id" || Object.hasOwn(outputs, property) || Object.hasOwn(inputs, property);
}

function isMadeFrom(resource: StateResource, origin: StateResource, among: readonly StateResource[]): boolean {
  return (resource.dependencies ?? []).some((urn) => {
    const one = among.find((candidate) => candidate.urn === urn);
    return one !== undefined && (one === origin || isMadeFrom(one, origin, among));
  });
}

function changedFindings(
  resource: StateResource,
  { before, after }: Refreshed,
  managed: Managed,
): readonly DriftFinding[] {
  if (after === undefined) return [];
  const properties = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !name.startsWith("__") && !isExplained(resource, name, managed))
    .sort();
  const differences = properties.flatMap((name) => {
    return compare(name, resource, { before: before[name], after: after[name] }, managed.state);
  });
  const byRule = Map.groupBy(differences, (difference) => ruleOfDifference(resource.type, difference));
  return [...byRule].map(([rule, some]) => {
    const names = [...new Set(some.map(({ path }) => /^[^.[]+/.exec(path)?.[0] ?? path))];
    return driftFinding({
      rule,
      ...placeOf(resource, managed.state),
      message: `The ${nounOf(resource)} was changed at the vendor: ${names.join(", ")}.`,
      ...describeDifferences(resource.type, some),
      advice: adviceOn(resource, names, managed.stack),
    });
  });
}

function isExplained(resource: StateResource, property: string, { explained }: Managed): boolean {
  return explained.some((one) => isAbout(one, resource) && one.property === property);
}

function isAbout({ id, urn }: Managed["explained"][number], resource: StateResource): boolean {
  return id === resource.id && (urn === undefined || urn === resource.urn);
}

interface Values {
  readonly before: unknown;
  readonly after: unknown;
}

function compare(
  property: string,
  resource: StateResource,
  { before, after }: Values,
  state: readonly StateResource[],
): readonly Difference[] {
  const changed = differencesOf(before, after, property);
  if (changed.length === 0 || isVolatile(property, { resource, before, after })) return [];
  const filled = filledBy(property, resource, state);
  return filled === undefined ? changed : differencesOf(filled.value, after, property);
}

function adviceOn({ inputs }: StateResource, names: readonly string[], stack: string): string {
  const declared = names.filter((name) => Object.hasOwn(inputs, name));
  const others = names.filter((name) => !declared.includes(name));
  const back = `${putBack(stack)} To keep the change, put it into the config.`;
  const byHand = `The config does not set ${others.join(", ")}: put that back at the vendor, or take what is there for right by \`npm run refresh -- --stack ${shellQuote(stack)}\`.`;
  return [...(declared.length > 0 ? [back] : []), ...(others.length > 0 ? [byHand] : [])].join(" ");
}

/** The engine reads no further where it fails on one resource: then more were not read than it speaks of. */
function unreadFindings({ state, refresh }: Managed): readonly DriftFinding[] {
  const read = new Set(refresh.resources.map(({ urn }) => urn));
  const { faults } = refresh;
  const unread = state.filter(({ urn, type, id }) => {
    return id !== undefined && !type.startsWith("pulumi:providers:") && !read.has(urn);
  });
  if (faults.length === 0 && unread.length === 0) return [];
  const spokenOf = faults.flatMap(({ urn, message }) => {
    const resource = state.find((one) => one.urn === urn);
    return resource === undefined ? [] : [{ resource, message }];
  });
  const others = unread.filter((resource) => !spokenOf.some((one) => one.resource === resource));
  const said = faults.filter(({ urn }) => !spokenOf.some(({ resource }) => resource.urn === urn));
  const isTold = spokenOf.length > 0 || others.length > 0;
  const general = [...new Set(said.map(({ message }) => message))].filter(
    (message) => !isTold || !saysNothing.test(message),
  );
  const parts = [...new Set(others.map((one) => placeOf(one, state).where.split(", ", 1)[0] ?? ""))].sort();
  const count = `The engine did not read ${others.length} of ${state.length}, of ${inWords(parts)}.`;
  const why = [...(others.length > 0 ? [count] : []), ...general].join(" ");
  const advice = "Put right what the vendor says, and run drift again.";
  return [
    ...spokenOf.map(({ resource, message }) => {
      const { where, path } = placeOf(resource, state);
      return notRead(where, message, advice, path);
    }),
    ...(why === "" ? [] : [notRead("declared objects", why, advice)]),
  ];
}

/** How the engine ends after whatever it said before. */
const saysNothing = /^(?:preview|refresh|update) failed\.?$/i;
