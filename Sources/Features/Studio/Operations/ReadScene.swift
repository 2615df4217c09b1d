package import Engines
package import FoundationEssentials
package import Kernel
package import Purposes
import Store

/// What a picture was drawn from, and what was set on top of it.
package struct PictureScene: Sendable {
    package let scene: Scene
    let text: TextWish?
    let picture: Image
}

extension Studio {
    /// The scene of a picture that Sketch drew: the one that was ordered, else the one that its words give.
    /// - Throws: `Problem` `not_found`, for other people's pictures too; `image_withheld`, `no_scene`.
    package func scene(
        of id: ImageID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> PictureScene {
        try await scene(of: id, named: nil, under: permit)
    }

    func scene(
        of id: ImageID,
        named field: String?,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> PictureScene {
        let subject = permit.subject
        let found = try await store.read { tx -> (Image, JobRow)? in
            guard let picture = try ImageRecords(tx).picture(id, of: subject),
                let job = try JobRecords(tx).job(picture.job, of: subject)
            else { return nil }
            return (picture, job)
        }
        guard let (picture, job) = found else { throw Problem(.notFound, field: field) }
        try await screening.requireShown(id)
        guard job.task == Model.Task.generate.rawValue, isDrawn(by: job.model) else {
            throw Problem(.noScene, field: field)
        }
        let settings: JobSettings? = try await open(job.settings, under: permit)
        switch settings {
        case .scene(let scene, let text):
            return PictureScene(scene: scene, text: text, picture: picture)
        case .text(let text):
            return try await PictureScene(
                scene: derived(picture, job, under: permit),
                text: text,
                picture: picture
            )
        case nil, .avoiding:
            return try await PictureScene(
                scene: derived(picture, job, under: permit),
                text: nil,
                picture: picture
            )
        case .conversation, .recipe, .document, .enlarging: throw Problem(.noScene, field: field)
        }
    }

    /// Whether a picture was drawn from a scene.
    package func hasScene(_ details: ImageDetails) -> Bool {
        details.task == .generate && isDrawn(by: details.model)
    }

    private func isDrawn(by model: String) -> Bool {
        models.models.first { $0.id == model }?.engine == Sketch.name
    }

    /// As Sketch made it of its words; the same words and the same seed give the same scene.
    private func derived(
        _ picture: Image,
        _ job: JobRow,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Scene {
        let prompt = try await open(job.prompt, under: permit)
        return try tools.illustrator
            .scene(of: prompt, size: picture.size, seed: picture.seed, style: job.style).scene
    }

    /// The picture's drawing as SVG, with the term for what made it; without a text that was set on top.
    /// - Throws: as `scene(of:under:)`.
    package func svg(of id: ImageID, under permit: borrowing Permit<ProvideService>) async throws -> Data {
        let found = try await scene(of: id, under: permit)
        let drawing = try tools.illustrator.svg(of: found.scene)
        return marker.svg(drawing, from: found.picture.source)
    }
}
