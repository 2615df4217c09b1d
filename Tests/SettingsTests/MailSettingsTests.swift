import Foundation
import Mail
import Testing

@testable import App

struct MailSettingsTests {
    private func read(_ variables: [String: String]) async throws -> Settings {
        try await Settings.read(environment: variables.merging(["NBP_DATA_DIR": "/nowhere"]) { $1 })
    }

    private func refusal(_ variables: [String: String]) async throws -> [String] {
        do {
            _ = try await read(variables)
            return []
        } catch let refusal as SettingsRefusal {
            return refusal.faults.map(\.description)
        }
    }

    @Test func `without settings mails are files, from the base URL's host, unsigned`() async throws {
        let mail = try await read(["NBP_BASE_URL": "http://[::1]:8080"]).mail
        #expect(mail.server == nil && mail.signing == nil && mail.authorities == nil)
        #expect(mail.sender.name == "Nano Banana Pro")
        #expect(mail.sender.address == "no-reply@[IPv6:::1]")
    }

    @Test func `a mail server needs a sender`() async throws {
        let lines = try await refusal(["NBP_SMTP_URL": "smtps://u:hunter2@mail.example"])
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("NBP_MAIL_FROM: is missing; with a mail server it must be") == true)
        let given = [
            "NBP_SMTP_URL": "smtps://u:hunter2@mail.example", "NBP_MAIL_FROM": "Us <us@studio.example>",
        ]
        let mail = try await read(given).mail
        #expect(mail.server != nil)
        #expect(mail.sender.address == "us@studio.example")
    }

    @Test(arguments: ["mail.example", "smtp://u:hunter2@mail.example/x", "http://hunter2"])
    func `a malformed server is refused without showing its password`(url: String) async throws {
        let lines = try await refusal(["NBP_SMTP_URL": url, "NBP_MAIL_FROM": "us@studio.example"])
        #expect(lines == ["NBP_SMTP_URL: must be \(SettingKey.smtpURL.kind)"])
    }

    @Test(arguments: ["us", "Us <us@studio.example", "Üs <ü@studio.example>"])
    func `a malformed sender is refused`(text: String) async throws {
        let lines = try await refusal(["NBP_MAIL_FROM": text])
        #expect(lines == ["NBP_MAIL_FROM: must be \(SettingKey.mailFrom.kind), not \(text.debugDescription)"])
    }

    private static let signing = [
        "NBP_DKIM_KEY": "/key.pem", "NBP_DKIM_DOMAIN": "studio.example", "NBP_DKIM_SELECTOR": "s1",
    ]

    @Test(arguments: signing.keys.sorted())
    func `signing needs all three settings`(missing: String) async throws {
        let lines = try await refusal(Self.signing.filter { $0.key != missing })
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("\(missing): is missing; signing mails needs it") == true)
    }

    @Test func `all three sign`() async throws {
        let signing = try #require(try await read(Self.signing).mail.signing)
        #expect(signing.keyFile.path == "/key.pem")
        #expect(signing.domain == "studio.example" && signing.selector == "s1")
    }

    @Test(arguments: [
        ("NBP_DKIM_DOMAIN", "studio"), ("NBP_DKIM_DOMAIN", "a b.c"), ("NBP_DKIM_SELECTOR", "s;1"),
    ])
    func `a malformed part of the signature is refused`(name: String, value: String) async throws {
        let lines = try await refusal(Self.signing.merging([name: value]) { $1 })
        #expect(lines.count == 1 && lines.first?.hasPrefix("\(name): must be") == true)
    }
}
