/** Whose accounts an application is for (Microsoft Graph, resource type `application`, `signInAudience`). */
export type SignInAudience = "AzureADMyOrg" | "AzureADandPersonalMicrosoftAccount";
