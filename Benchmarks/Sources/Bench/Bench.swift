import Foundation
import Glibc

/// Measures the design's budgets and prints one table; exits 1 when one is missed by more than noise.
///
/// Arguments choose groups by their names; none means all.
@main
struct Bench {
    private struct Group {
        let name: String
        let findings: () async throws -> [Finding]
    }

    static func main() async {
        do {
            if CommandLine.arguments.dropFirst().first == Neighbour.word {
                try await Neighbour(folder: URL(filePath: CommandLine.arguments.last ?? "")).run()
                return
            }
            exit(try await measure(Array(CommandLine.arguments.dropFirst())) ? 0 : 1)
        } catch {
            Progress.say("bench: \(error)")
            exit(1)
        }
    }

    /// - Returns: whether every budget is kept, noise allowed for.
    private static func measure(_ wanted: [String]) async throws -> Bool {
        let groups = groups(try ShareContents())
        if let unknown = wanted.first(where: { name in !groups.contains { $0.name == name } }) {
            throw Complaint(
                "there is no group \(unknown); there are \(groups.map(\.name).joined(separator: ", "))"
            )
        }
        var findings: [Finding] = []
        for group in groups where wanted.isEmpty || wanted.contains(group.name) {
            Progress.say("measuring \(group.name)")
            findings += try await group.findings()
        }
        print(Machine.line)
        print(Table(findings).text)
        return !findings.contains { $0.verdict == .missed }
    }

    private static func groups(_ share: ShareContents) -> [Group] {
        let isBig = ProcessInfo.processInfo.environment[Growth.bigVariable] == "1"
        return [
            // First, because these need programs that may be missing.
            Group(name: "thumbnails") { try await Thumbnails().findings() },
            Group(name: "pixels") { try await PixelWork().findings() },
            Group(name: "images") {
                let images = try OfflineImages(share)
                return [
                    try await images.finding(side: 1_024, seconds: 1),
                    try await images.finding(side: 4_096, seconds: 4),
                ]
            },
            Group(name: "styles") { try await StyledImages(share).findings() },
            Group(name: "words") { try WordWork(share).findings() },
            Group(name: "enlarging") { try await Enlarging(share).findings() },
            Group(name: "served") {
                let served = ServedImages(server: try RunningServer(share))
                return [
                    try await served.finding(side: 1_024, seconds: 1),
                    try await served.finding(side: 4_096, seconds: 4),
                    try served.memory(),
                ]
            },
            Group(name: "page") {
                let server = try RunningServer(share)
                return try withExtendedLifetime(server) { try FirstPage(http: server.http).findings() }
            },
            Group(name: "adapters") { try await Adapting(share: share).findings() },
            Group(name: "server") { try ServerStarts(share: share).findings() },
            Group(name: "gate") {
                try await GateDecisions(share: share).findings()
                    + GateWorkloads(share: share).findings()
            },
            Group(name: "growth") { try await Growth(share: share, isBig: isBig).findings() },
        ]
    }
}
