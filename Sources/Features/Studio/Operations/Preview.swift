import Engines
package import FoundationEssentials
import Imaging
package import Kernel
package import Purposes
import Store

/// How a picture would look; stored nowhere.
package struct Preview: Sendable {
    /// WebP, at most `Studio.longestPreview` pixels a side.
    package let bytes: Data
    /// Of the whole picture that it stands for.
    package let size: PixelSize
    package let notes: [Note]
}

extension Studio {
    package static let longestPreview = 1_280
    /// What takes longer to render is given up: others wait for its place.
    private static let patience = Duration.seconds(30)

    /// Renders an order small: the same steps and layers over reduced pictures.
    ///
    /// Nothing is stored and nobody is charged; words are judged as those of orders are, and so many are made at once. What it
    /// shows is marked as the result would be.
    /// - Throws: `Problem`, as ordering would; `task_unsupported` for orders whose result depends on more than its pictures;
    ///   `too_busy` for too many at once, and for one that takes too long.
    package func preview(
        _ order: Order,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Preview {
        _ = try model(for: order)
        return try await previews.pass(permit.subject) {
            try await screen(order, of: permit.subject)
            let prepared = try await prepared(order, under: permit)
            let proof = try await proof(of: prepared, under: permit)
            return try await inTurn(at: proofs) { try await inTime(proof, as: order.task.name) }
        }
    }

    private func inTime(_ proof: Proof, as task: Model.Task) async throws -> Preview {
        do {
            return try await withThrowingTaskGroup(of: Preview.self) { group in
                group.addTask { try await rendered(proof, as: task) }
                group.addTask {
                    try await Task.sleep(for: Self.patience)
                    throw Problem(.tooBusy)
                }
                defer { group.cancelAll() }
                guard let preview = try await group.next() else { throw CancellationError() }
                return preview
            }
        } catch EngineError.refused(let problem) {
            throw problem
        } catch EngineError.failed {
            throw Problem(.engineFailed)
        }
    }

    private func proof(
        of prepared: PreparedOrder,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Proof {
        guard let settings = prepared.settings else { throw Problem(.taskUnsupported, field: "task") }
        var proof = Proof(settings, prepared)
        for input in prepared.inputs {
            let subject = permit.subject
            guard
                let image = try await store.read({ tx in
                    try ImageRecords(tx).picture(input.image, of: subject)
                })
            else { throw Problem(.inputGone) }
            try await screening.requireShown(image.id)
            let reduced = try await inTurn {
                try await imaging.resize(try await pixels(of: image, under: permit), toFit: Proof.box)
            }
            proof.add(input, reduced, of: image)
        }
        return proof
    }

    private func rendered(_ proof: Proof, as task: Model.Task) async throws -> Preview {
        var (picture, notes): (Picture?, [Note]) = (nil, proof.notes)
        var own: DigitalSourceType?
        if case .scene(let scene, _) = proof.settings {
            let drawn = try await made(.scene(scene), as: .generate, size: proof.reducedSize)
            (picture, own) = (drawn.picture, drawn.source)
        }
        if let request = try await proof.edit(imaging) {
            let edited = try await made(.edit(request), as: .edit)
            (picture, notes, own) = (edited.picture, notes + edited.notes, edited.source)
        }
        if let request = try proof.layers(over: picture, as: ids.next()) {
            let laid = try await made(.layers(request), as: .typeset)
            (picture, notes, own) = (laid.picture, notes + laid.notes, own ?? laid.source)
        }
        guard let picture, let own else { throw Problem(.taskUnsupported, field: "task") }
        let source = DigitalSourceType(of: task, madeBy: own, from: proof.sources)
        let mark = marker.packet(for: source)
        let bytes = try await imaging.encode(picture, as: .webp(quality: 85), xmp: mark)
        return Preview(bytes: bytes, size: proof.size, notes: notes)
    }

    private func made(
        _ work: EngineTask,
        as task: Model.Task,
        size: PixelSize = Proof.box
    ) async throws -> (picture: Picture, notes: [Note], source: DigitalSourceType) {
        // Steps and layers say themselves how large their result is.
        let order = EngineOrder(
            prompt: .none,
            size: size,
            seed: randomness.seed(),
            style: nil,
            task: work
        )
        let result = try await engine(for: task).make(order) { _ in }
        guard case .pixels(let picture) = result.output else { throw EngineError.failed }
        return (picture, result.notes, result.source)
    }
}
