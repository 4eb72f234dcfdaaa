import assert from "node:assert/strict";
import { dataAccessMatrix } from "../../trust/dataAccessMatrix.ts";
import { accessGrantsModel, type AccessGrantsSettings } from "./accessGrantsFixture.ts";
import { modelOf } from "./settingsFixture.ts";

function rows(person: string, change?: (settings: AccessGrantsSettings) => unknown) {
  return dataAccessMatrix(accessGrantsModel(change))
    .filter((row) => row.person === person)
    .map(({ scope, permission, via, allowed, reason }) => [`${permission} ${scope}`, via.grant, allowed, reason]);
}

describe("dataAccessMatrix", () => {
  it("has every person at every place and permission that is granted, in order", () => {
    const matrix = dataAccessMatrix(accessGrantsModel());
    assert.deepEqual(
      matrix.map(({ person, scope, permission }) => `${person} ${permission} ${scope}`),
      ["dora", "erik", "fay"].flatMap((person) => [
        `${person} READWRITE s3://acme-dev-logs/app/*`,
        `${person} WRITE s3://acme-dev-reports/summary.csv`,
        `${person} READ s3://acme-dev-reports/team-a/*`,
      ]),
    );
    assert.deepEqual(
      matrix.map(({ relyingParty }) => relyingParty),
      Array(9).fill("s3"),
    );
  });

  it("says through which user or group somebody gets at data, and who does not", () => {
    assert.deepEqual(rows("dora"), [
      ["READWRITE s3://acme-dev-logs/app/*", "erik-logs", false, "not-granted"],
      ["WRITE s3://acme-dev-reports/summary.csv", "erik-summary", false, "not-granted"],
      ["READ s3://acme-dev-reports/team-a/*", "analysts-team-a", true, "granted-to-group"],
    ]);
    assert.deepEqual(rows("erik"), [
      ["READWRITE s3://acme-dev-logs/app/*", "erik-logs", true, "granted-to-user"],
      ["WRITE s3://acme-dev-reports/summary.csv", "erik-summary", true, "granted-to-user"],
      ["READ s3://acme-dev-reports/team-a/*", "analysts-team-a", false, "not-granted"],
    ]);
    const [row] = dataAccessMatrix(accessGrantsModel()).filter(({ allowed, person }) => allowed && person === "dora");
    assert.deepEqual(row!.via, { grant: "analysts-team-a", group: "analysts" });
    assert.equal(row!.why, "It is granted to analysts, and dora is in that group.");
  });

  it("denies everything to somebody who may not use the application", () => {
    assert.deepEqual(
      rows("fay").map(([, , allowed, reason]) => [allowed, reason]),
      Array(3).fill([false, "no-application"]),
    );
  });

  it("leaves open what only Identity Center knows", () => {
    const toAdopted = rows("erik", ({ relyingParties: { s3 } }) => {
      s3.identityCenter.assignment["groups"] = ["analysts", "auditors"];
      s3.grants["analysts-team-a"]["group"] = "auditors";
    });
    assert.deepEqual(toAdopted[2], ["READ s3://acme-dev-reports/team-a/*", "analysts-team-a", null, "members-unknown"]);
  });

  it("takes any grant of a place", () => {
    const both = rows("dora", ({ relyingParties: { s3 } }) => {
      s3.grants["analysts-logs"] = { ...s3.grants["erik-logs"], group: "analysts" };
      delete s3.grants["analysts-logs"]["user"];
    });
    assert.deepEqual(both[0], ["READWRITE s3://acme-dev-logs/app/*", "analysts-logs", true, "granted-to-group"]);
    assert.equal(both.length, 3);
  });

  it("takes a wider grant too, and one of both permissions for either", () => {
    const wider = rows("dora", ({ relyingParties: { s3 } }) => {
      s3.grants["analysts-reports"] = { ...s3.grants["analysts-team-a"], prefix: "*", permission: "READWRITE" };
    });
    assert.deepEqual(wider, [
      ["READWRITE s3://acme-dev-logs/app/*", "erik-logs", false, "not-granted"],
      ["READWRITE s3://acme-dev-reports/*", "analysts-reports", true, "granted-to-group"],
      ["WRITE s3://acme-dev-reports/summary.csv", "analysts-reports", true, "granted-to-group"],
      ["READ s3://acme-dev-reports/team-a/*", "analysts-team-a", true, "granted-to-group"],
    ]);
    const narrower = rows("dora", ({ relyingParties: { s3 } }) => {
      s3.grants["erik-reports"] = { location: "reports", prefix: "*", user: "erik", permission: "READ" };
    });
    assert.deepEqual(narrower[1], ["READ s3://acme-dev-reports/*", "erik-reports", false, "not-granted"]);
  });

  it("has no rows for other relying parties", () => {
    assert.deepEqual(dataAccessMatrix(modelOf()), []);
  });
});
