// The groups and first folders that come with an invitation to restricted access, as the forms hold them.
import type { Level } from '@usher/domain'
import type { Person } from './person.ts'

export interface FirstAccess {
  groupIds: readonly string[]
  folders: readonly { folderId: string; name: string; level: Level }[]
}
export const noAccessYet: FirstAccess = { groupIds: [], folders: [] }

/** What an invitation holds now. */
export const firstAccessOf = ({ groups, folders }: Person): FirstAccess => ({
  groupIds: groups.map((g) => g.groupId),
  folders: folders.map(({ assetId, name, level }) => ({ folderId: assetId, name, level })),
})

/** As the API takes it. */
export const inputOf = ({ groupIds, folders }: FirstAccess) => ({
  groupIds: [...groupIds],
  folders: folders.map(({ folderId, level }) => ({ folderId, level })),
})
