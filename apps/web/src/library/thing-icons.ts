// The icon of what can be shared: a file, a folder or a collection.
import { IconFile, IconFolder, IconStack2 } from '@tabler/icons-react'

export const thingIcons = { file: IconFile, folder: IconFolder, collection: IconStack2 } as const
