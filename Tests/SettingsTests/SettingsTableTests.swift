import Testing

@testable import App

struct SettingsTableTests {
    private func table(_ variables: [String: String] = [:]) async throws -> SettingsTable {
        try await Settings.read(environment: variables.merging(["NBP_DATA_DIR": "/nowhere"]) { $1 }).table
    }

    @Test func `the table shows what is given, by whom, and what holds without it`() async throws {
        let lines = try await table(["NBP_PORT": "81"]).description.split(separator: "\n").map(String.init)
        #expect(lines.contains { $0.wholeMatch(of: /NBP_PORT +81  \(environment\)/) != nil })
        #expect(lines.contains { $0.wholeMatch(of: /NBP_HOST +127\.0\.0\.1  \(default\)/) != nil })
        #expect(lines.count == SettingKey.all.count - 1)
    }

    @Test func `the table redacts secrets`() async throws {
        let text = try await table([
            "NBP_METRICS_TOKEN": "hunter2hunter2hunter2", "NBP_DATABASE_URL": "sqlite:/hunter2",
        ]).description
        #expect(!text.contains("hunter2"))
        #expect(text.split(separator: "<redacted>").count == 3)
    }

    @Test func `the reference has a row for every setting of the product`() {
        let rows = SettingsTable.reference.split(separator: "\n").dropFirst(2)
        #expect(rows.count == SettingKey.all.count - 1)
        #expect(rows.allSatisfy { $0.split(separator: "|", omittingEmptySubsequences: false).count == 8 })
    }

    @Test(arguments: SettingKey.all)
    func `a variable's name is its key's words in capitals`(key: SettingKey) {
        #expect(key.variable == "NBP_" + key.name.uppercased().replacing(".", with: "_"))
        #expect(![key.meaning, key.kind, key.standard].contains(""))
    }

    @Test func `no two settings share a name`() {
        #expect(Set(SettingKey.all.map(\.variable)).count == SettingKey.all.count)
        #expect(Set(SettingKey.all.map(\.name)).count == SettingKey.all.count)
    }

    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "abc", 3), ("port", "prot", 2), ("kitten", "sitting", 3),
    ])
    func `the distance of names counts single changes`(first: String, second: String, distance: Int) {
        #expect(KnownNames.distance(first, second) == distance)
        #expect(KnownNames.distance(second, first) == distance)
    }
}
