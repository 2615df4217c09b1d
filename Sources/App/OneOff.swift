import API
import Accounts
import Blobs
package import FoundationEssentials
import Kernel
import Purposes
import Queue
import Studio
import Wire

/// One job in memory, from words to files: the same Studio as the server's, over a throw-away store and key.
package enum OneOff {
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
        let choices = try Core.Choices(share)
        let words = choices.words[.english]
        let core = try await Core.open(.throwaway(.real), choices, .real)
        do {
            return try await core.working { try await make(request, in: core, words, progress) }
        } catch let problem as Problem {
            // Commands about pictures and documents have many places to be wrong in.
            let place = request.body.task == nil ? nil : problem.field
            throw Refusal(description: (place.map { "\($0): " } ?? "") + words[problem.detail])
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
        let subject = visitor.subject
        var pictures: [ImageID] = []
        for file in request.files {
            pictures.append(try await upload(file, as: .picture, in: core, for: subject, words))
        }
        var mask: ImageID?
        if let file = request.mask { mask = try await upload(file, as: .mask, in: core, for: subject, words) }
        let order = try Order(request.order(of: pictures.map(\.text), mask: mask?.text), key: nil)
        let submitted = try await core.studio.submit(order, for: subject)
        let permit = try await core.gate.permit(ProvideService.self, for: subject)
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

    /// Takes a file in, as a server would.
    /// - Throws: `Refusal` that names the file.
    private static func upload(
        _ file: File,
        as kind: Image.Kind,
        in core: Core,
        for subject: SubjectID,
        _ words: Catalogue
    ) async throws -> ImageID {
        do {
            let writer = try await core.spool.begin()
            try await writer.append(file.bytes)
            let upload = Upload([Upload.File(try await writer.finish(), named: nil)], as: kind)
            guard let image = try await core.studio.upload(upload, for: subject).first else {
                throw Problem(.internalError)
            }
            return image.id
        } catch let problem as Problem {
            throw Refusal(description: "\(file.path): \(words[problem.detail])")
        }
    }
}

extension Core {
    /// Runs `act` while a worker works through the queue.
    func working<Value: Sendable>(
        _ act: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let worker = Task { try await Worker(queue: queue, handlers: work).run() }
        defer { worker.cancel() }
        return try await act()
    }
}
