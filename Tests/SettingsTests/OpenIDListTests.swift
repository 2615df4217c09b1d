import Accounts
import Foundation
import Testing

@testable import App

struct OpenIDListTests {
    private static let sound = """
        id: example
        name: Example
        issuer: https://login.example
        client_id: studio
        client_secret: hunter2hunter2
        """

    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(_ yaml: String) async throws -> Settings {
        let file = try folder.write(yaml, to: "given.yaml")
        return try await Settings.read(environment: ["NBP_DATA_DIR": folder.url.path], file: file)
    }

    private func entry(_ lines: String) -> String {
        "- " + lines.replacing("\n", with: "\n  ")
    }

    private func refusal(_ yaml: String) async throws -> [String] {
        do {
            _ = try await read(yaml)
            return []
        } catch let refusal as SettingsRefusal {
            return refusal.description.replacing(folder.url.path, with: "DIR").split(separator: "\n").map(
                String.init
            )
        }
    }

    @Test func `providers are read in their order`() async throws {
        let second = Self.sound.replacing("id: example", with: "id: other") + "\nscopes: [openid, email]"
        let settings = try await read("openid:\n\(entry(Self.sound))\n\(entry(second))\nport: 81")
        #expect(settings.openID.map(\.id.text) == ["example", "other"])
        #expect(
            settings.openID[0].name == "Example" && settings.openID[0].issuer.text == "https://login.example"
        )
        #expect(settings.port == 81)
    }

    @Test func `without a list there are none`() async throws {
        #expect(try await read("port: 81").openID.isEmpty)
    }

    @Test(arguments: ["id", "name", "issuer", "client_id", "client_secret"])
    func `a member that is missing is named`(name: String) async throws {
        let lines = Self.sound.split(separator: "\n").filter { !$0.hasPrefix("\(name):") }
        let refusal = try await refusal("openid:\n\(entry(lines.joined(separator: "\n")))")
        #expect(refusal.count == 1)
        #expect(refusal.first?.hasPrefix("openid[1] in DIR/given.yaml: \(name): is missing") == true)
    }

    @Test(arguments: [
        ("id: example", "id: Ex ample"), ("name: Example", "name: ' '"), ("https:", "http:"),
        ("login.example", "login.example?x"), ("client_id: studio", "client_id: 'a b'"),
        ("client_secret: hunter2hunter2", "client_secret: [hunter2hunter2]"),
        ("client_secret: hunter2hunter2", "client_secret: 'hunter2 hunter2'"),
    ])
    func `a member that is malformed is refused, without its value`(good: String, bad: String) async throws {
        let refusal = try await refusal("openid:\n\(entry(Self.sound.replacing(good, with: bad)))")
        #expect(refusal.count == 1)
        #expect(refusal.first?.contains("must be") == true && refusal.first?.contains("hunter2") == false)
    }

    @Test func `an unknown member, a second one of the same id and what is no list are refused`() async throws
    {
        let unknown = try await refusal("openid:\n\(entry(Self.sound + "\nclientsecret: hunter2"))")
        #expect(unknown.count == 1 && unknown[0].contains("clientsecret: is no member"))
        #expect(!unknown[0].contains("hunter2"))
        let twice = try await refusal("openid:\n\(entry(Self.sound))\n\(entry(Self.sound))")
        #expect(twice.count == 1 && twice[0].contains("openid[2]"))
        #expect(try await refusal("openid: example")[0].contains("must be a list"))
        #expect(try await refusal("openid: [example]")[0].contains("must hold key: value"))
        #expect(try await refusal("openid:\n\(entry(Self.sound + "\nscopes: email"))").count == 1)
    }

    @Test func `no description shows a secret`() async throws {
        let settings = try await read("openid:\n\(entry(Self.sound))")
        var text = ""
        dump(settings, to: &text)
        #expect(text.contains("login.example") && !text.contains("hunter2"))
        #expect(!"\(settings)".contains("hunter2"))
    }
}
