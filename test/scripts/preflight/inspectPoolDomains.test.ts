import assert from "node:assert/strict";
import { inspectPoolDomains } from "../../../scripts/lib/preflight/inspectPoolDomains.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { cognitoModel } from "../../trust/cognitoFixture.ts";

const model = cognitoModel();
const { domain } = model.issuers["portal"] as { readonly domain: { readonly prefix: string } };

describe("inspectPoolDomains", () => {
  it("asks for each pool's domain, and finds nothing where nobody has it, or the stack itself", async () => {
    const asked: string[] = [];
    const poolOf = (pool: string | undefined) => (name: string) => {
      asked.push(name);
      return Promise.resolve(pool);
    };
    assert.deepEqual(await inspectPoolDomains(model, new Set(), poolOf(undefined)), []);
    assert.deepEqual(await inspectPoolDomains(model, new Set(["eu-central-1_own"]), poolOf("eu-central-1_own")), []);
    assert.deepEqual(asked, [domain.prefix, domain.prefix]);
  });

  it("finds a domain of another pool's", async () => {
    const found = await inspectPoolDomains(model, new Set(["eu-central-1_own"]), () =>
      Promise.resolve("eu-central-1_other"),
    );
    assert.deepEqual(
      found.map(({ severity, where, actual }) => [severity, where, actual]),
      [["error", "issuers.portal.domain", "eu-central-1_other"]],
    );
  });

  it("warns where AWS could not be asked, and stops where the user does", async () => {
    const failing = (code: "VENDOR_REFUSED" | "INTERRUPTED") => () => Promise.reject(new CrosstrustError(code, "why"));
    const found = await inspectPoolDomains(model, new Set(), failing("VENDOR_REFUSED"));
    assert.deepEqual(
      found.map(({ severity, message }) => [severity, message]),
      [["warning", `Whether the domain ${domain.prefix} is to be had could not be looked up: why`]],
    );
    await assert.rejects(inspectPoolDomains(model, new Set(), failing("INTERRUPTED")), { code: "INTERRUPTED" });
  });
});
