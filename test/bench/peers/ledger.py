"""What Python's json and csv do of a ledger: ledger.py NAME,NAME <in >out."""

import csv
import json
import sys


def main(names):
    columns = names.split(",")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for line in sys.stdin:
        record = json.loads(line)
        row = [record.get(name, "") for name in columns]
        writer.writerow([";".join(value) if isinstance(value, list) else value
                         for value in row])


sys.stdin.reconfigure(encoding="utf-8", newline="\n")
sys.stdout.reconfigure(encoding="utf-8", newline="")
main(*sys.argv[1:])
