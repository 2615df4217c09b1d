package import Engines
import HTTPKit
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

    package func body(
        of job: Job,
        in language: Language,
        keptUntil: Timestamp?
    ) -> JobBody {
        JobBody(
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
            images: job.images.map { body(of: $0) },
            notes: job.notes.map { body(of: $0, in: language) },
            error: job.failure.map { body(of: $0, in: language) }
        )
    }

    package func body(of picture: Image, details: ImageDetails? = nil) -> ImageBody {
        ImageBody(
            id: picture.id.text,
            job: picture.job.text,
            index: picture.position,
            width: picture.size.width,
            height: picture.size.height,
            format: "png",
            seed: Int(picture.seed.number),
            url: Route.file(picture.id).path,
            createdAt: picture.madeAt.description,
            variationOf: picture.parent?.text,
            prompt: details?.prompt.text,
            model: details?.model
        )
    }

    package func body(of model: Model, in language: Language) -> ModelBody {
        let words = catalogues[language]
        return ModelBody(
            id: model.id,
            name: words["model.\(model.id).name"],
            summary: words["model.\(model.id).summary"],
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
            price: PriceBody(credits: Int(model.price.amount)),
            typicalSeconds: model.typicalSeconds,
            retires: model.retires
        )
    }

    package func body(of problem: Problem, in language: Language) -> ProblemBody {
        let (title, detail) = (catalogues[language][problem.title], catalogues[language][problem.detail])
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

    private func body(of note: Note, in language: Language) -> NoteBody {
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
