import assert from "node:assert/strict";
import { regions } from "../../../providers/jumpcloud/regions.ts";
import { AwsConsole } from "../../../scripts/lib/rehearsal/AwsConsole.ts";
import { playAwsAccount, playExistingPeople, playPasswords } from "../../../scripts/lib/rehearsal/playDataAccess.ts";
import { VendorConsole } from "../../../scripts/lib/rehearsal/VendorConsole.ts";
import { parseSettings } from "../../../trust/parseSettings.ts";
import { sandboxes } from "../../sandbox/support/sandboxes.ts";
import { emailOf, settings } from "../verify/dataAccess/support/grantsSettings.ts";
import { GrantsTown } from "../verify/dataAccess/support/GrantsTown.ts";

/** The same, with everything there already. */
const adopted = {
  ...settings,
  relyingParties: {
    s3: {
      ...settings.relyingParties.s3,
      identityCenter: {
        ...settings.relyingParties.s3.identityCenter,
        trustedTokenIssuer: { adopt: true },
        groups: { analysts: { source: "adopted", displayName: "Analysts" } },
      },
      instance: { adopt: true },
    },
  },
};

describe("data access in a rehearsal", () => {
  const start = sandboxes();

  it("finds what the config expects to be there, once", async () => {
    const sandbox = await start();
    const { model } = parseSettings(adopted);
    const [aws, vendors] = [new AwsConsole(sandbox), new VendorConsole(sandbox)];
    assert.deepEqual(await aws.inventory(), []);
    const expected = (what: string): string => `s3: made ${what}, which the config expects to be there`;
    assert.deepEqual(await playAwsAccount(aws, model, regions.eu.issuer), [
      ...["dora", "una", "wendy"].map((name) => expected(`the user ${emailOf(name)} of Identity Center`)),
      expected("the group Analysts of Identity Center"),
      expected("the trusted token issuer jumpcloud"),
      expected("the S3 Access Grants instance"),
      expected("the bucket acme-dev-reports"),
    ]);
    assert.deepEqual(await aws.inventory(), [
      "group Analysts in Identity Center",
      ...["dora", "una", "wendy"].map((name) => `user ${emailOf(name)} in Identity Center`),
    ]);
    assert.equal((await playExistingPeople(vendors, model)).length, 4);
    assert.deepEqual(
      (await vendors.jumpcloudInventory()).filter((line) => line.includes("@")),
      ["dora", "otto", "una", "wendy"].map((name) => `results ${emailOf(name)} in JumpCloud`),
    );
    assert.deepEqual(
      [...(await playAwsAccount(aws, model, regions.eu.issuer)), ...(await playExistingPeople(vendors, model))],
      [],
    );
    assert.equal(await aws.createTrustedTokenIssuer("again", regions.eu.issuer), false, "the organisation's region");
    assert.deepEqual(sandbox.refusals, []);
  });

  it("makes nothing that the stack makes", async () => {
    const sandbox = await start();
    const { model } = parseSettings({
      ...settings,
      issuers: { jumpcloud: { ...settings.issuers.jumpcloud, people: declaredPeople } },
      relyingParties: {
        s3: { ...settings.relyingParties.s3, identityCenter: declaredCenter, locations: declaredPlaces },
      },
    });
    assert.deepEqual(await playAwsAccount(new AwsConsole(sandbox), model, regions.eu.issuer), []);
    assert.deepEqual(await playExistingPeople(new VendorConsole(sandbox), model), []);
  });

  it("gives everybody the password that proves their sign-in, whether they had one or not", async () => {
    const sandbox = await start();
    const town = await GrantsTown.make(sandbox);
    const eve = await town.jumpcloud.create("/api/systemusers", { username: "eve", email: emailOf("eve") });
    const vendors = new VendorConsole(sandbox);
    await vendors.chooseJumpCloudPassword(String(eve["id"]), "Correct-Horse-of-eve-1");
    assert.equal((await town.jumpcloud.get(`/api/systemusers/${String(eve["id"])}`))["activated"], true);

    const passwords = new Map<string, string>();
    const steps = await playPasswords(vendors, town.trust, async (option, name, text) => {
      assert.equal(option, "--person");
      passwords.set(name, text);
    });
    assert.equal(
      steps[0],
      `jumpcloud: chose a password for ${emailOf("dora")} in JumpCloud, as the activation mail asks`,
    );
    assert.deepEqual([...passwords.keys()], ["s3/dora", "s3/otto", "s3/una", "s3/wendy"]);
    const checks = await town.verify({ passwords });
    assert.deepEqual(
      checks.filter(({ ok }) => ok !== true),
      [],
    );
  });
});

const declaredPeople = Object.fromEntries(
  Object.entries(settings.issuers.jumpcloud.people).map(([name, person]) => [
    name,
    { ...person, account: "declared", givenName: name, surname: "Dean" },
  ]),
);

const declaredCenter = {
  ...settings.relyingParties.s3.identityCenter,
  users: Object.fromEntries(
    ["dora", "una", "wendy"].map((name) => [
      name,
      { source: "declared", email: emailOf(name), givenName: name, surname: "Dean" },
    ]),
  ),
};

const declaredPlaces = { reports: { ...settings.relyingParties.s3.locations.reports, create: true } };
