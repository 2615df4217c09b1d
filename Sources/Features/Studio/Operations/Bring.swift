import Blobs
import Engines
import FoundationEssentials
import Imaging
package import Kernel
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
        let prompt = try Prompt(job.prompt)
        let sides = ImageSpec.sides
        guard let status = Job.Status(rawValue: job.status), status.isFinal,
            Model.Task(rawValue: job.task) != nil, sides.contains(job.width), sides.contains(job.height),
            (1...10).contains(job.count),
            let seed = Seed(job.seed), job.price >= 0, Self.isWord(job.model),
            job.style.map(Self.isWord) ?? true
        else { throw Problem(.wrongFieldType) }
        try await screening.check(prompt, of: subject)
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
            failure: job.failure.flatMap { Problem.Code(rawValue: $0)?.rawValue },
            revision: 1,
            createdAt: now,
            finishedAt: now
        )
        let words = try await vault.searchTokens(of: prompt.text, under: permit)
        try await store.write { tx in
            let jobs = JobRecords(tx)
            guard try jobs.job(row.id) == nil else { return }
            try jobs.insertEnded(row)
            try RequestRecords(tx).insertWords(words, of: row.id, subject: subject)
        }
    }

    /// Takes over a picture of a job that was brought: its bytes are looked at as closely as an engine's, and kept as they are.
    /// - Throws: `Problem` that says what is wrong with it; then nothing is stored.
    package func bring(_ picture: BroughtPicture, for subject: SubjectID) async throws {
        let permit = try await gate.permit(ProvideService.self, for: subject)
        let known = try await store.read { tx in
            (
                job: try JobRecords(tx).job(picture.job, of: subject),
                isHere: try ImageRecords(tx).picture(picture.id, of: subject) != nil
            )
        }
        guard let job = known.job else { throw Problem(.notFound) }
        if known.isHere { return }
        guard (0..<job.count).contains(picture.position), let seed = Seed(picture.seed),
            let source = DigitalSourceType(rawValue: picture.source)
        else { throw Problem(.wrongFieldType) }
        let pixels = try await judged(picture.bytes, of: job, for: subject)
        let widths = Image.thumbnailWidths.filter { $0 < pixels.size.width }
        let thumbnails = try await imaging.thumbnails(
            of: pixels,
            widths: widths,
            as: .webp(quality: 82),
            xmp: Marker.packet(for: source)
        )
        for (width, thumbnail) in zip(widths, thumbnails) {
            try await blobs.write(thumbnail, as: BlobName(picture.id, width: width), under: permit)
        }
        try await blobs.write(picture.bytes, as: BlobName(picture.id, variant: "full"), under: permit)
        let now = clock.now()
        try await store.write { tx in
            guard let revision = try JobRecords(tx).revise(job.id) else { throw Problem(.notFound) }
            let image = Image(
                id: picture.id,
                job: job.id,
                position: picture.position,
                size: job.size,
                seed: seed,
                bytes: picture.bytes.count,
                source: source,
                madeAt: now,
                parent: picture.parent,
                revision: revision
            )
            try ImageRecords(tx).insert(image, of: subject)
        }
    }

    /// A PNG of its job's size, which the classifier has nothing against.
    private func judged(
        _ bytes: Data,
        of job: JobRow,
        for subject: SubjectID
    ) async throws -> Picture {
        let pixels: Picture
        do {
            guard try await imaging.probe(bytes).format == .png else { throw ImagingError.unsupportedFormat }
            pixels = try await imaging.decode(bytes, limits: DecodeLimits(maxPixels: 40_000_000))
        } catch let error as ImagingError {
            switch error {
            case .notAnImage, .unsupportedFormat, .tooLarge, .damaged: throw Problem(.imageUnreadable)
            case .busy, .cancelled, .failed: throw error
            }
        }
        guard pixels.size == job.size else { throw Problem(.imageUnreadable) }
        guard case .refused = try await screening.check(pixels, of: subject) else { return pixels }
        throw Problem(.imageRefused)
    }

    /// A model's or a style's name, of this installation or of another.
    private static func isWord(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
