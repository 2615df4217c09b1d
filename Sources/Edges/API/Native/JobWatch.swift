import FoundationEssentials
import Kernel
import Studio
import Wire

/// What a reader of events has been told of one job.
struct JobWatch {
    /// Something new about it.
    struct News {
        let name: String
        let data: String
        /// The job's revision that whoever has this knows.
        let revision: Int
        var isEnd = false
    }

    /// The revision up to which everything was told.
    private(set) var seen: Int
    private var last: JobProgressBody?
    /// The number of the draft that was sent last.
    private(set) var lastDraft: Int?
    /// Whether events say which job they are about.
    private let isNamed: Bool

    init(seen: Int, isNamed: Bool = false) {
        self.seen = seen
        self.isNamed = isNamed
    }

    /// Finds what is new since the last look.
    mutating func news(of job: Job, _ wording: JobEvents.Wording) throws -> [News] {
        let body = wording.presenter.body(of: job, in: wording.language, keptUntil: wording.keptUntil)
        let name = isNamed ? body.id : nil
        // A reader may know more already than a look of a moment ago: what they have seen is never taken back.
        let revision = Swift.max(seen, job.revision)
        var news: [News] = []
        let progress = JobProgressBody(
            id: name,
            status: body.status,
            progress: body.progress,
            stage: body.stage
        )
        for picture in job.images where picture.revision > seen {
            let image = body.images.filter { $0.index == picture.position }
            news.append(try News("image", JobImagesBody(id: name, images: image), picture.revision))
        }
        // After the pictures: whoever knows the job's revision knows them all.
        if progress != last, !job.status.isFinal {
            news.append(try News("progress", progress, revision))
        }
        if let draft = job.draft, draft.number != lastDraft {
            news.append(try News("preview", JobPreviewBody(id: name, draft), revision))
            lastDraft = draft.number
        }
        (last, seen) = (progress, revision)
        if job.status.isFinal { news.append(try News("done", body, job.revision, isEnd: true)) }
        return news
    }

    /// Whether a job has more to tell than how far it is.
    func isBehind(_ pulse: JobPulse) -> Bool {
        pulse.status.isFinal || pulse.revision > seen || pulse.draft.map { $0 != lastDraft } ?? false
    }

    /// How far a job is, where that has changed.
    mutating func news(of pulse: JobPulse) throws -> [News] {
        let progress = JobProgressBody(
            id: isNamed ? pulse.job.text : nil,
            status: pulse.status.rawValue,
            progress: pulse.progress,
            stage: pulse.stage
        )
        guard progress != last else { return [] }
        last = progress
        return [try News("progress", progress, pulse.revision)]
    }
}

extension JobWatch.News {
    fileprivate init(
        _ name: String,
        _ body: some Encodable,
        _ revision: Int,
        isEnd: Bool = false
    ) throws {
        self.init(
            name: name,
            data: String(decoding: try JSONEncoder.wire.encode(body), as: UTF8.self),
            revision: revision,
            isEnd: isEnd
        )
    }
}

/// What a `progress` event carries.
private struct JobProgressBody: Codable, Hashable, Sendable {
    let id: String?
    let status: String
    let progress: Double
    let stage: String
}

/// What an `image` event carries.
private struct JobImagesBody: Codable, Sendable {
    let id: String?
    let images: [ImageBody]
}

/// What a `preview` event carries.
private struct JobPreviewBody: Codable, Sendable {
    let id: String?
    let index: Int
    /// A `data:` address.
    let picture: String

    init(id: String?, _ draft: PictureDraft) {
        self.id = id
        index = draft.position
        picture = "data:image/webp;base64,\(draft.bytes.base64EncodedString())"
    }
}
