import Blobs
import Engines
import FoundationEssentials
import Imaging
import Kernel
import Purposes
import Store
import Vault

/// A picture that a person brings, with its files written and its rows ready to be.
struct Arrival: Sendable {
    /// Where it will be, and what refusals call its file.
    struct Place: Sendable {
        let id: ImageID
        let kind: Image.Kind
        let field: String
        /// The API key that it is brought with.
        var key: APIKeyID?
    }

    let job: JobRow
    let image: Image
    let name: Sealed
    /// What search finds it by.
    let words: Set<Data>
    let finding: PictureFinding?
}

extension Studio {
    /// Decodes, judges and encodes one file, and writes what is kept of it.
    func take(
        _ file: Upload.File,
        at place: Arrival.Place,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Arrival {
        let sent = try await file.content.bytes()
        let (picture, encoding) = try await decoded(sent, field: place.field)
        let source = SourceMark.read(sent)
        let finding = try await finding(in: picture, of: permit.subject)
        let size = try await write(picture, as: place.id, encoding, source, under: permit)
        let job = try await endedJob(of: picture.size, with: place.key, under: permit)
        let image = Image(
            id: place.id,
            job: job.id,
            position: 0,
            size: picture.size,
            seed: job.seed,
            bytes: size,
            format: encoding.format,
            kind: place.kind,
            isUpload: true,
            source: source,
            madeAt: job.createdAt,
            parent: nil,
            revision: job.revision
        )
        let name = file.name ?? ""
        return Arrival(
            job: job,
            image: image,
            name: try await vault.seal(Data(name.utf8), at: .name(of: place.id), under: permit),
            words: try await vault.searchTokens(of: name, under: permit),
            finding: finding
        )
    }

    /// The pixels of a file, believed only once they are decoded, and how they are kept.
    /// - Throws: `Problem` that says what is wrong with the file.
    func decoded(_ bytes: Data, field: String) async throws -> (picture: Picture, encoding: ImageEncoding) {
        do {
            let format = try ImageFormat(recognising: bytes)
            let picture = try await imaging.decode(bytes, limits: .standard)
            return (picture, ImageEncoding(keeping: picture, from: format))
        } catch let error {
            throw Problem(error, field: field)
        }
    }

    private func finding(in picture: Picture, of subject: SubjectID) async throws -> PictureFinding? {
        switch try await screening.check(picture, of: subject) {
        case .passes: nil
        case .noted(let finding): finding
        case .refused(let note): throw Problem(.imageRefused, note.appeal.map { ["appeal": $0] } ?? [:])
        }
    }

    /// - Returns: the size of the picture's own file, in bytes.
    private func write(
        _ picture: Picture,
        as id: ImageID,
        _ encoding: ImageEncoding,
        _ source: DigitalSourceType,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Int {
        let mark = marker.packet(for: source)
        let widths = Image.thumbnailWidths.filter { $0 < picture.size.width }
        let thumbnails = try await imaging.thumbnails(
            of: picture,
            widths: widths,
            as: .webp(quality: 82),
            xmp: mark
        )
        for (width, thumbnail) in zip(widths, thumbnails) {
            try await blobs.write(thumbnail, as: BlobName(id, width: width), under: permit)
        }
        let bytes = try await imaging.encode(picture, as: encoding, xmp: mark)
        try await blobs.write(bytes, as: BlobName(id, variant: "full"), under: permit)
        return bytes.count
    }

    /// The job that stands for the bringing: it was asked for without words, cost nothing, and is over.
    private func endedJob(
        of size: PixelSize,
        with key: APIKeyID?,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> JobRow {
        let (id, now): (JobID, Timestamp) = (ids.next(), clock.now())
        return JobRow(
            id: id,
            subject: permit.subject,
            status: .succeeded,
            task: Model.Task.upload.rawValue,
            model: Upload.model,
            style: nil,
            prompt: try await vault.seal(Data(Prompt.none.text.utf8), at: .prompt(of: id), under: permit),
            size: size,
            count: 1,
            seed: Seed(clamping: 0),
            price: .zero,
            parent: nil,
            notes: nil,
            settings: nil,
            failure: nil,
            revision: 1,
            createdAt: now,
            finishedAt: now,
            key: key
        )
    }
}

extension ImageEncoding {
    /// Photographs that came as lossy files and hide nothing are kept as JPEG, everything else exactly.
    ///
    /// At this quality colours keep their full resolution, and nobody sees a loss; as PNG they would be five times as large.
    init(keeping picture: Picture, from format: ImageFormat) {
        switch format {
        case .jpeg, .heic, .avif: self = picture.hasAlpha ? .png : .jpeg(quality: 95)
        case .png, .webp, .gif, .tiff: self = .png
        }
    }
}

extension Problem {
    /// What is told of a file that gives no picture.
    fileprivate init(_ error: ImagingError, field: String) {
        switch error {
        case .notAnImage, .unsupportedFormat: self.init(.imageUnsupported, field: field)
        case .tooLarge: self.init(.imageTooLarge, field: field)
        case .damaged: self.init(.imageUnreadable, field: field)
        case .busy: self.init(.tooBusy)
        case .cancelled: self.init(.shuttingDown)
        case .failed, .outOfRange: self.init(.internalError)
        }
    }
}
