"""What Python's csv does of each stage: desk.py STAGE DAYS <in >out."""

import csv
import sys
from operator import itemgetter

SUPERVISED = {
    "legal-assistant", "paralegal", "legal-intern", "law-graduate",
    "law-student",
}
ROLES = SUPERVISED | {
    "attorney", "doj-accredited-representative", "social-service-provider",
    "case-manager", "law-enforcement", "program-manager", "other-professional",
    "survivor", "other",
}
ADDED = {
    "validate": ["ta_valid", "ta_findings"],
    "due": ["ta_target"],
    "prioritize": ["ta_rank"],
    "route": ["ta_outcome", "ta_queue"],
}
HELP = {"document-review", "case-consultation", "general-information"}


def validated(header, rows):
    received = header.index("received")
    email = header.index("email")
    role = header.index("role")
    supervisor = header.index("supervisor_email")
    assistance = header.index("assistance")
    for row in rows:
        found = []
        if not row[received]:
            found.append("received-missing")
        if not row[email]:
            found.append("email-missing")
        elif "@" not in row[email]:
            found.append("email-invalid")
        if not row[role]:
            found.append("role-missing")
        elif row[role] not in ROLES:
            found.append("role-invalid")
        if not row[assistance]:
            found.append("assistance-missing")
        if row[role] in SUPERVISED:
            if not row[supervisor]:
                found.append("supervisor-missing")
            elif "@" not in row[supervisor]:
                found.append("supervisor-email-malformed")
        row += ["no", ";".join(found)] if found else ["yes", ""]
        yield row


def dated(header, rows, target):
    received = header.index("received")
    for row in rows:
        row.append(target.get(row[received][:10], ""))
        yield row


def ranked(header, rows):
    key = itemgetter(header.index("ta_due" if "ta_due" in header else "ta_target"))
    for rank, row in enumerate(sorted(rows, key=key), 1):
        row.append(rank)
        yield row


def routed(header, rows):
    role = header.index("role")
    own_case = header.index("own_case")
    assistance = header.index("assistance")
    document = header.index("document")
    attachments = header.index("attachments")
    ethics = header.index("ethics_flag")
    valid = header.index("ta_valid")
    for row in rows:
        help = row[assistance]
        paper = row[document] if help == "document-review" else ""
        if row[role] == "survivor" or row[own_case] == "yes":
            row += ["redirect", "hotline"]
        elif row[ethics] == "review":
            row += ["review", "ethics-review"]
        elif row[role] == "other":
            row += ["review", "eligibility-review"]
        elif paper == "other-immigration":
            row += ["review", "scope-review"]
        elif paper == "initial-t-visa-declaration":
            row += ["redirect", "declaration-workshop"]
        elif row[valid] == "no":
            row += ["hold", "awaiting-requester"]
        elif (paper == "other-document-review"
              and row[attachments] == "emp-worksheet"):
            row += ["accept", "emp-review"]
        elif help in HELP:
            row += ["accept", help]
        else:
            row += ["review", "scope-review"]
        yield row


def whole(rows, width):
    for row in rows:
        if len(row) != width:
            sys.exit("row of another width than the header")
        yield row


def main(stage, days):
    # Latin-1 is the cheapest: each byte is a character and comes out as it was.
    sys.stdin.reconfigure(encoding="latin-1", newline="")
    sys.stdout.reconfigure(encoding="latin-1", newline="")
    reader = csv.reader(sys.stdin, strict=True)
    header = next(reader)
    rows = whole(reader, len(header))
    stages = list(ADDED) if stage == "pipe" else [stage]
    for name in stages:
        header += ADDED[name]
    if "validate" in stages:
        rows = validated(header, rows)
    if "due" in stages:
        with open(days) as table:
            rows = dated(header, rows, dict(csv.reader(table)))
    if "prioritize" in stages:
        rows = ranked(header, rows)
    if "route" in stages:
        rows = routed(header, rows)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)


main(*sys.argv[1:])
