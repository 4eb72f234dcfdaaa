import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { textAt, textsAt, without } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { putBack } from "../lib/putBack.ts";
import type { StateResource } from "../../stack/StateResource.ts";
import { graphDelete, removeUnlessWanted } from "./fixes.ts";
import type { GraphObject, RegisteredApplication } from "./RegisteredApplication.ts";

/** Owners of an application: an owner can add a secret, and be the application. */
export async function ownerDrift(application: RegisteredApplication): Promise<readonly DriftFinding[]> {
  const { path, resource } = application;
  return ownersOf(application, { what: "application", of: resource, at: path });
}

/** Owners of its service principal, who can do the same there. */
export async function principalOwnerDrift(application: RegisteredApplication): Promise<readonly DriftFinding[]> {
  const { principal, principalPath } = application;
  if (principal === undefined || principalPath === undefined) return [];
  return ownersOf(application, { what: "service principal", of: principal, at: principalPath });
}

interface Owned {
  readonly what: string;
  readonly of: StateResource;
  readonly at: string;
}

async function ownersOf(
  { context, directory, place, tenantId }: RegisteredApplication,
  { what, of, at }: Owned,
): Promise<readonly DriftFinding[]> {
  // Without any declared there are none ("By default, no owners are assigned", @pulumi/azuread 6.9.1).
  const declared = textsAt(of.inputs, "owners");
  const owners = await directory.list<GraphObject>(`${at}/owners?$select=id,appId,displayName,userPrincipalName`);
  const explains = [{ id: of.id ?? "", property: "owners" }];
  const extra = owners
    .filter((owner) => !declared.includes(textAt(owner, "id")) && !isDeployer(context, owner))
    .toSorted((one, other) => (textAt(one, "id") < textAt(other, "id") ? -1 : 1))
    .map((owner) => {
      const id = textAt(owner, "id");
      const name = textAt(owner, "userPrincipalName") || textAt(owner, "displayName") || id;
      return driftFinding({
        rule: "unmanaged-owner",
        ...place,
        where: `${place.where}, owner ${name} of the ${what}`,
        message: `${name} owns the ${what}, and nobody declared that.`,
        gains: `${name} can add secrets and redirect URIs, and so be the application.`,
        actual: id,
        advice: removeUnlessWanted({ tenantId }, graphDelete(`${at}/owners/${id}/$ref`)),
        explains,
      });
    });
  const ids = owners.map((owner) => textAt(owner, "id"));
  const gone = without(declared, ids);
  if (gone.length === 0) return extra;
  const lost = driftFinding({
    rule: "managed-changed",
    ...place,
    where: `${place.where}, owners of the ${what}`,
    message: `${inWords(gone)} no longer owns the ${what}.`,
    expected: inWords(gone),
    actual: "no owner",
    advice: putBack(context.stack),
    explains,
  });
  return [...extra, lost];
}

function isDeployer({ deployers = [] }: RegisteredApplication["context"], owner: GraphObject): boolean {
  const appId = textAt(owner, "appId").toLowerCase();
  return appId !== "" && deployers.some((deployer) => deployer.toLowerCase() === appId);
}
