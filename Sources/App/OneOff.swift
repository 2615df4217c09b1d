import Accounts
package import FoundationEssentials
package import Imaging
import Kernel
import Purposes
import Queue
import Studio

/// One job in memory, from words to files: the same Studio as the server's, over a throw-away store and key.
package enum OneOff {
    package struct Request: Sendable {
        let prompt: String
        let model: String
        let size: String?
        let aspectRatio: String?
        let resolution: String?
        let seed: Int?
        let count: Int
        let style: String?
        let format: ImageFormat

        package init(
            prompt: String,
            model: String,
            size: String?,
            aspectRatio: String?,
            resolution: String?,
            seed: Int?,
            count: Int,
            style: String?,
            format: ImageFormat
        ) {
            self.prompt = prompt
            self.model = model
            self.size = size
            self.aspectRatio = aspectRatio
            self.resolution = resolution
            self.seed = seed
            self.count = count
            self.style = style
            self.format = format
        }
    }

    package struct Result: Sendable {
        package let files: [Data]
        /// Remarks, in English.
        package let notes: [String]
    }

    /// Makes the pictures.
    /// - Throws: `Refusal` with a sentence for the terminal.
    package static func run(
        _ request: Request,
        progress: @escaping @Sendable (_ fraction: Double, _ stage: String) -> Void
    ) async throws -> Result {
        let share = try ShareFolder.find()
        let words = try Catalogues(share)[.english]
        let core = try await Core.open(.throwaway(.real), Core.Choices(share), .real)
        do {
            return try await core.working { try await make(request, in: core, words, progress) }
        } catch let problem as Problem {
            throw Refusal(description: words[problem.detail])
        }
    }

    package struct Refusal: Error, CustomStringConvertible {
        package let description: String
    }

    private static func make(
        _ request: Request,
        in core: Core,
        _ words: Catalogue,
        _ progress: @Sendable (Double, String) -> Void
    ) async throws -> Result {
        let (visitor, _) = try await core.accounts.welcome()
        let submitted = try await core.studio.submit(Order(request), for: visitor.subject)
        let permit = try await core.gate.permit(ProvideService.self, for: visitor.subject)
        var job = submitted
        for await _ in core.studio.changes(of: submitted.id) {
            job = try await core.studio.job(submitted.id, under: permit)
            progress(job.progress, job.stage)
            if job.status.isFinal { break }
        }
        if let failure = job.failure { throw Problem(failure) }
        var files: [Data] = []
        for picture in job.images {
            let file = try await core.studio.file(
                of: picture.id,
                width: nil,
                format: request.format,
                under: permit
            )
            files.append(try await file.bytes())
        }
        return Result(files: files, notes: job.notes.map { words[$0.message] })
    }
}

extension OneOff.Request {
    /// A small picture, to see that everything works.
    static let sample = OneOff.Request(
        prompt: "a red boat on a lake, 「福」",
        model: "default",
        size: "256x256",
        aspectRatio: nil,
        resolution: nil,
        seed: 1,
        count: 1,
        style: nil,
        format: .png
    )
}

extension Order {
    fileprivate init(_ request: OneOff.Request) throws(Problem) {
        let seed = request.seed.map { Seed($0) }
        if let seed, seed == nil {
            throw Problem(.seedOutOfBounds, field: "seed", ["limit": "\(Seed.largest)"])
        }
        self.init(
            prompt: try Prompt(request.prompt),
            model: request.model,
            spec: try ImageSpec(
                size: request.size,
                aspectRatio: request.aspectRatio,
                resolution: request.resolution
            ),
            count: request.count,
            seed: seed.flatMap { $0 },
            style: request.style
        )
    }
}

extension Core {
    /// Runs `act` while a worker works through the queue.
    fileprivate func working<Value: Sendable>(
        _ act: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let worker = Task { try await Worker(queue: queue, handlers: work).run() }
        defer { worker.cancel() }
        return try await act()
    }
}
