import HTTPKit
import Kernel
import Studio
import TestSupport

@testable import Web

extension BatchPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> BatchPage {
        let draft = BatchDraft.sample
        let wish = try draft.wish()
        var page = BatchPage(
            layout: .sample(words, at: .batches),
            draft: draft,
            models: try Shipped.models + [.remote],
            presets: [.sample(words)]
        )
        page.preview = try BatchPreview(wish, BatchEstimate(images: 12, price: 24), words)
        page.earlier = [PageLink(url: page.layout.links.page(.batchPage(.sample())), label: "2026")]
        page.problem = ProblemWords(
            Problem(.valueMissing, ["line": "4", "column": "animal"]),
            words
        )
        return page
    }
}

extension BatchProgressPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> BatchProgressPage {
        let links = Links(words.language)
        var thumb = ThumbPart.sample(words)
        thumb.veil = nil
        let refused = Problem(.promptRefused, ["rule": "weapons", "appeal": Samples.appeal])
        return BatchProgressPage(
            layout: .sample(words, at: .batchPage(.sample())),
            batch: Batch(
                id: .sample(),
                recipe: try BatchDraft.sample.wish().recipe,
                counts: [.succeeded: 2, .refused: 1, .running: 1],
                price: 0,
                createdAt: Samples.moment
            ),
            rows: [
                BatchRowPart(
                    line: 2,
                    prompt: Samples.prompt,
                    status: "refused",
                    label: words["batch.status.refused"],
                    thumb: thumb,
                    jobURL: links.page(.jobPage(.sample())),
                    problem: ProblemWords(refused, words)
                )
            ],
            pictures: [.sample()],
            firstURL: links.batch(.sample(), after: nil),
            nextURL: links.batch(.sample(), after: 49),
            problem: ProblemWords(Problem(.batchRunning), words)
        )
    }
}

extension BatchDraft {
    /// More rows than a preview shows.
    fileprivate static var sample: BatchDraft {
        var draft = BatchDraft()
        draft.template = "a {animal} on a hill"
        draft.rows = "animal\n" + (1...12).map { "cat \($0)" }.joined(separator: "\n")
        return draft
    }
}

extension PresetGroup {
    static func sample(_ words: Catalogue) -> PresetGroup {
        let links = Links(words.language)
        return PresetGroup(
            name: Samples.prompt,
            presets: [PageLink(url: links.page(.batches, using: "x"), label: Samples.prompt)],
            ids: ["x"]
        )
    }
}
