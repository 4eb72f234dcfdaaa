import assert from "node:assert/strict";
import {
  appliesToCloudMember,
  isOptionalIdTokenClaim,
  optionalIdTokenClaimNames,
  optionalIdTokenClaims,
} from "../../../trust/entra/optionalClaims.ts";

describe("the optional claims of ID tokens", () => {
  it("are those of the portal's list, and three more", () => {
    const listed = optionalIdTokenClaimNames.filter((name) => optionalIdTokenClaims[name].inPortalList);
    assert.equal(listed.length, 25);
    const others = optionalIdTokenClaimNames.filter((name) => !optionalIdTokenClaims[name].inPortalList);
    assert.deepEqual(others, ["acrs", "xms_cc", "xms_edov"]);
  });

  it("are known by their names alone", () => {
    assert.equal(isOptionalIdTokenClaim("upn"), true);
    for (const name of ["UPN", "groups", "toString", ""]) assert.equal(isOptionalIdTokenClaim(name), false);
  });

  it("apply to everybody, or where the account has a value, or never, or as the tenant is set", () => {
    const expected = (member: object) =>
      optionalIdTokenClaimNames.filter((name) => appliesToCloudMember(name, member) === "applies");
    const always = ["acct", "auth_time", "ipaddr", "login_hint", "sid", "tenant_region_scope", "upn"];
    assert.deepEqual(expected({}), always);
    assert.deepEqual(expected({ mail: "", givenName: null, country: "Germany" }), always);
    const full = { mail: "a@b.example", givenName: "A", surname: "B", country: "DE", preferredLanguage: "de-DE" };
    const more = ["ctry", "email", "family_name", "given_name", "xms_pl"];
    assert.deepEqual(expected(full), [...always, ...more].sort());
    const unknown = optionalIdTokenClaimNames.filter((name) => appliesToCloudMember(name, full) === "unknown");
    const ofTenant = ["tenant_ctry", "verified_primary_email", "verified_secondary_email", "xms_edov", "xms_tpl"];
    assert.deepEqual(unknown, ofTenant);
  });
});
