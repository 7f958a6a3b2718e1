#!/usr/bin/env python3
"""webmail.py TUNNEL COMMAND...: what a person does in a web page of mail, by IMAP through a tunnel.

list FOLDER             a line each: flags, subject
text FOLDER ID          the message of a request, as the server has it
edit ID DATE            saves its draft with another body, as a new message
send ID DATE [edited]   sends its draft: a new message in Sent, of that Date; the draft goes
answer ID DATE          a reply in Sent, to a message of the requester
delete ID               deletes its draft
move ID FROM TO         moves its latest message
"""
import email
import email.message
import email.policy
import email.utils
import imaplib
import sys

server = imaplib.IMAP4_stream(sys.argv[1])
server.enable('UTF8=ACCEPT') if 'UTF8=ACCEPT' in server.capabilities else None


def messages(folder):
    """Number, flags and bytes of each message."""
    assert server.select(folder)[0] == 'OK', folder
    for number in server.search(None, 'ALL')[1][0].split():
        data = server.fetch(number, '(FLAGS BODY.PEEK[])')[1]
        flags = b' '.join(part if isinstance(part, bytes) else part[0] for part in data)
        yield number, sorted(f.decode() for f in imaplib.ParseFlags(flags)), data[0][1]


def parsed(bytes_):
    return email.message_from_bytes(bytes_, policy=email.policy.default)


def find(folder, id_):
    found = [m for m in messages(folder) if f'[{id_}]' in (parsed(m[2])['Subject'] or '')]
    assert found, f'{folder} has no message of {id_}'
    return found[-1]


def remove(number):
    server.store(number, '+FLAGS', '\\Deleted')
    server.expunge()


def written(old, body, date, **headers):
    """A new message as a web page writes it: its own Message-ID, encodings and line lengths."""
    new = email.message.EmailMessage(policy=email.policy.SMTP)
    for name in ('From', 'To', 'Cc', 'Subject'):
        if old[name]:
            new[name] = str(headers.get(name, old[name]))
    new['Date'] = date
    new['Message-ID'] = email.utils.make_msgid(domain='webmail.example.org')
    new['X-Mailer'] = 'a web page'
    if 'reply' in headers:
        new['In-Reply-To'] = headers['reply']
    new.set_content(body, cte='base64')
    return bytes(new)


def append(folder, flags, bytes_):
    assert server.append(folder, flags, None, bytes_)[0] == 'OK'


def main(command, *args):
    if command == 'list':
        for _, flags, bytes_ in messages(args[0]):
            print(' '.join(f for f in flags if f != '\\Recent'), parsed(bytes_)['Subject'])
    elif command == 'text':
        sys.stdout.buffer.write(find(*args)[2])
    elif command in ('edit', 'send'):
        number, _, bytes_ = find('Drafts', args[0])
        old = parsed(bytes_)
        body = old.get_content()
        if command == 'edit' or len(args) > 2:
            body = 'Grüße!\n\n' + body
        new = written(old, body, args[1])
        if command == 'edit':
            append('Drafts', '(\\Draft)', new)
        else:
            append('Sent', '(\\Seen)', new)
        server.select('Drafts')
        remove(number)
    elif command == 'answer':
        old = parsed(find('Sent', args[0])[2])
        append('Sent', '(\\Seen)', written(old, 'Here is our answer.\n', args[1],
                                           Subject='Re: ' + old['Subject'], reply='<1@example.org>'))
    elif command == 'delete':
        remove(find('Drafts', args[0])[0])
    elif command == 'move':
        number = find(args[1], args[0])[0]
        assert server.copy(number, args[2])[0] == 'OK'
        remove(number)
    server.logout()


main(*sys.argv[2:])
