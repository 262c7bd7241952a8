// operator erase EMAIL: a person who asks to be forgotten.
import { Argument, type Command } from 'commander'
import { erasePerson, removeMailFiles } from '@usher/api/server'
import { withHouse } from './open-house.ts'
import { amount, emailArgument } from './words.ts'

export function erase(program: Command): void {
  program
    .command('erase')
    .addArgument(new Argument('<email>', 'whom').argParser(emailArgument))
    .description('erase a person: sign-in, memberships, and what tells of them in the log; cannot be undone')
    .action(async (email: string) => {
      const { erased, files } = await withHouse(async (house) => {
        const done = await erasePerson(house, email)
        return { erased: done, files: removeMailFiles(house.config.dataDir, done.mails) }
      })
      const parts = [
        amount(erased.accounts, 'membership'),
        amount(erased.invitations, 'invitation'),
        amount(erased.mails.length, 'mail'),
      ]
      console.log(`${email} is erased: ${parts.join(', ')}${files ? `, ${amount(files, 'mail file')} deleted` : ''}.`)
      console.log(
        'What they did stays in the logs, done by nobody with a name. Backups and the mail server’s own logs are yours to look after.',
      )
    })
}
