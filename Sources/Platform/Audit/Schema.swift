package import Store

extension AuditLog {
    package static let migrations = [
        Migration(
            "audit-001-log",
            """
            CREATE TABLE audit_leaf (
                number INTEGER NOT NULL PRIMARY KEY,
                type TEXT NOT NULL,
                at INTEGER NOT NULL,
                subject_ref BLOB,
                commitment BLOB NOT NULL
            ) STRICT;
            CREATE TABLE audit_node (
                number INTEGER NOT NULL PRIMARY KEY,
                hash BLOB NOT NULL
            ) STRICT;
            CREATE TABLE audit_head (
                id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                size INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE audit_detail (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                leaf INTEGER NOT NULL,
                sealed BLOB NOT NULL
            ) STRICT;
            CREATE INDEX audit_detail_subject ON audit_detail (subject_id, leaf);
            CREATE TABLE audit_fact (
                leaf INTEGER NOT NULL PRIMARY KEY,
                salt BLOB NOT NULL,
                details TEXT NOT NULL
            ) STRICT;
            """
        ),
        Migration("audit-002-details-by-age", "CREATE INDEX audit_detail_leaf ON audit_detail (leaf);"),
    ]
}
