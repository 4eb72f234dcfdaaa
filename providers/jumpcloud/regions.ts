import { CrosstrustError } from "../../trust/CrosstrustError.ts";

/** Where an organisation's data is, and with it which hosts answer for it; a key of one region opens nothing in another. */
export interface Region {
  /** The admin API, version 1 under `/api`, version 2 under `/api/v2`. */
  readonly apiUrl: string;
  /** The token endpoint of service accounts. */
  readonly tokenUrl: string;
  /** The exact `iss` of the ID tokens that people of the region get, with its slash. */
  readonly issuer: string;
}

export const regionNames = ["us", "eu", "in"] as const;

export type RegionName = (typeof regionNames)[number];

/**
 * JumpCloud's hosts by region. The API's are those of the API descriptions on docs.jumpcloud.com; the token endpoints of
 * the EU and India are those of JumpCloud's own command line (TheJumpCloud/jc-cli, internal/api/region.go). The issuers of
 * the EU and India are those that applications in the field are set up with; each is compared with its discovery document
 * before a deployment.
 */
export const regions: Readonly<Record<RegionName, Region>> = {
  us: {
    apiUrl: "https://console.jumpcloud.com",
    tokenUrl: "https://admin-oauth.id.jumpcloud.com/oauth2/token",
    issuer: "https://oauth.id.jumpcloud.com/",
  },
  eu: {
    apiUrl: "https://console.eu.jumpcloud.com",
    tokenUrl: "https://admin-oauth.id.eu.jumpcloud.com/oauth2/token",
    issuer: "https://oauth.id.eu.jumpcloud.com/",
  },
  in: {
    apiUrl: "https://console.in.jumpcloud.com",
    tokenUrl: "https://admin-oauth.id.in.jumpcloud.com/oauth2/token",
    issuer: "https://oauth.id.in.jumpcloud.com/",
  },
};

/**
 * The region of a name; without one, `us`.
 * @throws CrosstrustError USAGE for an unknown name
 */
export function regionOf(name: string | undefined): Region {
  const known = regionNames.find((one) => one === (name || "us"));
  if (known !== undefined) return regions[known];
  throw new CrosstrustError("USAGE", `jumpcloud:region (JUMPCLOUD_REGION): must be one of ${regionNames.join(", ")}`, {
    expected: regionNames,
    actual: name,
  });
}
