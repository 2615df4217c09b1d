import Foundation
import Gateways
import Kernel
import Outbound
import Testing

@testable import App

struct EngineSettingsTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let elsewhere = [
        "NBP_BASE_URL": "https://studio.example", "NBP_CONTACT_EMAIL": "privacy@studio.example",
        "NBP_OPERATOR_NAME": "Studio", "NBP_OPERATOR_ADDRESS": "Taipei", "NBP_OPERATOR_COUNTRY": "TW",
    ]

    private func read(
        _ environment: [String: String] = [:],
        yaml: String = "{}"
    ) async throws -> EngineSettings {
        let file = try folder.write(yaml, to: "given.yaml")
        let places = ["NBP_DATA_DIR": folder.url.path]
        return try await Settings.read(environment: environment.merging(places) { $1 }, file: file).engines
    }

    private func refusal(
        _ environment: [String: String] = [:],
        yaml: String = "{}"
    ) async throws -> [String] {
        do {
            _ = try await read(environment, yaml: yaml)
            return []
        } catch let refusal as SettingsRefusal {
            return refusal.faults.map(\.description)
        }
    }

    @Test func `without a key or an address there is no way out`() async throws {
        let engines = try await read()
        #expect(engines.ways.isEmpty && engines.processors.isEmpty)
    }

    @Test func `on a local server a key is enough`() async throws {
        let engines = try await read(["NBP_GEMINI_API_KEY": "AIza-secret", "NBP_OPENAI_API_KEY": "sk-secret"])
        #expect(engines.ways.map(\.engine.text) == ["gemini", "openai"])
        #expect(engines.processors.map(\.id.text) == ["google", "openai"])
        #expect(engines.ways.allSatisfy { !$0.isNearby })
    }

    @Test func `addresses that commas separate are a pool, and nobody outside`() async throws {
        let engines = try await read(["NBP_SDCPP_URL": "http://127.0.0.1:1234, http://10.0.0.2:1234/"])
        #expect(engines.ways.map(\.base.text) == ["http://127.0.0.1:1234/", "http://10.0.0.2:1234/"])
        #expect(engines.processors.isEmpty)
        let hall = try EngineHall(engines)
        #expect(hall.stands.map(\.place) == ["own"])
        #expect(hall.localEngines.keys.map(\.text).sorted() == ["sdcpp-1", "sdcpp-2"])
    }

    @Test func `a server on this machine keeps words here`() async throws {
        let hall = try EngineHall(await read(["NBP_A1111_URL": "http://localhost:7860"]))
        #expect(hall.stands.map(\.place) == ["here"])
    }

    @Test func `somebody who speaks OpenAI's language is not taken for OpenAI`() async throws {
        let engines = try await read([
            "NBP_OPENAI_API_KEY": "key", "NBP_OPENAI_BASE_URL": "https://relay.example/v1",
        ])
        #expect(engines.ways.map(\.kind) == [.compatible])
        #expect(engines.processors.map(\.id.text) == ["relay-example"])
        #expect(engines.processors.map(\.country) == [Processor.unknownCountry])
    }

    @Test func `elsewhere a contract and a safeguard come first`() async throws {
        let key = Self.elsewhere.merging(["NBP_GEMINI_API_KEY": "AIza-secret"]) { $1 }
        let first = try await refusal(key)
        #expect(first.count == 1 && first[0].hasPrefix("NBP_GEMINI_API_KEY") && first[0].contains("contract"))
        let signed = """
            processors:
            - id: google
              contract: CDPA 2026
              signed: 2026-01-02
            """
        let second = try await refusal(key, yaml: signed)
        #expect(second.count == 1 && second[0].contains("safeguard"))
        let whole =
            signed + """

                  mechanism: scc:2021-914:2
                  assessment: TIA 7
                  review_by: 2027-01-02
                """
        let engines = try await read(key, yaml: whole)
        #expect(engines.processors.first?.contract?.reference == "CDPA 2026")
        #expect(engines.processors.first?.safeguard?.mechanism == "scc:2021-914:2")
    }

    @Test func `elsewhere a host that nobody listed is refused by name`() async throws {
        let given = [
            "NBP_OPENAI_API_KEY": "key", "NBP_OPENAI_BASE_URL": "https://relay.example/v1",
        ]
        let faults = try await refusal(Self.elsewhere.merging(given) { $1 })
        #expect(faults.count == 1 && faults[0].contains("relay.example"))
    }

    @Test func `entries of one name are one pool with limits of their own`() async throws {
        let engines = try await read(
            yaml: """
                engines:
                - kind: gemini
                  key: one
                  concurrency: 2
                - kind: gemini
                  key: two
                  per_minute: 60
                - kind: compatible
                  name: together
                  url: https://api.together.example/v1
                  key: three
                  traits: [masks, streams]
                """
        )
        let hall = try EngineHall(engines)
        #expect(hall.stands.map(\.engine.text) == ["gemini", "together"])
        #expect(hall.stands[0].lanes.map(\.lane.label.text) == ["gemini-1", "gemini-2"])
        #expect(hall.stands[0].lanes.map(\.limits.concurrency) == [2, 8])
        #expect(hall.stands[0].lanes.map(\.limits.perMinute) == [nil, 60])
        #expect(hall.stands[1].traits == [.masks, .streams])
    }

    @Test(arguments: [
        ("- kind: gemnii", "one of gemini"), ("- url: http://x", "kind"),
        ("- kind: compatible", "url"), ("- kind: sdcpp\n  url: ftp://x", "url"),
        ("- kind: gemini\n  concurrency: 0", "concurrency"), ("- kind: gemini\n  traits: [masks]", "traits"),
        ("- kind: gemini\n  name: x\n  key: a\n- kind: openai\n  name: x\n  key: b", "name"),
        ("- kind: gemini\n  model: x", "no member"),
    ])
    func `what is wrong with an entry is said where it stands`(entries: String, word: String) async throws {
        let faults = try await refusal(yaml: "engines:\n\(entries)")
        #expect(faults.count >= 1)
        #expect(faults[0].contains("engines[") && faults[0].contains(word), "\(faults)")
    }

    @Test(arguments: [
        "- id: other", "- id: other\n  hosts: [x.example]", "- id: google\n  contract: x",
        "- id: google\n  signed: 2026-13-40\n  contract: x", "- id: google\n  mechanism: scc",
        "- id: google\n  state: asleep", "- id: google\n- id: google", "- id: Google",
    ])
    func `what is wrong with a processor is said`(entries: String) async throws {
        #expect(try await !refusal(yaml: "processors:\n\(entries)").isEmpty)
    }

    @Test func `no refusal shows a key`() async throws {
        let faults = try await refusal(["NBP_GEMINI_API_KEY": "a key with blanks"])
        #expect(faults.count == 1)
        #expect(!faults[0].contains("blanks"))
    }
}
