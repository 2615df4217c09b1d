package import FoundationEssentials
package import Mail

/// How mails go out.
package struct MailSettings: Sendable {
    /// Nil writes them to files.
    package let server: SMTPServer?
    /// The certificates that the server's is checked against, instead of the system's.
    package let authorities: URL?
    package let sender: Sender
    /// Nil leaves mails unsigned.
    package let signing: MailSigning?
}

/// With which key mails are signed.
package struct MailSigning: Sendable {
    package let keyFile: URL
    package let domain: String
    package let selector: String
}

extension MailSettings {
    private static let product = "Nano Banana Pro"

    /// Reads the settings; `host` is the base URL's, as a URL writes it.
    init(_ reader: inout SettingReader, host: String) async {
        server = await reader.read(.smtpURL) { text throws(Unfit) in
            guard let server = SMTPServer(text) else { throw .kind }
            return server
        }
        authorities = await reader.read(.smtpAuthorities, Settings.path)
        let sender = await reader.read(.mailFrom) { text throws(Unfit) in
            guard let sender = Sender(text) else { throw .kind }
            return sender
        }
        self.sender = sender ?? Sender(name: Self.product, host: host.filter { !"[]".contains($0) })
        if reader.given[.smtpURL] != nil, reader.given[.mailFrom] == nil {
            reader.demand(
                .mailFrom,
                because: "is missing; with a mail server it must be \(SettingKey.mailFrom.kind)"
            )
        }
        signing = await MailSigning(&reader)
    }
}

extension MailSigning {
    fileprivate init?(_ reader: inout SettingReader) async {
        let file = await reader.read(.dkimKey, Settings.path)
        let domain = await reader.read(.dkimDomain) { text throws(Unfit) in
            guard HostName.isName(text), text.contains(".") else { throw .kind }
            return text
        }
        let selector = await reader.read(.dkimSelector) { text throws(Unfit) in
            guard HostName.isName(text) else { throw .kind }
            return text
        }
        let keys: [SettingKey] = [.dkimKey, .dkimDomain, .dkimSelector]
        let missing = keys.filter { reader.given[$0] == nil }
        if missing.count < keys.count {
            for key in missing {
                reader.demand(key, because: "is missing; signing mails needs it, and it must be \(key.kind)")
            }
        }
        guard let file, let domain, let selector else { return nil }
        keyFile = file
        self.domain = domain
        self.selector = selector
    }
}
