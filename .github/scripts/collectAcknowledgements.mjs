import { writeFile } from "node:fs/promises";

/**
 * Writes what people who may write to the repository said in the pull request (its text, comments and reviews) to a file,
 * for `npm run preview -- --acknowledged-in`: one message after the other, with a form feed between them. What anybody else
 * says acknowledges nothing, nor does a review that was dismissed.
 * @param {{ github: any, context: any, core: { warning(text: string): void }, file: string }} options
 */
export async function collectAcknowledgements({ github, context, core, file }) {
  const { owner, repo } = context.repo;
  const number = context.issue.number;
  const { data: pull } = await github.rest.pulls.get({ owner, repo, pull_number: number });
  const [comments, reviews] = await Promise.all([
    github.paginate(github.rest.issues.listComments, { owner, repo, issue_number: number, per_page: 100 }),
    github.paginate(github.rest.pulls.listReviews, { owner, repo, pull_number: number, per_page: 100 }),
  ]);
  const standing = reviews.filter(({ state }) => state !== "DISMISSED");
  const said = [pull, ...comments, ...standing].filter(({ user, body }) => user?.type === "User" && body);
  const mayWrite = new Map();
  for (const { login } of said.map(({ user }) => user)) {
    if (!mayWrite.has(login)) mayWrite.set(login, await canWrite({ github, core, owner, repo, username: login }));
  }
  const counted = said.filter(({ user }) => mayWrite.get(user.login));
  await writeFile(file, counted.map(({ body }) => `${body.replaceAll("\f", " ")}\n\f\n`).join(""));
}

/** `maintain` and roles of the organization's own come as the one of these that they build on. */
async function canWrite({ github, core, owner, repo, username }) {
  try {
    const { data } = await github.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
    return ["admin", "write"].includes(data.permission);
  } catch (error) {
    core.warning(`What ${username} wrote does not count: ${error.message}`);
    return false;
  }
}
