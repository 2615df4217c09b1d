import Archive
import Crypto
import FoundationEssentials
import Kernel

/// Takes an archive over: first it is read whole and checked, and only then is anything written.
///
/// Ids are new ones, made of the import's and the old ones, so that going through it again after a crash doubles nothing.
struct Importer {
    /// Of a file of records, in bytes.
    private static let longestSection = 16 << 20
    /// In bytes; as many files as an archive may have are told in it.
    private static let longestManifest = 32 << 20
    /// Commas in a file of records, those of texts too: each value takes many times what it has in the file.
    private static let mostValues = 2 << 20
    /// Of a picture, in bytes.
    private static let longestPicture = 64 << 20
    /// Of a picture's file, by the form that its row tells.
    private static let endings = ["png": "png", "jpeg": "jpg"]
    /// Kinds of records that a report names; an archive of ours has fewer.
    private static let mostSections = 200
    /// Of a kind's name, in bytes.
    private static let longestName = 64
    /// How many records of a kind a report tells of: a manifest may claim any number, and sums are made of them.
    private static let mostRecords = 1_000_000_000
    static let pictures = "images"
    private static let manifest = "manifest.json"

    let taker: any ArchiveTaker
    let tampering: ArchiveTampering
    let id: ImportID
    let subject: SubjectID

    /// - Throws: `ArchiveRefusal`, `NoManifest`; then nothing was written.
    func run(_ source: ArchiveSource) async throws -> [ImportedSection] {
        let contents = try await check(source)
        var sections = contents.untaken
        sections += try await takeJobs(contents, from: source)
        sections.append(try await takePictures(contents, from: source))
        sections += try await takeCollections(contents, from: source)
        sections.append(try await takePreferences(contents, from: source))
        return sections.sorted { $0.name < $1.name }
    }

    /// What a first reading found.
    struct Contents: Sendable {
        /// Files that are what the manifest says.
        var whole: Set<String> = []
        var damaged: Set<String> = []
        /// The manifest's lines.
        var lines: [JSONValue] = []

        /// Why a file cannot be used; nil for one that can.
        func fault(of path: String) -> String? {
            if whole.contains(path) { return nil }
            return damaged.contains(path) ? "damaged" : "missing"
        }

        /// Kinds of records that stay with the installation that they tell of.
        var untaken: [ImportedSection] {
            let sections = lines.lazy.compactMap { line -> ImportedSection? in
                guard let path = line["path"].text, path.hasPrefix("data/"), path.hasSuffix(".json")
                else { return nil }
                let name = String(path.dropFirst("data/".count).dropLast(".json".count))
                guard name.utf8.count <= Importer.longestName, !Importer.taken.contains(name) else {
                    return nil
                }
                var section = ImportedSection(name, isTaken: false)
                section.read = Importer.records(of: line)
                let reason = name.contains("consent") ? "asked_again" : "stays_where_it_was"
                if section.read > 0 { section.skip(reason, section.read) }
                return section
            }
            return Array(sections.prefix(Importer.mostSections))
        }
    }

    /// How many records a line of a manifest claims, within reason.
    private static func records(of line: JSONValue) -> Int {
        min(max(line["records"].integer ?? 0, 0), mostRecords)
    }

    private static let taken: Set<String> = [
        "studio_job", "studio_input", "studio_image", "studio_collection", "studio_collection_image",
        "accounts_account",
    ]

    private func check(_ source: ArchiveSource) async throws -> Contents {
        var (hashes, bytes): ([String: String], Data?) = ([:], nil)
        var contents = Contents()
        let wanted: Set = [Self.manifest]
        try await source.forEachFile(
            upTo: Self.longestManifest,
            hashingAll: true,
            keeping: wanted.contains
        ) { file in
            if file.isDamaged {
                contents.damaged.insert(file.path)
            } else {
                hashes[file.path] = file.sha256
            }
            if file.path == Self.manifest { bytes = file.bytes }
        }
        guard let manifest = bytes.flatMap(Self.values),
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
        return contents
    }

    private static func values(in bytes: Data) -> JSONValue? {
        let commas = bytes.reduce(0) { $1 == UInt8(ascii: ",") ? $0 + 1 : $0 }
        return commas <= mostValues ? JSONValue.read(bytes) : nil
    }

    /// A section before anything of it is taken: how much there should be, and whether it can be read.
    ///
    /// Each is read when it is its turn, so that no two are held at once.
    func section(
        _ name: String,
        _ contents: Contents,
        from source: ArchiveSource
    ) async throws -> (ImportedSection, [JSONValue]) {
        var section = ImportedSection(name)
        let path = "data/\(name).json"
        guard let line = contents.lines.first(where: { $0["path"].text == path }) else {
            return (section, [])
        }
        var (rows, fault): ([JSONValue], String?) = ([], contents.fault(of: path))
        if fault == nil {
            if let found = try await rowsOfFile(at: path, from: source) {
                rows = found
            } else {
                fault = "damaged"
            }
        }
        section.read = max(Self.records(of: line), rows.count)
        if let fault { section.skip(fault, section.read) }
        return (section, rows)
    }

    private func rowsOfFile(at path: String, from source: ArchiveSource) async throws -> [JSONValue]? {
        var bytes: Data?
        let wanted: Set = [path]
        try await source.forEachFile(upTo: Self.longestSection, keeping: wanted.contains) { file in
            if file.path == path { bytes = file.bytes }
        }
        return bytes.flatMap(Self.values)?.items
    }

    /// Jobs, each with the pictures it worked on.
    private func takeJobs(
        _ contents: Contents,
        from source: ArchiveSource
    ) async throws -> [ImportedSection] {
        var (inputs, inputRows) = try await section("studio_input", contents, from: source)
        let byJob = Dictionary(grouping: inputRows) { $0["job_id"].text ?? "" }
        var (section, rows) = try await section("studio_job", contents, from: source)
        for row in rows {
            let own = row["id"].text.flatMap { byJob[$0] } ?? []
            guard let job = ImportedJob(row, inputs: own, renewing: renewed) else {
                section.skip("malformed")
                continue
            }
            let before = section.written
            try await counting(&section) { try await taker.take(job, for: subject) }
            if section.written > before { inputs.written += own.count }
        }
        let left = inputRows.count - inputs.written
        if left > 0 { inputs.skip("missing", left) }
        return [section, inputs]
    }

    private func takePictures(
        _ contents: Contents,
        from source: ArchiveSource
    ) async throws -> ImportedSection {
        var (section, rows) = try await section("studio_image", contents, from: source)
        let byPath = Dictionary(
            rows.compactMap { row in
                // Archives from before there were others hold PNG files only.
                let ending = Self.endings[row["format"].text ?? "png"] ?? "png"
                return row["id"].text.map { ("\(Self.pictures)/\($0).\(ending)", row) }
            }
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

    private func takePreferences(
        _ contents: Contents,
        from source: ArchiveSource
    ) async throws -> ImportedSection {
        var (section, rows) = try await section("accounts_account", contents, from: source)
        guard let row = rows.first else { return section }
        let wantsSignInMails = row["sign_in_mails"].integer.map { $0 != 0 }
        let preferences = ImportedPreferences(
            language: row["language"].text,
            theme: row["theme"].text,
            // Whoever brings something into another's account must not silence what would tell of it.
            wantsSignInMails: wantsSignInMails == false ? nil : wantsSignInMails
        )
        if try await taker.take(preferences, for: subject) {
            section.written = 1
            if wantsSignInMails == false { section.skip("asked_again") }
        } else {
            section.skip("no_account")
        }
        return section
    }

    func counting(_ section: inout ImportedSection, _ act: () async throws -> Void) async throws {
        do {
            try await act()
            section.written += 1
        } catch let problem as Problem where problem.status < 500 && problem.code != .erased {
            section.skip(problem.code.rawValue)
        }
    }

    /// The id that a record has here: of this import's time, and the same whenever it is asked for.
    func renewed(_ old: String) -> UUIDv7 {
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
    fileprivate init?(
        _ row: JSONValue,
        inputs: [JSONValue],
        renewing renewed: (String) -> UUIDv7
    ) {
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
            settings: row["settings"].text.map { Self.renaming(picturesIn: $0, renewed) },
            inputs: inputs.sorted { $0["position"].integer ?? 0 < $1["position"].integer ?? 0 }
                .compactMap { input in
                    guard let image = input["image_id"].text, let role = input["role"].text else {
                        return nil
                    }
                    return ImportedInput(image: ImageID(renewed(image)), role: role)
                },
            parent: row["parent_id"].text.map { ImageID(renewed($0)) }
        )
    }
}

extension ImportedJob {
    /// Settings name pictures by their ids.
    private static func renaming(picturesIn settings: String, _ renewed: (String) -> UUIDv7) -> String {
        settings.replacing(/"img_([0-9A-HJKMNP-TV-Z]{26})"/) { match in
            "\"\(ImageID(renewed(String(match.1))).text)\""
        }
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
            kind: row["kind"].text ?? "picture",
            name: row["name"].text,
            isFavourite: row["favourite_at"] != .null,
            parent: row["parent_id"].text.map { ImageID(renewed($0)) }
        )
    }
}
