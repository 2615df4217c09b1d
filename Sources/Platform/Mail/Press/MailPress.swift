package import FoundationEssentials
package import Kernel
import Mustache

/// Writes letters out: words from the string catalogues, layout from `share/mail`, signed if the installation signs.
package struct MailPress: Sendable {
    /// Who stands behind the mails.
    package struct Imprint: Sendable {
        let product: String
        let `operator`: String
        let contact: EmailAddress?

        package init(
            product: String,
            operator: String,
            contact: EmailAddress?
        ) {
            self.product = product
            self.operator = `operator`
            self.contact = contact
        }
    }

    private let catalogues: Catalogues
    private let html: MustacheTemplate
    private let text: MustacheTemplate
    private let sender: Sender
    private let imprint: Imprint
    private let signer: DKIMSigner?
    private let wayOut: @Sendable (UnsubscribeLink, Language) -> String

    /// Reads the layouts in `folder`, which is `mail` in the share folder; `wayOut` is the page of an unsubscribe link.
    /// - Throws: `MailTemplateDefect`, or the template parser's error.
    package init(
        folder: URL,
        catalogues: Catalogues,
        sender: Sender,
        imprint: Imprint,
        signer: DKIMSigner?,
        wayOut: @escaping @Sendable (UnsubscribeLink, Language) -> String
    ) throws {
        html = try Self.template("html", in: folder)
        text = try Self.template("text", in: folder)
        self.catalogues = catalogues
        self.sender = sender
        self.imprint = imprint
        self.signer = signer
        self.wayOut = wayOut
    }

    private static func template(_ name: String, in folder: URL) throws -> MustacheTemplate {
        let file = folder.appending(path: "\(name).mustache")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw MailTemplateDefect(path: file.path)
        }
        return try MustacheTemplate(string: text)
    }

    /// Writes a letter out; the same one comes out the same, its Message-ID too.
    package func print(
        _ letter: Letter,
        with insert: MailInsert = MailInsert(),
        id: RowID,
        madeAt: Timestamp,
        mark: RecipientMark
    ) throws -> MailMessage {
        let wayOut = insert.unsubscribe.map { self.wayOut($0, letter.language) }
        let page = MailPage(
            letter,
            saying: insert.words,
            words: catalogues[letter.language],
            imprint: imprint,
            wayOut: wayOut
        )
        let name = id.value.text.lowercased()
        let body = MIMEBody(
            text: text.render(page),
            html: html.render(page),
            language: letter.language.rawValue,
            boundary: "=_nbp_\(name)"
        )
        let head: [HeaderField] = [
            HeaderField("From", mailbox: sender.address, name: sender.name),
            HeaderField("To", mailbox: letter.recipient.text, name: ""),
            HeaderField("Subject", words: page.title),
            HeaderField("Date", MailDate.text(of: madeAt)),
            HeaderField("Message-ID", "<\(name)@\(sender.domain)>"),
            HeaderField("MIME-Version", "1.0"),
            HeaderField("Auto-Submitted", "auto-generated"),  // RFC 3834: no machine should answer
        ]
        let whole = head + (wayOut.map(Self.listHead) ?? []) + body.head
        let signed = try signer?.signed(whole, body: body.bytes, at: madeAt) ?? whole
        let lines = signed.map(\.line).joined() + "\r\n"
        return MailMessage(
            id: id,
            mark: mark,
            sender: sender.address,
            recipient: letter.recipient,
            bytes: Data(lines.utf8) + body.bytes
        )
    }
}

/// What a letter to many brings with it: the operator's words, and the way out.
package struct MailInsert: Sendable {
    var words: CampaignWords?
    var unsubscribe: UnsubscribeLink?

    package init() {}
}

extension MailPress {
    /// What mail programs make their own button of (RFC 2369, section 3.2; RFC 8058, which asks for https).
    private static func listHead(_ wayOut: String) -> [HeaderField] {
        let link = HeaderField("List-Unsubscribe", "<\(wayOut)>")
        guard wayOut.hasPrefix("https://") else { return [link] }
        return [link, HeaderField("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]
    }
}

/// The share folder lacks a layout of the mails; the server does not start.
package struct MailTemplateDefect: Error, Hashable, CustomStringConvertible {
    let path: String

    package var description: String {
        "\(path) is missing; set NBP_SHARE_DIR to the folder that came with the server"
    }
}
