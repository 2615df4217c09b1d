import Engines
package import FoundationEssentials
package import Imaging
package import Kernel
import Logging
import Queue

extension ImageMaker {
    /// Has an engine make the picture, and shows what it hands out of it before it is whole.
    func drafted(
        by engine: any Engine,
        _ order: EngineOrder,
        at position: Int,
        _ report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> EngineResult {
        // Whoever is slow with one draft goes on with the newest.
        let (drafts, feed) = AsyncStream<Data>.makeStream(bufferingPolicy: .bufferingNewest(1))
        return try await withThrowingTaskGroup(of: EngineResult?.self) { group in
            group.addTask {
                for await draft in drafts { await show(draft, at: position) }
                return nil
            }
            group.addTask {
                defer { feed.finish() }
                return try await engine.make(order) { progress in
                    if let draft = progress.draft { feed.yield(draft) }
                    report(progress)
                }
            }
            defer { group.cancelAll() }
            while let ended = try await group.next() {
                if let result = ended { return result }
            }
            throw CancellationError()
        }
    }

    /// A draft is a courtesy: one that cannot be shown is not.
    private func show(_ draft: Data, at position: Int) async {
        do {
            guard let bytes = try await studio.developed(draft, of: job.subject), !Task.isCancelled,
                studio.drafts.show(bytes, at: position, of: job.id)
            else { return }
            studio.queue.announceChange(of: job.id.value)
        } catch {
            Logger.current.debug(
                "A draft was not shown",
                metadata: ["job": "\(job.id)", "error": "\(type(of: error))"]
            )
        }
    }
}

extension Studio {
    /// A draft as its person may see it: decoded, small, encoded anew and marked; nil for one that the classifier would have anything
    /// to say of.
    package func developed(_ draft: Data, of subject: SubjectID) async throws -> Data? {
        let picture = try await imaging.decode(draft, limits: .engineOutput)
        let small = try await imaging.resize(picture, toFit: PictureDraft.box)
        guard try await screening.mayShow(draft: small, of: subject) else { return nil }
        return try await imaging.encode(
            small,
            as: .webp(quality: PictureDraft.quality),
            xmp: marker.packet(for: .trainedAlgorithmicMedia)
        )
    }

    /// A draft in a format that a client asks for; as it is kept where that is its own.
    package func bytes(
        of draft: PictureDraft,
        as format: ImageFormat,
        quality: Int?
    ) async throws -> Data {
        let encoding: ImageEncoding
        switch format {
        case .webp: return draft.bytes
        case .jpeg: encoding = .jpeg(quality: quality ?? format.usualQuality)
        default: encoding = .png
        }
        let picture = try await imaging.decode(draft.bytes, limits: .engineOutput)
        return try await imaging.encode(
            picture,
            as: encoding,
            xmp: marker.packet(for: .trainedAlgorithmicMedia)
        )
    }
}
