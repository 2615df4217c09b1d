import Billing
import Blobs
import Engines
import FoundationEssentials
import Imaging
import Kernel
import Logging
import Purposes
import Queue
import Store
import Vault

/// Makes one picture of a job: engine, verification, mark, thumbnails, files, then the row with its capture.
struct ImageMaker {
    enum Result {
        case made([Note])
        /// It was made and may not be delivered.
        case screened(Note)
        /// The engine will not make this one, now or later.
        case refused(Problem)
        /// Something of ours or the engine's went wrong; another try may succeed.
        case failed(Problem.Code)
        /// The job must stop here: it was cancelled, taken away, or may no longer use the person's data.
        case stopped(any Error)
    }

    let studio: Studio
    let work: LeasedWork
    let job: JobRow
    let prompt: Prompt

    func make(_ position: Int, _ report: @escaping @Sendable (EngineProgress) -> Void) async -> Result {
        do {
            // Asked again for each picture: a long job must notice an erasure or a restriction within it.
            let permit = try await studio.gate.permit(ProvideService.self, for: job.subject)
            let result = try await engineResult(position, report)
            report(EngineProgress(.finishing, 0.9))
            let picture = try await verified(result.output)
            switch try await studio.screening.check(picture, of: job.subject) {
            case .passes: try await store(picture, of: result, at: position, nil, under: permit)
            case .noted(let found): try await store(picture, of: result, at: position, found, under: permit)
            case .refused(let note): return .screened(note)
            }
            return .made(result.notes)
        } catch EngineError.refused(let problem) {
            return .refused(problem)
        } catch let error where error is CancellationError || error is LeaseLost || error is Problem {
            return .stopped(error)
        } catch ImagingError.cancelled {
            return .stopped(CancellationError())
        } catch {
            Logger.current.error(
                "A picture failed",
                metadata: ["job": "\(job.id)", "position": "\(position)", "error": "\(error)"]
            )
            return .failed(Self.code(of: error))
        }
    }

    private static func code(of error: any Error) -> Problem.Code {
        switch error {
        case BlobError.diskFull, BlobError.notWritable, StoreError.diskFull, StoreError.notWritable:
            .storageFull
        default: .engineFailed
        }
    }

    private func engineResult(
        _ position: Int,
        _ report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> EngineResult {
        guard let model = studio.models.models.first(where: { $0.id == job.model }),
            let engine = studio.engines[model.engine]
        else { throw EngineError.refused(Problem(.modelUnknown)) }
        let order = EngineOrder(
            prompt: prompt,
            size: job.size,
            seed: job.seed.advanced(by: position),
            style: job.style
        )
        return try await engine.make(order, report: report)
    }

    /// Pixels of the size that was asked for; bytes from elsewhere are decoded, never believed.
    private func verified(_ output: EngineResult.Output) async throws -> Picture {
        let picture =
            switch output {
            case .pixels(let picture): picture
            case .encoded(let bytes): try await studio.imaging.decode(bytes, limits: .engineOutput)
            }
        guard picture.size == job.size else { throw EngineError.failed }
        return picture
    }

    private func store(
        _ picture: Picture,
        of result: EngineResult,
        at position: Int,
        _ finding: PictureFinding?,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        let mark = Marker.packet(for: result.source)
        let bytes = try await studio.imaging.encode(picture, as: .png, xmp: mark)
        let widths = Image.thumbnailWidths.filter { $0 < picture.size.width }
        let thumbnails = try await studio.imaging.thumbnails(
            of: picture,
            widths: widths,
            as: .webp(quality: 82),
            xmp: mark
        )
        let notes = try await studio.sealed(result.notes, of: job.id, under: permit)
        let id: ImageID = studio.ids.next()
        await studio.checkpoint.reach("picture.made")
        for (width, thumbnail) in zip(widths, thumbnails) {
            try await studio.blobs.write(thumbnail, as: BlobName(id, width: width), under: permit)
        }
        try await studio.blobs.write(bytes, as: BlobName(id, variant: "full"), under: permit)
        await studio.checkpoint.reach("picture.files")
        let made = Made(bytes: bytes.count, source: result.source, notes: notes, finding: finding)
        try await commit(id, at: position, made)
        await studio.checkpoint.reach("picture.row")
    }

    /// What the row tells of a picture beside its place.
    private struct Made: Sendable {
        let bytes: Int
        let source: DigitalSourceType
        let notes: Sealed?
        let finding: PictureFinding?
    }

    private func commit(
        _ id: ImageID,
        at position: Int,
        _ made: Made
    ) async throws {
        let (studio, work, job, now) = (studio, work, job, studio.clock.now())
        try await studio.store.write { tx in
            try studio.queue.confirm(work, in: tx)
            let jobs = JobRecords(tx)
            guard let revision = try jobs.revise(job.id) else { throw LeaseLost() }
            try jobs.keep(made.notes, of: job.id)
            let image = Image(
                id: id,
                job: job.id,
                position: position,
                size: job.size,
                seed: job.seed.advanced(by: position),
                bytes: made.bytes,
                source: made.source,
                madeAt: now,
                parent: job.parent,
                revision: revision
            )
            try ImageRecords(tx).insert(image, of: job.subject)
            if let finding = made.finding {
                try studio.screening.keep(finding, on: id, of: job.subject, in: tx)
            }
            let price = Credits(job.price.amount / Int64(job.count))
            try studio.billing.capture(price, forImage: position, of: job.id, in: tx)
        }
        studio.queue.announceChange(of: job.id.value)
    }
}

extension DecodeLimits {
    /// The largest legal result has 36 megapixels.
    fileprivate static let engineOutput = DecodeLimits(maxPixels: 40_000_000)
}
