import Engines
import FoundationEssentials
import Imaging
import Kernel
import Purposes
import Studio
import Wire

extension MCPService {
    /// Bytes of all glances in one result together.
    ///
    /// The Python client takes a frame of 1 MiB, and they grow by a third in it.
    static let longestGlances = 560_000

    /// What a tool has to say: as values, as the same in text for clients that read nothing else, as pictures and as links.
    func result(
        _ values: [String: JSONPart],
        _ revision: MCPRevision,
        showing glances: [Glance] = [],
        linking images: [Image] = [],
        isError: Bool = false
    ) -> [String: JSONPart] {
        let text = (try? JSONPart.object(values).line()).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        var content: [JSONPart] = [Self.text(text)]
        content += glances.map { glance in
            .object([
                "type": .text("image"), "mimeType": .text(glance.format.mediaType),
                "data": .text(glance.bytes.base64EncodedString()),
            ])
        }
        if revision.takesLinks {
            content += images.map { .object(link(to: $0).merging(["type": .text("resource_link")]) { $1 }) }
        }
        let members: [String: JSONPart] = [
            "content": .list(content), "structuredContent": .object(values), "isError": .flag(isError),
        ]
        return whole(members, revision)
    }

    /// A job as it stands, with its pictures where it has ended.
    func result(
        of job: Job,
        _ caller: MCPCaller,
        _ revision: MCPRevision
    ) async -> [String: JSONPart] {
        var images: [JSONPart] = []
        for image in job.images {
            var members = part(of: image)
            if job.status.isFinal, let path = await kept(image, of: caller) { members["path"] = .text(path) }
            images.append(.object(members))
        }
        let values: [String: JSONPart] = [
            "job": .object(part(of: job, caller.language)), "images": .list(images),
        ]
        let isError = job.status == .failed || job.status == .canceled
        return result(
            values,
            revision,
            showing: job.status.isFinal ? await glances(at: job.images, of: caller) : [],
            linking: job.images,
            isError: isError
        )
    }

    /// Why something was not done, in the words of the product.
    func refusal(_ problem: Problem, _ language: Language, _ revision: MCPRevision) -> [String: JSONPart] {
        let body = presenter.body(of: problem, in: language)
        let sentence = problem.field.map { "\($0): \(body.detail)" } ?? body.detail
        var members: [String: JSONPart] = ["content": .list([Self.text(sentence)]), "isError": .flag(true)]
        members["_meta"] = (try? JSONPart.part(of: body)).map { .object(["problem": $0]) }
        return whole(members, revision)
    }

    /// Small forms of pictures; without those that cannot be shown, which their links tell about.
    func glances(at images: [Image], of caller: MCPCaller) async -> [Glance] {
        guard !images.isEmpty,
            let permit = try? await gate.permit(ProvideService.self, for: caller.subject)
        else { return [] }
        var glances: [Glance] = []
        for image in images {
            let most = Self.longestGlances / images.count
            if let glance = try? await studio.glance(at: image.id, within: most, under: permit) {
                glances.append(glance)
            }
        }
        return glances
    }

    func part(of image: Image) -> [String: JSONPart] {
        var members: [String: JSONPart] = [
            "id": .text(image.id.text), "uri": .text(NamedPicture.link(to: image.id)),
            "job": .text(image.job.text), "index": .number(Double(image.position)),
            "width": .number(Double(image.size.width)), "height": .number(Double(image.size.height)),
            "mime_type": .text(image.format.mediaType), "bytes": .number(Double(image.bytes)),
            "seed": .number(Double(image.seed.number)), "uploaded": .flag(image.isUpload),
            "favourite": .flag(image.isFavourite), "created_at": .text(image.madeAt.description),
        ]
        members["url"] = places.address(of: image.id).map(JSONPart.text)
        return members
    }

    private func part(of job: Job, _ language: Language) -> [String: JSONPart] {
        let notes = job.notes.map { presenter.body(of: $0, in: language) }
        var members: [String: JSONPart] = [
            "id": .text(job.id.text), "status": .text(job.status.rawValue), "task": .text(job.task.rawValue),
            "model": .text(job.model), "progress": .number(job.progress), "stage": .text(job.stage),
            "size": .text(job.size.description), "seed": .number(Double(job.seed.number)),
            "credits": .number(Double(job.price.amount)),
            "notes": .list(
                notes.map { .object(["code": .text($0.code), "detail": .text($0.detail)]) }
            ),
        ]
        if let failure = job.failure {
            let detail = presenter.sentence(Problem(failure).detail, in: language)
            members["error"] = .object(["code": .text(failure.rawValue), "detail": .text(detail)])
        }
        return members
    }

    private func kept(_ image: Image, of caller: MCPCaller) async -> String? {
        guard let keep = places.keep,
            let permit = try? await gate.permit(ProvideService.self, for: caller.subject),
            let file = try? await studio.file(of: image.id, width: nil, format: nil, under: permit),
            let bytes = try? await file.bytes()
        else { return nil }
        return try? await keep(image, bytes)
    }

    private static func text(_ text: String) -> JSONPart {
        .object(["type": .text("text"), "text": .text(text)])
    }
}

extension Presenter {
    func stage(of job: Job, in language: Language) -> String {
        let stage = EngineProgress.Stage(rawValue: job.stage) ?? .waiting
        return sentence(Message("stage.\(stage.rawValue)"), in: language)
    }
}
