// The invoices, newest first: what each is for, when it is due or was paid, and its paper.
import { Anchor, Badge, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { invoiceNumber, moneyInWords, type InvoiceState } from '@usher/domain'
import { useMe } from '../may.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { dayOf, useInvoices, type Invoice } from './billing.ts'

const looks: Record<InvoiceState, { color: string; word: string }> = {
  paid: { color: 'green', word: 'Paid' },
  open: { color: 'gray', word: 'Open' },
  overdue: { color: 'red', word: 'Overdue' },
}
const when = ({ state, dueAt, paidAt }: Invoice): string =>
  paidAt ? `on ${dayOf(paidAt)}` : `${state === 'overdue' ? 'since' : 'due'} ${dayOf(dueAt)}`

export function InvoiceList() {
  const { here } = useMe()
  const list = useInvoices()
  return (
    <ListFrame
      of={list}
      rows={list.invoices}
      loading={<SkeletonRows rows={3} height={48} />}
      empty={<EmptyState sentence="There are no invoices yet. The first one comes with a plan that is paid for." />}
    >
      {(invoices) => (
        <>
          <Table verticalSpacing={10} horizontalSpacing="xs" className="invoices">
            <caption>
              <VisuallyHidden>Invoices</VisuallyHidden>
            </caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Invoice</Table.Th>
                <Table.Th scope="col" visibleFrom="sm">
                  For
                </Table.Th>
                <Table.Th scope="col">State</Table.Th>
                <Table.Th scope="col" data-column="total">
                  Total
                </Table.Th>
                <Table.Th data-column="paper">
                  <VisuallyHidden>PDF</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {invoices.map((i) => (
                <Table.Tr key={i.id}>
                  <Table.Td>
                    <Text size="sm" fw={550} className="invoice-number">
                      {invoiceNumber(i.number)}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {dayOf(i.issuedAt)}
                    </Text>
                  </Table.Td>
                  <Table.Td visibleFrom="sm">
                    <Text size="sm" className="breaks">
                      {i.about}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Badge variant="light" color={looks[i.state].color}>
                      {looks[i.state].word}
                    </Badge>
                    <Text size="xs" c="dimmed">
                      {when(i)}
                    </Text>
                  </Table.Td>
                  <Table.Td data-column="total">{moneyInWords(i.total, i.currency)}</Table.Td>
                  <Table.Td data-column="paper">
                    <Anchor
                      href={`/api/${encodeURIComponent(here.slug)}/invoices/${i.id}`}
                      aria-label={`Download invoice ${invoiceNumber(i.number)} as PDF`}
                      className="invoice-paper"
                      download
                    >
                      <IconDownload size={18} aria-hidden />
                    </Anchor>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <LoadMore of={list} mt="md" />
        </>
      )}
    </ListFrame>
  )
}
