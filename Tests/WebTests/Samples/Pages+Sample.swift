import HTTPKit
import Kernel
import Privacy
import Studio
import TestSupport

@testable import Web

extension StudioPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> StudioPage {
        let draft = Draft(
            prompt: Samples.prompt,
            style: "ink-wash",
            shape: AspectRatio.landscape21x9.rawValue,
            seed: "7",
            variationOf: ImageID.sample().text,
            images: [ImageID.sample().text]
        )
        return StudioPage(
            layout: .sample(words),
            composer: Composer(
                draft,
                models: try Shipped.models + [.remote],
                words: words,
                references: [.sample(words)],
                problem: Problem(.promptRefused, ["rule": "weapons", "appeal": Samples.appeal])
            ),
            origin: .sample(words),
            earlier: [.sample(words), .sample(words)],
            presets: [.sample(words)]
        )
    }
}

extension JobPage: SampledPage {
    static func sample(_ words: Catalogue) -> JobPage {
        JobPage(layout: .sample(words, at: .jobPage(.sample())), job: .sample(words))
    }
}

extension GalleryPage: SampledPage {
    static func sample(_ words: Catalogue) -> GalleryPage {
        let links = Links(words.language)
        return GalleryPage(
            layout: .sample(words, at: .gallery),
            filter: .collection(.sample()),
            collections: [.sample(words)],
            query: "cat",
            count: words.counted("gallery.found", 2, ["query": "cat"]),
            images: [.sample(words), .sample(words)],
            newestURL: links.page(.gallery),
            olderURL: links.gallery(in: .favourites, before: .sample(), holding: "cat"),
            eraseURL: links.page(.erase),
            takesPictures: true
        )
    }
}

extension ImagePage: SampledPage {
    static func sample(_ words: Catalogue) -> ImagePage {
        let sheet = ImageSheet(
            picture: .sample(words),
            prompt: Samples.prompt,
            deleteURL: Links(words.language).delete(.sample()),
            facts: [
                Fact(
                    words["image.model"],
                    "Sketch",
                    place: Fact.Place(text: words["place.here"], isLocal: true)
                ),
                Fact(words["image.made"], words.moment(Samples.moment), moment: Samples.moment),
            ],
            isUpload: true,
            reportURL: Links(words.language).report(of: .sample()),
            veil: .sample
        )
        return ImagePage(
            layout: .sample(words, at: .imagePage(.sample())),
            image: sheet,
            tools: .sample(words),
            problem: ProblemWords(Problem(.libraryFull, ["most": "500"]), words)
        )
    }
}

extension ModelsPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> ModelsPage {
        let models = try Shipped.models + [.remote]
        return ModelsPage(layout: .sample(words, at: .models), models: models.map { ModelCard($0, words) })
    }
}

extension TermsPage: SampledPage {
    static func sample(_ words: Catalogue) -> TermsPage {
        TermsPage(
            .sample(words, at: .terms),
            ServiceProvider(
                contact: EmailAddress("help@example.org"),
                name: "Example Studio",
                address: "3 Sample Road",
                country: Country("TW")
            )
        )
    }
}

extension ErasePage: SampledPage {
    static func sample(_ words: Catalogue) -> ErasePage {
        ErasePage(layout: .sample(words, at: .erase), holdings: [words["erase.jobs"], words["erase.key"]])
    }
}

extension ExportPage: SampledPage {
    static func sample(_ words: Catalogue) -> ExportPage {
        ExportPage(
            layout: .sample(words, at: .exportPage),
            over: "export.over.taken",
            making: 0.4,
            ready: Ready(until: Samples.moment, bytes: 1_234_567),
            sending: words["push.sending"],
            unsent: words[Message("push.refused", ["reason": words["push.reason.busy"]])],
            pasted: "https://studio.example",
            refusal: Problem(.transferAddressMalformed, field: "to")
        )
    }
}

extension ImportPage: SampledPage {
    static func sample(_ words: Catalogue) -> ImportPage {
        ImportPage(
            layout: .sample(words, at: .importPage),
            outcome: words["import.outcome.partial"],
            lines: ["studio_image: 12"],
            address: TransferForms.Address(
                text: "https://studio.example/api/privacy/arrivals/0123",
                expiresAt: Samples.moment
            ),
            expectsUntil: Samples.moment
        )
    }
}

extension ErasedPage: SampledPage {
    static func sample(_ words: Catalogue) -> ErasedPage {
        ErasedPage(layout: .sample(words, at: .erased))
    }
}

extension ProblemPage: SampledPage {
    static func sample(_ words: Catalogue) -> ProblemPage {
        ProblemPage(
            layout: .sample(words),
            status: 507,
            problem: ProblemWords(
                Problem(.imageWithheld, ["reason": "Because.", "appeal": Samples.appeal]),
                words
            ),
            retryURL: Links(words.language).page(.gallery),
            ways: [words.link(.accountSecurity, "problem.to_security")]
        )
    }
}

extension PrivacyPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> PrivacyPage {
        PrivacyPage(layout: .sample(words, at: .privacy), facts: try .sample, isSecure: true)
    }
}

extension PolicyFacts {
    /// With everything that a page may have to tell.
    static var sample: PolicyFacts {
        get throws {
            PolicyFacts(
                rules: try RetentionPlan(TestInstallation.inventory).rules,
                backups: .days(30),
                operatorName: "Example Studio",
                operatorAddress: "3 Sample Road\n10115 Berlin",
                contact: EmailAddress("privacy@studio.example"),
                hasMailServer: true,
                hasProviders: true
            )
        }
    }
}
