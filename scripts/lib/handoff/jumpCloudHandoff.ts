import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { DeployedJumpCloudFederation, JumpCloudFederationSecrets } from "../../../trust/DeployedTrust.ts";
import type { JumpCloudFederationModel } from "../../../trust/TrustModel.ts";
import type { Handoff, HandoffRequest } from "./createHandoff.ts";
import { type HandoffSection, plain, secretField } from "./HandoffSheet.ts";

interface Values {
  readonly name: string;
  readonly model: JumpCloudFederationModel;
  readonly deployed: DeployedJumpCloudFederation;
  readonly secrets: JumpCloudFederationSecrets;
  readonly reveal: boolean;
}

/**
 * What remains to be done by hand after a deployment so that people sign in to JumpCloud with Entra ID. The clicks are
 * those of JumpCloud's articles "Configure Entra ID as an Identity Provider", "Routing Policies for Identity Providers",
 * "Configure a Conditional Access Policy" and "Configure Real-time SCIM User Provisioning from Entra ID".
 * @throws CrosstrustError STACK_OUTPUTS_MISSING where the federation is not among the outputs
 */
export function jumpCloudHandoff(
  { trust, relyingPartySecrets, name, reveal }: HandoffRequest,
  model: JumpCloudFederationModel,
): Handoff {
  const deployed = trust.relyingParties[name];
  const secrets = relyingPartySecrets[name];
  if (deployed?.kind !== "jumpcloud-federation" || secrets === undefined) {
    throw new CrosstrustError("STACK_OUTPUTS_MISSING", `The stack's outputs hold no deployed federation ${name}.`);
  }
  const values: Values = { name, model, deployed, secrets, reveal };
  return {
    sheet: {
      name,
      system: "JumpCloud, signing people in with Entra ID",
      sections: [
        rights,
        identityProvider(values),
        routingPolicy(values),
        userPortal(values),
        people(values),
        provisioning,
        secret(values),
      ],
      notes: [
        reveal
          ? "This sheet holds secrets. Delete it when its values are where they belong."
          : "Secrets are masked. --reveal shows them.",
        `\`npm run verify -- --stack STACK --person ${name}/PERSON=FILE\` signs a person in with their password and looks where they end.`,
      ],
    },
  };
}

const rights: HandoffSection = {
  title: "Who can do this",
  fields: [],
  steps: [
    "In JumpCloud: an administrator with the role Administrator with Billing, which an identity provider and its routing policies take.",
    "In Entra ID: nobody has to click. What the stack declares takes an Application Administrator or a Global Administrator, or an application with the same rights.",
  ],
};

function identityProvider({ model, deployed, secrets, reveal }: Values): HandoffSection {
  return {
    title: "Look at the identity provider",
    fields: [
      plain("Identity Provider Name", model.identityProviderName),
      plain("Entra IdP URL", deployed.identityProviderUrl),
      plain("Client ID", deployed.clientId),
      secretField("Client Secret", secrets.clientSecret, reveal),
      ...deployed.redirectUris.map((uri) => plain("Redirect URI in Entra ID", uri)),
    ],
    steps: [
      "Sign in to the JumpCloud Admin Portal, and open DIRECTORY INTEGRATIONS > Identity Providers: the stack has made the identity provider, with the values above. There is nothing to enter.",
      "In the portal, saving it asks first: whoever saves confirms that Federated Device Authentication is enabled for the users' login (I understand the impacts above; Yes, Continue). The API does not ask, so decide it now: people whom a routing policy sends to Entra ID sign in with their Entra password wherever JumpCloud asks for one, their managed devices included. Tell them before you go on.",
    ],
  };
}

function routingPolicy({ name, model, deployed }: Values): HandoffSection {
  const routed = Object.values(model.people).flatMap((person) => (person.routed ? [person.userPrincipalName] : []));
  return {
    title: "Create the routing policy",
    fields: [
      plain("Policy Name", `${name} to Entra ID`),
      plain("User Groups", deployed.group.name),
      plain("User Authenticates with", model.identityProviderName),
    ],
    steps: [
      "On the same page, in the section Authentication, click + Routing Policy. Until there is one, nobody is sent to Entra ID.",
      "Switch Create Routing Policy on, and enter the Policy Name under General Info.",
      `Under Assignment, search for the user group ${deployed.group.name} (${deployed.group.id}) and choose it, and no other.`,
      `Under Identity Provider Routing, choose ${model.identityProviderName} for User Authenticates with, and click Create.`,
      `Compare the group's members with the config: ${routed.length === 0 ? "nobody declared there is in it" : routed.join(", ")}. Whoever else is a member is sent to Entra ID too, and gets in only with an account there whose name is their JumpCloud company email.`,
      "JumpCloud advises to switch externally managed passwords on for these people, so that nobody keeps a second password there.",
    ],
  };
}

function userPortal({ deployed }: Values): HandoffSection {
  return {
    title: "Close the User Portal, where it is not wanted",
    fields: [],
    steps: [
      "A federated login opens JumpCloud's User Portal. Where that is wanted, skip this section.",
      "Open SECURITY MANAGEMENT > Conditional Policies, click ( + ) and choose User Portal.",
      `Under Assignments, choose the user group ${deployed.group.name}; under Action, choose to deny access; enable the policy and create it.`,
    ],
  };
}

function people({ model, secrets, reveal }: Values): HandoffSection {
  const declared = Object.entries(model.people);
  return {
    title: "Give people their first password",
    fields: declared.flatMap(([person, { userPrincipalName }]) => {
      const password = secrets.initialPasswords[person];
      return password === undefined ? [] : [secretField(`Password of ${userPrincipalName}`, password, reveal)];
    }),
    steps:
      declared.length === 0
        ? ["The config declares nobody. `npm run provision` makes accounts from a file."]
        : [
            "Give each person their password by a way that only they read. It is the one that the account was made with: Entra ID asks for another at the first sign-in, and this one is of no more use then.",
            "The user principal name must be the person's company email in JumpCloud, letter by letter: that is how JumpCloud finds the account.",
          ],
  };
}

const provisioning: HandoffSection = {
  title: "Provision people from Entra ID to JumpCloud, if they are not to be declared",
  fields: [],
  steps: [
    "In the Microsoft Entra admin center, open Enterprise applications > New application > Create your own application, enter a name, and choose Integrate any other application you don't find in the gallery (Non-gallery).",
    "In the new application, open Provisioning, set the Provisioning Mode to Automatic, and enter the Tenant URL and the secret token that JumpCloud's article asks for: the token is an administrator's API key of JumpCloud, so give that administrator no more rights than the article says.",
    "Assign the people to the application and start provisioning. Groups do not come with it: put new people into the routed group in JumpCloud, or declare them.",
  ],
};

function secret({ name, model, deployed }: Values): HandoffSection {
  return {
    title: "Change the secret before it ends",
    fields: [
      plain("Ends", deployed.secretExpires),
      plain("Secret ID in Entra ID", deployed.secretKeyId),
      plain("Generation in the config", model.application.secret.generation),
    ],
    steps: [
      `In the config, under crosstrust:relyingParties, ${name}, application, secret: set generation to another name, and previousGeneration to ${JSON.stringify(model.application.secret.generation)}.`,
      "Run `npm run up`: it makes the new secret, and gives it to JumpCloud. Nobody copies it.",
      "When people sign in with it, take previousGeneration out and run `npm run up` again: the old secret is gone then.",
    ],
  };
}
