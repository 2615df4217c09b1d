import Wire

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension NanoBananaPro {
    /// One durable request to make pictures, as it was when the server told of it.
    public struct Job: Identifiable, Hashable, Sendable {
        /// `job_…`.
        public let id: Identifier<Job>
        /// How far it has come.
        public let status: Status
        /// What kind of work it is: `generate`, `edit`, `compose`, `typeset`, `upscale`, `upload`.
        public let task: String
        /// The id of the model that does it.
        public let model: String
        /// The words it was asked with; empty where none were needed.
        public let prompt: String
        /// In pixels, `1024x1024`.
        public let size: String
        /// How many pictures were asked for.
        public let count: Int
        /// The seed of the first picture.
        public let seed: Int
        /// From 0 to 1.
        public let progress: Double
        /// What is being done now.
        public let stage: String
        /// What it may cost, in credits.
        public let credits: Int
        /// When it was ordered.
        public let createdAt: Date
        /// When it ended; nil while it has not.
        public let finishedAt: Date?
        /// Until when its pictures are kept; nil where nothing ends them.
        public let expiresAt: Date?
        /// The pictures that are ready.
        public let pictures: [Picture]
        /// What is worth saying about the result.
        public let notes: [Note]
        /// Why it failed.
        public let failure: JobFailure?
    }

    /// Why a job failed.
    public struct JobFailure: Hashable, Sendable {
        /// The stable name.
        public let code: NanoBananaProError.Code
        /// What happened and what to do, in the language of the options.
        public let detail: String
    }

    /// A remark about a result.
    public struct Note: Hashable, Sendable {
        /// A stable name, such as `words_not_drawn`.
        public let code: String
        /// The remark, in the language of the options.
        public let detail: String
        /// The words of the prompt that it is about.
        public let words: [String]
    }
}

extension NanoBananaPro.Job {
    /// How far a job has come.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        /// It waits for its turn.
        case queued
        /// It is being worked on.
        case running
        /// It has ended well; some of its pictures may have failed, of which its notes tell.
        case succeeded
        /// It has ended without a picture, and costs nothing.
        case failed
        /// Somebody stopped it.
        case canceled

        /// Whether nothing more comes.
        public var isFinal: Bool { [.succeeded, .failed, .canceled].contains(self) }
    }

    init(_ body: JobBody) throws(NanoBananaProError) {
        guard let status = Status(rawValue: body.status) else {
            throw .unreadable("The server's answer has a job in a state that is unknown here")
        }
        self.status = status
        id = ID(body.id)
        task = body.task
        model = body.model
        prompt = body.prompt
        size = body.size
        count = body.n
        seed = body.seed
        progress = body.progress
        stage = body.stage
        credits = body.price.credits
        createdAt = try Moment.read(body.createdAt)
        finishedAt = try Moment.read(body.finishedAt)
        expiresAt = try Moment.read(body.expiresAt)
        pictures = try body.images.map { image throws(NanoBananaProError) in
            try NanoBananaPro.Picture(image)
        }
        notes = body.notes.map { NanoBananaPro.Note(code: $0.code, detail: $0.detail, words: $0.words) }
        failure = body.error.map {
            NanoBananaPro.JobFailure(code: NanoBananaProError.Code(rawValue: $0.code), detail: $0.detail)
        }
    }

    /// The job itself, if it ended well.
    /// - Throws: `NanoBananaProError` with the job's own code, or `job_canceled`.
    func checked() throws(NanoBananaProError) -> Self {
        switch status {
        case .succeeded, .queued, .running: return self
        case .canceled:
            throw NanoBananaProError(.jobCanceled, detail: "The job was stopped before it was done.", job: id)
        case .failed:
            throw NanoBananaProError(
                failure?.code ?? "job_failed",
                detail: failure?.detail ?? "The job failed, and the server did not say why.",
                job: id
            )
        }
    }
}
