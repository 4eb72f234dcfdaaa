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

export interface SurroundingsChange {
  readonly before: TrustSurroundings;
  readonly after: TrustSurroundings;
  /**
   * Whether both are all that two configs say: then what one of them leaves to the environment differs from what the other
   * one names. Otherwise what a side leaves out is not known, and not compared.
   */
  readonly complete?: boolean;
}

/** Another directory in the place of the one that is trusted: all of its people and applications are others. */
export function diffSurroundings(surroundings: SurroundingsChange | undefined): readonly SettingChange[] {
  if (surroundings === undefined) return [];
  const { complete = false } = surroundings;
  return (Object.keys(words) as (keyof TrustSurroundings)[]).flatMap((name): readonly SettingChange[] => {
    const [before, after] = [surroundings.before[name], surroundings.after[name]].map((value) => value?.toLowerCase());
    const unknown = before === undefined || after === undefined;
    if (before === after || (unknown && !complete)) return [];
    const [where, what] = words[name];
    const op = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    const values = { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
    return [{ id: JSON.stringify([where]), where, what, op, effect: "widens", ...values }];
  });
}
