import Blobs
import Engines
import FoundationEssentials
import Imaging
package import Kernel
import Provenance
import Purposes
import Store
import Vault

extension Studio {
    /// Takes over a job that another installation did; one that is here already stays as it is.
    ///
    /// It costs nothing: what it cost there is told and was paid there.
    /// - Throws: `Problem` that says what is wrong with it; then nothing is stored.
    package func bring(_ job: BroughtJob, for subject: SubjectID) async throws {
        let permit = try await gate.permit(ProvideService.self, for: subject)
        let prompt = job.prompt.isEmpty ? .none : try Prompt(job.prompt)
        // Only what is made of words alone has a least size.
        let isGenerated = job.task == Model.Task.generate.rawValue
        let sides = isGenerated ? ImageSpec.sides : 1...DecodeLimits.standard.maxSide
        guard let status = Job.Status(rawValue: job.status), status.isFinal,
            Model.Task(rawValue: job.task) != nil, sides.contains(job.width), sides.contains(job.height),
            (1...10).contains(job.count),
            let seed = Seed(job.seed), job.price >= 0, Self.isWord(job.model),
            job.style.map(Self.isWord) ?? true
        else { throw Problem(.wrongFieldType) }
        if prompt != .none { try await screening.check(prompt, of: subject) }
        let (settings, inputs) = try job.details
        for text in settings?.texts ?? [] { try await screening.check(Prompt(text), of: subject) }
        var sealedSettings: Sealed?
        if let settings {
            sealedSettings = try await vault.seal(settings.json, at: .settings(of: job.id), under: permit)
        }
        var notes: Sealed?
        if let text = job.notes {
            guard let told = try? JSONDecoder().decode([Note].self, from: Data(text.utf8)) else {
                throw Problem(.wrongFieldType, field: "notes")
            }
            notes = try await sealed(told, of: job.id, under: permit)
        }
        let now = clock.now()
        let row = JobRow(
            id: job.id,
            subject: subject,
            status: status,
            task: job.task,
            model: job.model,
            style: job.style,
            prompt: try await vault.seal(Data(prompt.text.utf8), at: .prompt(of: job.id), under: permit),
            size: PixelSize(width: job.width, height: job.height),
            count: job.count,
            seed: seed,
            price: Credits(Int64(job.price)),
            parent: job.parent,
            notes: notes,
            settings: sealedSettings,
            failure: job.failure.flatMap { Problem.Code(rawValue: $0)?.rawValue },
            revision: 1,
            createdAt: now,
            finishedAt: now
        )
        let texts = [prompt.text] + (settings?.texts ?? [])
        let words = try await vault.searchTokens(of: texts.joined(separator: "\n"), under: permit)
        try await store.write { tx in
            let jobs = JobRecords(tx)
            guard try jobs.job(row.id) == nil else { return }
            try jobs.insertEnded(row)
            try InputRecords(tx).insert(inputs, of: row.id, subject: subject)
            try RequestRecords(tx).insertWords(words, of: row.id, subject: subject)
        }
    }

    /// Takes over a picture of a job that was brought: its bytes are looked at as closely as an engine's.
    ///
    /// They are kept as they are when nothing is in them but a picture and marks such as we write; else what they show is encoded
    /// anew, as an upload is. What made the picture is what its file says.
    /// - Throws: `Problem` that says what is wrong with it; then nothing is stored.
    package func bring(_ picture: BroughtPicture, for subject: SubjectID) async throws {
        let permit = try await gate.permit(ProvideService.self, for: subject)
        let known = try await store.read { tx in
            (
                job: try JobRecords(tx).job(picture.job, of: subject),
                isHere: try ImageRecords(tx).picture(picture.id, of: subject) != nil,
                positions: Set(try ImageRecords(tx).pictures(of: picture.job).map(\.position))
            )
        }
        guard let job = known.job else { throw Problem(.notFound) }
        if known.isHere { return }
        // Of two in one place the first counts; an archive of ours has no second.
        guard (0..<job.count).contains(picture.position), !known.positions.contains(picture.position),
            let seed = Seed(picture.seed), DigitalSourceType(rawValue: picture.source) != nil,
            let kind = Image.Kind(rawValue: picture.kind)
        else { throw Problem(.wrongFieldType) }
        let (pixels, encoding) = try await judged(picture.bytes, of: job, for: subject)
        let source = SourceMark.read(picture.bytes)
        let bytes =
            PlainFile(picture.bytes).isPlain
            ? picture.bytes
            : try await imaging.encode(pixels, as: encoding, xmp: marker.packet(for: source))
        let name = picture.name.map { FileName.tidied($0) ?? "" }
        var sealedName: Sealed?
        if let name {
            sealedName = try await vault.seal(Data(name.utf8), at: .name(of: picture.id), under: permit)
        }
        let words = try await vault.searchTokens(of: name ?? "", under: permit)
        let widths = Image.thumbnailWidths.filter { $0 < pixels.size.width }
        let thumbnails = try await imaging.thumbnails(
            of: pixels,
            widths: widths,
            as: .webp(quality: 82),
            xmp: marker.packet(for: source)
        )
        for (width, thumbnail) in zip(widths, thumbnails) {
            try await blobs.write(thumbnail, as: BlobName(picture.id, width: width), under: permit)
        }
        try await blobs.write(bytes, as: BlobName(picture.id, variant: "full"), under: permit)
        let (now, kept) = (clock.now(), sealedName)
        try await store.write { tx in
            guard let revision = try JobRecords(tx).revise(job.id, of: subject) else {
                throw Problem(.notFound)
            }
            let image = Image(
                id: picture.id,
                job: job.id,
                position: picture.position,
                size: job.size,
                seed: seed,
                bytes: bytes.count,
                format: encoding.format,
                kind: kind,
                isUpload: kept != nil,
                source: source,
                madeAt: now,
                parent: picture.parent,
                revision: revision
            )
            let images = ImageRecords(tx)
            try images.insert(image, named: kept, of: subject)
            if picture.isFavourite { _ = try images.setFavourite(now, image.id, of: subject) }
            try RequestRecords(tx).insertWords(words, of: job.id, subject: subject)
        }
    }

    /// A PNG or JPEG of its job's size, which the classifier has nothing against.
    private func judged(
        _ bytes: Data,
        of job: JobRow,
        for subject: SubjectID
    ) async throws -> (Picture, ImageEncoding) {
        let (pixels, format): (Picture, ImageFormat)
        do {
            format = try await imaging.probe(bytes).format
            guard [.png, .jpeg].contains(format) else { throw ImagingError.unsupportedFormat }
            let isUpload = job.task == Model.Task.upload.rawValue
            let limits = isUpload ? DecodeLimits.standard : DecodeLimits(maxPixels: 40_000_000)
            pixels = try await imaging.decode(bytes, limits: limits)
        } catch let error as ImagingError {
            switch error {
            case .notAnImage, .unsupportedFormat, .tooLarge, .damaged: throw Problem(.imageUnreadable)
            case .busy, .cancelled, .failed, .outOfRange: throw error
            }
        }
        guard pixels.size == job.size else { throw Problem(.imageUnreadable) }
        guard case .refused = try await screening.check(pixels, of: subject) else {
            return (pixels, ImageEncoding(keeping: pixels, from: format))
        }
        throw Problem(.imageRefused)
    }

    /// A model's or a style's name, of this installation or of another.
    private static func isWord(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension BroughtJob {
    /// Its settings and inputs, as this installation knows them.
    /// - Throws: `Problem` `wrong_field_type`.
    fileprivate var details: (JobSettings?, [JobInput]) {
        get throws(Problem) {
            guard inputs.count <= 2 * OrderTask.mostImages else {
                throw Problem(.wrongFieldType, field: "inputs")
            }
            var known: [JobInput] = []
            for input in inputs {
                guard let role = JobInput.Role(rawValue: input.role) else {
                    throw Problem(.wrongFieldType, field: "role")
                }
                known.append(JobInput(image: input.image, role: role))
            }
            guard let settings else { return (nil, known) }
            guard let read = try? JobSettings(json: Data(settings.utf8)) else {
                throw Problem(.wrongFieldType, field: "settings")
            }
            return (read, known)
        }
    }
}
