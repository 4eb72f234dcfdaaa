import assert from "node:assert/strict";
import { customerNames } from "../../../../scripts/lib/verify/jsm/Customer.ts";
import { readFirstSignIns } from "../../../../scripts/lib/verify/jsm/readFirstSignIns.ts";
import { peopleOf, readNamedFiles } from "../../../../scripts/lib/verify/readNamedFiles.ts";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { TrustModel } from "../../../../trust/TrustModel.ts";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporaryFolder.ts";

/** As much of a model as says whose passwords verify takes. */
const model = {
  issuers: {
    portal: { kind: "cognito", clients: { jsm: { kind: "interactive", identityProviders: ["cognito", "company"] } } },
    staff: { kind: "cognito", clients: { jsm: { kind: "interactive", identityProviders: ["company"] } } },
  },
  apis: {},
  relyingParties: {
    support: { kind: "jira-service-management", issuer: "portal", client: "jsm" },
    internal: { kind: "jira-service-management", issuer: "staff", client: "jsm" },
  },
} as unknown as TrustModel;

describe("the people whom verify is told of for a customer portal", () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  const faultsOf = async (reading: Promise<unknown>): Promise<readonly string[]> => {
    const error: unknown = await reading.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof CrosstrustError && error.code === "USAGE", String(error));
    return error.message.split("\n");
  };

  it("may have any name, of the pool or of an identity provider that the client has", async () => {
    assert.deepEqual(customerNames(model), ["support/*", "support/company:*", "internal/company:*"]);
    const file = await folder.write("password", "correct-Horse-1\n");
    const values = [`support/alice@acme.example=${file}`, `support/company:bob@acme.example=${file}`];
    const read = await readNamedFiles({ option: "--person", values, known: peopleOf(model) });
    assert.deepEqual([...read.keys()], ["support/alice@acme.example", "support/company:bob@acme.example"]);
  });

  it("are of no identity provider that the client does not have, so that no password goes astray", async () => {
    const file = await folder.write("password", "correct-Horse-1");
    const values = ["support/compny:bob", "internal/alice", "support/", "elsewhere/alice"].map(
      (name) => `${name}=${file}`,
    );
    assert.deepEqual(await faultsOf(readNamedFiles({ option: "--person", values, known: peopleOf(model) })), [
      "--person support/compny:bob: the stack has no such name.",
      "--person internal/alice: the stack has no such name.",
      `--person support/=${file}: this is not of the form NAME/NAME=FILE.`,
      "--person elsewhere/alice: the stack has no such name.",
    ]);
  });

  it("sign in for the first time with two passwords, a line each", async () => {
    const file = await folder.write("nora", "Temporary 1\r\nfresh=Horse 2\r\n");
    const read = await readFirstSignIns([`support/nora@acme.example=${file}`], model, new Map());
    assert.deepEqual([...read], [["support/nora@acme.example", { temporary: "Temporary 1", chosen: "fresh=Horse 2" }]]);
  });

  it("are told of all faults at once, without what stands in a file", async () => {
    const one = await folder.write("one", "Temporary-1\n");
    const three = await folder.write("three", "Temporary-1\nfresh-Horse-2\nmore\n");
    const same = await folder.write("same", "Temporary-1\nTemporary-1\n");
    const fine = await folder.write("fine", "Temporary-1\nfresh-Horse-2\n");
    const values = [`support/a=${one}`, `support/b=${three}`, `support/c=${same}`, `support/d=${fine}`];
    const passwords = new Map([["support/d", "fresh-Horse-2"]]);
    assert.deepEqual(await faultsOf(readFirstSignIns(values, model, passwords)), [
      "--first-sign-in support/a: the file has to hold two lines, the temporary password and the new one.",
      "--first-sign-in support/b: the file has to hold two lines, the temporary password and the new one.",
      "--first-sign-in support/c: the new password is the temporary one.",
      "--first-sign-in support/d: --person names the same person.",
    ]);
  });

  it("have no first sign-in at another identity provider", async () => {
    const file = await folder.write("fine", "Temporary-1\nfresh-Horse-2\n");
    assert.deepEqual(await faultsOf(readFirstSignIns([`support/company:bob=${file}`], model, new Map())), [
      "--first-sign-in support/company:bob: the stack has no such name.",
    ]);
  });
});
