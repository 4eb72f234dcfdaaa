import type { JumpCloudRole } from "../../../../scripts/lib/permissions/jumpcloud/jumpCloudRights.ts";
import type { StackRights } from "../../../../scripts/lib/permissions/stackRights.ts";

/** A right, and what is left without it. */
export interface SingleRight {
  /** The vendor, the right, and where. */
  readonly words: string;
  readonly rest: StackRights;
}

const lesserRole: Readonly<Record<JumpCloudRole, JumpCloudRole | undefined>> = {
  Administrator: "Manager",
  Manager: "Read Only",
  "Read Only": undefined,
};

/** Every single right of some, taken away in turn. */
export function without(rights: StackRights): readonly SingleRight[] {
  const { aws, okta, directories, jumpcloud } = rights;
  return [
    ...aws.map((right) => ({
      words: `aws ${right.action} on ${right.resource.pattern} ${JSON.stringify(right.condition ?? {})}`,
      rest: { ...rights, aws: aws.filter((other) => other !== right) },
    })),
    ...(["scopes", "permissions"] as const).flatMap((kind) =>
      (okta?.[kind] ?? []).map((name) => ({
        words: `okta ${name} of ${kind}`,
        rest: { ...rights, okta: okta && { ...okta, [kind]: okta[kind].filter((other) => other !== name) } },
      })),
    ),
    ...directories.flatMap((directory) =>
      directory.permissions.map((name) => {
        const less = { ...directory, permissions: directory.permissions.filter((other) => other !== name) };
        return {
          words: `microsoft ${name} of ${directory.issuer ?? "tenant"}`,
          rest: { ...rights, directories: directories.map((other) => (other === directory ? less : other)) },
        };
      }),
    ),
    ...(jumpcloud === undefined
      ? []
      : [{ words: `jumpcloud ${jumpcloud}`, rest: { ...rights, jumpcloud: lesserRole[jumpcloud] } }]),
  ];
}

export function wordsOf(rights: StackRights): readonly string[] {
  return without(rights).map(({ words }) => words);
}
