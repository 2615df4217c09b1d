import Billing
import Blobs
import Engines
import FoundationEssentials
import Imaging
import Kernel
import Logging
import Provenance
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

    /// How much of a picture's time is its engine's; what comes after is not told apart.
    private static let engineShare = 0.9

    let studio: Studio
    let work: LeasedWork
    let job: JobRow
    let plan: JobPlan

    func make(_ position: Int, _ report: @escaping @Sendable (EngineProgress) -> Void) async -> Result {
        do {
            // Asked again for each picture: a long job must notice an erasure or a restriction within it.
            let permit = try await studio.gate.permit(ProvideService.self, for: job.subject)
            defer { studio.drafts.drop(job.id) }
            let result = try await engineResult(position, report, under: permit)
            report(EngineProgress(.finishing, Self.engineShare))
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
        _ report: @escaping @Sendable (EngineProgress) -> Void,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> EngineResult {
        guard let model = studio.models.models.first(where: { $0.id == job.model }),
            let engine = studio.engines[model.engine]
        else { throw EngineError.refused(Problem(.modelUnknown)) }
        let work = try await studio.engineWork(for: job, plan, by: model, under: permit)
        let order = EngineOrder(
            prompt: plan.prompt,
            size: job.size,
            seed: job.seed.advanced(by: position),
            style: job.style,
            negative: plan.settings?.negative,
            task: work.task,
            references: work.references,
            mask: work.mask,
            turns: work.turns,
            errand: EngineErrand(
                model: model,
                picture: PictureKey(job: job.id, position: position, subject: job.subject)
            )
        )
        let result = try await drafted(by: engine, order, at: position) { progress in
            report(EngineProgress(progress.stage, progress.fraction * Self.engineShare))
        }
        let source = DigitalSourceType(of: work.name, madeBy: result.source, from: work.sources)
        let made = EngineResult(
            result.output,
            source: source,
            notes: result.notes,
            memory: result.memory,
            delivery: result.delivery
        )
        return try await overlaid(made, with: work.pictures, report)
    }

    /// The picture with what is laid over it: texts are set, not drawn, and change nothing of what made the picture.
    private func overlaid(
        _ result: EngineResult,
        with pictures: [ImageID: Picture],
        _ report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> EngineResult {
        let base: ImageID = studio.ids.next()
        let document: LayerDocument
        do {
            guard let overlay = try plan.settings?.overlay(on: base, of: job.size) else { return result }
            document = overlay
        } catch {
            throw EngineError.refused(error)
        }
        var pictures = pictures
        pictures[base] = try await verified(result.output)
        let order = EngineOrder(
            prompt: .none,
            size: job.size,
            seed: job.seed,
            style: nil,
            task: .layers(LayerRequest(document: document, pictures: pictures))
        )
        let overlaid = try await studio.engine(for: .typeset).make(order) { progress in
            report(EngineProgress(progress.stage, Self.engineShare))
        }
        return EngineResult(
            overlaid.output,
            source: result.source,
            notes: result.notes + overlaid.notes,
            memory: result.memory,
            delivery: result.delivery
        )
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
        let marker = studio.marker
        let provider = try await providerMark(of: result, under: permit)
        let bytes = try await marker.file(
            of: picture,
            as: .png,
            from: result.source,
            by: try await act(),
            with: provider
        )
        let widths = Image.thumbnailWidths.filter { $0 < picture.size.width }
        let thumbnails = try await studio.imaging.thumbnails(
            of: picture,
            widths: widths,
            as: .webp(quality: 82),
            xmp: marker.packet(for: result.source)
        )
        let notes = try await studio.sealed(result.notes, of: job.id, under: permit)
        let id: ImageID = studio.ids.next()
        let memory = try await studio.sealed(result.memory, of: id, under: permit)
        await studio.checkpoint.reach("picture.made")
        for (width, thumbnail) in zip(widths, thumbnails) {
            try await studio.blobs.write(thumbnail, as: BlobName(id, width: width), under: permit)
        }
        try await studio.blobs.write(bytes, as: BlobName(id, variant: "full"), under: permit)
        await studio.checkpoint.reach("picture.files")
        let made = Made(
            bytes: bytes.count,
            source: result.source,
            provider: provider?.maker,
            notes: notes,
            memory: memory,
            finding: finding
        )
        try await commit(id, at: position, made)
        await studio.checkpoint.reach("picture.row")
        if result.delivery != nil { await studio.clearDeliveries(of: job.id, at: position) }
    }

    /// What was done, as the picture's file tells it.
    private func act() async throws -> Origin.Act {
        let job = job
        let inputs = try await studio.store.read { tx in try InputRecords(tx).inputs(of: job.id) }
        let pictures = Set(inputs.filter { $0.role == .picture }.map(\.image)).count
        return Origin.Act(of: Model.Task(rawValue: job.task) ?? .generate, on: pictures)
    }

    /// What the row tells of a picture beside its place.
    private struct Made: Sendable {
        let bytes: Int
        let source: DigitalSourceType
        let provider: String?
        let notes: Sealed?
        let memory: Sealed?
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
            // A job that a legal hold gave to somebody else in between gets no more pictures.
            guard let revision = try jobs.revise(job.id, of: job.subject) else { throw LeaseLost() }
            try jobs.keep(made.notes, of: job.id)
            let image = Image(
                id: id,
                job: job.id,
                position: position,
                size: job.size,
                seed: job.seed.advanced(by: position),
                bytes: made.bytes,
                format: .png,
                kind: .picture,
                isUpload: false,
                source: made.source,
                madeAt: now,
                parent: job.parent,
                revision: revision,
                provider: made.provider
            )
            try ImageRecords(tx).insert(image, memory: made.memory, of: job.subject)
            if let finding = made.finding {
                try studio.screening.keep(finding, on: id, of: job.subject, in: tx)
            }
            let price = Credits(job.price.amount / Int64(job.count))
            try studio.billing.capture(price, forImage: position, of: job.id, in: tx)
        }
        studio.queue.announceChange(of: job.id.value)
    }
}

extension Studio {
    /// The engine of a task's standard model.
    /// - Throws: `EngineError.refused` with `model_unknown`.
    func engine(for task: Model.Task) throws(EngineError) -> any Engine {
        let now = clock.now()
        guard let model = try? models.model(named: ModelRegistry.standard, for: task, at: now),
            let engine = engines[model.engine]
        else { throw .refused(Problem(.modelUnknown)) }
        return engine
    }
}
