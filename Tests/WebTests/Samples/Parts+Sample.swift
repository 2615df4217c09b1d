import Accounts
import HTTPKit
import Kernel
import Studio
import TestSupport

@testable import Web

extension Layout {
    static func sample(_ words: Catalogue, at page: Route = .studio) -> Layout {
        Layout(
            phrases: Phrasebook(words),
            words: words,
            title: "A page",
            page: page,
            theme: .dark,
            assetBase: "/assets/0123456789ab",
            isMember: true,
            isStaff: true,
            csrf: "29924280.0123456789abcdef",
            countsUsage: true,
            suspension: SuspensionPart(
                title: words["suspension.open"],
                reason: "Because.",
                url: Links(words.language).page(.decisions)
            ),
            signal: SignalPart(state: "honoured", words: words["choice.signal_gpc"]),
            ask: AskPart(
                purpose: "measure_usage",
                title: words["choice.measure_usage.title"],
                detail: words["choice.measure_usage.detail"]
            )
        )
    }
}

extension PicturePart {
    static func sample(_ words: Catalogue) -> PicturePart {
        let (id, links) = (ImageID.sample(), Links(words.language))
        return PicturePart(
            id: id.text,
            pageURL: links.page(.imagePage(id)),
            source: links.file(id),
            sources: "\(links.file(id, width: 320)) 320w, \(links.file(id)) 1200w",
            shownWidth: "min(100vw, 1200px)",
            alt: Samples.prompt,
            size: PixelSize(.landscape4x3, .oneK),
            downloads: Download.formats.map { Download($0, links.download(id, as: $0), words) },
            variationsURL: links.studio(varying: id),
            veil: .sample
        )
    }
}

extension ThumbPart {
    static func sample(_ words: Catalogue) -> ThumbPart {
        let (id, links) = (ImageID.sample(), Links(words.language))
        return ThumbPart(
            pageURL: links.page(.imagePage(id)),
            source: links.file(id, width: 320),
            sources: "\(links.file(id, width: 320)) 320w",
            alt: Samples.prompt,
            size: PixelSize(.square, .oneK),
            label: words.label(ofUpload: "cat.jpg"),
            pick: "pick_x",
            isFavourite: true,
            veil: .sample
        )
    }
}

extension VeilPart {
    static let sample = VeilPart(reason: "Because.", decisionURL: "/appeals/x")
}

extension JobPart {
    static func sample(_ words: Catalogue) -> JobPart {
        let (id, links) = (JobID.sample(), Links(words.language))
        return JobPart(
            id: id.text,
            apiURL: Route.job(id).path,
            cancelURL: links.cancel(id),
            status: .running,
            prompt: Samples.prompt,
            facts: "Sketch · 1200 × 896",
            state: words["status.running"],
            size: PixelSize(.landscape4x3, .oneK),
            count: 2,
            images: [.sample(words)],
            waiting: [
                SlotPart(
                    size: PixelSize(.landscape4x3, .oneK),
                    percent: 40,
                    isActive: true,
                    label: words["stage.drawing"]
                )
            ],
            notes: [
                NotePart(
                    detail: words[Note(.wordsNotDrawn, words: ["dragon"]).message],
                    appealURL: "/appeals/x"
                )
            ],
            problem: ProblemWords(Problem(.engineFailed), words)
        )
    }
}
