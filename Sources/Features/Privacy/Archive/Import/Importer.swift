import Archive
import Crypto
import FoundationEssentials
import Kernel

/// Takes an archive over: first it is read whole and checked, and only then is anything written.
///
/// Ids are new ones, made of the import's and the old ones, so that going through it again after a crash doubles nothing.
struct Importer {
    /// Of a file of records, in bytes.
    private static let longestSection = 64 << 20
    /// Of a picture, in bytes.
    private static let longestPicture = 64 << 20
    static let pictures = "images"

    let taker: any ArchiveTaker
    let tampering: ArchiveTampering
    let id: ImportID
    let subject: SubjectID

    /// - Throws: `ArchiveRefusal`, `NoManifest`; then nothing was written.
    func run(_ source: ArchiveSource) async throws -> [ImportedSection] {
        let contents = try await check(source)
        var sections = contents.untaken
        sections.append(try await takeJobs(contents))
        sections.append(try await takePictures(contents, from: source))
        sections.append(try await takePreferences(contents))
        return sections.sorted { $0.name < $1.name }
    }

    /// What a first reading found.
    struct Contents: Sendable {
        /// Files that are what the manifest says.
        var whole: Set<String> = []
        var damaged: Set<String> = []
        var sections: [String: [JSONValue]] = [:]
        /// The manifest's lines.
        var lines: [JSONValue] = []

        /// Why a file cannot be used; nil for one that can.
        func fault(of path: String) -> String? {
            if whole.contains(path) { return nil }
            return damaged.contains(path) ? "damaged" : "missing"
        }

        /// Kinds of records that stay with the installation that they tell of.
        var untaken: [ImportedSection] {
            lines.compactMap { line in
                guard let path = line["path"].text, path.hasPrefix("data/"), path.hasSuffix(".json")
                else { return nil }
                let name = String(path.dropFirst("data/".count).dropLast(".json".count))
                guard !Importer.taken.contains(name) else { return nil }
                var section = ImportedSection(name, isTaken: false)
                section.read = line["records"].integer ?? 0
                let reason = name.contains("consent") ? "asked_again" : "stays_where_it_was"
                if section.read > 0 { section.skip(reason, section.read) }
                return section
            }
        }
    }

    private static let taken: Set<String> = ["studio_job", "studio_image", "accounts_account"]

    private func check(_ source: ArchiveSource) async throws -> Contents {
        let wanted = Set(Self.taken.map { "data/\($0).json" } + ["manifest.json"])
        var (hashes, bytes): ([String: String], [String: Data]) = ([:], [:])
        var contents = Contents()
        try await source.forEachFile(upTo: Self.longestSection, keeping: wanted.contains) { file in
            if file.isDamaged {
                contents.damaged.insert(file.path)
            } else {
                hashes[file.path] = file.sha256
            }
            bytes[file.path] = file.bytes
        }
        guard let manifest = bytes["manifest.json"].flatMap(JSONValue.read),
            let lines = manifest["files"].items,
            manifest["schema"].text?.hasSuffix("/schemas/archive/1") == true
        else { throw NoManifest() }
        contents.lines = lines
        for line in lines {
            guard let path = line["path"].text, let hash = hashes[path] else { continue }
            if line["sha256"].text == hash {
                contents.whole.insert(path)
            } else {
                contents.damaged.insert(path)
            }
        }
        for name in Self.taken where contents.whole.contains("data/\(name).json") {
            let path = "data/\(name).json"
            if let rows = bytes[path].flatMap(JSONValue.read)?.items {
                contents.sections[name] = rows
            } else {
                contents.whole.remove(path)
                contents.damaged.insert(path)
            }
        }
        return contents
    }

    /// A section before anything of it is taken: how much there should be, and whether it can be read.
    private func section(_ name: String, _ contents: Contents) -> (ImportedSection, [JSONValue]) {
        var section = ImportedSection(name)
        let path = "data/\(name).json"
        guard let line = contents.lines.first(where: { $0["path"].text == path }) else {
            return (section, [])
        }
        let rows = contents.sections[name] ?? []
        section.read = max(line["records"].integer ?? 0, rows.count)
        if let fault = contents.fault(of: path) { section.skip(fault, section.read) }
        return (section, rows)
    }

    private func takeJobs(_ contents: Contents) async throws -> ImportedSection {
        var (section, rows) = section("studio_job", contents)
        for row in rows {
            guard let job = ImportedJob(row, renewing: renewed) else {
                section.skip("malformed")
                continue
            }
            try await counting(&section) { try await taker.take(job, for: subject) }
        }
        return section
    }

    private func takePictures(
        _ contents: Contents,
        from source: ArchiveSource
    ) async throws -> ImportedSection {
        var (section, rows) = section("studio_image", contents)
        let byPath = Dictionary(
            rows.compactMap { row in row["id"].text.map { ("\(Self.pictures)/\($0).png", row) } }
        ) { first, _ in first }
        if tampering.dropsSection(Self.pictures) {
            section.written = section.read
            return section
        }
        for path in byPath.keys {
            if let fault = contents.fault(of: path) { section.skip(fault) }
        }
        let usable = contents.whole.intersection(byPath.keys)
        try await source.forEachFile(upTo: Self.longestPicture, keeping: usable.contains) { file in
            guard let row = byPath[file.path], usable.contains(file.path) else { return }
            guard let bytes = file.bytes else { return section.skip("too_large") }
            guard let picture = ImportedPicture(row, bytes, renewing: renewed) else {
                return section.skip("malformed")
            }
            try await counting(&section) { try await taker.take(picture, for: subject) }
        }
        return section
    }

    private func takePreferences(_ contents: Contents) async throws -> ImportedSection {
        var (section, rows) = section("accounts_account", contents)
        guard let row = rows.first else { return section }
        let preferences = ImportedPreferences(
            language: row["language"].text,
            theme: row["theme"].text,
            wantsSignInMails: row["sign_in_mails"].integer.map { $0 != 0 }
        )
        if try await taker.take(preferences, for: subject) {
            section.written = 1
        } else {
            section.skip("no_account")
        }
        return section
    }

    private func counting(_ section: inout ImportedSection, _ act: () async throws -> Void) async throws {
        do {
            try await act()
            section.written += 1
        } catch let problem as Problem where problem.status < 500 && problem.code != .erased {
            section.skip(problem.code.rawValue)
        }
    }

    /// The id that a record has here: of this import's time, and the same whenever it is asked for.
    private func renewed(_ old: String) -> UUIDv7 {
        let digest = SHA256.hash(data: id.value.bytes + subject.value.bytes + Data(old.utf8))
        let bytes = Array(digest)
        let counter = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        let chance = bytes[2..<10].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return UUIDv7(at: id.value.moment, counter: counter, chance: chance)
    }
}

/// What was brought is no archive of a Nano Banana Pro.
struct NoManifest: Error {}

extension ImportedJob {
    fileprivate init?(_ row: JSONValue, renewing renewed: (String) -> UUIDv7) {
        guard let id = row["id"].text, let prompt = row["prompt"].text, let model = row["model"].text,
            let task = row["task"].text, let status = row["status"].text, let width = row["width"].integer,
            let height = row["height"].integer, let count = row["count"].integer,
            let seed = row["seed"].integer, let price = row["price"].integer
        else { return nil }
        self.init(
            id: JobID(renewed(id)),
            prompt: prompt,
            model: model,
            style: row["style"].text,
            task: task,
            status: status,
            failure: row["failure"].text,
            notes: row["notes"].text,
            width: width,
            height: height,
            count: count,
            seed: seed,
            price: price,
            parent: row["parent_id"].text.map { ImageID(renewed($0)) }
        )
    }
}

extension ImportedPicture {
    fileprivate init?(
        _ row: JSONValue,
        _ bytes: Data,
        renewing renewed: (String) -> UUIDv7
    ) {
        guard let id = row["id"].text, let job = row["job_id"].text, let position = row["position"].integer,
            let seed = row["seed"].integer, let source = row["source"].text
        else { return nil }
        self.init(
            id: ImageID(renewed(id)),
            job: JobID(renewed(job)),
            bytes: bytes,
            position: position,
            seed: seed,
            source: source,
            parent: row["parent_id"].text.map { ImageID(renewed($0)) }
        )
    }
}
