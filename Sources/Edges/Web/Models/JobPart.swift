import Engines
import HTTPKit
import Kernel
import Moderation
import Mustache
import Studio

/// A job with its pictures, and places where pictures will be.
struct JobPart: MustacheParent, Sendable {
    let id: String
    let apiURL: String
    let cancelURL: String
    let status: Job.Status
    let prompt: String
    let facts: String
    let state: String
    let size: PixelSize
    let count: Int
    let images: [PicturePart]
    let waiting: [SlotPart]
    let notes: [NotePart]
    let problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "api_url": apiURL
        case "cancel_url": cancelURL
        case "status": status.rawValue
        case "is_active": !status.isFinal
        case "prompt": prompt
        case "facts": facts
        case "state_label": state
        case "shape": shape
        case "count": count
        case "images": images
        case "waiting": waiting
        case "notes": notes
        case "problem": problem
        default: nil
        }
    }

    /// What the pictures are arranged by; the script of jobs decides alike.
    private var shape: String {
        if size.width == size.height { return "square" }
        if size.isLandscape { return size.width >= size.height * 2 ? "wide" : "landscape" }
        return size.height >= size.width * 2 ? "tall" : "portrait"
    }
}

extension JobPart {
    init(
        _ job: Job,
        withheld: [ImageID: DecisionSheet],
        _ words: Catalogue
    ) {
        let links = Links(words.language)
        id = job.id.text
        apiURL = Route.job(job.id).path
        cancelURL = links.cancel(job.id)
        status = job.status
        prompt = job.prompt.isEmpty ? words.name(of: job.task) : job.prompt.text
        facts = [
            job.task == .generate || job.prompt.isEmpty ? nil : words.name(of: job.task),
            words.name(ofModel: job.model), words.pixels(job.size), job.style.map { words.name(ofStyle: $0) },
            words.steps(job.settings),
        ]
        .compactMap { $0 }.joined(separator: " · ")
        state = Self.state(of: job, words)
        size = job.size
        count = job.count
        images = job.images.map { picture in
            let arguments = [
                "number": "\(picture.position + 1)", "prompt": words.title(job.prompt, job.task),
            ]
            let alt = words[Message("picture.alt", arguments)]
            var part = PicturePart(picture, alt: alt, isAlone: job.count == 1, words)
            part.veil = withheld[picture.id].map { VeilPart($0, in: words.language) }
            return part
        }
        waiting = SlotPart.places(of: job, words)
        notes = job.notes.map {
            NotePart(detail: words[$0.message], appealURL: $0.appeal.flatMap(links.appeal))
        }
        problem = job.failure.map { ProblemWords(Problem($0), words) }
    }

    /// What scripts copy and fill in.
    static func blank(_ words: Catalogue) -> JobPart {
        JobPart(
            id: "",
            apiURL: Links(words.language).stems.job,
            cancelURL: "",
            status: .queued,
            prompt: "",
            facts: "",
            state: "",
            size: PixelSize(.square, .oneK),
            count: 1,
            images: [],
            waiting: [],
            notes: [],
            problem: nil
        )
    }

    private static func state(of job: Job, _ words: Catalogue) -> String {
        switch job.status {
        case .succeeded:
            return words.counted("job.done", job.images.count)
        case .running:
            let (stage, done) = (words.stage(of: job), "\(job.images.count)")
            return words[Message("job.state", ["stage": stage, "done": done, "count": "\(job.count)"])]
        case .queued, .failed, .canceled:
            return words["status.\(job.status.rawValue)"]
        }
    }
}

/// A remark about a result.
struct NotePart: MustacheParent, Sendable {
    let detail: String
    /// Where a person can be asked to look again, for a refusal.
    var appealURL: String?

    func child(named name: String) -> Any? {
        switch name {
        case "detail": detail
        case "appeal_url": appealURL
        default: nil
        }
    }
}

extension Catalogue {
    /// What is being done about a job now.
    func stage(of job: Job) -> String {
        let stage = EngineProgress.Stage(rawValue: job.stage) ?? .waiting
        return self["stage.\(stage.rawValue)"]
    }
}
