import { listed } from "./words.ts";

/** One statement of an IAM policy, as far as it is read here. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, unknown>>;
}

/** @param document a policy in JSON; what is none has no statements */
export function readStatements(document: string | undefined): readonly Statement[] {
  if (document === undefined) return [];
  try {
    const { Statement: statements = [] } = JSON.parse(document) as { Statement?: Statement | readonly Statement[] };
    return [statements].flat();
  } catch {
    return [];
  }
}

/** Whom a statement names, as the beginning of a sentence. */
export function describePrincipals({ Principal, Condition }: Statement): string {
  const names = typeof Principal === "string" ? [Principal] : Object.values(Principal ?? {}).flat();
  const conditional = Condition === undefined ? "" : ", under conditions,";
  return `${names.includes("*") ? "Anyone" : listed(names, "Nobody")}${conditional}`;
}

/** What statements allow, in words. */
export function describeRights(statements: readonly Statement[]): string {
  const allowed = statements.filter(({ Effect }) => Effect === "Allow");
  const texts = allowed.map(({ Action, NotAction, Resource, NotResource }) => {
    const actions =
      Action === undefined ? `everything but ${listed([NotAction ?? []].flat())}` : listed([Action].flat());
    const resources =
      Resource === undefined ? `everything but ${listed([NotResource ?? []].flat())}` : listed([Resource].flat());
    return `${actions} on ${resources}`;
  });
  return listed(texts, "nothing");
}
