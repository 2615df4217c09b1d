import Foundation
import HTTPKit
import Kernel
import Logging
import Mail
import Outbound
import Testing

@testable import App

struct SettingsTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Reads settings of a data directory of this test's own.
    private func read(
        _ variables: [String: String] = [:],
        file: URL? = nil,
        cores: Int = 2
    ) async throws -> Settings {
        let environment = ["NBP_DATA_DIR": folder.url.path, "PATH": "/bin"].merging(variables) { $1 }
        return try await Settings.read(environment: environment, file: file, cores: cores)
    }

    @Test func `without any setting the server is local and keeps everything under var`() async throws {
        let settings = try await Settings.read(environment: ["HOME": "/root"], cores: 3)
        let folder = FileManager.default.currentDirectoryPath + "/var"
        #expect(settings.host == "127.0.0.1")
        #expect(settings.port == 8_080)
        #expect(settings.baseURL.description == "http://localhost:8080")
        #expect(settings.dataFolder.path == folder)
        #expect(settings.databaseFile.path == folder + "/nbp.sqlite")
        #expect(settings.blobFolder.path == folder + "/blobs")
        #expect(settings.masterKeyFile.path == folder + "/keys/master.key")
        #expect(settings.witnessFile.path == folder + "/audit/witness.log")
        #expect(settings.shareFolder == nil)
        #expect(settings.contact == ContactCard(email: nil, name: nil, address: nil, country: nil))
        #expect(settings.metricsToken == nil)
        #expect(settings.guestImages == nil)
        #expect(settings.logLevel == .info)
        #expect(settings.workers == 3)
        #expect(settings.remoteJobs == 16)
        #expect(settings.testPort == nil)
    }

    private static let everything: [String: String] = [
        "NBP_HOST": "::", "NBP_PORT": "81", "NBP_BASE_URL": "https://Studio.Example/",
        "NBP_DATABASE_URL": "sqlite:/d/my.db", "NBP_BLOB_URL": "file:///d/blobs",
        "NBP_MASTER_KEY_FILE": "/k/key", "NBP_AUDIT_WITNESS": "/w/witness.log",
        "NBP_SHARE_DIR": "/s/", "NBP_CONTACT_EMAIL": "privacy@studio.example",
        "NBP_OPERATOR_NAME": "Studio Ltd",
        "NBP_OPERATOR_ADDRESS": "1 Road, Berlin", "NBP_OPERATOR_COUNTRY": "DE",
        "NBP_METRICS_TOKEN": "0123456789abcdef", "NBP_GUEST_IMAGES": "0", "NBP_LOG_LEVEL": "debug",
        "NBP_MEMBER_IMAGES": "300", "NBP_STAFF_IMAGES": "400",
        "NBP_WORKERS": "64", "NBP_REMOTE_JOBS": "256", "NBP_SMTP_CA": "/c/ca.pem",
        "NBP_SMTP_URL": "smtps://me:secret@mail.example",
        "NBP_MAIL_FROM": "Studio <mail@studio.example>", "NBP_DKIM_KEY": "/k/dkim.pem",
        "NBP_DKIM_DOMAIN": "studio.example", "NBP_DKIM_SELECTOR": "s1",
        "NBP_MODERATION_BLOCKLIST": "/m/list.txt", "NBP_MODERATION_CLASSIFIER_REVIEW": "0.5",
        "NBP_MODERATION_CLASSIFIER_REFUSE": "0.85",
        "NBP_TLS_CERT": "/t/chain.pem", "NBP_TLS_KEY": "/t/key.pem",
        "NBP_C2PA_CERT": "/t/credentials.pem", "NBP_C2PA_KEY": "/t/credentials-key.pem",
        "NBP_ANALYTICS_BASIS": "legitimate_interests",
        "NBP_OPERATOR_TIME_ZONE": "Asia/Taipei", "NBP_OPERATOR_COMPLAINTS": "An authority, 1 Road",
        "NBP_ACCOUNT_IMAGES": "7", "NBP_GEMINI_BASE_URL": "https://gemini.example",
        "NBP_OPENAI_BASE_URL": "https://openai.example/v1", "NBP_SDCPP_URL": "http://127.0.0.1:1234",
        "NBP_SDCPP_MODEL": "/m/model.gguf", "NBP_SDCPP_SERVER": "/e/sd-server",
        "NBP_A1111_URL": "http://127.0.0.1:7860", "NBP_COMFYUI_URL": "http://127.0.0.1:8188",
        "NBP_COMFYUI_GRAPHS": "/g", "NBP_MODELS_FILE": "/m/models.json",
        "NBP_HTTP_REDIRECT_PORT": "82", "NBP_TRUSTED_PROXIES": "10.0.0.0/8, 2001:db8::1",
    ]

    @Test func `every variable is heard`() async throws {
        let settings = try await read(Self.everything)
        #expect(settings.host == "::")
        #expect(settings.port == 81)
        #expect(settings.baseURL.description == "https://studio.example")
        #expect(settings.dataFolder.path == folder.url.path)
        #expect(settings.databaseFile.path == "/d/my.db")
        #expect(settings.blobFolder.path == "/d/blobs")
        #expect(settings.masterKeyFile.path == "/k/key")
        #expect(settings.witnessFile.path == "/w/witness.log")
        #expect(settings.shareFolder?.path == "/s")
        #expect(settings.contact.email?.text == "privacy@studio.example")
        #expect(settings.contact.name == "Studio Ltd")
        #expect(settings.contact.address == "1 Road, Berlin")
        #expect(settings.contact.country == "DE")
        #expect(settings.metricsToken == Secret("0123456789abcdef"))
        #expect(settings.guestImages == 0)
        #expect((settings.memberImages, settings.staffImages) == (300, 400))
        #expect(settings.logLevel == .debug)
        #expect(settings.workers == 64)
        #expect(settings.remoteJobs == 256)
        #expect(settings.mail.server == SMTPServer("smtps://me:secret@mail.example"))
        #expect(settings.mail.authorities?.path == "/c/ca.pem")
        #expect(settings.mail.sender == Sender("Studio <mail@studio.example>"))
        #expect(settings.mail.signing?.keyFile.path == "/k/dkim.pem")
        #expect(settings.moderation.blockList.path == "/m/list.txt")
        #expect((settings.moderation.review, settings.moderation.refuse) == (0.5, 0.85))
        #expect(settings.tls?.certificate.path == "/t/chain.pem")
        #expect(settings.tls?.key.path == "/t/key.pem")
        #expect(settings.signing?.certificate.path == "/t/credentials.pem")
        #expect(settings.signing?.key.path == "/t/credentials-key.pem")
        #expect(settings.redirectPort == 82)
        #expect(settings.analyticsBasis == .legitimateInterests)
        #expect(settings.requests.zone == "Asia/Taipei")
        #expect(settings.requests.authority == "An authority, 1 Road")
        #expect(!settings.trustedProxies.isEmpty)
        #expect(settings.accountImages == 7)
        #expect(settings.engines.ways.map(\.engine.text) == ["sdcpp", "a1111", "comfyui"])
        #expect(settings.engines.modelsFile?.path == "/m/models.json")
    }

    @Test func `every key of the file means its variable`() async throws {
        let lines = SettingKey.all.compactMap { key in
            Self.everything[key.variable].map { "\(key.name): \"\($0)\"" }
        }
        let dotted = try folder.write(lines.joined(separator: "\n"), to: "dotted.yaml")
        let settings = try await read(file: dotted)
        let same = try await read(Self.everything)
        #expect(lines.count == Self.everything.count)
        #expect(settings.table.rows.map(\.value) == same.table.rows.map(\.value))
        // A key alone is refused here: who gets the words needs a contract first.
        let rows = settings.table.rows.filter { ![SettingKey.geminiKey, .openAIKey].contains($0.key) }
        #expect(Set(rows.map(\.source)) == ["file", "environment"])
    }

    @Test func `keys nest, and the file in the data directory is found`() async throws {
        let yaml = """
            port: 9000
            operator:
              name: Studio
              address: |
                1 Road
                Berlin
            guest: {images: 7}
            """
        try folder.write(yaml, to: "nbp.yaml")
        let settings = try await read()
        #expect(settings.port == 9_000)
        #expect(settings.contact.name == "Studio")
        #expect(settings.contact.address == "1 Road\nBerlin")
        #expect(settings.guestImages == 7)
    }

    @Test func `the environment wins over the file`() async throws {
        try folder.write("port: 9000\nworkers: 3", to: "nbp.yaml")
        let settings = try await read(["NBP_PORT": "9001"])
        #expect(settings.port == 9_001)
        #expect(settings.workers == 3)
    }

    @Test func `a named file replaces the one in the data directory`() async throws {
        try folder.write("port: 9000", to: "nbp.yaml")
        let settings = try await read(file: try folder.write("workers: 3", to: "other.yaml"))
        #expect(settings.port == 8_080)
        #expect(settings.workers == 3)
    }

    @Test(arguments: ["", "\n", "# nothing yet\n", "---\n"])
    func `an empty file sets nothing`(yaml: String) async throws {
        try folder.write(yaml, to: "nbp.yaml")
        #expect(try await read().port == 8_080)
    }

    @Test(arguments: [(nil, 20), ("unlimited", nil), ("3", 3)] as [(String?, Int?)])
    func `guests of a public server have 20 pictures a day unless it says otherwise`(
        given: String?,
        limit: Int?
    ) async throws {
        let settings = try await read(Self.everything.merging(["NBP_GUEST_IMAGES": given ?? "7"]) { $1 })
        let silent = try await read(Self.everything.filter { $0.key != "NBP_GUEST_IMAGES" })
        #expect((given == nil ? silent : settings).guestImages == limit)
    }

    @Test(arguments: [(nil, 200), ("unlimited", nil), ("3", 3)] as [(String?, Int?)])
    func `people with an account have 200 pictures a day on a public server unless it says otherwise`(
        given: String?,
        limit: Int?
    ) async throws {
        let others = Self.everything.filter { $0.key != "NBP_MEMBER_IMAGES" }
        let more = given.map { ["NBP_MEMBER_IMAGES": $0] } ?? [:]
        let settings = try await read(others.merging(more) { $1 })
        #expect(settings.memberImages == limit)
    }

    @Test(arguments: [(0, 1), (1, 1), (16, 16), (200, 64)])
    func `workers follow the cores within their bounds`(cores: Int, workers: Int) async throws {
        #expect(try await read(cores: cores).workers == workers)
    }

    @Test func `the test port exists for the build under test alone`() async throws {
        let environment = ["NBP_DATA_DIR": folder.url.path, "NBP_TEST_PORT": "9999"]
        let settings = try await Settings.read(environment: environment, allowingTestPort: true)
        #expect(settings.testPort == 9_999)
        await #expect(throws: SettingsRefusal.self) { try await Settings.read(environment: environment) }
    }

    @Test(arguments: [
        ("sqlite:", "DIR/nbp.sqlite"), ("sqlite:rel.db", "CWD/rel.db"), ("sqlite:///a/../b.db", "/b.db"),
    ])
    func `a database is a path, from the working directory if it is relative`(
        url: String,
        path: String
    ) async throws {
        let settings = try await read(["NBP_DATABASE_URL": url])
        let expected = path.replacing("DIR", with: folder.url.path)
            .replacing("CWD", with: FileManager.default.currentDirectoryPath)
        #expect(settings.databaseFile.path == expected)
    }
}
