import Audit
import Blobs
import FoundationEssentials
import Kernel
import Purposes
import Store
import Vault

/// Writes one person's archive: sections, pictures, what the law wants said, schemas, a page to read, and the manifest last.
///
/// Memory stays flat however much there is: rows come in pages, files in pieces.
struct ArchivePacker {
    static let folder = "data"
    static let pictures = "images"

    let archives: Archives
    let language: Language
    let report: (Double) -> Void

    private var sections: [TableSection] {
        archives.inventory.compactMap(TableSection.init).filter { !archives.tampering.leavesOut($0.name) }
    }

    func pack(
        into sink: @escaping (Data) async throws -> Void,
        under permit: borrowing Permit<HonourRights>
    ) async throws {
        let stream = try ArchiveStream(at: archives.clock.now(), into: sink)
        let sections = sections
        var unreadable: [String: Int] = [:]
        for (number, section) in sections.enumerated() {
            unreadable.merge(try await add(section, to: stream, under: permit)) { $0 + $1 }
            report(0.5 * Double(number) / Double(sections.count))
        }
        if !archives.tampering.leavesOut("journal") { try await addJournal(to: stream, under: permit) }
        let pictures = try await addPictures(to: stream, under: permit)
        report(0.9)
        let words = archives.words[language]
        let told = ArchiveInformation(archives: archives, words: words)
        try await stream.add("information.json", "application/json", told.json.written(isPretty: true))
        for section in sections {
            let path = "schemas/\(section.name).schema.json"
            try await stream.add(path, "application/schema+json", section.schema.written(isPretty: true))
        }
        try await stream.add("README.txt", "text/plain; charset=utf-8", Data(told.readme.utf8))
        let page = ArchiveSummary(
            archives: archives,
            sections: sections,
            lines: stream.lines,
            pictures: pictures,
            words: words
        )
        try await page.write(to: stream, under: permit)
        let manifest = manifest(stream.lines, unreadable)
        try stream.begin("manifest.json")
        try await stream.append(manifest.written(isPretty: true))
        try await stream.finish()
        report(1)
    }

    private func add(
        _ section: TableSection,
        to stream: ArchiveStream,
        under permit: borrowing Permit<HonourRights>
    ) async throws -> [String: Int] {
        let path = "\(Self.folder)/\(section.name).json"
        try stream.begin(path)
        var list = JSONList(stream)
        let damaged = try await section.forEachRow(from: archives, under: permit) { row in
            try await list.add(row)
        }
        try await list.end()
        stream.end(path, "application/json", records: list.count, section.data)
        return damaged
    }

    /// What was done with the person's data and by whom: the acts of the audit log, with what their leaves say.
    private func addJournal(
        to stream: ArchiveStream,
        under permit: borrowing Permit<HonourRights>
    ) async throws {
        let path = "\(Self.folder)/journal.json"
        try stream.begin(path)
        var list = JSONList(stream)
        var next: Int?
        repeat {
            let page = try await archives.audit.acts(before: next, limit: 200, under: permit)
            for act in page.acts { try await list.add(JSONValue(act)) }
            next = page.next
        } while next != nil
        try await list.end()
        let data = archives.inventory.first { $0.name == "audit_detail" }.flatMap(TableSection.init)?.data
        stream.end(path, "application/json", records: list.count, data ?? [])
    }

    /// - Returns: how many pictures there are.
    private func addPictures(
        to stream: ArchiveStream,
        under permit: borrowing Permit<HonourRights>
    ) async throws -> Int {
        let (subject, files) = (permit.subject, archives.sources.files)
        let data = archives.sources.folders.filter { $0.data.export != .omitted }.map(\.data)
        var (last, count): (UUIDv7?, Int) = (nil, 0)
        while true {
            let after = last
            let page = try await archives.store.read { tx in
                try files.originals(of: subject, after: after, limit: 200, in: tx)
            }
            guard let end = page.last else { return count }
            for file in page {
                let isThere = try await add(file, data, to: stream, under: permit)
                if isThere, file.folder == nil { count += 1 }
            }
            last = end.id
        }
    }

    /// - Returns: whether the file was there; one that is missing or damaged is missing in the manifest too.
    private func add(
        _ file: ArchivedFile,
        _ data: [PersonalData],
        to stream: ArchiveStream,
        under permit: borrowing Permit<HonourRights>
    ) async throws -> Bool {
        try Task.checkCancellation()
        guard let blob = try await archives.pictures.open(file.blob, under: permit), blob.isWhole() else {
            return false
        }
        let path = "\(file.folder ?? Self.pictures)/\(file.id.text).\(file.fileExtension)"
        try stream.begin(path, storing: blob.size)
        for try await chunk in blob { try await stream.append(chunk) }
        stream.end(path, file.mediaType, records: 1, data)
        return true
    }

    private func manifest(_ lines: [ManifestLine], _ unreadable: [String: Int]) -> JSONValue {
        let controller = archives.sources.controller
        let files = lines.map { line in
            guard archives.tampering.dropsHashes(), var members = line.json.members else { return line.json }
            members["sha256"] = .text("")
            return .object(members)
        }
        return .object([
            "schema": .text("\(controller.base)/schemas/archive/1"),
            "generated_at": .text(archives.clock.now().description),
            "policy_version": .text(archives.gate.policy.version),
            "instance": .text(controller.instance),
            "subject": .text("self"),
            "language": .text(language.rawValue),
            "files": .array(files),
            "not_included": .array(ArchiveOmissions(archives, unreadable).lines),
        ])
    }
}

/// A JSON array that is written element by element, one a line.
struct JSONList {
    private let stream: ArchiveStream
    private(set) var count = 0

    init(_ stream: ArchiveStream) {
        self.stream = stream
    }

    mutating func add(_ value: JSONValue) async throws {
        try await stream.append(Data((count == 0 ? "[\n" : ",\n").utf8) + value.written())
        count += 1
    }

    mutating func end() async throws {
        try await stream.append(Data((count == 0 ? "[]\n" : "\n]\n").utf8))
    }
}

extension JSONValue {
    fileprivate init(_ act: OpenedAct) {
        let details = act.details.map { details in
            JSONValue.object(
                details.reduce(into: [:]) { $0[$1.key.rawValue] = .text($1.value) }
            )
        }
        self = .object([
            "leaf": .integer(Int64(act.number)), "act": .text(act.act?.rawValue),
            "at": .text(act.at.description), "details": details ?? .null,
        ])
    }
}
