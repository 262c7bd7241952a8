// Ways to break the relation of access, one line each: the comparison with the law has to find every one.
// `scripts/breaks.ts` tries them; a break whose text is gone is found by the test beside it.

/** The files that the relation stands in. */
export const relation = ['packages/api/src/access/reach.ts', 'packages/api/src/access/who-and-why.ts'] as const
export interface Break {
  /** What is wrong then, as a sentence. */
  what: string
  from: string
  to: string
}
const isInForce = `g.ends_at is null or g.ends_at > moment()`

export const breaks: readonly Break[] = [
  {
    what: 'owners do not reach what they own',
    from: `case when asset.owner_id = \${memberId} then 'manage'::level end`,
    to: `null::level`,
  },
  {
    what: 'owners do not reach what lies in what they own',
    from: `max(case when above.owner_id = \${memberId} then 'manage'::level`,
    to: `max(case when false then 'manage'::level`,
  },
  {
    what: 'owners only contribute to what lies in what they own',
    from: `then 'manage'::level\n                  else`,
    to: `then 'contribute'::level\n                  else`,
  },
  {
    what: 'a grant on a file gives nothing',
    from: `held where held.thing_id = asset.id and`,
    to: `held where held.thing_id = asset.parent_id and`,
  },
  {
    what: 'a grant on a folder does not go down',
    from: `left join "grant" held on held.thing_id = f.ancestor_id and`,
    to: `left join "grant" held on held.thing_id = f.ancestor_id and f.depth = 0 and`,
  },
  {
    what: 'the lowest of two grants on a thing wins',
    from: `(select max(held.level) from "grant" held`,
    to: `(select min(held.level) from "grant" held`,
  },
  {
    what: 'the lowest of what comes from above wins',
    from: `select max(case when above.owner_id`,
    to: `select min(case when above.owner_id`,
  },
  {
    what: 'the thing itself lowers what comes from above',
    from: 'greatest(${levelOnItself(memberId)}, ${levelThrough',
    to: 'least(${levelOnItself(memberId)}, ${levelThrough',
  },
  {
    what: 'a membership that has ended still counts',
    from: `where g.member_id = \${memberId} and (${isInForce})`,
    to: `where g.member_id = \${memberId}`,
  },
  {
    what: 'a grant that has ended still counts',
    from: `any(\${principals(memberId)})\n  and (held.ends_at is null or held.ends_at > moment())`,
    to: `any(\${principals(memberId)})`,
  },
  {
    what: 'a grant without an end counts for nothing',
    from: `any(\${principals(memberId)})\n  and (held.ends_at is null or held.ends_at > moment())`,
    to: `any(\${principals(memberId)})\n  and held.ends_at > moment()`,
  },
  {
    what: 'whoever is in a group has what everybody else’s groups have',
    from: `where g.member_id = \${memberId} and (${isInForce})`,
    to: `where (${isInForce})`,
  },
  {
    what: 'what was given to the member themself is forgotten',
    from: `select \${memberId}::uuid union all select g.group_id`,
    to: `select g.group_id`,
  },
  { what: 'anybody’s grant is one’s own', from: `held.principal_id = any(\${principals(memberId)})`, to: `true` },
  { what: 'what is deleted is still seen', from: `asset.trash_id is null and not exists`, to: `not exists` },
  {
    what: 'files in a deleted folder are still seen',
    from: `p.id = asset.parent_id and p.trash_id is not null`,
    to: `p.id = asset.id and p.trash_id is not null`,
  },
  {
    what: 'things of another account are seen',
    from: `    .select(columns)\n    .where('asset.account_id', '=', accountId)\n    .where(isNotInTrash)`,
    to: `    .select(columns)\n    .where(isNotInTrash)`,
  },
  {
    what: 'files are climbed from themselves',
    from: `case asset.kind when 'folder' then asset.id else asset.parent_id end`,
    to: `asset.id`,
  },
  {
    what: 'everything is seen by whom nothing reaches',
    from: 'where: sql`reached.level is not null`',
    to: 'where: sql`true`',
  },
  {
    what: 'a page of a folder leaves out what comes through the folder',
    from: 'where: sql`(${through} is not null or ${isBeginning(memberId)})`',
    to: 'where: isBeginning(memberId)',
  },
  {
    what: 'a page of a folder leaves out what is given on the things in it',
    from: 'where: sql`(${through} is not null or ${isBeginning(memberId)})`',
    to: 'where: sql`(${through} is not null)`',
  },
  {
    what: 'a page of a folder has the folder’s level alone',
    from: 'level: sql`greatest(${through}, ${levelOnItself(memberId)})`',
    to: 'level: sql`coalesce(${through}, ${levelOnItself(memberId)})`',
  },
  {
    what: 'what is owned begins nothing',
    from: '(asset.owner_id = ${memberId}\n  or asset.id in',
    to: '(asset.id in',
  },
  {
    what: 'what is given begins nothing',
    from: '\n  or asset.id in (${givenThings(memberId)}))`',
    to: ')`',
  },
  {
    what: 'searches do not look into folders that were given',
    from: `above.kind = 'folder'\n  union all \${givenThings(memberId)}`,
    to: `above.kind = 'folder'`,
  },
  {
    what: 'searches do not look into folders that are owned',
    from: `select above.id from asset above where above.owner_id = \${memberId} and above.kind = 'folder'\n  union all`,
    to: ``,
  },
  {
    what: 'searches leave out what lies in the folders that they find',
    from: ' or asset.parent_id = any(${folders}::uuid[]))',
    to: ')',
  },
  {
    what: 'things in a visible folder are top-most',
    from: 'and (asset.parent_id is null or ${levelThrough(sql`asset.parent_id`, memberId)} is null)',
    to: '',
  },
  {
    what: 'things at the root are not top-most',
    from: '(asset.parent_id is null or ${levelThrough(sql`asset.parent_id`, memberId)} is null)',
    to: '(${levelThrough(sql`asset.parent_id`, memberId)} is null and asset.parent_id is not null)',
  },
  {
    what: 'in the trash, seeing the place is enough',
    from: "actor.memberId)} = 'manage')`",
    to: 'actor.memberId)} is not null)`',
  },
  {
    what: 'in the trash, owners do not find what they owned',
    from: '`(asset.owner_id = ${actor.memberId}\n          or ',
    to: '`(',
  },
  { what: 'who has access forgets that memberships end', from: ` and (${isInForce})))`, to: `))` },
  {
    what: 'who has access forgets that grants end',
    from: `things}::uuid[]) and (held.ends_at is null or held.ends_at > moment())`,
    to: `things}::uuid[])`,
  },
  {
    what: 'an explanation tells the later of two ends',
    from: `least(held.ends_at, g.ends_at) as ends_at`,
    to: `greatest(held.ends_at, g.ends_at) as ends_at`,
  },
  {
    what: 'what is marked “not passed on” is passed on',
    from: 'i.passes_on and i.collection_id = any',
    to: 'i.collection_id = any',
  },
  {
    what: 'anybody’s collection is one’s own',
    from: 'i.collection_id = any(${theirCollections(memberId)})',
    to: 'true',
  },
  {
    what: 'whoever owns a collection gets nothing through it',
    from: 'select c.id from collection c where c.owner_id = ${memberId}\n  union all select',
    to: 'select',
  },
  {
    what: 'whoever was given something on a collection gets nothing through it',
    from: '\n  union all select held.thing_id from "grant" held where held.collection_id is not null and ${isHeld(memberId)})`',
    to: ')`',
  },
  {
    what: 'a collection gives contribute on what is in it',
    from: "then 'view'::level end`",
    to: "then 'contribute'::level end`",
  },
  {
    what: 'a collection gives nothing on the thing itself',
    from: 'viewThrough(sql`asset.id`, memberId)',
    to: 'viewThrough(sql`null::uuid`, memberId)',
  },
  {
    what: 'a collection gives nothing on what lies below',
    from: 'viewThrough(sql`f.ancestor_id`, memberId)',
    to: 'viewThrough(sql`null::uuid`, memberId)',
  },
  {
    what: 'what a collection passes on begins nothing',
    from: '\n  union all select i.asset_id from collection_item i where ${isPassedOn(memberId)}`',
    to: '`',
  },
  {
    what: 'an explanation counts what is not passed on',
    from: ".where('i.passes_on', '=', true)",
    to: '',
  },
  {
    what: 'an explanation forgets who owns a collection',
    from: '(owner_id === to ?',
    to: '(false ?',
  },
  {
    what: 'an explanation leaves out what comes from above',
    from: 'line.flatMap((a): Path[] => [',
    to: 'line.slice(0, 1).flatMap((a): Path[] => [',
  },
]
