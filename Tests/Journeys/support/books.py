"""What a server's databases hold, read beside it."""

import sqlite3
from contextlib import closing
from pathlib import Path

MAIN = "nbp.sqlite"
RING = "keys/ring.sqlite"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


# What stays of an erased person: the line that says so, with the data and beside the keys.
PROOF = {"privacy_erasure": 1, "ring_erasure": 1}


class Books:
    """Reads a data directory's databases; each question opens its database anew, so that none is held open."""

    def __init__(self, data: Path):
        self.data = data

    def ask(self, question: str, *values: object, of: str = MAIN) -> list[tuple]:
        with closing(sqlite3.connect(f"file:{self.data / of}?mode=ro", uri=True, timeout=10)) as database:
            return database.execute(question, values).fetchall()

    def count(self, table: str, of: str = MAIN) -> int:
        return self.ask(f"SELECT count(*) FROM {table}", of=of)[0][0]

    def subjects(self) -> list[bytes]:
        """Everybody who is known, oldest first."""
        return [subject for (subject,) in self.ask("SELECT subject_id FROM accounts_visitor ORDER BY made_at")]

    def rows_about(self, subject: bytes) -> dict[str, int]:
        """How many rows each table holds of a person, keys included; tables without any are left out."""
        counts = {}
        for database in (MAIN, RING):
            tables = [name for (name,) in self.ask("SELECT name FROM sqlite_schema WHERE type = 'table'", of=database)]
            for table in tables:
                columns = [row[1] for row in self.ask(f"PRAGMA table_info({table})", of=database)]
                if "subject_id" in columns:
                    question = f"SELECT count(*) FROM {table} WHERE subject_id = ?"
                    counts[table] = self.ask(question, subject, of=database)[0][0]
        return {table: count for table, count in counts.items() if count}

    def is_erased(self, subject: bytes) -> bool:
        """Whether the erasure of a person was carried to its end."""
        question = "SELECT 1 FROM privacy_erasure WHERE subject_id = ? AND finished_at IS NOT NULL"
        return bool(self.ask(question, subject))

    def unbalanced_jobs(self) -> list[tuple]:
        """Jobs of which more or less was captured and released than held, or captured than delivered."""
        return self.ask(
            """
            SELECT hex(job.id), job.status,
                sum(CASE kind WHEN 'hold' THEN images ELSE -images END) AS pictures_left,
                sum(CASE kind WHEN 'hold' THEN credits ELSE -credits END) AS credits_left,
                sum(kind = 'hold') AS holds,
                sum(kind = 'capture') AS captures,
                (SELECT count(*) FROM studio_image WHERE job_id = job.id) AS delivered
            FROM studio_job AS job LEFT JOIN billing_entry AS entry ON entry.job_id = job.id
            WHERE job.finished_at IS NOT NULL AND job.task <> 'upload'
            GROUP BY job.id
            HAVING pictures_left IS NOT 0 OR credits_left IS NOT 0 OR holds <> 1 OR captures <> delivered
            """
        )

    def faults(self) -> list[str]:
        """What SQLite itself finds wrong with either database."""
        return [
            f"{database}: {line}"
            for database in (MAIN, RING)
            for (line,) in self.ask("PRAGMA integrity_check", of=database)
            if line != "ok"
        ]

    def pictures_on_disk(self) -> set[str]:
        """The names of the files under `blobs`, those half written aside."""
        return {file.name for file in self.data.glob("blobs/*/*") if file.parent.name != "incoming"}

    def half_written(self) -> list[str]:
        return [file.name for file in self.data.glob("blobs/incoming/*")]


def row_key(identifier: str) -> bytes:
    """How the databases hold an id such as `job_01M8…`: its Crockford base32 as 16 bytes."""
    number = 0
    for digit in identifier.split("_")[1]:
        number = number * 32 + ALPHABET.index(digit)
    return number.to_bytes(16, "big")


def identifier(prefix: str, key: bytes) -> str:
    """The other way round: how an id is written that the databases hold."""
    number, text = int.from_bytes(key, "big"), ""
    for _ in range(26):
        number, digit = divmod(number, 32)
        text = ALPHABET[digit] + text
    return f"{prefix}_{text}"
