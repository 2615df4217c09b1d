package import Engines
import HTTPKit
import Imaging
package import Kernel
import Moderation
package import Studio
package import Wire

/// Puts jobs, pictures, models and problems into the words of one language and the shapes of the wire.
package struct Presenter: Sendable {
    private let catalogues: Catalogues

    package init(catalogues: Catalogues) {
        self.catalogues = catalogues
    }

    /// A sentence of the catalogue.
    func sentence(_ message: Message, in language: Language) -> String { catalogues[language][message] }

    package func body(
        of job: Job,
        in language: Language,
        keptUntil: Timestamp?
    ) -> JobBody {
        let settings = SettingsParts(job.settings)
        return JobBody(
            id: job.id.text,
            status: job.status.rawValue,
            task: job.task.rawValue,
            model: job.model,
            style: job.style,
            prompt: job.prompt.text,
            size: job.size.description,
            n: job.count,
            seed: Int(job.seed.number),
            progress: job.progress,
            stage: job.stage,
            price: PriceBody(credits: Int(job.price.amount)),
            createdAt: job.createdAt.description,
            finishedAt: job.finishedAt?.description,
            expiresAt: keptUntil?.description,
            inputs: job.inputs.map { InputBody(id: $0.image.text, role: $0.role.rawValue) },
            parent: job.parent?.text,
            steps: settings.steps,
            layers: settings.layers,
            scene: settings.scene,
            document: settings.document,
            text: settings.text,
            scale: settings.scale,
            method: settings.method,
            negativePrompt: settings.negative,
            conversationOf: settings.goesOn ? job.parent?.text : nil,
            images: job.images.map { body(of: $0) },
            notes: job.notes.map { body(of: $0, in: language) },
            error: job.failure.map { body(of: $0, in: language) },
            key: job.key?.text
        )
    }

    /// A picture; `name` is that of the file that was brought, where it is told.
    package func body(
        of picture: Image,
        details: ImageDetails? = nil,
        name: String? = nil
    ) -> ImageBody {
        let settings = SettingsParts(details?.settings)
        return ImageBody(
            id: picture.id.text,
            job: picture.job.text,
            index: picture.position,
            width: picture.size.width,
            height: picture.size.height,
            format: picture.format.rawValue,
            kind: picture.kind.rawValue,
            isUpload: picture.isUpload,
            isFavourite: picture.isFavourite,
            seed: Int(picture.seed.number),
            url: Route.file(picture.id).path,
            createdAt: picture.madeAt.description,
            variationOf: picture.parent?.text,
            prompt: details?.prompt.text,
            model: details?.model,
            name: details?.name ?? name,
            task: details?.task.rawValue,
            parents: details.map { $0.inputs.filter { $0.role == .picture }.map(\.image.text) },
            steps: settings.steps,
            layers: settings.layers,
            document: settings.document
        )
    }

    package func body(of model: Model, in language: Language) -> ModelBody {
        let words = catalogues[language]
        return ModelBody(
            id: model.id,
            name: model.name ?? words["model.\(model.id).name"],
            summary: model.name == nil ? words["model.\(model.id).summary"] : "",
            provider: model.provider,
            aliases: model.aliases,
            tasks: model.tasks.map(\.rawValue),
            kind: model.kind.rawValue,
            staysHere: model.staysHere,
            place: model.place,
            sizes: model.sizes.rawValue,
            aspectRatios: model.aspectRatios.map(\.rawValue),
            resolutions: model.resolutions.map(\.rawValue),
            styles: model.styles,
            mostImages: model.mostImages,
            takesSeed: model.takesSeed,
            leastReferences: model.leastReferences,
            mostReferences: model.mostReferences,
            takesMask: model.takesMask ?? false,
            needsMask: model.needsMask ?? false,
            usdPerImage: model.usdPerImage,
            takesNegative: model.takesNegative ?? false,
            price: PriceBody(credits: Int(model.price.amount)),
            typicalSeconds: model.typicalSeconds,
            retires: model.retires
        )
    }

    package func body(of problem: Problem, in language: Language) -> ProblemBody {
        let words = catalogues[language]
        let (title, detail) = (words[problem.title], words.detail(of: problem))
        return ProblemBody(
            type: "/problems/\(problem.code.rawValue)",
            code: problem.code.rawValue,
            status: problem.status,
            title: title,
            detail: detail,
            errors: problem.field.map { [$0: detail] } ?? [:],
            violatedPolicies: problem.quotas.isEmpty ? nil : problem.quotas.map(\.name),
            rule: problem.arguments["rule"],
            appealURL: problem.arguments["appeal"].flatMap { Self.appealURL($0, in: language) }
        )
    }

    /// The page where a decision can be looked at again; the same below `/api` takes programs.
    private static func appealURL(_ link: String, in language: Language) -> String? {
        AppealLink(link).map { Route.appeal($0).path(in: language) }
    }

    func body(of note: Note, in language: Language) -> NoteBody {
        NoteBody(
            code: note.code.rawValue,
            detail: catalogues[language][note.message],
            words: note.words,
            appealURL: note.appeal.flatMap { Self.appealURL($0, in: language) }
        )
    }

    private func body(of failure: Problem.Code, in language: Language) -> JobErrorBody {
        JobErrorBody(
            code: failure.rawValue,
            detail: catalogues[language][Problem(failure).detail],
            charged: false
        )
    }
}
