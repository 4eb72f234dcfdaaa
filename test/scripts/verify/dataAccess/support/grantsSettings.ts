export const region = "eu-central-1";
export const bucket = "acme-dev-reports";
export const issuer = "https://oauth.id.jumpcloud.com/";
export const jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
export const redirectUri = "http://localhost:5000/authorize";

/** Dora reads by her group, Wendy writes by her name, Una is not assigned, and Otto may not use the application. */
export const people = ["dora", "otto", "una", "wendy"] as const;
export const emailOf = (person: string): string => `${person}@acme.example`;
export const passwordOf = (person: string): string => `Correct-Horse-of-${person}-1`;

const member = (person: string) => ({ email: emailOf(person), account: "existing", groups: ["s3-access-grants"] });
const user = (person: string) => ({ source: "adopted", email: emailOf(person) });

export const settings = {
  issuers: {
    jumpcloud: {
      kind: "jumpcloud",
      groups: { "s3-access-grants": { description: "May read reports" } },
      people: {
        ...{ dora: member("dora"), una: member("una"), wendy: member("wendy") },
        otto: { email: emailOf("otto"), account: "existing" },
      },
      clients: {
        "s3-access-grants": {
          ...{ label: "s3-access-grants", redirectUris: [redirectUri], groups: ["s3-access-grants"] },
          loginUrl: "http://localhost:5000/login",
        },
      },
    },
  },
  apis: {},
  relyingParties: {
    s3: {
      ...{ kind: "s3-access-grants", issuer: "jumpcloud", client: "s3-access-grants" },
      identityCenter: {
        assignment: { groups: ["analysts"], users: ["wendy"] },
        users: { dora: user("dora"), una: user("una"), wendy: user("wendy") },
        groups: { analysts: { source: "declared", displayName: "Analysts", members: ["dora"] } },
      },
      locations: { reports: { bucket } },
      grants: {
        "analysts-team-a": { location: "reports", prefix: "team-a/*", group: "analysts", permission: "READ" },
        "wendy-both": { location: "reports", prefix: "both/*", user: "wendy", permission: "READWRITE" },
        "wendy-drop": { location: "reports", prefix: "drop/*", user: "wendy", permission: "WRITE" },
      },
    },
  },
} as const;
