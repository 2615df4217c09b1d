import FoundationEssentials
import HTTPKit
package import Kernel
package import Mail

extension Core {
    /// How an installation writes and hands over its mails.
    package struct MailChoices: Sendable {
        package let press: MailPress
        package let transport: @Sendable (Clock) throws -> any MailTransport

        package init(
            press: MailPress,
            transport: @escaping @Sendable (Clock) throws -> any MailTransport
        ) {
            self.press = press
            self.transport = transport
        }
    }
}

extension Core.MailChoices {
    private static let product = "Nano Banana Pro"

    /// What the settings choose; a command on its own, which has none, writes to nobody.
    /// - Throws: `MailTemplateDefect`, `DKIMRefusal`.
    init(_ share: ShareFolder, _ words: Catalogues, _ settings: Settings?) throws {
        let signer = try settings?.mail.signing.map { signing in
            DKIMSigner(
                key: try DKIMKey(file: signing.keyFile),
                domain: signing.domain,
                selector: signing.selector
            )
        }
        let host = settings?.baseURL.host ?? "localhost"
        let press = try MailPress(
            folder: share.folder.appending(path: "mail"),
            catalogues: words,
            sender: settings?.mail.sender ?? Sender(name: Self.product, host: host),
            imprint: MailPress.Imprint(
                product: Self.product,
                operator: settings?.contact.name ?? host,
                contact: settings?.contact.email
            ),
            signer: signer
        ) { [base = settings.map { "\($0.baseURL)" } ?? "http://localhost"] link, language in
            base + Route.unsubscribe(link).path(in: language)
        }
        self.init(press: press) { clock in
            guard let settings else { return Unsent() }
            return try settings.transport(clock)
        }
    }
}

extension Settings {
    fileprivate func transport(_ clock: Clock) throws -> any MailTransport {
        guard let server = mail.server else {
            return OutboxFolder(DataDirectory.Places(dataFolder).outbox)
        }
        return try SMTPTransport(
            server: server,
            domain: mail.sender.domain,
            authorities: mail.authorities,
            clock: clock
        )
    }
}

/// For commands that have nobody to write to.
private struct Unsent: MailTransport {
    func deliver(_ message: MailMessage) async throws { throw MailFailure.unreachable }

    func forget(_ mark: RecipientMark) async throws {}

    func collect(madeBefore limit: Timestamp) async throws -> Int { 0 }
}
