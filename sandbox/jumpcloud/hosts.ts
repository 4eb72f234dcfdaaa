/** The regions, each with hosts of its own. */
export type RegionName = "us" | "eu" | "in";

/** What a host of JumpCloud's is for. */
export type HostRole = "console" | "login" | "admin-oauth.id" | "oauth.id";

export interface JumpCloudHost {
  readonly region: RegionName;
  readonly role: HostRole;
}

const roles: readonly HostRole[] = ["console", "login", "admin-oauth.id", "oauth.id"];

/** `jumpcloud.com` itself is the US; the login host of the other regions is inferred from the others' form. */
const domains: Readonly<Record<RegionName, string>> = {
  us: "jumpcloud.com",
  eu: "eu.jumpcloud.com",
  in: "in.jumpcloud.com",
};

const hosts: ReadonlyMap<string, JumpCloudHost> = new Map(
  (Object.keys(domains) as RegionName[]).flatMap((region) =>
    roles.map((role) => [hostOf(region, role), { region, role }] as const),
  ),
);

export function hostOf(region: RegionName, role: HostRole): string {
  return `${role}.${domains[region]}`;
}

/** The domain that a region's hosts share, for cookies. */
export function domainOf(region: RegionName): string {
  return domains[region];
}

/** @returns undefined for a host that JumpCloud does not have here */
export function findHost(host: string): JumpCloudHost | undefined {
  return hosts.get(host);
}
