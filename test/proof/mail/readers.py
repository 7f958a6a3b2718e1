#!/usr/bin/env python3
"""readers.py READER DRAFTS LETTERS: a reader of mail finds in each draft of a Maildir what ta-reply says of it, and nothing
else: one To, Cc exactly as said, no other recipient, the subject decoded, the text as written. READER is bytes (no reader:
the lines are those of RFC 5322), email (Python's), mblaze, s-nail or notmuch. What differs is said, with status 1."""
import email
import email.policy
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

reader, drafts, letters = sys.argv[1:4]
files = sorted((pathlib.Path(drafts).resolve() / 'cur').iterdir())
failed = 0


def differs(words):
    global failed
    failed = 1
    print(words)


def run(*command, given='', **environment):
    return subprocess.run(command, input=given, capture_output=True, encoding='utf-8', check=False, timeout=60,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', **environment}).stdout


def by_email():
    for file in files:
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        if message.defects or any(value.defects for value in message.values() if hasattr(value, 'defects')):
            differs(f'email: defects of {file.name}')
        names = [name.lower() for name in message.keys()]
        if len(names) != len(set(names)) or any(re.search('bcc|resent|reply', name) for name in names):
            differs(f'email: headers of {file.name}: {names}')
        people = {name: [a.addr_spec for a in message[name].addresses] if message[name] else [] for name in ('To', 'Cc')}
        yield people['To'], people['Cc'], message['Subject'], message.get_content()


def by_mblaze():
    if len(run('mscan', '-f', '%R', *map(str, files)).splitlines()) != len(files):
        differs('mblaze: mscan does not list all drafts')
    for file in files:
        people = [run('maddr', '-a', '-h', name, str(file)).split() for name in ('to', 'cc', 'bcc:resent-to:reply-to')]
        if people[2]:
            differs(f'mblaze: {file.name} has other recipients')
        yield people[0], people[1], run('mhdr', '-d', '-h', 'subject', str(file)).removesuffix('\n'), \
            run('mshow', '-O', str(file), '1')


def by_snail():
    for file in files:
        # a message at a time, so that no text looks like the beginning of another
        with tempfile.TemporaryDirectory() as place:
            for name in ('cur', 'new', 'tmp'):
                os.mkdir(f'{place}/{name}')
            (pathlib.Path(place) / 'cur' / file.name).write_bytes(file.read_bytes())
            shown = run('s-nail', '-n', '-#', '-R', '-S', 'ttycharset=utf-8', '-S', 'showto', '-f', f'maildir://{place}',
                        given='Print 1\nxit\n')
        head, body = shown.split('[-- Message  1', 1)[1].split('\n', 1)[1].split('\n\n', 1)
        headers = re.findall(r'^([A-Za-z-]+): (.*)$', head, re.M)
        values = {name: [value for key, value in headers if key == name] for name in ('To', 'Cc', 'Bcc', 'Subject')}
        if len(values['To']) != 1 or values['Bcc']:
            differs(f's-nail: headers of {file.name}')
        yield values['To'], [a for cc in values['Cc'] for a in cc.split(', ')], values['Subject'][0], body


def by_notmuch():
    with tempfile.TemporaryDirectory() as place:
        # its index goes into the Maildir, so it gets a copy
        subprocess.run(['cp', '-R', drafts, f'{place}/mail'], check=True)
        pathlib.Path(f'{place}/config').write_text(
            f'[database]\npath={place}/mail\n[user]\nname=x\nprimary_email=ta@example.org\n[search]\nexclude_tags=\n')
        config = {'NOTMUCH_CONFIG': f'{place}/config'}
        run('notmuch', 'new', **config)
        if len(run('notmuch', 'search', '--output=files', 'tag:draft', **config).splitlines()) != len(files):
            differs('notmuch: search does not find all drafts')
        for thread in json.loads(run('notmuch', 'show', '--format=json', '--entire-thread=false', '*', **config)):
            message = thread[0][0]
            headers = message['headers']
            if set(headers) - {'From', 'To', 'Cc', 'Subject', 'Date'}:
                differs(f'notmuch: headers {list(headers)}')
            yield headers['To'].split(', '), headers.get('Cc', '').split(', ') if headers.get('Cc') else [], \
                headers['Subject'], message['body'][0]['content']


def check_bytes():
    """RFC 5322: lines of at most 998 bytes, headers of ASCII, no control characters, no bare CR."""
    for file in files:
        content = file.read_bytes()
        head, body = content.split(b'\n\n', 1)
        if max(map(len, content.split(b'\n'))) > 998 or re.search(rb'[\x00-\x08\x0b-\x1f\x7f]', content):
            differs(f'bytes: lines or controls of {file.name}')
        if any(not re.fullmatch(rb'[A-Za-z-]+: [\x20-\x7e]*', line) for line in head.split(b'\n')):
            differs(f'bytes: headers of {file.name}')
        if not body.endswith(b'\n'):
            differs(f'bytes: the end of {file.name}')
        body.decode('utf-8')


def check(found):
    wanted = [json.loads(line) for line in open(letters, encoding='utf-8')]
    wanted = {record['ta_to']: record for record in wanted if record['ta_letter']}
    if len(found) != len(wanted) or len(found) != len(files) or len(found) < 8:
        differs(f'{reader}: {len(found)} messages, {len(files)} files, {len(wanted)} letters')
    for to, cc, subject, body in found:
        if len(to) != 1 or to[0] not in wanted:
            differs(f'{reader}: To {to}')
            continue
        record = wanted.pop(to[0])
        copies = record['ta_cc'].split(';') if record['ta_cc'] else []
        if cc != copies:
            differs(f'{reader}: {record["id"]}: Cc {cc}, not {copies}')
        full = record['ta_subject'].strip()
        if reader == 's-nail':
            # it shows many blanks as one, and marks a line that a mailbox would take for a message
            full = re.sub(' +', ' ', full)
            body = re.sub('^>From ', 'From ', body, flags=re.M)
            record['ta_letter'] = re.sub('^>From ', 'From ', record['ta_letter'], flags=re.M)
        # one that is too long for its line is cut
        if subject != full and not (len(full.encode()) > 600 and len(subject) > 150 and full.startswith(subject)):
            differs(f'{reader}: {record["id"]}: subject {subject!r}, not {full!r}')
        if body.rstrip('\n') != record['ta_letter'].rstrip('\n'):
            differs(f'{reader}: {record["id"]}: body {body!r}, not {record["ta_letter"]!r}')


if reader == 'bytes':
    check_bytes()
else:
    check(list({'email': by_email, 'mblaze': by_mblaze, 's-nail': by_snail, 'notmuch': by_notmuch}[reader]()))
sys.exit(failed)
