import Engines
import HTTPKit
import Kernel
import Studio
import TestSupport
import Testing

@testable import Web

extension ImageTools {
    static func sample(_ words: Catalogue) -> ImageTools {
        let id = ImageID.sample()
        var tools = ImageTools(image: id, isFavourite: true, words: words)
        tools.canGoBy = true
        let share = Share(
            id: .sample(),
            image: id,
            showsWords: true,
            madeAt: Samples.moment,
            expiresAt: Samples.moment
        )
        tools.shares = [SharePart(share, words)]
        tools.newShare = "https://studio.example/s/0123"
        tools.collections = [.sample(words)]
        tools.trees = [.sample(words)]
        tools.isWholeFamily = false
        tools.comparison = ComparePart(
            before: Links(words.language).file(id),
            after: Links(words.language).file(id),
            size: PixelSize(.square, .oneK)
        )
        tools.scene = ScenePart(image: id, document: "{}", words: words)
        tools.thread = .sample(words)
        return tools
    }
}

extension ThreadPart {
    static func sample(_ words: Catalogue) -> ThreadPart {
        let links = Links(words.language)
        func turn(_ text: String, isCurrent: Bool) -> TurnPart {
            TurnPart(
                pageURL: links.page(.imagePage(.sample())),
                source: links.file(.sample(), width: 160),
                text: text,
                isCurrent: isCurrent
            )
        }
        return ThreadPart(
            image: .sample(),
            turns: [turn(Samples.prompt, isCurrent: false), turn("<b>blue</b>", isCurrent: true)],
            isWhole: false,
            models: [Choice(id: "remote", name: "Remote", isSelected: true)],
            prompt: Samples.prompt,
            words: words
        )
    }
}

extension CollectionPart {
    static func sample(_ words: Catalogue) -> CollectionPart {
        CollectionPart(
            id: CollectionID.sample().text,
            name: "Cats",
            url: Links(words.language).gallery(in: .collection(.sample())),
            renameURL: Links(words.language).page(.collectionPage(.sample())),
            deleteURL: Links(words.language).page(.deleteCollection(.sample())),
            isChosen: true
        )
    }
}

extension TreePart {
    static func sample(_ words: Catalogue) -> TreePart {
        let url = Links(words.language).page(.imagePage(.sample()))
        var root = TreePart(pageURL: url, source: url, label: words["task.generate"], steps: "1. Blur")
        root.nodes = [TreePart(pageURL: url, label: words["lineage.gone"], isCurrent: true, isThere: false)]
        return root
    }
}

extension SharedPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> SharedPage {
        let token = try #require(ShareToken(String(repeating: "0", count: 48)))
        return SharedPage(
            layout: .sample(words, at: .shared(token)),
            token: token,
            picture: SharedPicture(
                size: PixelSize(.square, .oneK),
                source: .algorithmicMedia,
                words: try Prompt(Samples.prompt),
                isWithheld: false,
                expiresAt: Samples.moment
            )
        )
    }
}
