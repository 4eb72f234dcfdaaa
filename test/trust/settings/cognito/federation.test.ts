import assert from "node:assert/strict";
import type { PoolFederationModel } from "../../../../trust/TrustModel.ts";
import { federatedFaults, federatedModel, poolOf, type FederatedSettings } from "../../cognitoFixture.ts";
import { inShort, now } from "../../microsoftFixture.ts";

type Federation = FederatedSettings["issuers"]["portal"]["federation"];

const at = "issuers.portal.federation";
const faults = (change: (federation: Federation) => unknown) =>
  federatedFaults(({ issuers }) => change(issuers.portal.federation), now);
const told = (change: (federation: Federation) => unknown) => inShort(faults(change));

function modelOf(change: (federation: Federation) => unknown): Readonly<Record<string, PoolFederationModel>> {
  return poolOf(federatedModel(({ issuers }) => change(issuers.portal.federation))).federation;
}

describe("the federation of a user pool", () => {
  it("becomes a model with Entra ID and Okta as identity providers", () => {
    assert.deepEqual(poolOf(federatedModel()).federation, {
      company: {
        kind: "entra",
        application: {
          name: "Customers portal",
          optionalClaims: ["email", "family_name", "given_name"],
          owners: [],
          secret: { description: "Customers portal", generation: "1", expires: { afterDays: 180 } },
        },
        attributes: { email: "email", family_name: "family_name", given_name: "given_name" },
      },
      staff: {
        kind: "okta",
        label: "Customers portal",
        assignment: { kind: "groups", groups: ["Agents", "Support"] },
        attributes: { email: "email", email_verified: "email_verified" },
      },
    });
  });

  it("asks Entra ID for the claims that the attributes need, and has a secret, where nothing else is said", () => {
    const { company, staff } = modelOf((federation) => {
      const attributes = { email: "email", email_verified: "xms_edov", name: "name" };
      federation.company = { kind: "entra", name: "Portal", attributes };
      federation.staff["assignment"] = "everyone";
    });
    assert.ok(company?.kind === "entra" && staff?.kind === "okta");
    assert.deepEqual(company.application, {
      name: "Portal",
      optionalClaims: ["email", "xms_edov"],
      owners: [],
      secret: { generation: "1", expires: { afterDays: 180 } },
    });
    assert.deepEqual(staff.assignment, { kind: "everyone" });
  });

  it("asks for the email with the claim that says whether its domain is verified", () => {
    const { company } = modelOf((federation) => {
      const attributes = { email: "preferred_username", email_verified: "xms_edov" };
      federation.company = { kind: "entra", name: "Portal", attributes };
    });
    assert.ok(company?.kind === "entra");
    assert.deepEqual(company.application.optionalClaims, ["email", "xms_edov"]);
  });

  for (const name of ["COGNITO", "cognito", "Facebook", "google", "LoginWithAmazon", "SignInWithApple"]) {
    it(`refuses the reserved name ${name}`, () => {
      assert.deepEqual(
        told((federation) => (federation[name] = federation.staff)),
        [`${at}.${name}: Cognito reserves the name "${name}".`],
      );
    });
  }

  for (const name of ["ab", "a".repeat(33), "my_company", "a company", "1st", "über"]) {
    it(`refuses the name ${name}`, () => {
      assert.deepEqual(
        told((federation) => (federation[name] = federation.staff)),
        [`${at}.${name}: "${name}" cannot be the name of an identity provider.`],
      );
    });
  }

  it("takes names of 3 to 32 characters", () => {
    const names = ["abc", "a".repeat(32), "Company-2"];
    assert.deepEqual(
      told((federation) => names.forEach((name) => (federation[name] = federation.staff))),
      [],
    );
  });

  it("tells attributes that no pool has, and those that the provider cannot fill", () => {
    const attributes = {
      email: "email",
      givenname: "given_name",
      "custom:tier": "name",
      sub: "sub",
      username: "preferred_username",
      nickname: "department",
      locale: 1,
    };
    assert.deepEqual(
      told(({ company }) => (company["attributes"] = attributes)),
      [
        `${at}.company.attributes.givenname: A user pool has no attribute "givenname" that could be written.`,
        `${at}.company.attributes.custom:tier: The pool has no custom attributes.`,
        `${at}.company.attributes.sub: A user pool has no attribute "sub" that could be written.`,
        `${at}.company.attributes.username: The user name of somebody who comes from a provider is always the claim sub.`,
        `${at}.company.attributes.nickname: Entra ID gives user pools no claim "department".`,
        `${at}.company.attributes.locale: "locale" must be a text, not a number.`,
      ],
    );
    assert.deepEqual(
      faults(({ staff }) => (staff["attributes"] = { email: "emial", phone_number: "phone_number" })),
      [
        {
          path: ["crosstrust:issuers", "portal", "federation", "staff", "attributes", "email"],
          message: 'Okta gives user pools no claim "emial".',
          expected: 'Did you mean "email"?',
        },
        {
          path: ["crosstrust:issuers", "portal", "federation", "staff", "attributes", "phone_number"],
          message: 'Okta gives user pools no claim "phone_number".',
          expected:
            'one of "sub", "email", "email_verified", "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at"',
        },
      ],
    );
  });

  it("asks for the email, which everybody in a pool has", () => {
    assert.deepEqual(
      told(({ staff }) => (staff["attributes"] = { name: "name" })),
      [`${at}.staff.attributes: Everybody in the pool has an email address, so the provider has to tell it.`],
    );
    assert.deepEqual(
      told(({ staff }) => Reflect.deleteProperty(staff, "attributes")),
      [`${at}.staff.attributes: "attributes" is missing.`],
    );
  });

  it("tells a claim that an attribute needs and the application does not ask for", () => {
    assert.deepEqual(
      told(({ company }) => (company["optionalClaims"] = ["email", "given_name"])),
      [
        `${at}.company.attributes.family_name: The claim "family_name" is an optional one, and the application does not ask for it.`,
      ],
    );
    assert.deepEqual(
      told(({ company }) => (company["optionalClaims"] = "all")),
      [],
    );
  });

  it("measures the secret and the owners as those of other applications", () => {
    assert.deepEqual(
      told(({ company }) => Object.assign(company, { secret: { expires: "2026-05-31" }, owners: ["me"] })),
      [`${at}.company.secret.expires: The secret has expired.`, `${at}.company.owners.0: This is not an object id.`],
    );
    assert.deepEqual(
      told(({ company }) => (company["secret"] = { validDays: 731 })),
      [`${at}.company.secret.validDays: "validDays" is too large.`],
    );
  });

  it("asks who of the Okta organisation may sign in", () => {
    assert.deepEqual(
      told(({ staff }) => Reflect.deleteProperty(staff, "assignment")),
      [`${at}.staff.assignment: "assignment" is missing.`],
    );
    for (const assignment of ["all", { groups: [] }, { groups: ["a", "a"] }, { groups: ["a"], everyone: true }]) {
      const [fault, ...more] = faults(({ staff }) => (staff["assignment"] = assignment));
      assert.deepEqual(fault?.path.slice(0, 5), ["crosstrust:issuers", "portal", "federation", "staff", "assignment"]);
      assert.deepEqual(more, [], JSON.stringify(assignment));
    }
    assert.deepEqual(
      told(({ staff }) => (staff["assignment"] = { groups: ["Support", "everyone"] })),
      [`${at}.staff.assignment.groups.1: This is Okta's own group of everyone.`],
    );
  });

  it("refuses kinds that it does not know, and settings of the other kind", () => {
    assert.deepEqual(
      told(({ company }) => (company["kind"] = "google")),
      [`${at}.company.kind: "kind" is not a value that can stand here.`],
    );
    assert.deepEqual(
      told(({ staff }) => (staff["secret"] = { validDays: 90 })),
      [`${at}.staff.secret: There is no setting "secret" here.`],
    );
  });

  it("knows the quota of a pool", () => {
    const quota = (federation: number) =>
      inShort(federatedFaults(({ issuers }) => (issuers.portal["quotas"] = { federation })));
    assert.deepEqual(quota(1), [`${at}: Cognito does not take so many of these in one pool.`]);
    assert.deepEqual(quota(2), []);
  });
});
