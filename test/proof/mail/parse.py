"""parse.py LETTERS FOLDER...: every message of the folders is sound, by Python's email.policy.default, has the one
recipient and the copies that LETTERS, the records of ta-reply, say, and the words of its letter."""
import email
import email.policy
import json
import os
import sys

KNOWN = {"from", "to", "cc", "subject", "date", "message-id", "mime-version", "content-type",
         "content-transfer-encoding"}


def complaints(data, record):
    message = email.message_from_bytes(data, policy=email.policy.default)
    yield from message.defects
    for name in message.keys():
        values = message.get_all(name)
        if name.lower() not in KNOWN:
            yield "a header " + name
        if len(values) != 1:
            yield name + " more than once"
        for value in values:
            yield from value.defects
    if [a.addr_spec for a in message["to"].addresses] != [record["ta_to"]]:
        yield "To: " + message["to"]
    copies = [a.addr_spec for a in message["cc"].addresses] if message["cc"] else []
    if copies != [a for a in record["ta_cc"].split(";") if a]:
        yield "Cc: " + ", ".join(copies)
    if message["from"].addresses[0].addr_spec.split("@")[1] != "example.org":
        yield "From: " + message["from"]
    if any(len(line) > 998 for line in data.split(b"\n")):
        yield "a line that is too long"
    if message.is_multipart() or message.get_content_type() != "text/plain":
        yield "it is " + message.get_content_type()
    message.get_payload(decode=True).decode("utf-8")


def main(letters, *folders):
    with open(letters, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    by_id = {"".join(c if c.isalnum() else "-" for c in r["id"]): r for r in records if r["ta_letter"]}
    count = wrong = 0
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), "rb") as file:
                data = file.read()
            for what in complaints(data, by_id[name.split(".")[0]]):
                print(f"{folder}/{name}: {what}")
                wrong += 1
            count += 1
    print(f"{count} messages, {wrong} complaints")
    return wrong > 0 or count == 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
