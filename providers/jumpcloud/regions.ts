/** Where an organisation's data is, and with it which hosts answer for it; a key of one region opens nothing in another. */
export interface Region {
  /** The admin API, version 1 under `/api`, version 2 under `/api/v2`. */
  readonly apiUrl: string;
  /** The token endpoint of service accounts. */
  readonly tokenUrl: string;
}

export const regionNames = ["us", "eu", "in"] as const;

export type RegionName = (typeof regionNames)[number];

/**
 * JumpCloud's hosts by region. The API's are those of the API descriptions on docs.jumpcloud.com; the token endpoints of
 * the EU and India are those of JumpCloud's own command line (TheJumpCloud/jc-cli, internal/api/region.go).
 */
export const regions: Readonly<Record<RegionName, Region>> = {
  us: { apiUrl: "https://console.jumpcloud.com", tokenUrl: "https://admin-oauth.id.jumpcloud.com/oauth2/token" },
  eu: { apiUrl: "https://console.eu.jumpcloud.com", tokenUrl: "https://admin-oauth.id.eu.jumpcloud.com/oauth2/token" },
  in: { apiUrl: "https://console.in.jumpcloud.com", tokenUrl: "https://admin-oauth.id.in.jumpcloud.com/oauth2/token" },
};
