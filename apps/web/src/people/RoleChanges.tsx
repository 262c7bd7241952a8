// Before and after a change of role: which sections come, go, or from now on reach only what is shared. People with the
// same role before are told together.
import { Group, List, Text } from '@mantine/core'
import { IconMinus, IconPlus, IconShare3, type Icon } from '@tabler/icons-react'
import { permissions, roleWords, type Permission, type Role } from '@usher/domain'
import { useMe } from '../may.ts'
import { namesInWords, type Person } from './person.ts'
import { roleDifference } from './role-difference.ts'
import './role-choice.css'

function Sections({
  icon: Icon,
  title,
  of,
  color,
}: {
  icon: Icon
  title: string
  of: readonly Permission[]
  color: string
}) {
  if (!of.length) return null
  return (
    <div>
      <Text size="sm" fw={600} mb={2}>
        {title}
      </Text>
      <List spacing={2} size="sm" icon={<Icon size={14} stroke={2.2} aria-hidden color={color} />} listStyleType="none">
        {of.map((permission) => (
          <List.Item key={permission}>{permissions[permission].title}</List.Item>
        ))}
      </List>
    </div>
  )
}

export function RoleChanges({ people, to }: { people: readonly Person[]; to: Role }) {
  const { plan } = useMe().here
  const before = [...Map.groupBy(people, ({ role }) => role)]
  return (
    <>
      {before.map(([from, who]) => {
        const { comes, goes, narrows, widens } = roleDifference(from, to, plan)
        const isNothing = from === to
        return (
          <section
            key={from}
            className="role-changes"
            aria-label={`${roleWords[from].title} to ${roleWords[to].title}`}
          >
            <Text size="sm" mb="xs">
              <Text span fw={600} inherit>
                {namesInWords(who, 3)}
              </Text>
              : {isNothing ? `${roleWords[from].title}, as now` : `${roleWords[from].title} → ${roleWords[to].title}`}
            </Text>
            <Group align="flex-start" gap="lg" grow preventGrowOverflow={false} wrap="wrap">
              <Sections icon={IconMinus} title="Goes" of={goes} color="var(--mantine-color-red-text)" />
              <Sections
                icon={IconShare3}
                title="Only as shared with them"
                of={narrows}
                color="var(--mantine-color-orange-text)"
              />
              <Sections icon={IconPlus} title="Comes" of={comes} color="var(--mantine-color-green-text)" />
              <Sections icon={IconPlus} title="Now everywhere" of={widens} color="var(--mantine-color-green-text)" />
            </Group>
          </section>
        )
      })}
    </>
  )
}
