import type { SettingChange } from "../AccessDiff.ts";

/** Where the directories and the APIs of a stack are, by the config keys of the vendors' providers. */
export interface TrustSurroundings {
  readonly tenantId?: string | undefined;
  /** `acme.okta.com` */
  readonly oktaHost?: string | undefined;
  readonly awsRegion?: string | undefined;
  readonly jumpCloudRegion?: string | undefined;
}

const words: Readonly<Record<keyof TrustSurroundings, readonly [key: string, what: string]>> = {
  awsRegion: ["aws:region", "AWS region"],
  tenantId: ["azuread:tenantId", "Entra ID tenant"],
  jumpCloudRegion: ["jumpcloud:region", "region of the JumpCloud organisation"],
  oktaHost: ["okta:orgName", "Okta organisation"],
};

/** Another directory in the place of the one that is trusted: all of its people and applications are others. */
export function diffSurroundings(
  surroundings: { readonly before: TrustSurroundings; readonly after: TrustSurroundings } | undefined,
): readonly SettingChange[] {
  if (surroundings === undefined) return [];
  return (Object.keys(words) as (keyof TrustSurroundings)[]).flatMap((name): readonly SettingChange[] => {
    const [before, after] = [surroundings.before[name], surroundings.after[name]].map((value) => value?.toLowerCase());
    if (before === undefined || after === undefined || before === after) return [];
    const [where, what] = words[name];
    return [{ id: JSON.stringify([where]), where, what, op: "changed", effect: "widens", before, after }];
  });
}
