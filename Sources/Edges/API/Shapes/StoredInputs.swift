import Accounts
import Blobs
import Crypto
import Engines
import FoundationEssentials
import Imaging
import Kernel
import Purposes
import Studio

/// A picture of an order: stored already, or to be.
enum InputFile: Sendable {
    case stored(ImageID)
    case new(Upload.File)

    var file: Upload.File? {
        if case .new(let file) = self { file } else { nil }
    }
}

/// The pictures of an order, all of them stored.
struct StoredInputs: Sendable {
    private(set) var pictures: [ImageID] = []
    private(set) var mask: ImageID?
    /// The picture that a conversation goes on from.
    private(set) var turn: ImageID?
    /// How large the picture is that is changed; nil where none is.
    private(set) var source: PixelSize?

    init() {}

    /// Stores what is new.
    init(
        _ files: [InputFile],
        mask: InputFile?,
        goingOnWith turn: ImageID?,
        from shelf: SenderShelf
    ) async throws {
        let fields = files.indices.filter { files[$0].file != nil }.map { "images[\($0)]" }
        let brought = try await shelf.store(files.compactMap(\.file), as: .picture, called: fields)
        var next = brought.makeIterator()
        for file in files {
            switch file {
            case .stored(let id): pictures.append(id)
            case .new:
                guard let image = next.next() else { throw Problem(.internalError) }
                pictures.append(image.id)
            }
        }
        switch mask {
        case nil: break
        case .stored(let id): self.mask = id
        case .new(let file): self.mask = try await shelf.store([file], as: .mask, called: ["mask"]).first?.id
        }
        self.turn = turn
        if let first = turn ?? pictures.first { source = try await shelf.size(of: first) }
    }

    /// What is ordered of them: a picture of words, a change of the first, or the next turn of a conversation about one.
    func task(for model: Model) -> OrderTask {
        if let turn {
            guard model.keepsTurns == true else {
                return .edit(EditWish(of: turn, others: pictures, mask: mask))
            }
            return .repaint(RepaintWish(of: [turn] + pictures, mask: mask, isEdit: true, goesOn: true))
        }
        guard let first = pictures.first else { return .generate(nil) }
        return .edit(EditWish(of: first, others: Array(pictures.dropFirst()), mask: mask))
    }
}

/// Where the pictures lie that somebody's programs bring.
struct SenderShelf: Sendable {
    let studio: Studio
    let gate: PurposeGate
    let subject: SubjectID
    /// The key that pictures are brought with; nil for a person's own.
    var bringer: APIKeyID?
    /// The key that sees what it brought or made alone; nil for whoever sees all.
    var seesOnly: APIKeyID?

    /// Stores files, all of them or none; those that were brought together within a day before are there already.
    ///
    /// `fields` are what refusals call them.
    func store(
        _ files: [Upload.File],
        as kind: Image.Kind,
        called fields: [String]
    ) async throws -> [Image] {
        var images: [Image] = []
        for start in stride(from: 0, to: files.count, by: Upload.mostFiles) {
            let some = Array(files[start..<min(files.count, start + Upload.mostFiles)])
            do {
                images += try await store(some, as: kind)
            } catch let problem as Problem {
                throw problem.renamed(as: Array(fields.dropFirst(start)))
            }
        }
        return images
    }

    private func store(_ files: [Upload.File], as kind: Image.Kind) async throws -> [Image] {
        let key = try key(of: files, as: kind)
        var upload = Upload(files, as: kind, idempotencyKey: key)
        upload.key = bringer
        let known = try await studio.upload(upload, for: subject)
        if known.count == files.count { return known }
        // One was deleted since.
        upload = Upload(files, as: kind)
        upload.key = bringer
        return try await studio.upload(upload, for: subject)
    }

    /// How large a stored picture is.
    /// - Throws: `Problem` `not_found`, for other people's too.
    func size(of id: ImageID) async throws -> PixelSize {
        let permit = try await gate.permit(ProvideService.self, for: subject)
        try await requireSight(of: id, under: permit)
        return try await studio.picture(id, under: permit).picture.size
    }

    /// The bytes of a stored picture that is to be a mask; nil for one that is one of ours.
    func clearMask(_ id: ImageID) async throws -> Data? {
        let permit = try await gate.permit(ProvideService.self, for: subject)
        try await requireSight(of: id, under: permit)
        guard try await studio.picture(id, under: permit).picture.kind == .picture else { return nil }
        return try await studio.file(of: id, width: nil, format: .png, under: permit).bytes()
    }

    private func requireSight(of id: ImageID, under permit: borrowing Permit<ProvideService>) async throws {
        guard let seesOnly else { return }
        guard try await studio.key(of: id, under: permit) == seesOnly else { throw Problem(.notFound) }
    }

    /// A name that the same files have each time.
    private func key(of files: [Upload.File], as kind: Image.Kind) throws(Problem) -> IdempotencyKey {
        var hash = SHA256()
        hash.update(data: Data(kind.rawValue.utf8))
        // What one key brought another may not see.
        hash.update(data: Data((bringer?.text ?? "").utf8))
        for file in files {
            hash.update(data: file.content.digest)
            hash.update(data: Data((file.name ?? "").utf8) + [0])
        }
        let digits = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return try IdempotencyKey("pictures.\(digits.joined())")
    }
}

extension Problem {
    /// The same of a file of an upload, as whoever sent it with an order called it.
    func renamed(as fields: [String]) -> Problem {
        guard code != .tooBusy, let field, field == "file" || field.hasPrefix("file.") else { return self }
        let place = Int(field.dropFirst("file.".count)).map { $0 - 1 } ?? 0
        guard fields.indices.contains(place) else { return self }
        return Problem(code, field: fields[place], arguments, violating: quotas)
    }
}

extension SenderShelf {
    init(of person: Person, _ studio: Studio, _ gate: PurposeGate) {
        self.init(
            studio: studio,
            gate: gate,
            subject: person.subject,
            bringer: person.key?.id,
            seesOnly: person.confinement
        )
    }
}
