import Foundation
import Testing

@testable import App

struct SettingsRefusalTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(_ variables: [String: String], file: URL?) async throws -> Settings {
        let environment = ["NBP_DATA_DIR": folder.url.path].merging(variables) { $1 }
        return try await Settings.read(environment: environment, file: file)
    }

    /// The lines of the refusal, or none when the settings stand.
    private func refusal(_ variables: [String: String], yaml: String? = nil) async throws -> [String] {
        let file = try yaml.map { try folder.write($0, to: "given.yaml") }
        do {
            _ = try await read(variables, file: file)
            return []
        } catch let refusal as SettingsRefusal {
            return refusal.description.replacing(folder.url.path, with: "DIR").split(separator: "\n").map(
                String.init
            )
        }
    }

    @Test(arguments: [
        ("NBP_PROT", "NBP_PORT"), ("NBP_BASEURL", "NBP_BASE_URL"), ("NBP_port", "NBP_PORT"),
        ("NBP_OPERATOR_NAMES", "NBP_OPERATOR_NAME"), ("NBP_METRICS", "NBP_METRICS_TOKEN"),
    ])
    func `an unknown variable refuses and names the nearest`(name: String, nearest: String) async throws {
        let lines = try await refusal([name: "1"])
        #expect(lines == ["\(name): is no setting; the nearest name is \(nearest)"])
    }

    @Test(arguments: [
        ("prot: 1", "prot in DIR/given.yaml: is no setting; the nearest name is port"),
        ("operator: Joe", "operator in DIR/given.yaml: is no setting; the nearest name is operator.name"),
        ("port: {http: 1}", "port.http in DIR/given.yaml: is no setting; the nearest name is port"),
        (
            "operator: {names: x}",
            "operator.names in DIR/given.yaml: is no setting; the nearest name is operator.name"
        ),
        ("port: [1, 2]", "port in DIR/given.yaml: is a list; no setting takes one"),
        ("port:", "port in DIR/given.yaml: is empty; give it a value or leave it away"),
        ("just words", "DIR/given.yaml: holds one value; write settings as key: value"),
        (
            "operator: {name: a}\noperator.name: b",
            "operator.name in DIR/given.yaml: is set twice; remove one"
        ),
        ("port: 1\nport: 2", "DIR/given.yaml: sets port twice; remove one"),
        ("a: b: c", "DIR/given.yaml: is, line 1, no YAML; mind indentation, colons and quotes"),
    ])
    func `a file that says something else refuses and names it`(yaml: String, line: String) async throws {
        #expect(try await refusal([:], yaml: yaml) == [line])
    }

    @Test func `a file that is not there, no text or far too large refuses`() async throws {
        let missing = folder.url.appending(path: "none.yaml")
        let binary = folder.url.appending(path: "binary.yaml")
        try Data([0xFF, 0xFE, 0x00]).write(to: binary)
        let large = try folder.write(String(repeating: "# \n", count: 400_000), to: "large.yaml")
        for (file, words) in [(missing, "cannot be read"), (binary, "UTF-8"), (large, "1 MiB")] {
            let error = await #expect(throws: SettingsRefusal.self) { try await read([:], file: file) }
            #expect(error?.description.contains(words) == true)
        }
    }

    @Test func `the data directory cannot be moved by its own file`() async throws {
        try folder.write("data_dir: /elsewhere", to: "nbp.yaml")
        let refusal = await #expect(throws: SettingsRefusal.self) {
            try await Settings.read(environment: ["NBP_DATA_DIR": folder.url.path])
        }
        #expect(
            refusal?.faults.map(\.reason) == [
                "cannot be moved by a file that lies in it; set NBP_DATA_DIR or use --config"
            ]
        )
    }

    private static let malformed: [(name: String, values: [String])] = [
        ("NBP_PORT", ["0", "65536", "80a", "-1", " 80", "8 0", "0x50", "eighty"]),
        ("NBP_WORKERS", ["0", "65", "two"]),
        ("NBP_REMOTE_JOBS", ["0", "257", "many"]),
        ("NBP_HOST", ["localhost:80", "[::1]", "a b", "http://x", "a..b", "::zz"]),
        ("NBP_BASE_URL", ["localhost", "ftp://x", "http://", "https://x/y", "https://x?y", "https://u@x"]),
        ("NBP_BASE_URL", ["https://x:0", "https://x:99999", "https://a..b", "https://-a", "https://[::zz]"]),
        ("NBP_BASE_URL", ["https://ä.de", "https://x/ ", "https://x\n"]),
        ("NBP_BLOB_URL", ["blobs", "/blobs", "file://host/x", "file:x?y", "https://x"]),
        ("NBP_CONTACT_EMAIL", ["me", "me@", "@x.de", "a@b@c.de"]),
        ("NBP_OPERATOR_NAME", [" ", "a\nb", String(repeating: "x", count: 201)]),
        ("NBP_OPERATOR_ADDRESS", ["\n", "a\u{7}b", String(repeating: "x", count: 501)]),
        ("NBP_OPERATOR_COUNTRY", ["de", "DEU", "D", "Germany"]),
        ("NBP_GUEST_IMAGES", ["-1", "1000001", "many", "Unlimited", "1.5"]),
        ("NBP_MEMBER_IMAGES", ["-1", "1000001", "many"]),
        ("NBP_STAFF_IMAGES", ["-1", "1000001", "many"]),
        ("NBP_LOG_LEVEL", ["loud", "INFO", "warn"]),
        ("NBP_HTTP_REDIRECT_PORT", ["0", "65536", "http"]),
        (
            "NBP_TRUSTED_PROXIES",
            ["proxy", "10.0.0.1/8", "0.0.0.0/0", "10.0.0.1,", "10.0.0.1 10.0.0.2", ",", "*"]
        ),
    ]

    @Test(arguments: malformed)
    func `a malformed value refuses and says what was expected`(name: String, values: [String]) async throws {
        let key = try #require(SettingKey.all.first { $0.variable == name })
        for value in values {
            let lines = try await refusal([name: value])
            #expect(
                lines == ["\(name): must be \(key.kind), not \(String(value.prefix(80)).debugDescription)"]
            )
        }
    }

    @Test(arguments: SettingKey.all.filter { $0 != .testPort })
    func `an empty variable refuses`(key: SettingKey) async throws {
        let lines = try await refusal([key.variable: ""])
        #expect(lines.contains("\(key.variable): is empty; give it a value or leave it away"))
    }

    @Test(arguments: [
        "postgres://me:hunter2@db/x", "postgresql://me:hunter2@db/x", "POSTGRES://me:hunter2@db/x",
    ])
    func `PostgreSQL is refused with a clear sentence and without its password`(url: String) async throws {
        let sentence = "PostgreSQL is not supported yet; use sqlite: and a path, or leave it away"
        #expect(try await refusal(["NBP_DATABASE_URL": url]) == ["NBP_DATABASE_URL: \(sentence)"])
    }

    @Test func `S3 is refused with a clear sentence`() async throws {
        let lines = try await refusal(["NBP_BLOB_URL": "s3://bucket?region=x"])
        #expect(lines == ["NBP_BLOB_URL: S3 is not supported yet; use file: and a path, or leave it away"])
    }

    @Test(arguments: [
        ("NBP_METRICS_TOKEN", "hunter2"), ("NBP_METRICS_TOKEN", "hunter2 hunter2 hunter2"),
        ("NBP_METRICS_TOKEN", "hünter2hünter2hünter2"), ("NBP_DATABASE_URL", "mysql://me:hunter2@db"),
    ])
    func `no refusal shows a secret`(name: String, value: String) async throws {
        let lines = try await refusal([name: value])
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("\(name): must be "))
        #expect(!lines[0].contains("nter2"))
    }

    @Test func `neither does the refusal of a file that is no YAML`() async throws {
        let lines = try await refusal([:], yaml: "metrics: {token: hunter2hunter2hunter2\nport: 1: 2")
        #expect(lines.count == 1)
        #expect(!lines[0].contains("hunter2"))
    }

    @Test func `all that is wrong is said at once, a line each`() async throws {
        let variables = ["NBP_PORT": "x", "NBP_WORKERS": "0", "NBP_PROT": "1", "NBP_LOG_LEVEL": "a\nb"]
        let lines = try await refusal(variables, yaml: "guest: {images: lots}\nhots: x")
        #expect(
            lines.map { $0.prefix { $0 != ":" } } == [
                "NBP_PROT", "hots in DIR/given.yaml", "NBP_PORT", "guest.images in DIR/given.yaml",
                "NBP_LOG_LEVEL",
                "NBP_WORKERS",
            ]
        )
    }

    @Test func `a certificate without its key refuses, and a key without its certificate`() async throws {
        #expect(
            try await refusal(["NBP_TLS_CERT": "a.pem", "NBP_BASE_URL": "https://localhost"]) == [
                "NBP_TLS_KEY: is missing; NBP_TLS_CERT works only together with it"
            ]
        )
        #expect(
            try await refusal(["NBP_TLS_KEY": "a.pem", "NBP_BASE_URL": "https://localhost"]) == [
                "NBP_TLS_CERT: is missing; NBP_TLS_KEY works only together with it"
            ]
        )
    }

    @Test func `a certificate needs a base URL of https`() async throws {
        let files = ["NBP_TLS_CERT": "a.pem", "NBP_TLS_KEY": "b.pem"]
        #expect(
            try await refusal(files.merging(["NBP_BASE_URL": "http://localhost"]) { $1 }) == [
                "NBP_BASE_URL: must begin with https:// while NBP_TLS_CERT is set"
            ]
        )
        #expect(try await read(files, file: nil).baseURL.description == "https://localhost:8080")
    }

    @Test func `a redirect port needs a base URL of https and a port of its own`() async throws {
        #expect(
            try await refusal(["NBP_HTTP_REDIRECT_PORT": "8080"]) == [
                "NBP_HTTP_REDIRECT_PORT: leads to the base URL, which must begin with https:// then",
                "NBP_HTTP_REDIRECT_PORT: must be another port than NBP_PORT",
            ]
        )
    }

    @Test(arguments: ["https://studio.example", "http://192.168.1.5:8080"])
    func `once the base URL is not local, who runs the server must be said`(url: String) async throws {
        let lines = try await refusal(["NBP_BASE_URL": url, "NBP_OPERATOR_NAME": "Studio"])
        #expect(
            lines.map { $0.prefix { $0 != ":" } } == [
                "NBP_CONTACT_EMAIL", "NBP_OPERATOR_ADDRESS", "NBP_OPERATOR_COUNTRY",
            ]
        )
        #expect(lines.allSatisfy { $0.hasSuffix("(contact_missing)") })
    }
}
