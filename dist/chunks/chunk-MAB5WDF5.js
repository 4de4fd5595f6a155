import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);

// packages/line/sealed-by.ts
function sealedOtherwise(claims, { source, signer }) {
  const workflow = `${signer.serverUrl}/${signer.workflow}@`;
  const isWorkflow = claims.buildSignerUri?.startsWith(workflow) === true && claims.subject === claims.buildSignerUri;
  return otherwise([
    ["workflow", isWorkflow, claims.buildSignerUri],
    ["workflow commit", claims.buildSignerDigest === signer.commit, claims.buildSignerDigest],
    ["repository id", claims.sourceRepositoryId === source.repositoryId, claims.sourceRepositoryId],
    ["commit", claims.sourceRepositoryDigest === source.sha, claims.sourceRepositoryDigest]
  ]);
}
function otherwise(facts) {
  return facts.filter(([, same]) => !same).map(([fact, , found]) => `${fact} ${found ?? "absent"}`);
}

export {
  sealedOtherwise,
  otherwise
};
