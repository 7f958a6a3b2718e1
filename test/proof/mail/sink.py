#!/usr/bin/env python3
"""sink.py FOLDER: a server of SMTP on the loopback that keeps what it gets. FOLDER/port has its port; a message is FOLDER/N,
and its recipients are FOLDER/N.to. It ends when it is told to."""
import pathlib
import socketserver
import sys

folder = pathlib.Path(sys.argv[1])


class Session(socketserver.StreamRequestHandler):
    def say(self, words):
        self.wfile.write(words.encode() + b'\r\n')

    def handle(self):
        recipients = []
        self.say('220 localhost')
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b'EHLO':
                self.say('250-localhost\r\n250 8BITMIME')
                continue
            if verb == b'QUIT':
                self.say('221 bye')
                return
            if verb == b'RCPT':
                recipients.append(line.decode().split('<')[1].split('>')[0])
            if verb == b'DATA':
                self.say('354 go on')
                self.keep(recipients)
            self.say('250 ok')

    def keep(self, recipients):
        lines = []
        for line in self.rfile:
            if line == b'.\r\n':
                break
            lines.append(line[1:] if line.startswith(b'.') else line)
        n = len(list(folder.glob('*.to')))
        (folder / str(n)).write_bytes(b''.join(lines).replace(b'\r\n', b'\n'))
        (folder / f'{n}.to').write_text('\n'.join(sorted(recipients)) + '\n')


with socketserver.TCPServer(('127.0.0.1', 0), Session) as server:
    (folder / 'port').write_text(str(server.server_address[1]))
    server.serve_forever()
