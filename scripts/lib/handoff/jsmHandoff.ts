import { shellQuote } from "../../../lib/shellQuote.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { DeployedJiraServiceManagement } from "../../../trust/DeployedTrust.ts";
import type { CognitoIssuerModel, JiraServiceManagementModel } from "../../../trust/TrustModel.ts";
import type { Handoff, HandoffRequest } from "./createHandoff.ts";
import { type HandoffSection, plain, secretField } from "./HandoffSheet.ts";

interface Values {
  readonly model: JiraServiceManagementModel;
  readonly deployed: DeployedJiraServiceManagement;
  readonly pool: CognitoIssuerModel;
  readonly secret: string;
  readonly reveal: boolean;
  /** Quoted for commands to repeat. */
  readonly stack: string;
  readonly name: string;
}

/**
 * What remains to be done by hand in Jira after a deployment so that customers sign in with the user pool. The clicks are
 * those of miniOrange's guide "SSO for JSM Customers using AWS Cognito as OAuth Provider", whose part at Cognito the stack
 * does; how long an API token lasts is Atlassian's page "Manage API tokens for your Atlassian account".
 * @throws CrosstrustError STACK_OUTPUTS_MISSING where the portal, its client's secret or its pool is not among the outputs
 */
export function jsmHandoff(
  { trust, clientSecrets, name, reveal, stack }: HandoffRequest,
  model: JiraServiceManagementModel,
): Handoff {
  const deployed = trust.relyingParties[name];
  const pool = trust.model.issuers[model.issuer];
  const secret = clientSecrets[model.issuer]?.[model.client];
  if (deployed?.kind !== "jira-service-management" || pool?.kind !== "cognito" || secret === undefined) {
    throw new CrosstrustError("STACK_OUTPUTS_MISSING", `The stack's outputs hold no deployed customer portal ${name}.`);
  }
  const values: Values = {
    model,
    deployed,
    pool,
    secret,
    reveal,
    stack: shellQuote(stack),
    name: shellQuote(name),
  };
  return {
    sheet: {
      name,
      system: "Jira Service Management, signing customers in with Amazon Cognito",
      sections: [
        rights,
        installation,
        callbackUrl(values),
        customers(values),
        identityProvider(values),
        connectionTest(values),
        attributeMapping(values),
        filter(values),
        jira(values),
        check(values),
        secretChange,
      ],
      notes: [
        reveal
          ? "This sheet holds a secret. Delete it when its value is where it belongs."
          : "The secret is masked. --reveal shows it.",
        "What the guide does at Cognito is not here: the stack has made the user pool, its domain and the app client, with these URLs and scopes.",
      ],
    },
  };
}

const app = "SAML/OAuth SSO for JSM Customers";

const rights: HandoffSection = {
  title: "Who can do this",
  fields: [],
  steps: [
    "In Jira: an administrator who may install apps.",
    "A service account of Atlassian with admin permissions in Jira, whose API token the app works with. Take an account of its own: whoever has the token can do all that the account can.",
    "In AWS: nobody has to click.",
  ],
};

const installation: HandoffSection = {
  title: "Install the app",
  fields: [plain("App", app), plain("Vendor", "miniOrange")],
  steps: [
    "Log in to Jira as an administrator, open the settings, and click Apps.",
    `Find ${app}, and start a free trial of it, or buy it.`,
    `In the menu bar, open Apps > ${app}.`,
  ],
};

function callbackUrl({ model, deployed }: Values): HandoffSection {
  return {
    title: "Compare the callback URL",
    fields: [plain("Callback URL", deployed.callbackUrl)],
    steps: [
      "On the app's configuration page, open SSO Configurations, and copy the callback URL.",
      "Compare it with the one above, character by character: Cognito takes no other.",
      `Where they differ, put the app's into the config (crosstrust:issuers, ${model.issuer}, clients, ${model.client}, callbackUrls), run \`npm run up\`, and print this sheet again.`,
    ],
  };
}

function customers({ model, pool, stack, name }: Values): HandoffSection {
  const client = pool.clients[model.client];
  const providers = client?.kind === "interactive" ? client.identityProviders : [];
  const others = providers.filter((provider) => provider !== "cognito");
  return {
    title: "Bring customers into the user pool",
    fields: [
      plain("They sign in with", pool.signIn.map((kind) => signInNames[kind]).join(" or ")),
      ...others.map((provider) => plain("Or with their account at", provider)),
    ],
    steps: [
      `Write the customers into a file, and run \`npm run provision -- --stack ${stack} --for ${name} people.csv --seal-for KEY\`; with \`--invite\`, Cognito sends them their first password instead. Have one person at least for the tests below.`,
      "Everybody of the pool can sign in, and everybody whom the other accounts above let in. Whom the portal then serves is decided in Jira.",
    ],
  };
}

const signInNames = {
  username: "a user name",
  email: "their email address",
  phone_number: "their phone number",
} as const;

function identityProvider({ model, deployed, secret, reveal }: Values): HandoffSection {
  const logout = new URLSearchParams({ client_id: deployed.clientId, logout_uri: deployed.logoutUrl });
  return {
    title: "Add the identity provider",
    fields: [
      plain("Selected Application", "AWS Cognito"),
      plain("Client Id", deployed.clientId),
      secretField("Client Secret", secret, reveal),
      plain("AWS Cognito Domain name", deployed.domain),
      plain("Logout endpoint", `${deployed.logoutEndpoint}?${String(logout)}`),
      plain("Scope", model.scopes.join(" ")),
    ],
    steps: [
      "Open Manage Apps, click Getting started under SSO Integration with Helpdesk, then Add New Identity Provider.",
      "Choose OAuth/OIDC, and click Next.",
      "Choose AWS Cognito from the Selected Application menu.",
      "Enter the Client Id, the Client Secret and the domain above. The domain stands without https:// and without a path.",
      `Enter the logout endpoint as it stands above, in one line. Its sign out URL (logout_uri), ${deployed.logoutUrl}, is where people come to after signing out; Cognito takes those alone that the config names (logoutUrls).`,
      "Enter the scope above, its words parted by spaces, and click Save. Another scope works only when the client has it too.",
    ],
  };
}

function connectionTest({ model, deployed }: Values): HandoffSection {
  return {
    title: "Test the connection",
    fields: Object.values(model.attributes).map((claim) => plain("Must be shown", claim)),
    steps: [
      `Click Test connection: a page of ${deployed.domain} must open. Sign in as a person of the pool; a first password has to be changed there.`,
      "The values of that person must be shown, those above among them. One is missing where the person's account does not have it.",
      `Where Cognito shows an error instead: redirect_mismatch means that the callback URL is another one, invalid_scope that the client lacks a scope, and a failure after signing in that the Client Secret is wrong.`,
    ],
  };
}

function attributeMapping({ model }: Values): HandoffSection {
  return {
    title: "Map the attributes",
    fields: Object.entries(model.attributes).map(([field, claim]) => plain(field, claim)),
    steps: [
      "When the test shows all values, open User Attribute Mapping, and choose for each field of Jira the attribute above.",
      "Click Save. Customers are told apart by their email address: map nothing else to it.",
    ],
  };
}

function filter({ pool }: Values): HandoffSection {
  const groups = Object.keys(pool.groups);
  return {
    title: "Filter the users, where not everyone is to come in",
    fields: groups.map((group) => plain("Group of the user pool", group)),
    steps: [
      "Open the tab Manage Users, and go to the section that filters users.",
      groups.length === 0
        ? "The stack declares no groups: what can be told apart is what the test showed."
        : "The groups of a person stand in the claim cognito:groups of their ID token; the test shows whether the app offers it.",
    ],
  };
}

function jira({ model }: Values): HandoffSection {
  return {
    title: "Connect Jira",
    fields: [plain("Customer portal", model.portalUrl)],
    steps: [
      "As the service account, create an API token at https://id.atlassian.com/manage-profile/security/api-tokens, and note when it expires: after a year at the latest. The app needs another one by then.",
      "In the app, open the tab Jira Configuration, click Configure API Token, and enter the service account's email address and the token. The account needs admin permissions.",
      "All service desk projects are shown now, each with a substitute link. These links are what customers sign in by: put them wherever the portal's own address stood.",
    ],
  };
}

function check({ model, deployed, stack }: Values): HandoffSection {
  return {
    title: "Check it as a customer",
    fields: [
      plain("Must open for signing in", `https://${deployed.domain}`),
      plain("Must open after signing out", deployed.logoutUrl),
    ],
    steps: [
      "Copy a substitute link, and open it in a private browser window: it must lead to the address above, and to the portal only after signing in.",
      "In the portal, look at the profile: it must be the person's own, with the mapped values.",
      "Sign out, and open the link again: Cognito must ask who it is again. Where it does not, the logout endpoint is wrong.",
      `Open ${model.portalUrl} itself in another private window, and see what it asks of who comes without the link. What it lets in is set in Jira, under the customer access of each project.`,
      `Run \`npm run verify -- --stack ${stack}\`: it goes the app's way at Cognito, and tries what must be refused.`,
    ],
  };
}

const secretChange: HandoffSection = {
  title: "When the secret has to be changed",
  fields: [],
  steps: [
    "It does not end by itself. Change it when somebody had it who should not, or who has left.",
    "Cognito holds two secrets of a client at a time (AddUserPoolClientSecret): the app gets the new one, the connection is tested, and then the old one is deleted, so that nobody is locked out in between.",
  ],
};
