import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import { accessGrantsModel, type AccessGrantsSettings } from "../../trust/accessGrantsFixture.ts";

type Change = (settings: AccessGrantsSettings) => unknown;

/** The stack output that a deployment of S3 Access Grants would have, as far as the report reads it, with made-up ids. */
export function accessGrantsTrust(change?: Change): DeployedTrust {
  const iss = "https://oauth.id.jumpcloud.com/";
  return {
    ...{ version: 2, project: "crosstrust", stack: "test", region: "eu-central-1", apis: {}, relyingParties: {} },
    model: accessGrantsModel(change),
    issuers: {
      jumpcloud: {
        kind: "jumpcloud",
        issuer: iss,
        audiences: ["client-of-s3"],
        discoveryUrl: `${iss}.well-known/openid-configuration`,
        metadataUrl: `${iss}.well-known/openid-configuration`,
        tokenEndpoint: `${iss}oauth2/token`,
        authorizationEndpoint: `${iss}oauth2/auth`,
        userInfoEndpoint: `${iss}userinfo`,
        scopeClaim: "scope",
        clients: { "s3-access-grants": { clientId: "client-of-s3" } },
        ...{ applications: {}, groups: {}, people: {} },
      },
    },
  };
}

/** Adds people who may use the application; nine of ten are analysts, to whom a place is granted. */
export function manyPeople(count: number): Change {
  return ({ issuers: { jumpcloud }, relyingParties: { s3 } }) => {
    const names = Array.from({ length: count }, (_, index) => `person-${String(index).padStart(3, "0")}`);
    const { users, groups } = s3.identityCenter;
    for (const name of names) {
      const email = `${name}@acme.example`;
      jumpcloud.people[name] = { email, groups: ["s3-access-grants"] };
      users[name] = { source: "adopted", email };
    }
    groups.analysts["members"] = ["dora", ...names.filter((_, index) => index % 10 !== 9)];
  };
}

/** Adds a place for each of some people that is granted to them by name. */
export function ownPlaces(count: number): Change {
  return (settings) => {
    manyPeople(count)(settings);
    const { grants } = settings.relyingParties.s3;
    for (const name of Object.keys(settings.issuers.jumpcloud.people).filter((one) => one.startsWith("person-"))) {
      grants[name] = { location: "reports", prefix: `home/${name}/*`, user: name, permission: "READWRITE" };
    }
    settings.relyingParties.s3.identityCenter.assignment = { required: false };
  };
}
