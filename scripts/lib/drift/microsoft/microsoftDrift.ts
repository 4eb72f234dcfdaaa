import pLimit from "p-limit";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { DriftReader } from "../DriftContext.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { textAt } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { mergeNotRead } from "../lib/mergeNotRead.ts";
import { notRead } from "../lib/notRead.ts";
import { notThere } from "../lib/notThere.ts";
import { accountDrift } from "./accountDrift.ts";
import { assignedToDrift, assignmentDrift } from "./assignmentDrift.ts";
import { federatedDrift, keyDrift } from "./credentialDrift.ts";
import { directoriesOf } from "./directoriesOf.ts";
import { exposureDrift } from "./exposureDrift.ts";
import { grantDrift, grantedToDrift } from "./grantDrift.ts";
import { ownerDrift, principalOwnerDrift } from "./ownerDrift.ts";
import { principalDrift } from "./principalDrift.ts";
import { readPart } from "./readPart.ts";
import type { Directory, DirectoryPart, GraphObject, RegisteredApplication } from "./RegisteredApplication.ts";
import { settingsDrift } from "./settingsDrift.ts";

/**
 * What the directories hold of the stack's applications, their service principals and people beside what was declared. What
 * was deleted the engine tells; when secrets end, the deployment says.
 */
export const microsoftDrift: DriftReader = async (context) => {
  const findings = await Promise.all(
    directoriesOf(context).map(async (part) => {
      const { directory, tenantId, applications, people } = part;
      if (directory === undefined) return unreadable(part);
      const parts: DirectoryPart = { context, directory, tenantId };
      const limit = pLimit(atATime);
      const found = await Promise.all([
        ...applications.map((application) => limit(() => ofApplication({ ...parts, ...application }))),
        ...people.map((person) =>
          limit(() => readPart(person.place, "User.Read.All", () => accountDrift(parts, person))),
        ),
      ]);
      return found.flat();
    }),
  );
  return mergeNotRead(findings.flat());
};

/** Applications and people; an application is asked for a few lists at once. */
const atATime = 4;

const applicationFields =
  "id,web,spa,publicClient,api,appRoles,identifierUris,optionalClaims,groupMembershipClaims,requiredResourceAccess,signInAudience,isFallbackPublicClient,passwordCredentials,keyCredentials";
const principalFields = "id,accountEnabled,appRoleAssignmentRequired,passwordCredentials,keyCredentials";

async function ofApplication(application: RegisteredApplication): Promise<readonly DriftFinding[]> {
  const { directory, path, place, principal, principalPath, resource } = application;
  const asked = readWhole(directory, `${path}?$select=${applicationFields}`);
  const askedPrincipal =
    principalPath === undefined
      ? Promise.resolve(undefined)
      : readWhole(directory, `${principalPath}?$select=${principalFields}`);
  const ofRegistration = [settingsDrift, exposureDrift, keyDriftOf, federatedDrift, ownerDrift].map((look) =>
    readPart(place, "Application.Read.All", async () => {
      const found = await asked;
      return found === undefined ? notThere(place, resource.id) : look(application, found);
    }),
  );
  const ofPrincipal = [
    { look: principalDrift, permission: "Application.Read.All" },
    { look: principalOwnerDrift, permission: "Application.Read.All" },
    { look: assignedToDrift, permission: "Application.Read.All" },
    { look: assignmentDrift, permission: "Application.Read.All" },
    { look: grantDrift, permission: "Directory.Read.All" },
    { look: grantedToDrift, permission: "Directory.Read.All" },
  ] as const;
  const ofBoth = ofPrincipal.map(({ look, permission }) =>
    readPart(place, permission, async () => {
      const found = await askedPrincipal;
      if (principalPath === undefined) return [];
      return found === undefined ? notThere(place, principal?.id) : look(application, found);
    }),
  );
  return (await Promise.all([...ofRegistration, ...ofBoth])).flat();
}

/** Every object of Graph's has an id: one without says nothing of what was asked for. */
async function readWhole(directory: DirectoryPart["directory"], path: string): Promise<GraphObject | undefined> {
  const found = await directory.find<GraphObject>(path);
  if (found === undefined || textAt(found, "id") !== "") return found;
  const where = `GET ${path.split("?", 1)[0]}`;
  throw new CrosstrustError("VENDOR_REFUSED", "Microsoft Graph's answer is not the object that was asked for.", {
    where,
  });
}

function keyDriftOf(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  return keyDrift(application, found);
}

function unreadable({ applications, people, tenantId, variables }: Directory): readonly DriftFinding[] {
  const places = [...applications, ...people].map(({ place }) => place);
  const [first] = places;
  if (first === undefined) return [];
  const entries = [...new Set(places.map(({ where }) => where.split(", ", 1)[0] ?? where))];
  const why = `there are no credentials for the directory ${tenantId}`;
  return [notRead(inWords(entries), why, `Set ${variables}, and run drift again.`, first.path)];
}
