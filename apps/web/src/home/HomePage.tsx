// Where one arrives in an account: what one's role is for, what it can do here, and until when.
import { Anchor, Text, Title } from '@mantine/core'
import { IconCheck, IconLockUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { extentOf, planTitles, roleWords, smallestPlanWith, type Role } from '@usher/domain'
import { useMe } from '../may.ts'
import { roleLooks } from '../roles/role-looks.ts'
import { pages } from '../routes.tsx'
import { Ago } from '../ui/Ago.tsx'
import { Page } from '../ui/Page.tsx'
import { sectionsFor, type ShownSection } from './sections.ts'
import './home.css'

const exactEnd = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' })

export function HomePage() {
  const { here } = useMe()
  const { icon: RoleIcon, hue } = roleLooks[here.role]
  const { title, explains } = roleWords[here.role]
  return (
    <Page title={here.name} subtitle={`${planTitles[here.plan]} plan`}>
      <section className="home-role" style={{ '--hue': hue } as React.CSSProperties} aria-label="Your role">
        <span className="home-role-icon">
          <RoleIcon size={24} stroke={1.7} aria-hidden />
        </span>
        <div>
          <Text size="sm" c="dimmed">
            Your role
          </Text>
          <Title order={2} mb={4}>
            {title}
          </Title>
          <Text>{explains}</Text>
          {here.endsAt && (
            <Text mt="xs" fw={500}>
              Your access ends <Ago at={here.endsAt} />, on {exactEnd.format(new Date(here.endsAt))}.
            </Text>
          )}
        </div>
      </section>
      <Title order={2} mt="xl" mb="sm">
        What you can do here
      </Title>
      <div className="home-sections">
        {sectionsFor(here).map((section) => (
          <Section key={section.title} section={section} role={here.role} account={here.slug} />
        ))}
      </div>
    </Page>
  )
}

function Section({ section, role, account }: { section: ShownSection; role: Role; account: string }) {
  return (
    <section className="home-section">
      <Title order={3} className="home-section-title">
        <section.icon size={18} stroke={1.7} aria-hidden />
        {section.title}
      </Title>
      <ul>
        {section.rows.map(({ permission, title, answer }) => {
          const page = answer.yes && pages.find(({ needs, group, waits }) => group && !waits && needs === permission)
          const Icon = answer.yes ? IconCheck : IconLockUp
          return (
            <li key={permission} data-off={!answer.yes || undefined}>
              <Icon size={16} stroke={2} aria-hidden />
              <span>
                {page ? (
                  <Anchor component={Link} to={page.path.replace('$account', account)}>
                    {title}
                  </Anchor>
                ) : (
                  title
                )}
                {!answer.yes && (
                  <Text span size="xs" c="dimmed">
                    {answer.feature
                      ? ` · comes with the plan ${planTitles[smallestPlanWith(answer.feature)]}`
                      : ' · asleep on this plan'}
                  </Text>
                )}
              </span>
            </li>
          )
        })}
      </ul>
      {section.rows.some(({ permission }) => extentOf(role, permission) !== 'all') && (
        <Text size="xs" c="dimmed" mt="xs">
          As far as the level goes at which something was shared with you.
        </Text>
      )}
    </section>
  )
}
