// operator requests: what people ask support for; operator requests answer N: the answer, which they see.
import { InvalidArgumentError, type Command } from 'commander'
import { largestLimit } from '@usher/domain'
import { answerRequest, findRequest, listRequests, type OperatorRequest } from '@usher/api/server'
import { withHouse } from './open-house.ts'
import { accountInWords, moment, numberUpTo } from './words.ts'

const inWords = (r: OperatorRequest): string =>
  [
    `${r.number}  ${r.account} (${r.slug}) asks for ${r.wanted} ${r.limit}; it has ${r.now}.`,
    `   ${r.askedBy ? `${r.askedBy} <${r.askedByEmail ?? ''}>` : 'Somebody who has left since'}, ${moment(r.madeAt)}`,
    ...(r.words ? [`   “${r.words.replaceAll(/\s+/g, ' ')}”`] : []),
    ...(r.answeredAt
      ? [`   ${r.granted ? 'Granted' : 'Declined'} ${moment(r.answeredAt)}${r.answer ? `: “${r.answer}”` : ''}`]
      : []),
  ].join('\n')

interface Answer {
  grant?: boolean
  value?: number
  decline?: boolean
  say?: string
}

export function requests(program: Command): void {
  const command = program
    .command('requests')
    .description('what people ask support for')
    .option('--all', 'the answered ones too')
    .action(async ({ all }: { all?: boolean }) => {
      const found = await withHouse(({ db }) => listRequests(db, all ?? false))
      if (!found.length) return console.log('Nobody asks for anything.')
      console.log(found.map(inWords).join('\n\n'))
      if (found.some((r) => !r.answeredAt))
        console.log('\nAnswer with: operator requests answer N --grant, or --decline --say "why"')
    })

  command
    .command('answer')
    .argument('<number>', 'the number of the request', numberUpTo(Number.MAX_SAFE_INTEGER))
    .option('--grant', 'grant what is asked for')
    .option('--value <n>', 'grant this many instead', numberUpTo(largestLimit))
    .option('--decline', 'leave things as they are')
    .option('--say <words>', 'what they read beside it')
    .description('answer a request; the account sees the answer, and whoever asked gets it by mail')
    .action(async (number: number, answer: Answer) => {
      if (!answer.grant && !answer.decline) {
        const request = await withHouse(({ db }) => findRequest(db, number))
        throw new InvalidArgumentError(`Say --grant, or --decline --say "why".\n\n${inWords(request)}`)
      }
      const wanted = readAnswer(answer)
      const state = await withHouse((house) => answerRequest(house, number, wanted))
      console.log(`Request ${number} is ${wanted.grant ? 'granted' : 'declined'}.\n${accountInWords(state)}`)
    })
}

function readAnswer({ grant, value, decline, say = '' }: Answer) {
  const words = say.trim()
  if (grant && decline) throw new InvalidArgumentError('Say --grant or --decline, not both.')
  if (words.length > 1000) throw new InvalidArgumentError('Say it in at most 1000 characters.')
  if (grant) return { grant: true as const, value: value ?? null, say: words }
  if (value !== undefined) throw new InvalidArgumentError('--value belongs to --grant.')
  if (!words) throw new InvalidArgumentError('Say why: --decline --say "…".')
  return { grant: false as const, say: words }
}
