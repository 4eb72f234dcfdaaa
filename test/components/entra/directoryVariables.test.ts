import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import {
  directoryCredentials,
  directoryVariable,
  missingDirectoryVariables,
} from "../../../components/entra/directoryVariables.ts";

describe("directoryVariables", () => {
  it("puts the issuer's name behind the provider's", () => {
    assert.equal(directoryVariable("customers", "CLIENT_ID"), "ARM_CLIENT_ID_CUSTOMERS");
    assert.equal(directoryVariable("eu-Customers_2", "CLIENT_SECRET"), "ARM_CLIENT_SECRET_EU_CUSTOMERS_2");
  });

  it("reads id and secret, and says which are missing", () => {
    const all = { ARM_CLIENT_ID_A: "id", ARM_CLIENT_SECRET_A: "hush" };
    assert.deepEqual(directoryCredentials("a", all), { clientId: "id", clientSecret: "hush" });
    assert.deepEqual(missingDirectoryVariables("a", all), []);
    assert.deepEqual(missingDirectoryVariables("a", { ARM_CLIENT_ID_A: "", ARM_CLIENT_ID: "other" }), [
      "ARM_CLIENT_ID_A",
      "ARM_CLIENT_SECRET_A",
    ]);
    assert.throws(
      () => directoryCredentials("a", { ARM_CLIENT_ID_A: "id" }),
      (error: unknown) => RunError.isInstance(error) && error.message.includes("ARM_CLIENT_SECRET_A"),
    );
  });

  it("needs no secret where the workflow's tokens count", () => {
    for (const yes of ["true", "True", "1"]) {
      const environment = { ARM_CLIENT_ID_A: "id", ARM_USE_OIDC: yes };
      assert.deepEqual(directoryCredentials("a", environment), { clientId: "id" });
    }
    const environment = { ARM_CLIENT_ID_A: "id", ARM_USE_OIDC: "false" };
    assert.deepEqual(missingDirectoryVariables("a", environment), ["ARM_CLIENT_SECRET_A"]);
  });
});
