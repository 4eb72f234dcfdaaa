import { boolean, list, set, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { flag, object, orNull, text, texts } from "./fields.ts";
import type { GraphClient } from "./GraphClient.ts";
import { partsOf } from "./resourceIds.ts";
import { stateMeta } from "./stateMeta.ts";

/** Texts that Graph clears with null and shows as null where there are none; named alike. */
const clearable = {
  ageGroup: string({ oneOf: ["Adult", "Minor", "NotAdult"] }),
  city: string(),
  companyName: string(),
  consentProvidedForMinor: string({ oneOf: ["Denied", "Granted", "NotRequired"] }),
  country: string(),
  department: string(),
  employeeId: string(),
  employeeType: string({ oneOf: ["Consultant", "Contractor", "Employee", "Vendor"] }),
  faxNumber: string(),
  givenName: string(),
  jobTitle: string(),
  mobilePhone: string(),
  officeLocation: string(),
  postalCode: string(),
  preferredLanguage: string(),
  state: string(),
  streetAddress: string(),
  surname: string(),
  usageLocation: string(),
};

const inputs = {
  ...clearable,
  accountEnabled: boolean({ default: true }),
  businessPhones: list(string(), { computed: true }),
  costCenter: string(),
  disablePasswordExpiration: boolean(),
  disableStrongPassword: boolean(),
  displayName: string({ required: true }),
  division: string(),
  forcePasswordChange: boolean({ unreturned: true }),
  mail: string({ computed: true }),
  mailNickname: string({ computed: true }),
  otherMails: set(string()),
  password: string({ secret: true, computed: true, unreturned: true }),
  showInAddressList: boolean({ default: true }),
  userPrincipalName: string({ required: true }),
};

/** What Graph tells of a user only when it is asked by name; the same as the published provider asks for. */
const asked = [
  "accountEnabled",
  "ageGroup",
  "city",
  "companyName",
  "consentProvidedForMinor",
  "country",
  "department",
  "employeeHireDate",
  "employeeId",
  "employeeOrgData",
  "employeeType",
  "faxNumber",
  "mailNickname",
  "onPremisesImmutableId",
  "otherMails",
  "passwordPolicies",
  "postalCode",
  "state",
  "streetAddress",
  "usageLocation",
].join();

/** Outputs that only a directory which is synchronised from elsewhere has something in. */
const synchronised = [
  "onpremisesDistinguishedName",
  "onpremisesDomainName",
  "onpremisesImmutableId",
  "onpremisesSamAccountName",
  "onpremisesSecurityIdentifier",
  "onpremisesUserPrincipalName",
] as const;

const pathOf = (id: string): string => `/users/${partsOf(id, "/users/{id}")[0] ?? ""}`;

/**
 * `azuread:index/user:User`: a person's account (hashicorp/terraform-provider-azuread, azuread_user). Graph never shows a
 * password.
 */
export const user = defineResource<GraphClient>()({
  type: "azuread:index/user:User",
  inputs,
  outputs: {
    __meta: {},
    aboutMe: {},
    creationType: {},
    employeeHireDate: {},
    externalUserState: {},
    imAddresses: {},
    managerId: {},
    objectId: {},
    ...Object.fromEntries(synchronised.map((name) => [name, {}])),
    onpremisesSyncEnabled: {},
    proxyAddresses: {},
    userType: {},
  },
  unsupported: ["employeeHireDate", "managerId", "onpremisesImmutableId"],
  check: ({ displayName, userPrincipalName }) => [
    ...(displayName === "" ? [{ path: "displayName", reason: "must not be empty" }] : []),
    ...(userPrincipalName !== undefined && !/^[^@\s]+@[^@\s]+$/.test(userPrincipalName)
      ? [{ path: "userPrincipalName", reason: `must be name@domain, not ${JSON.stringify(userPrincipalName)}` }]
      : []),
  ],

  async create(graph, person) {
    const { userPrincipalName, password } = person;
    if (!password) throw new Error("a new user needs a password");
    const made = await graph.post("/users", {
      ...bodyOf(person),
      mail: orNull(person.mail),
      mailNickname: person.mailNickname ?? userPrincipalName.split("@")[0],
      passwordProfile: passwordProfile(password, person.forcePasswordChange),
      ...(person.businessPhones && { businessPhones: person.businessPhones }),
    });
    const id = `/users/${text(made["id"])}`;
    return {
      id,
      async complete() {
        await graph.untilSeen(userPrincipalName, async () => (await graph.find(id)) !== undefined);
        await graph.patch(id, { showInAddressList: person.showInAddressList }, "beta");
      },
    };
  },

  async read(graph, id) {
    const path = pathOf(id);
    const found = await graph.find(path);
    if (found === undefined) return undefined;
    const seen = { ...found, ...(await graph.get(`${path}?$select=${asked}`)) } as Record<string, unknown>;
    const beta = await graph.get(`${path}?$select=showInAddressList`, "beta");
    const policies = text(seen["passwordPolicies"])
      .split(",")
      .map((policy) => policy.trim());
    const organisation = object(seen["employeeOrgData"]);
    return {
      ...Object.fromEntries(Object.keys(clearable).map((name) => [name, text(seen[name])])),
      ...Object.fromEntries(synchronised.map((name) => [name, text(seen[name.replace("onpremises", "onPremises")])])),
      __meta: stateMeta(1, { create: 5, update: 5 }),
      aboutMe: text(seen["aboutMe"]),
      accountEnabled: flag(seen["accountEnabled"]),
      businessPhones: texts(seen["businessPhones"]),
      costCenter: text(organisation["costCenter"]),
      creationType: text(seen["creationType"]),
      disablePasswordExpiration: policies.includes("DisablePasswordExpiration"),
      disableStrongPassword: policies.includes("DisableStrongPassword"),
      displayName: text(seen["displayName"]),
      division: text(organisation["division"]),
      employeeHireDate: text(seen["employeeHireDate"]),
      externalUserState: text(seen["externalUserState"]),
      imAddresses: texts(seen["imAddresses"]),
      mail: text(seen["mail"]),
      mailNickname: text(seen["mailNickname"]),
      managerId: text((await graph.find(`${path}/manager`))?.["id"]),
      objectId: text(seen["id"]),
      onpremisesSyncEnabled: flag(seen["onPremisesSyncEnabled"]),
      otherMails: texts(seen["otherMails"]),
      proxyAddresses: texts(seen["proxyAddresses"]),
      showInAddressList: flag(beta["showInAddressList"]),
      userPrincipalName: text(seen["userPrincipalName"]),
      userType: text(seen["userType"]),
    };
  },

  async update(graph, id, { inputs: person, has }) {
    await graph.patch(id, {
      ...bodyOf(person),
      ...(person.mailNickname && { mailNickname: person.mailNickname }),
      ...(has("password") &&
        person.password && {
          passwordProfile: passwordProfile(person.password, person.forcePasswordChange),
        }),
      ...(has("businessPhones") && { businessPhones: person.businessPhones ?? [] }),
      // A mail address cannot be taken away again.
      ...(has("mail") && person.mail && { mail: person.mail }),
    });
    if (has("showInAddressList")) await graph.patch(id, { showInAddressList: person.showInAddressList }, "beta");
    return undefined;
  },

  async delete(graph, id) {
    await graph.delete(id);
    await graph.untilSeen("the deletion of the user", async () => (await graph.find(id)) === undefined);
  },
});

function bodyOf(person: ValuesOf<typeof inputs>): object {
  const names = Object.keys(clearable) as readonly (keyof typeof clearable)[];
  const policies = [
    ...(person.disablePasswordExpiration ? ["DisablePasswordExpiration"] : []),
    ...(person.disableStrongPassword ? ["DisableStrongPassword"] : []),
  ];
  return {
    ...Object.fromEntries(names.map((name) => [name, orNull(person[name])] as const)),
    accountEnabled: person.accountEnabled,
    displayName: person.displayName,
    employeeOrgData: { costCenter: orNull(person.costCenter), division: orNull(person.division) },
    otherMails: person.otherMails ?? [],
    passwordPolicies: orNull(policies.join(", ")),
    userPrincipalName: person.userPrincipalName,
  };
}

function passwordProfile(password: string, forceChange = false): object {
  return { password, forceChangePasswordNextSignIn: forceChange };
}
