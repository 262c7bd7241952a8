// Ways to break the relation of access, one line each: the comparison with the law has to find every one.
// `scripts/breaks.ts` tries them; a break whose text is gone is found by the test beside it.

/** The files that the relation stands in. */
export const relation = [
  'packages/api/src/access/all-grants.ts',
  'packages/api/src/access/held.ts',
  'packages/api/src/access/levels-of-many.ts',
  'packages/api/src/access/reach.ts',
  'packages/api/src/access/who-and-why.ts',
] as const
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
    from: `levelOf(asker, sql\`asset.id\`, sql\`asset.owner_id\`)`,
    to: `levelOf(asker, sql\`asset.id\`, sql\`null::uuid\`)`,
  },
  {
    what: 'owners do not reach what lies in what they own',
    from: `levelOf(asker, sql\`f.ancestor_id\`, sql\`above.owner_id\`)`,
    to: `levelOf(asker, sql\`f.ancestor_id\`, sql\`null::uuid\`)`,
  },
  {
    what: 'owners only contribute to what they own',
    from: `\${asker.memberId} then 'manage'::level end`,
    to: `\${asker.memberId} then 'contribute'::level end`,
  },
  {
    what: 'a grant on a file gives nothing',
    from: `levelOf(asker, sql\`asset.id\`,`,
    to: `levelOf(asker, sql\`asset.parent_id\`,`,
  },
  {
    what: 'a grant on a folder does not go down',
    from: `on above.id = f.ancestor_id where f.folder_id = `,
    to: `on above.id = f.ancestor_id and f.depth = 0 where f.folder_id = `,
  },
  {
    what: 'the lowest of two grants on a thing wins',
    from: `highest(its.map((r) => r.level)) === level`,
    to: `levels.find((l) => its.some((r) => r.level === l)) === level`,
  },
  {
    what: 'the lowest of what comes from above wins',
    from: `select max(\${levelOf(asker`,
    to: `select min(\${levelOf(asker`,
  },
  {
    what: 'the lowest of what is owned, held and passed on wins',
    from: `sql\`greatest(\n  case when`,
    to: `sql\`least(\n  case when`,
  },
  {
    what: 'the thing itself lowers what comes from above',
    from: 'greatest(${levelOnItself(asker)}, ${levelThrough(asker, climbsFrom',
    to: 'least(${levelOnItself(asker)}, ${levelThrough(asker, climbsFrom',
  },
  {
    what: 'a membership that has ended still counts',
    from: `where g.member_id = \${memberId} and (${isInForce})`,
    to: `where g.member_id = \${memberId}`,
  },
  {
    what: 'a grant that has ended still counts',
    from: `(select id from principal)\n         and (held.ends_at is null or held.ends_at > moment())`,
    to: `(select id from principal)`,
  },
  {
    what: 'a grant without an end counts for nothing',
    from: `(select id from principal)\n         and (held.ends_at is null or held.ends_at > moment())`,
    to: `(select id from principal) and held.ends_at > moment()`,
  },
  {
    what: 'whoever is in a group has what everybody else’s groups have',
    from: `where g.member_id = \${memberId} and (${isInForce})`,
    to: `where (${isInForce})`,
  },
  {
    what: 'what was given to the member themself is forgotten',
    from: `select \${memberId}::uuid as id\n      union all select g.group_id from`,
    to: `select g.group_id as id from`,
  },
  {
    what: 'anybody’s grant is one’s own',
    from: `and held.principal_id in (select id from principal)`,
    to: ``,
  },
  {
    what: 'what is held at contribute gives view',
    from: `then \${sql.lit(level)}::level`,
    to: `then \${sql.lit(level === 'contribute' ? 'view' : level)}::level`,
  },
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
    from: 'where: sql`(${through} is not null or ${isBeginning(asker)})`',
    to: 'where: isBeginning(asker)',
  },
  {
    what: 'a page of a folder leaves out what is given on the things in it',
    from: 'where: sql`(${through} is not null or ${isBeginning(asker)})`',
    to: 'where: sql`(${through} is not null)`',
  },
  {
    what: 'a page of a folder has the folder’s level alone',
    from: 'level: sql`greatest(${through}, ${levelOnItself(asker)})`',
    to: 'level: sql`coalesce(${through}, ${levelOnItself(asker)})`',
  },
  {
    what: 'what is owned begins nothing in a folder or a search',
    from: 'sql`(asset.owner_id = ${asker.memberId}\n  or',
    to: 'sql`(false\n  or',
  },
  {
    what: 'what is held begins nothing in a folder or a search',
    from: 'or ${among(sql`asset.id`, allThings(asker))}\n',
    to: '\n',
  },
  {
    what: 'what is passed on, and not named, begins nothing in a folder or a search',
    from: 'sql`asset.id in (select i.asset_id from ${passedOn(asker)})` : sql`false`',
    to: 'sql`false` : sql`false`',
  },
  {
    what: 'what is owned is not top-most, and begins no search',
    from: 'own.owner_id = ${asker.memberId} and ${owned}',
    to: 'own.owner_id = ${asker.memberId} and false',
  },
  {
    what: 'what is held is not top-most, and begins no search',
    from: 'union all select unnest(${allThings(asker)}::uuid[])',
    to: '',
  },
  {
    what: 'what is passed on, and not named, is not top-most, and begins no search',
    from: '\n  union all select i.asset_id from ${passedOn(asker)}`',
    to: '`',
  },
  {
    what: 'where much is found, searches look everywhere but in the folders that are reached',
    from: 'climbsFrom} in (\n    select f.folder_id from',
    to: 'climbsFrom} not in (\n    select f.folder_id from',
  },
  {
    what: 'searches leave out what lies in the folders that they find',
    from: ' or asset.parent_id = any(${folders}::uuid[]))',
    to: ')',
  },
  {
    what: 'where much is found, searches take it for little',
    from: 'rows.length > 2 * few || folders.length > few ?',
    to: 'rows.length < 0 ?',
  },
  {
    what: 'things in a visible folder are top-most',
    from: 'and (asset.parent_id is null or ${levelThrough(asker, sql`asset.parent_id`)} is null)',
    to: '',
  },
  {
    what: 'things at the root are not top-most',
    from: '(asset.parent_id is null or ${levelThrough(asker, sql`asset.parent_id`)} is null)',
    to: '(${levelThrough(asker, sql`asset.parent_id`)} is null and asset.parent_id is not null)',
  },
  {
    what: 'in the trash, seeing the place is enough',
    from: "sql`asset.parent_id`)} = 'manage')`",
    to: 'sql`asset.parent_id`)} is not null)`',
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
    from: 'where i.passes_on and i.collection_id in',
    to: 'where i.collection_id in',
  },
  {
    what: 'what is marked “not passed on” is passed on, where it is not named',
    from: 'i where i.passes_on and ${among(sql`i.collection_id`',
    to: 'i where ${among(sql`i.collection_id`',
  },
  {
    what: 'anybody’s collection is one’s own',
    from: "and i.collection_id in (select id from held where held.is = 'collection')",
    to: '',
  },
  {
    what: 'whoever owns a collection gets nothing through it',
    from: 'and c.owner_id = ${memberId})',
    to: 'and false)',
  },
  {
    what: 'anybody owns every collection',
    from: 'and c.owner_id = ${memberId})',
    to: ')',
  },
  {
    what: 'whoever was given something on a collection gets nothing through it',
    from: "then 'thing' else 'collection' end",
    to: "then 'thing' else 'thing' end",
  },
  {
    what: 'a collection gives contribute on what is in it',
    from: "select id, 'view', 'passed on' from passed",
    to: "select id, 'contribute', 'passed on' from passed",
  },
  {
    what: 'a collection gives contribute on what is in it, where that is not named',
    from: "then 'view'::level end`",
    to: "then 'contribute'::level end`",
  },
  {
    what: 'what is in collections is forgotten where it is not named',
    from: 'collections: isNamed ? [] : [...collections]',
    to: 'collections: []',
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
  {
    what: 'a smaller grant beside it takes the effect of a grant away',
    from: 'h.id <> g.id and h.level >= g.level and',
    to: 'h.id <> g.id and',
  },
  {
    what: 'a membership that has ended takes the effect of a grant away',
    from: "x.member_id = g.member_id and ${holds('x')}) || g.principal_id",
    to: 'x.member_id = g.member_id) || g.principal_id',
  },
  {
    what: 'what a collection keeps to itself takes the effect of a grant away',
    from: 'where i.passes_on and i.asset_id = any(${line})',
    to: 'where i.asset_id = any(${line})',
  },
  {
    what: 'a grant on a collection that has ended takes the effect of a grant away',
    from: "h.thing_id = held.id and h.principal_id = any(${them}) and ${holds('h')}",
    to: 'h.thing_id = held.id and h.principal_id = any(${them})',
  },
  {
    what: 'owning a collection takes no effect away',
    from: '(held.owner_id = g.member_id or exists (',
    to: '(exists (',
  },
  {
    what: 'asked of many at once, a membership that has ended still gives',
    from: 'where g.member_id = ${member} and (g.ends_at is null or g.ends_at > moment()))',
    to: 'where g.member_id = ${member})',
  },
  {
    what: 'asked of many at once, a grant that has ended still gives',
    from: 'where given.principal_id in (select id from principal) and (given.ends_at is null or given.ends_at > moment()))',
    to: 'where given.principal_id in (select id from principal))',
  },
  {
    what: 'asked of many at once, owners do not reach what lies in what they own',
    from: 'where own.id in (select id from line) and own.owner_id = ${member}',
    to: 'where own.id = ${thing} and own.owner_id = ${member}',
  },
  {
    what: 'asked of many at once, what a collection keeps to itself is passed on',
    from: 'where i.asset_id in (select id from line) and i.passes_on',
    to: 'where i.asset_id in (select id from line)',
  },
  {
    what: 'asked of many at once, owning a collection passes nothing on',
    from: '(c.owner_id = ${member} or c.id in (select thing_id from held))',
    to: '(c.id in (select thing_id from held))',
  },
]
