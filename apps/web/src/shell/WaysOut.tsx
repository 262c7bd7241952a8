// The two ways on from where somebody cannot get in: another account, or another sign-in.
import { Button, Group } from '@mantine/core'
import { IconLogout, IconSwitchHorizontal } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { use } from 'react'
import { MeContext } from '../may.ts'
import { useSignOut } from '../session/sign-out.ts'

/** `aside`: something else on the page is what one would do first. */
export function WaysOut({ aside = false }: { aside?: boolean }) {
  const { signOut, isPending } = useSignOut()
  // Of whoever only looks the way out is above.
  if (use(MeContext)?.viewing) return null
  return (
    <Group gap="sm">
      <Button
        component={Link}
        to="/accounts"
        variant={aside ? 'default' : 'filled'}
        leftSection={<IconSwitchHorizontal size={16} aria-hidden />}
      >
        Switch account
      </Button>
      <Button
        variant={aside ? 'subtle' : 'default'}
        leftSection={<IconLogout size={16} aria-hidden />}
        loading={isPending}
        onClick={() => signOut()}
      >
        Sign out
      </Button>
    </Group>
  )
}
