// A page's accessibility, checked by axe against WCAG 2.2 A and AA: every journey calls it on every page it meets.
// A failure names each rule, the elements that break it and where the rule is explained.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const standards = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

/** Fails the test when the page, as it stands now, breaks a rule of these standards. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze()
  const report = violations.map((violation) =>
    [
      `${violation.id} (${violation.impact ?? 'unrated'}): ${violation.help}`,
      ...violation.nodes.map((node) => `    ${node.target.flat().join(' ')}\n      ${node.html.slice(0, 160)}`),
      `    ${violation.helpUrl}`,
    ].join('\n'),
  )
  expect(violations.length, `accessibility of ${page.url()}\n\n${report.join('\n\n')}\n`).toBe(0)
}
