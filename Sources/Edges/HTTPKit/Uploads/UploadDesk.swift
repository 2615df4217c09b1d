package import Accounts
package import Blobs
package import Hummingbird
import Kernel
package import Studio

/// Takes pictures that people bring, for pages and programs alike.
package struct UploadDesk: Sendable {
    /// The heads, boundaries and tokens of a form beside its files, in bytes.
    private static let formOverhead = 100_000

    private let studio: Studio
    private let spool: Spool
    private let desk: FrontDesk
    private let gate: UploadGate
    private let pace: BodyPace

    package init(
        studio: Studio,
        spool: Spool,
        desk: FrontDesk,
        gate: UploadGate = UploadGate(),
        pace: BodyPace = BodyPace()
    ) {
        self.studio = studio
        self.spool = spool
        self.desk = desk
        self.gate = gate
        self.pace = pace
    }

    /// What was brought, and by whom: a first upload from one of our pages starts a visitor.
    package struct Taken: Sendable {
        package let person: Person
        package let images: [Image]
    }

    /// Reads a request's files and takes them in, all of them or none.
    ///
    /// `checkToken` judges the token of a page's form, which stands before its files; programs have none.
    /// - Throws: `Problem` `visitor_required`, `too_busy`, whatever is wrong with the body, and what `Studio.upload` throws.
    package func take(
        _ request: Request,
        _ context: AppContext,
        as kind: Image.Kind,
        key: IdempotencyKey? = nil,
        checkingToken checkToken: (@Sendable (String) throws -> Void)? = nil
    ) async throws -> Taken {
        try desk.requireSender(request, context)
        try requireLength(request)
        let reader = try UploadReader(
            contentType: request.headers[.contentType],
            spool: spool,
            checkToken: checkToken
        )
        return try await gate.pass(from: context.client?.network) {
            try await request.pour(at: pace) { try await reader.take($0) }
            var upload = Upload(try await reader.finish(), as: kind, idempotencyKey: key)
            if context.person == nil { try await studio.check(upload) }
            let person = try await desk.person(bringingFiles: upload.files.count, request, context)
            upload.key = person.key?.id
            let images = try await studio.upload(upload, for: person.subject)
            return Taken(person: person, images: images)
        }
    }

    /// Refuses at once what says that it is too long.
    private func requireLength(_ request: Request) throws(Problem) {
        guard let length = request.headers[.contentLength].flatMap({ Int($0) }) else { return }
        let isForm = request.headers[.contentType]?.lowercased().hasPrefix("multipart/") ?? false
        if isForm {
            guard length <= Upload.mostFiles * Upload.longestFile + Self.formOverhead else {
                throw Problem(.bodyTooLarge)
            }
        } else {
            guard length <= Upload.longestFile else { throw .fileTooLarge }
        }
    }
}
