import Foundation
import Testing

@testable import App

struct LocalModelSettingsTests {
    private func read(_ variables: [String: String]) async throws -> LocalModelSettings {
        try await Settings.read(environment: variables.merging(["NBP_DATA_DIR": "/d"]) { $1 }).localModel
    }

    @Test func `without settings no server of ours is started`() async throws {
        #expect(try await read([:]).weights == nil)
        #expect(try await read([:]).server == nil)
    }

    @Test(arguments: [
        ("/m/a.gguf", "/m/a.gguf"), ("/m/../a", "/a"), ("sd15.safetensors", "/d/models/sd15.safetensors"),
    ])
    func `a model is a path, or a name on the shelf`(text: String, path: String) async throws {
        #expect(try await read(["NBP_SDCPP_MODEL": text]).weights?.path == path)
    }

    @Test(arguments: [".hidden", "a b", "a.part", "-v"])
    func `what is neither refuses`(text: String) async throws {
        let refusal = await #expect(throws: SettingsRefusal.self) {
            try await read(["NBP_SDCPP_MODEL": text])
        }
        let kind = SettingKey.localModel.kind
        #expect(
            refusal?.faults.map(\.description) == [
                "NBP_SDCPP_MODEL: must be \(kind), not \(text.debugDescription)"
            ]
        )
    }

    @Test func `a program of the operator's own is a path`() async throws {
        #expect(try await read(["NBP_SDCPP_SERVER": "/opt/sd-server"]).server?.path == "/opt/sd-server")
    }
}
