import { writeFile } from "node:fs/promises";

/**
 * Writes what people who may write to the repository said in the pull request (its text, comments and reviews) to a file,
 * for `npm run preview -- --acknowledged-in`. What anybody else says acknowledges nothing.
 * @param {{ github: any, context: any, file: string }} options
 */
export async function collectAcknowledgements({ github, context, file }) {
  const { owner, repo } = context.repo;
  const number = context.issue.number;
  const { data: pull } = await github.rest.pulls.get({ owner, repo, pull_number: number });
  const [comments, reviews] = await Promise.all([
    github.paginate(github.rest.issues.listComments, { owner, repo, issue_number: number, per_page: 100 }),
    github.paginate(github.rest.pulls.listReviews, { owner, repo, pull_number: number, per_page: 100 }),
  ]);
  const said = [pull, ...comments, ...reviews].filter(({ user, body }) => user?.type === "User" && body);
  const mayWrite = new Map();
  for (const { login: username } of said.map(({ user }) => user)) {
    if (mayWrite.has(username)) continue;
    const { data } = await github.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
    mayWrite.set(username, ["admin", "write"].includes(data.permission));
  }
  const counted = said.filter(({ user }) => mayWrite.get(user.login));
  await writeFile(file, counted.map(({ body }) => `${body}\n`).join(""));
}
