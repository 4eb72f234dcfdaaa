import { shellQuote } from "../../../lib/shellQuote.ts";
import { handoffName } from "../../../trust/handoffName.ts";
import type { JumpCloudClientModel, JumpCloudIssuerModel, TrustModel } from "../../../trust/TrustModel.ts";
import { type HandoffSection, type HandoffSheet, plain } from "./HandoffSheet.ts";

/**
 * What has to be done by hand for JumpCloud's applications: no API that is documented makes one, maps its attributes or
 * shows its secret. User groups, people, and which group may use an application are declared. The clicks are those of
 * JumpCloud's article "SSO with OIDC".
 * @param stack by the name that the user gave, for the commands
 */
export function jumpCloudApplicationSheet(
  name: string,
  model: TrustModel,
  issuer: JumpCloudIssuerModel,
  stack: string,
): HandoffSheet {
  const clients = Object.entries(issuer.clients);
  const command = `npm run handoff -- --stack ${shellQuote(stack)} --for ${handoffName(model, name)} --take`;
  return {
    name,
    system: "JumpCloud, as an OpenID Connect provider",
    sections: [
      rights,
      ...clients.flatMap(([client, model]) => (model.create ? [] : [application(client, model)])),
      ...clients.flatMap(([client, model]) => (model.create ? [created(client, model)] : [])),
      taking(command, clients),
    ],
    notes: [
      "JumpCloud shows a client secret once, when the application is activated. Nothing of it stands on this sheet.",
      "Groups, people and which group may use an application are declared: `npm run up` makes them, after the steps above.",
      "`npm run preflight` says whether an application is found by its label.",
    ],
  };
}

const rights: HandoffSection = {
  title: "Who can do this",
  fields: [],
  steps: ["In JumpCloud: an administrator who may change SSO applications, such as one with the role Administrator."],
};

function application(name: string, client: JumpCloudClientModel): HandoffSection {
  const { label, applicationId } = client;
  const known = applicationId === undefined ? [] : [plain("Application id", applicationId)];
  return {
    title: `Make the application ${label}`,
    fields: [plain("Display Label", label), ...known, ...settings(client)],
    steps: [
      "Sign in to the JumpCloud Admin Portal, and open USER AUTHENTICATION > SSO Applications.",
      ...(applicationId === undefined
        ? [
            "Click + Add New Application, choose Custom Application, and click Next.",
            "Choose Manage Single Sign-On (SSO), then Configure SSO with OIDC, and click Next.",
            `Enter ${label} as the Display Label, click Next, then Configure Application.`,
          ]
        : ["Open the application with the id above: it is there already."]),
      "Open the SSO tab. Under Grant Types, choose Refresh Token too.",
      "Enter the redirect URIs above, choose Client Secret Post as the Client Authentication Type, and enter the Login URL.",
      ...mapping,
      applicationId === undefined
        ? "Click Activate, and confirm. Keep the window open: it shows the client id and, this once, the client secret."
        : "Click Save. Where nobody has its client secret any more, make another one in the SSO tab, and keep the window open.",
      `The config calls this application ${name}; \`npm run up\` assigns its groups to it.`,
    ],
  };
}

/** What the undocumented creation asks for, and nobody has confirmed that JumpCloud does. */
function created(name: string, { label }: JumpCloudClientModel): HandoffSection {
  return {
    title: `Look at the application ${label}, which the stack makes`,
    fields: [plain("Display Label", label)],
    steps: [
      `Run \`npm run up\` first: it makes the application, which the config calls ${name}.`,
      `In the JumpCloud Admin Portal, open USER AUTHENTICATION > SSO Applications > ${label} > SSO. See that Refresh Token is chosen under Grant Types; choose it where it is not.`,
      ...mapping,
      "Click Save.",
    ],
  };
}

function settings({ redirectUris, loginUrl }: JumpCloudClientModel) {
  return [
    plain("Grant Types", "Authorization Code, Refresh Token"),
    ...redirectUris.map((uri) => plain("Redirect URIs", uri)),
    plain("Client Authentication Type", "Client Secret Post"),
    ...(loginUrl === undefined ? [] : [plain("Login URL", loginUrl)]),
    plain("Attribute Mapping, Standard Scopes", "Email"),
    plain("Service Provider Attribute Name", "email"),
    plain("JumpCloud Attribute Name", "email"),
  ];
}

const mapping = [
  "Under Attribute Mapping, choose Email among the Standard Scopes, and see that it maps the claim email to the attribute email. Whoever takes the tokens finds the person by it.",
] as const;

function taking(command: string, clients: readonly (readonly [string, JumpCloudClientModel])[]): HandoffSection {
  const which = clients.map(([name]) => name).join(", ");
  return {
    title: "Give the client id and secret to the stack",
    fields: [plain("Command", command)],
    steps: [
      `Run the command. It asks for the client id and, without showing it, the client secret of ${which}, and puts them into the config of the stack as one Pulumi secret. An empty line leaves an application as it is.`,
      "Commit the config file: what stands in it is encrypted. Then run `npm run up`.",
    ],
  };
}
