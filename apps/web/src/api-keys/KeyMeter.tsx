// "4 of 5 API keys" beside "Create key". At the limit the button says so, and shows the way out.
import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { hasRoomForKey, keysInWords, type KeysUsed } from '@usher/domain'
import { useMay } from '../may.ts'
import { LimitMeter } from '../ui/LimitMeter.tsx'

interface Props {
  keys: KeysUsed | undefined
  onCreate: () => void
  onAskForMore: () => void
}

export function KeyMeter({ keys, onCreate, onAskForMore }: Props) {
  const asks = useMay('people.see').yes
  return (
    <LimitMeter
      of={keys}
      inWords={keysInWords}
      add="Create key"
      icon={IconPlus}
      onAdd={onCreate}
      whyNot="Why no key can be created now"
      note={
        keys && !hasRoomForKey(keys)
          ? (close) => (
              <>
                <Text size="sm">
                  {keysInWords(keys)}. Disabled and ended ones count until they are deleted.
                  {!asks && ' An account administrator can ask for more.'}
                </Text>
                {asks && (
                  <Button
                    size="xs"
                    mt="sm"
                    onClick={() => {
                      close()
                      onAskForMore()
                    }}
                  >
                    Ask for more
                  </Button>
                )}
              </>
            )
          : null
      }
    />
  )
}
