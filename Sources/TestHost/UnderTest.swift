import App
import Foundation
import Glibc
import Telemetry
import TestPort

/// The server as journeys drive it: the product's own, with the test port beside it when `NBP_TEST_PORT` is set.
@main
struct UnderTest {
    static func main() async {
        do {
            let settings = try await Settings.read(allowingTestPort: true)
            Telemetry.bootstrap(level: settings.logLevel)
            let controls = TestControls(folder: settings.dataFolder)
            let server = try await Server(
                settings,
                controls.ambience,
                tampering: controls.tampering
            )
            let port = settings.testPort.map { TestPort(port: $0, server: server, controls: controls) }
            try await server.run(beside: port.map { [$0] } ?? [])
        } catch {
            FileHandle.standardError.write(Data("nbp-under-test: \(error)\n".utf8))
            exit(1)
        }
    }
}
