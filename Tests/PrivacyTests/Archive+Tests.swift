import Archive
import Blobs
import Crypto
import Foundation
import Kernel
import Privacy
import Queue
import Store
import TestSupport
import Testing
import Vault

/// An archive as whoever got it finds it.
struct UnpackedArchive {
    let files: [String: Data]

    init(_ bytes: Data) throws {
        let reader = try ZipReader(size: bytes.count) { bytes.dropFirst($0).prefix($1) }
        var files: [String: Data] = [:]
        while let path = try reader.next() {
            var content = Data()
            while let piece = try reader.read() { content.append(piece) }
            files[path.text] = content
        }
        self.files = files
    }

    func json(_ path: String) throws -> Any {
        try JSONSerialization.jsonObject(with: #require(files[path]))
    }

    func rows(_ section: String) throws -> [[String: Any]] {
        try #require(try json("data/\(section).json") as? [[String: Any]])
    }

    var manifest: [String: Any] {
        get throws { try #require(try json("manifest.json") as? [String: Any]) }
    }

    /// The manifest's lines by path.
    var lines: [String: [String: Any]] {
        get throws {
            let files = try #require(try manifest["files"] as? [[String: Any]])
            return Dictionary(uniqueKeysWithValues: files.map { ($0["path"] as? String ?? "", $0) })
        }
    }

    func holds(_ text: String) -> Bool {
        files.values.contains { $0.range(of: Data(text.utf8)) != nil }
    }
}

extension TestInstallation {
    /// Asks for an archive and waits, beside a worker, until it is there.
    func exported(_ person: SubjectID, in language: Language = .english) async throws -> Export {
        let export = try await archives.ask(for: person, in: language)
        return try await working {
            for await _ in queue.changes(of: export.id.value) {
                let now = try await archives.export(export.id, of: person)
                if !now.isOpen { return now }
            }
            throw CancellationError()
        }
    }

    /// Everything about a person, fetched and unpacked.
    func archive(of person: SubjectID, in language: Language = .english) async throws -> UnpackedArchive {
        let export = try await exported(person, in: language)
        let bytes = try await archives.take(export.id, of: person).bytes()
        try await archives.discard(export.id)
        return try UnpackedArchive(bytes)
    }

    /// Seals a canary of its own into every column of every row about a person that the inventory says is sealed, at the place
    /// that the inventory yields.
    /// - Returns: the canaries that an export must hold, and those that it must not.
    func sealCanaries(
        of person: SubjectID
    ) async throws -> (shown: [String: String], hidden: [String: String]) {
        let permit = try await permit(for: person)
        var (shown, hidden): ([String: String], [String: String]) = ([:], [:])
        for table in Self.inventory {
            guard case .column(let subject) = table.subject, let name = SQLName(table.name),
                let owner = SQLName(subject)
            else { continue }
            let key = SQLName(table.columns.contains { $0.name == "id" } ? "id" : subject)
            let keyName = try #require(key)
            let ids = try await store.read { tx in
                try tx.all(
                    "SELECT \(name: keyName) AS key FROM \(name: name) WHERE \(name: owner) = \(person)"
                ) { try $0.get("key") as Data }
            }
            for column in table.columns {
                guard case .personal(let data) = column.content, data.storage == .sealed,
                    let field = SQLName(column.name)
                else { continue }
                for bytes in ids {
                    let number = shown.count + hidden.count
                    let canary = "canary\(number)x\(UInt64.random(in: 1 << 60...UInt64.max))"
                    let id = try #require(UUIDv7(bytes: bytes))
                    let sealed = try await vault.seal(
                        Data(canary.utf8),
                        at: SealedPlace(name, field, row: id),
                        under: permit
                    )
                    try await store.write { tx in
                        _ = try tx.run(
                            """
                            UPDATE \(name: name) SET \(name: field) = \(sealed.bytes)
                            WHERE \(name: keyName) = \(bytes)
                            """
                        )
                    }
                    if data.export == .omitted {
                        hidden["\(table.name).\(column.name)"] = canary
                    } else {
                        shown["\(table.name).\(column.name)"] = canary
                    }
                }
            }
        }
        return (shown, hidden)
    }
}
