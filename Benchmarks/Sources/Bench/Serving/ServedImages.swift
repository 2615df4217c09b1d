import Foundation

/// A picture from the order to the last event, through a running server.
struct ServedImages {
    private static let rest: UInt32 = 5

    let server: RunningServer

    func finding(side: Int, seconds: Double) async throws -> Finding {
        let prompts = OfflineImages.prompts
        // Its first picture warms the server.
        let client = try JobClient(server.http, ordering: order(prompts[0], side))
        let samples = try await Samples.timing(prompts.count) { try client.make(order(prompts[$0], side)) }
        return Finding("offline image \(side)², order to done", .seconds(samples.median), .budget(seconds))
    }

    /// What the server holds when it has worked and rests again.
    func memory() throws -> Finding {
        sleep(Self.rest)
        return Finding(
            "server at rest after work, resident",
            Quantity(try server.residentBytes(), .bytes),
            .budget(120e6)
        )
    }

    private func order(_ prompt: String, _ side: Int) -> [String: String] {
        ["prompt": prompt, "size": "\(side)x\(side)"]
    }
}
