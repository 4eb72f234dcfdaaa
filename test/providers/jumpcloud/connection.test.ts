import assert from "node:assert/strict";
import type { PropertyMap } from "../../../providers/lib/PropertyValue.ts";
import { Secret } from "../../../providers/lib/PropertyValue.ts";
import { change, make } from "../../sandbox/plugins/PluginRehearsal.ts";
import { apiKey, serviceAccount, tenantId } from "../../sandbox/jumpcloud/support/JumpCloudOrg.ts";
import type { ProviderClient } from "../lib/ProviderClient.ts";
import { JumpCloudRehearsal } from "./support/jumpcloudRehearsal.ts";

const types = {
  provider: "jumpcloud:index/identityProvider:IdentityProvider",
  group: "jumpcloud:index/userGroup:UserGroup",
};
const entra: PropertyMap = {
  name: "Entra OIDC",
  type: "AZURE",
  url: `https://login.microsoftonline.com/${tenantId}`,
  clientId: "the-client-id",
  clientSecret: new Secret("the-client-secret"),
};

describe("The jumpcloud provider's connection", () => {
  let rehearsal: JumpCloudRehearsal;
  let client: ProviderClient;

  beforeEach(async () => {
    rehearsal = await JumpCloudRehearsal.start();
    client = await rehearsal.client();
  });
  afterEach(() => rehearsal.close());

  const refusal = async (type: string, news: PropertyMap): Promise<string> => {
    const { inputs } = await client.check(type, news);
    let message = "";
    await assert.rejects(client.create(type, inputs), (error: { details: string }) => {
      message = error.details;
      return true;
    });
    return message;
  };

  describe("in trouble", () => {
    it("waits as long as it is asked to, and goes on", async () => {
      rehearsal.org.faults.set("createUserGroup", [429, 429]);
      await make(client, types.group, { name: "entra-people" });
      assert.deepEqual(rehearsal.waits, [1000, 1000]);
    });

    it("asks again where that is safe, ever later", async () => {
      const made = await make(client, types.provider, entra);
      rehearsal.org.faults.set("replaceIdentityProvider", [503, 500, 502]);
      await change(client, made, { ...entra, name: "Entra" }, { name: "UPDATE" });
      assert.deepEqual(rehearsal.waits, [500, 1000, 2000]);
    });

    it("does not make twice what may be there, and says so", async () => {
      rehearsal.org.faults.set("createUserGroup", [503]);
      const message = await refusal(types.group, { name: "entra-people" });
      assert.match(message, /Service Unavailable; it may have been carried out all the same/);
      assert.equal(rehearsal.org.requests.filter((one) => one === "POST /api/v2/usergroups").length, 1);
    });

    it("gives up in the end, with JumpCloud's words", async () => {
      rehearsal.org.faults.set("listUserGroups", [503, 503, 503, 503, 503]);
      const message = await refusal(types.group, { name: "entra-people" });
      assert.match(message, /JumpCloud refused: GET \/api\/v2\/usergroups: Service Unavailable \(HTTP 503\)/);
      assert.equal(rehearsal.waits.length, 4);
    });
  });

  describe("credentials", () => {
    it("are a service account's as well: one token for many requests, renewed once when it is refused", async () => {
      const own = await rehearsal.client({ ...serviceAccount, clientSecret: new Secret(serviceAccount.clientSecret) });
      await make(own, types.group, { name: "one" });
      const tokens = () => rehearsal.org.requests.filter((one) => one === "POST /oauth2/token").length;
      assert.equal(tokens(), 1);
      // JumpCloud ends the token before its time.
      (rehearsal.org.state as { accessTokens: object }).accessTokens = {};
      await make(own, types.group, { name: "two" });
      assert.equal(tokens(), 2);
      rehearsal.org.clock.advance(3590);
      await make(own, types.group, { name: "three" });
      assert.equal(tokens(), 3);
    });

    it("that are wrong are told of, and not repeated", async () => {
      const wrong = await rehearsal.client({ apiKey: new Secret("wrong-key") });
      const { inputs } = await wrong.check(types.group, { name: "x" });
      await assert.rejects(wrong.create(types.group, inputs), (error: { details: string }) => {
        assert.match(error.details, /api key user not found; check jumpcloud:apiKey \(JUMPCLOUD_API_KEY\)/);
        assert.ok(!error.details.includes("wrong-key"));
        return true;
      });
      const account = await rehearsal.client({ clientId: "a", clientSecret: new Secret("wrong-secret") });
      await assert.rejects(account.create(types.group, inputs), (error: { details: string }) => {
        assert.match(error.details, /Client authentication failed; check jumpcloud:clientId/);
        assert.ok(!error.details.includes("wrong-secret"));
        return true;
      });
    });

    it("that are missing, or given twice, or of an unknown region, are refused at once", async () => {
      await assert.rejects(rehearsal.client({}), /missing configuration: jumpcloud:apiKey/);
      await assert.rejects(rehearsal.client({ clientId: "a" }), /missing configuration: jumpcloud:clientSecret/);
      await assert.rejects(rehearsal.client({ apiKey, clientId: "a" }), /given twice/);
      await assert.rejects(rehearsal.client({ apiKey, region: "mars" }), /region: must be one of "us", "eu", "in"/);
    });

    it("come from the environment where the configuration has none", async () => {
      const other = await JumpCloudRehearsal.start({ JUMPCLOUD_API_KEY: apiKey, JUMPCLOUD_REGION: "eu" });
      try {
        const own = await other.client({});
        await make(own, types.group, { name: "x" });
        assert.deepEqual(Object.keys((other.org.state as { organizations: object }).organizations), ["eu"]);
      } finally {
        await other.close();
      }
    });
  });
});
