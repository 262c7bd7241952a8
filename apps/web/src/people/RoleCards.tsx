// The six roles as cards to choose from: title, one sentence, nothing chosen beforehand. What the plan lacks is shown,
// disabled, with the plan that it comes with.
import { Anchor, Group, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { planTitles, roleOnPlan, roles, roleWords, smallestPlanWith, type Role } from '@usher/domain'
import { useMe } from '../may.ts'
import { roleLooks } from '../roles/role-looks.ts'
import { CompareRoles } from './CompareRoles.tsx'
import '../ui/choice-card.css'
import './role-choice.css'

interface Props {
  value: Role | null
  onChange: (role: Role) => void
  label: string
  error?: React.ReactNode
  /** Said beside the role that they have now. */
  now?: Role | undefined
}

export function RoleCards({ value, onChange, label, error, now }: Props) {
  const { plan } = useMe().here
  const [comparing, setComparing] = useState(false)
  const ofPlan = (role: Role): string | null => {
    const answer = roleOnPlan(role, plan)
    return answer.yes || !answer.feature ? null : `Comes with the plan ${planTitles[smallestPlanWith(answer.feature)]}.`
  }
  return (
    <div>
      <Radio.Group
        value={value ?? ''}
        // The cards below carry nothing but roles.
        onChange={(chosen) => onChange(chosen as Role)}
        label={label}
        error={error}
        errorProps={{ role: 'alert' }}
        // The cards are long: what is missing stands where they begin.
        inputWrapperOrder={['label', 'error', 'input']}
      >
        <Stack gap={6} mt={6}>
          {roles.map((role) => {
            const missing = ofPlan(role)
            const { icon: Icon, hue } = roleLooks[role]
            return (
              <Radio.Card key={role} value={role} disabled={missing !== null} className="choice-card" px="sm" py={10}>
                <Group wrap="nowrap" align="flex-start" gap="sm">
                  <Radio.Indicator disabled={missing !== null} mt={1} />
                  <div>
                    <Group
                      gap={6}
                      wrap="nowrap"
                      align="flex-start"
                      className="role-card-title"
                      style={{ '--hue': hue } as React.CSSProperties}
                    >
                      <Icon size={16} stroke={1.8} aria-hidden />
                      <Text size="sm" fw={600} component="span">
                        {roleWords[role].title}
                        {role === now && (
                          <Text size="xs" c="dimmed" span>
                            {' '}
                            (now)
                          </Text>
                        )}
                      </Text>
                    </Group>
                    <Text size="sm" c="dimmed">
                      {roleWords[role].explains}
                      {missing && ` ${missing}`}
                    </Text>
                  </div>
                </Group>
              </Radio.Card>
            )
          })}
        </Stack>
      </Radio.Group>
      <Anchor component="button" type="button" size="sm" className="link-button" onClick={() => setComparing(true)}>
        Compare roles
      </Anchor>
      {comparing && <CompareRoles onClose={() => setComparing(false)} />}
    </div>
  )
}
