import Foundation
package import Kernel
package import Mail
package import Queue
import Synchronization
import Testing

extension MailPress {
    /// The product's own words and layouts.
    package static func forTests(
        sender: Sender = Sender(name: "Nano Banana Pro", host: "studio.example"),
        signer: DKIMSigner? = nil
    ) throws -> MailPress {
        try MailPress(
            folder: URL.share.appending(path: "mail"),
            catalogues: .forTests,
            sender: sender,
            imprint: Imprint(
                product: "Nano Banana Pro",
                operator: "Example Studio",
                contact: EmailAddress("privacy@studio.example")
            ),
            signer: signer
        ) { link, language in "https://studio.example/\(language.rawValue)/unsubscribe/\(link.text)" }
    }
}

extension Catalogues {
    /// The product's own words.
    package static var forTests: Catalogues { get throws { try loaded.get() } }

    private static let loaded = Result {
        Catalogues(
            try Language.allCases.map { language in
                let file = URL.share.appending(path: "strings/\(language.rawValue).json")
                return try Catalogue(language: language, json: Data(contentsOf: file))
            }
        )
    }
}

extension URL {
    fileprivate static var share: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../share")
            .standardizedFileURL
    }
}

extension QueueSettings {
    /// As for real mails, but nobody looks by himself.
    package static var patientMail: QueueSettings {
        var settings = QueueSettings.mail
        (settings.poll, settings.patience) = (.hours(1), .zero)
        return settings
    }
}

/// Takes no mail: for tests that send none.
package struct NoMails: MailTransport {
    package init() {}

    package func deliver(_ message: MailMessage) async throws {
        Issue.record("a mail went out that the test does not speak of")
        throw MailFailure.unreachable
    }

    package func forget(_ mark: RecipientMark) async throws {}

    package func collect(madeBefore limit: Timestamp) async throws -> Int { 0 }
}

/// Takes mails as a test wrote down, call by call, and then all of them.
package final class FakeMails: MailTransport {
    private struct State {
        var failures: [MailFailure]
        var messages: [MailMessage] = []
        var tries = 0
        var forgotten: Set<RecipientMark> = []
    }

    private let state: Mutex<State>
    private let before: @Sendable () async throws -> Void

    /// - Parameters:
    ///   - failures: what the first calls meet.
    ///   - before: happens at each call first.
    package init(
        _ failures: [MailFailure] = [],
        before: @escaping @Sendable () async throws -> Void = {}
    ) {
        state = Mutex(State(failures: failures))
        self.before = before
    }

    package var messages: [MailMessage] { state.withLock { $0.messages } }
    package var tries: Int { state.withLock { $0.tries } }
    package var forgotten: Set<RecipientMark> { state.withLock { $0.forgotten } }

    package func deliver(_ message: MailMessage) async throws {
        try await before()
        try state.withLock { state in
            state.tries += 1
            if !state.failures.isEmpty { throw state.failures.removeFirst() }
            state.messages.append(message)
        }
    }

    package func forget(_ mark: RecipientMark) async throws {
        state.withLock { _ = $0.forgotten.insert(mark) }
    }

    package func collect(madeBefore limit: Timestamp) async throws -> Int { 0 }
}
